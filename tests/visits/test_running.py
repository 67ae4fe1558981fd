"""A visit that runs: no slot of an agenda, asked about at closing time, ended once, by its person only."""

from datetime import UTC, datetime

import pytest

from crm.model import Action
from crm.services.due import closing
from crm.services.house.office import Office
from crm.services.meaning import visitwords
from crm.store import actions
from scheduler.jobs import JOBS
from tests.bot.phones import Phones
from tests.support.small_office import SANTIAGO, SmallOffice


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SANTIAGO)


async def of_andes(office: Office, small: SmallOffice) -> list[Action]:
    async with office.store.read() as tx:
        return await actions.of_partner(tx, small.andes.id, kind="activity")


async def test_a_visit_takes_no_place_in_an_agenda(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/cita reunión con ACME hoy de 15 a 16")
    phones.office.clock.move_to(at("2026-11-24 15:10"))
    await phones.say(small_office.bruno, "/llegue comercial andes")
    await phones.say(small_office.bruno, "/sali listo")
    async with phones.office.store.read() as tx:
        taken = await actions.taken(tx, small_office.bruno.id, at("2026-11-24 00:00"), at("2026-11-25 00:00"))
    assert [item.kind for item in taken] == ["appointment"]


async def test_a_visit_that_still_runs_is_asked_about_once_at_closing_time(phones: Phones, small_office: SmallOffice):
    office = phones.office
    await phones.say(small_office.bruno, "/llegue comercial andes")
    office.clock.move_to(at("2026-11-24 17:59"))
    assert await closing.remind(office) == 0
    office.clock.move_to(at("2026-11-24 18:20"))
    assert [await closing.remind(office), await closing.remind(office)] == [1, 0]
    await phones.settle()
    assert phones.texts(small_office.bruno)[-1] == ("🚗 La visita a Comercial Andes sigue en curso, desde las 09:30. ¿Ya terminó?")
    await phones.tap(small_office.bruno, "Terminó a las 18:00")
    visit = (await of_andes(office, small_office))[0]
    assert (visit.state, visit.ends_at) == ("ended", at("2026-11-24 18:00").astimezone(UTC))
    assert "09:30–18:00 (8 h 30)" in phones.last(small_office.bruno).message.text


async def test_a_visit_that_goes_on_is_asked_about_again_on_the_next_day_of_work(phones: Phones, small_office: SmallOffice):
    office = phones.office
    office.clock.move_to(at("2026-11-27 17:00"))  # a Friday
    await phones.say(small_office.bruno, "/llegue comercial andes")
    asked = []
    for moment in ("2026-11-27 18:00", "2026-11-28 18:30", "2026-11-29 18:30", "2026-11-30 08:00", "2026-11-30 18:00"):
        office.clock.move_to(at(moment))
        asked.append(await closing.remind(office))
    assert asked == [1, 0, 0, 0, 1]
    await phones.settle()
    await phones.tap(small_office.bruno, "Sigue")
    assert (await of_andes(office, small_office))[0].state == "running"


async def test_a_visit_after_hours_and_one_that_is_over_are_not_asked_about(phones: Phones, small_office: SmallOffice):
    office = phones.office
    await phones.say(small_office.bruno, "/llegue comercial andes")
    await phones.say(small_office.bruno, "/sali")
    office.clock.move_to(at("2026-11-24 19:00"))
    await phones.say(small_office.bruno, "/llegue minera norte")
    assert await closing.remind(office) == 0


@pytest.mark.parametrize(
    "what", ["at:{id}:20261124t0800", "at:{id}:20261125t1800", "at:{id}:x", "type:{id}:99999", "left:1:{id}", "zzz:{id}", "on:x"]
)
async def test_a_forged_button_of_a_visit_changes_nothing(phones: Phones, small_office: SmallOffice, what: str):
    await phones.say(small_office.bruno, "/llegue comercial andes")
    before = await of_andes(phones.office, small_office)
    await phones.tap(small_office.bruno, "", data="visit:" + what.format(id=before[0].id))
    assert await of_andes(phones.office, small_office) == before


async def test_nobody_ends_the_visit_of_somebody_else(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.ana, "/llegue comercial andes")
    before = await of_andes(phones.office, small_office)
    await phones.say(small_office.bruno, "hola")
    for data in (f"do:{before[0].id}:end", f"visit:at:{before[0].id}:20261124t0930", f"visit:type:{before[0].id}:1"):
        await phones.tap(small_office.bruno, "", data=data)
    assert await of_andes(phones.office, small_office) == before


async def test_a_second_tap_on_a_choice_between_two_visits_starts_no_third(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/llegue minera norte")
    await phones.say(small_office.bruno, "/llegue comercial andes")
    data = next(b.data for row in phones.last(small_office.bruno).message.buttons for b in row if b.text == "Las dos")
    await phones.tap(small_office.bruno, "", data=data)
    await phones.tap(small_office.bruno, "", data=data)
    assert len(await of_andes(phones.office, small_office)) == 1


async def test_an_edited_arrival_changes_nothing(phones: Phones, small_office: SmallOffice):
    said = await phones.say(small_office.bruno, "llegué a Comercial Andes")
    before = await of_andes(phones.office, small_office)
    await phones.edit(small_office.bruno, said, "llegué a Minera Norte")
    assert await of_andes(phones.office, small_office) == before


def test_the_clock_asks_at_closing_time():
    assert closing.remind in {job.do for job in JOBS}


@pytest.mark.parametrize(
    ("language", "text", "where"),
    [
        ("es", "llegué a Comercial Andes", "Comercial Andes"),
        ("es", "Ya llegué donde ACME", "ACME"),
        ("es", "recién llegamos al Hotel", "Hotel"),
        ("es", "llegué", ""),
        ("es", "llegué a un acuerdo con ACME", None),
        ("es", "llegué tarde a la reunión", None),
        ("es", "llegó el pedido de ACME", None),
        ("en", "Arrived at Comercial Andes", "Comercial Andes"),
        ("en", "I just arrived at ACME", "ACME"),
        ("en", "the goods arrived at ACME", None),
        ("en", "arrived at an agreement with ACME", None),
    ],
)
def test_an_arrival_is_heard(language, text, where):
    assert visitwords.arrival(text, language) == where


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        ("es", "salí", ""),
        ("es", "Salí.", ""),
        ("es", "salí, quedó conforme", "quedó conforme"),
        ("es", "salí quedó conforme", "quedó conforme"),
        ("es", "salí de Comercial Andes, quedó conforme", "quedó conforme"),
        ("es", "salí de andes quedó conforme", "quedó conforme"),
        ("es", "me fui de Comercial Andes", ""),
        ("es", "salí a almorzar", None),
        ("es", "salí con Juan", None),
        ("es", "salí de la reunión", None),
        ("es", "salió el pedido", None),
        ("en", "left", ""),
        ("en", "left, happy with it", "happy with it"),
        ("en", "left Comercial Andes, happy with it", "happy with it"),
        ("en", "left a message for Juan", None),
        ("en", "left the catalogue at ACME", None),
    ],
)
def test_leaving_is_heard(language, text, rest):
    assert visitwords.leaving(text, language, "Comercial Andes") == rest
