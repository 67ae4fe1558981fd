"""Parameters: over the settings, in every process, checked, undone, and never a secret."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.office import parameterwords
from crm.clock import OfficeClock
from crm.decision import Decision, SetRecord
from crm.errors import InvalidValueError
from crm.kinds import KINDS
from crm.parsing.moments import read_moments
from crm.services.house import offdays, parameters, parametervalues, workdays
from crm.services.house.office import Office
from crm.services.house.parameters import GROUPS, PARAMETER, PARAMETERS, Type
from crm.services.house.parametervalues import Asked
from crm.services.look import agenda
from crm.services.papers import series
from crm.services.write import commit, masterdata, postpone, undo
from crm.services.write.undo import Refusal
from crm.store import parameters as stored
from crm.words import Words
from tests.bot.phones import Phones
from tests.setup.conftest import INSTALLED
from tests.support.small_office import START, SmallOffice


async def put(office: Office, small: SmallOffice, name: str, value: object) -> int:
    effect = SetRecord(masterdata.PARAMETER, name, {"value": value})
    return (await commit.commit(office, Decision((effect,)), by=small.emily, source="test")).change_id


async def test_what_one_process_changes_every_other_one_follows(phones: Phones, small_office: SmallOffice):
    here = phones.office
    other = Office(store=here.store, clock=OfficeClock(machine=lambda: START), name="Distribuidora Los Robles", parameters=dict(INSTALLED))
    await put(here, small_office, "office_name", "Los Robles SpA")
    await put(here, small_office, "office_address", "Alameda 5")
    await put(here, small_office, "letter_footer", "Casa fundada en 1920")
    await put(here, small_office, "quote_responsible_up_to", 500_000)
    await put(here, small_office, "working_hours", ["08:30", "17:30"])
    await parameters.refresh(other)
    assert other.name == "Los Robles SpA"
    head = other.parameters["letterhead"]
    assert (head.name, head.rut, head.address, head.footer) == (
        "Los Robles SpA",
        "76.111.222-8",
        "Alameda 5, Santiago",
        "Casa fundada en 1920",
    )
    assert other.parameters["quote_approval"] == {"responsible_up_to": 500_000, "supervisor_up_to": None}
    assert [f"{at:%H:%M}" for at in agenda.working_hours(other)] == ["08:30", "17:30"]
    await phones.say(small_office.bruno, "/start")  # this process, by a claim of its own
    assert "Los Robles SpA" in phones.texts(small_office.bruno)[-1]


async def test_undo_goes_back_to_what_the_installation_says(phones: Phones, small_office: SmallOffice):
    change = await put(phones.office, small_office, "undo_minutes", 25)
    await parameters.refresh(phones.office)
    assert parameters.values(phones.office)["undo_minutes"] == 25
    await phones.say(small_office.emily, "hola")
    look = await undo.look(phones.office, change, small_office.emily)
    assert look.refusal is None
    assert (await undo.look(phones.office, change, small_office.bruno)).refusal is Refusal.FOREIGN
    await put(phones.office, small_office, "undo_minutes", 30)
    assert (await undo.look(phones.office, change, small_office.emily)).refusal is Refusal.CHANGED


async def test_a_secret_is_never_shown_nor_taken_over(phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await stored.put(tx, "mail_key", "cafe" * 16)
    await put(phones.office, small_office, "undo_minutes", 25)
    await parameters.refresh(phones.office)
    assert "mail_key" not in phones.office.parameters
    await phones.say(small_office.emily, "/parameters")
    assert "cafe" not in phones.texts(small_office.emily)[-1]
    await phones.tap(small_office.emily, "", data="par:see:mail_key")
    assert phones.texts(small_office.emily)[-1] == "That button no longer counts."


async def test_nobody_but_an_administrator_changes_one_by_an_old_button(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.ana, "/parametros")
    await phones.tap(small_office.ana, "", data="par:set:pending_first:1")
    await parameters.refresh(phones.office)
    assert phones.office.parameters_version == 0


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("undo_minutes", "20 minutos", 20),
        ("working_hours", "de 8:30 a 17:30", ["08:30", "17:30"]),
        ("working_hours", "9-18", ["09:00", "18:00"]),
        ("working_hours", "from 9 to 18", ["09:00", "18:00"]),
        ("digest_hour", "7:30", "07:30"),
        ("digest_hour", "7 hrs", "07:00"),
        ("quote_responsible_up_to", "$1.250.000", 1_250_000),
        ("quote_responsible_up_to", "500 mil", 500_000),
        ("office_phone", "2 2345 6789", "+56 2 2345 6789"),
        ("office_mail", "Ventas@Robles.CL", "ventas@robles.cl"),
        ("office_rut", "762223333", "76.222.333-3"),
        ("office_city", "  Puerto   Montt ", "Puerto Montt"),
        ("letter_footer", "Uno\nDos", "Uno\nDos"),
    ],
)
def test_what_people_write_is_understood(name: str, text: str, value: object):
    assert parametervalues.read(PARAMETER[name], text) == value


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("undo_minutes", "0"),
        ("undo_minutes", "1441"),
        ("undo_minutes", "diez"),
        ("undo_minutes", "²"),
        ("working_hours", "18 a 9"),
        ("working_hours", "mañana"),
        ("digest_hour", "25:00"),
        ("quote_responsible_up_to", "35 UF"),
        ("quote_responsible_up_to", "-5"),
        ("office_phone", "12"),
        ("office_phone", "ninguno"),
        ("office_mail", "ventas@"),
        ("office_rut", "76.123.456-9"),
        ("office_rut", "1"),
        ("office_name", "…"),
        ("office_name", "x" * 101),
        ("letter_footer", "\n".join("1234567")),
        ("pending_first", "quizás"),
    ],
)
async def test_what_does_not_fit_is_said_in_one_sentence_and_nothing_is_lost(
    name: str, text: str, phones: Phones, small_office: SmallOffice
):
    with pytest.raises(InvalidValueError):
        parametervalues.read(PARAMETER[name], text)
    before = parameters.values(phones.office)[name]
    await phones.say(small_office.emily, "/parameters")
    await phones.tap(small_office.emily, "", data=f"par:see:{name}")
    await phones.say(small_office.emily, text)
    said = phones.last(small_office.emily).message
    assert said.context.wants.name == name  # the question is still open
    assert len(said.text) < 400
    await parameters.refresh(phones.office)
    assert parameters.values(phones.office)[name] == before


SAID = Asked(START.astimezone(ZoneInfo("America/Santiago")), "es", [["2026-12-24", "Nochebuena"]])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("own_holidays", "2 ene inventario", [["2026-12-24", "Nochebuena"], ["2027-01-02", "inventario"]]),
        ("own_holidays", "inventario: 2 de enero", [["2026-12-24", "Nochebuena"], ["2027-01-02", "inventario"]]),
        ("own_holidays", "24 dic tarde libre", [["2026-12-24", "tarde libre"]]),
        ("own_holidays", "el 8 de diciembre se trabaja", [["2026-12-08", ""], ["2026-12-24", "Nochebuena"]]),
        ("series_letter", "2026-0100", {"prefix": "", "yearly": True, "digits": 4, "start": 100, "year": 2026}),
        ("series_letter", "ca-aaaa-035", {"prefix": "CA-", "yearly": True, "digits": 3, "start": 35, "year": 2026}),
        ("series_letter", "CA-7", {"prefix": "CA-", "yearly": False, "digits": 1, "start": 7, "year": 0}),
    ],
)
def test_what_depends_on_the_day_is_understood_on_its_day(name: str, text: str, value: object):
    assert parametervalues.read(PARAMETER[name], text, SAID) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own_holidays", "inventario"),
        ("own_holidays", "x"),
        ("own_holidays", "31/02 inventario"),
        ("own_holidays", "1 nov 2025 inventario"),
        ("own_holidays", "2027 vacaciones"),
        ("own_holidays", "2 ene " + "x" * 41),
        ("series_letter", "0"),
        ("series_letter", "2025-0001"),
        ("series_letter", "CA 35"),
        ("series_letter", "'; DROP TABLE counters--1"),
        ("series_letter", "CA-2026-1234567"),
    ],
)
def test_what_depends_on_the_day_is_refused_too(name: str, text: str):
    with pytest.raises(InvalidValueError):
        parametervalues.read(PARAMETER[name], text, SAID)


def test_no_more_own_holidays_than_the_parameter_holds():
    full = [[(date(2027, 1, 1) + timedelta(days=n)).isoformat(), "x"] for n in range(offdays.MOST)]
    with pytest.raises(InvalidValueError, match="many"):
        offdays.read("24 dic cerrado", SAID.now, "es", full)


def test_an_own_holiday_is_one_for_the_digest_the_days_offered_and_working_days():
    own = {"own_holidays": [["2026-11-30", "inventario"], ["2026-12-08", ""]]}
    office = Office(store=None, parameters=own)  # type: ignore[arg-type]
    assert not workdays.is_working_day(date(2026, 11, 30), own)
    assert workdays.is_working_day(date(2026, 12, 8), own)
    assert agenda.holidays_around(office, START.date(), "es")[date(2026, 11, 30)] == "inventario"
    assert date(2026, 12, 8) not in agenda.holidays_around(office, START.date(), "es")
    offered = postpone.choices(SAID.now, agenda.holidays_around(office, START.date(), "es"), Words("es"))
    assert "Martes 1" in [choice.label for row in offered for choice in row]
    found = read_moments("en 4 días hábiles", SAID.now, "es", calendar=agenda.calendar(office, START.date(), "es"))
    assert found[0].value == date(2026, 12, 1)


async def test_a_series_looks_as_it_was_set_and_gives_no_number_twice(office: Office, small_office: SmallOffice):
    async def numbers(year: int, count: int = 1) -> list[str]:
        async with office.store.begin() as tx:
            return [await series.following(tx, "letter", year) for _ in range(count)]

    async def set_to(text: str) -> dict[str, object]:
        value = series.read(text, 2026)
        await put(office, small_office, "series_letter", value)
        return value

    assert await numbers(2026, 2) == ["2026-0001", "2026-0002"]
    await set_to("2026-0010")
    assert await numbers(2026, 2) + await numbers(2027) == ["2026-0010", "2026-0011", "2027-0001"]
    again = await set_to("2026-0005")  # said to be given already in the chat; even so nothing comes twice
    assert await series.last_given(office, "letter", again, 2026) == "2026-0011"
    assert await numbers(2026) == ["2026-0012"]
    await set_to("CA-035")
    assert await numbers(2026) + await numbers(2027) == ["CA-035", "CA-036"]
    await put(office, small_office, "series_letter", None)
    assert await numbers(2026) == ["2026-0013"]


def test_every_parameter_can_be_shown_asked_and_read():
    assert len(PARAMETER) == len(PARAMETERS)
    for parameter in PARAMETERS:
        for language in ("es", "en"):
            assert parametervalues.shown(parameter, parameter.default, Words(language))
    printed = {kind.name for kind in KINDS if kind.series}
    assert {parameter.of for parameter in PARAMETERS if parameter.type is Type.PRINTER} == printed


@pytest.mark.one_engine
async def test_every_parameter_is_two_taps_away(phones: Phones, small_office: SmallOffice):
    emily, found = small_office.emily, []
    await phones.say(emily, "/parameters")
    for title in GROUPS.values():
        await phones.tap(emily, "", data="par:list")
        await phones.tap(emily, title)
        assert len(phones.last(emily).message.text.splitlines()) <= 14  # a screen of a phone
        for number in [b.text for row in phones.last(emily).message.buttons for b in row if b.text.isdigit()]:
            data = next(b.data for row in phones.last(emily).message.buttons for b in row if b.text == number)
            await phones.tap(emily, number)
            assert phones.last(emily).message.buttons[-1][-1].text == f"◀️ {title}"
            await phones.tap(emily, f"◀️ {title}")
            found.append(data.split(":")[2])
    assert found == [parameter.name for parameter in PARAMETERS]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_words_of_a_label_or_a_group_find_it(language: str):
    words = Words(language)
    for parameter in PARAMETERS:
        label = parametervalues.label(parameter, words)
        assert parameter in parameterwords.parameters_called(label.upper(), words)
    for group, title in GROUPS.items():
        said = parameterwords.parameters_called(words(title).partition(" ")[2], words)
        assert all(p in said for p in PARAMETERS if p.group == group)
    assert parameterwords.parameters_called("nothing of that name", words) == parameterwords.parameters_called(" ", words) == []


async def test_one_printer_for_a_kind_is_the_only_one_that_is_offered(phones: Phones, small_office: SmallOffice):
    assert parameters.printers_for(phones.office, "letter") == ("Oficina", "Bodega")
    await put(phones.office, small_office, "printer_letter", "Bodega")
    await parameters.refresh(phones.office)
    assert parameters.printers_for(phones.office, "letter") == ("Bodega",)
    await put(phones.office, small_office, "printer_letter", "Vendida")
    await parameters.refresh(phones.office)
    assert parameters.printers_for(phones.office, "letter") == ("Oficina", "Bodega")
