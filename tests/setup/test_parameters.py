"""Parameters: over the settings, in every process, checked, undone, and never a secret."""

import pytest

from crm.clock import OfficeClock
from crm.decision import Decision, SetRecord
from crm.errors import InvalidValueError
from crm.kinds import KINDS
from crm.services import agenda, commit, parameters, parametervalues, records, undo
from crm.services.office import Office
from crm.services.parameters import PARAMETER, PARAMETERS, Type
from crm.services.undo import Refusal
from crm.store import parameters as stored
from crm.words import Words
from tests.bot.phones import Phones
from tests.setup.conftest import INSTALLED
from tests.support.small_office import START, SmallOffice


async def put(office: Office, small: SmallOffice, name: str, value: object) -> int:
    effect = SetRecord(records.PARAMETER, name, {"value": value})
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
    assert other.parameters["quote_approval"] == {"responsible_up_to": 500_000}
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
    number = [parameter.name for parameter in PARAMETERS].index(name) + 1
    await phones.tap(small_office.emily, str(number))
    await phones.say(small_office.emily, text)
    said = phones.last(small_office.emily).message
    assert said.context["wants"]["name"] == name  # the question is still open
    assert len(said.text) < 400
    await parameters.refresh(phones.office)
    assert parameters.values(phones.office)[name] == before


def test_every_parameter_can_be_shown_asked_and_read():
    assert len(PARAMETER) == len(PARAMETERS)
    for parameter in PARAMETERS:
        for language in ("es", "en"):
            assert parametervalues.shown(parameter, parameter.default, Words(language))
    printed = {kind.name for kind in KINDS if kind.series}
    assert {parameter.of for parameter in PARAMETERS if parameter.type is Type.PRINTER} == printed


async def test_one_printer_for_a_kind_is_the_only_one_that_is_offered(phones: Phones, small_office: SmallOffice):
    assert parameters.printers_for(phones.office, "letter") == ("Oficina", "Bodega")
    await put(phones.office, small_office, "printer_letter", "Bodega")
    await parameters.refresh(phones.office)
    assert parameters.printers_for(phones.office, "letter") == ("Bodega",)
    await put(phones.office, small_office, "printer_letter", "Vendida")
    await parameters.refresh(phones.office)
    assert parameters.printers_for(phones.office, "letter") == ("Oficina", "Bodega")
