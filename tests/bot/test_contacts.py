"""Shared contacts: what can be read of one, and where it goes while something else is open."""

from typing import Any

import pytest

from crm.services.meaning import directory
from crm.services.partners import vcards
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


@pytest.mark.parametrize(
    ("first", "last", "phone", "values", "unread"),
    [
        ("Pedro", "Lira", "56987654321", {"name": "Pedro Lira", "phone": "+56 9 8765 4321"}, ""),
        ("Pedro", "", "+1 650 253 0000", {"name": "Pedro", "phone": "+1 650-253-0000"}, ""),
        ("Pedro", "", "16502530000", {"name": "Pedro", "phone": "+1 650-253-0000"}, ""),
        ("Pedro", "", "no tiene", {"name": "Pedro"}, "no tiene"),
        ("Pedro", "", "", {"name": "Pedro"}, ""),
        ("🔧", "", "987654321", {"phone": "+56 9 8765 4321"}, ""),
        ("a" * 4096, "", "", {"name": "a" * 100}, ""),
        ("<b>", "", "987654321", {"phone": "+56 9 8765 4321"}, ""),
    ],
)
def test_only_what_can_be_read_is_taken_over(first: str, last: str, phone: str, values: dict[str, str], unread: str):
    found = vcards.read(first, last, phone)
    assert (found.values, found.unread) == (values, unread)


def test_a_vcard_says_mail_position_and_firm():
    card = "BEGIN:VCARD\nVERSION:3.0\nitem1.EMAIL;TYPE=WORK:Pedro@\n acme.cl\nORG:ACME S.A.;Bodega\nTITLE:Jefe\\, bodega\nEMAIL:x@y.cl\nEND:VCARD"
    found = vcards.read("Pedro", "Lira", "", card)
    assert found.values == {"name": "Pedro Lira", "email": "pedro@acme.cl", "position": "Jefe, bodega"}
    assert found.firm == "ACME S.A."


def contact(**more: Any) -> dict[str, Any]:
    return {"contact": {"phone_number": "+56944445555", "first_name": "Eva", "last_name": "Ríos", **more}}


async def test_the_firm_that_the_vcard_names_is_offered_first(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "tarea: enviar catálogo a ACME")
    await phones.send(small_office.bruno, contact(vcard="BEGIN:VCARD\nORG:Minera Norte\nEND:VCARD"))
    assert phones.last(small_office.bruno).message.buttons[0][0].text == "Minera Norte"


async def test_a_contact_answers_the_question_for_a_number(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "tarea: enviar catálogo a ACME")
    await phones.say(bruno, "/fax")
    for _ in range(4):
        if "¿A qué número?" in phones.texts(bruno)[-1]:
            break
        label = next(b.text for row in phones.last(bruno).message.buttons for b in row)
        await (phones.say(bruno, "aviso") if label in ("◀ Atrás", "✖️ Cancelar") else phones.tap(bruno, label))
    assert "número" in phones.texts(bruno)[-1]
    await phones.send(bruno, contact())
    assert "número" not in phones.texts(bruno)[-1]


async def test_a_contact_goes_to_the_partner_whose_contact_is_being_written(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "/cliente acme")
    await phones.tap(bruno, "✏️ Editar")
    await phones.tap(bruno, "➕ Contacto")
    await phones.send(bruno, contact())
    assert phones.texts(bruno)[-1].startswith("➕ Eva Ríos · ACME S.A.")
    people = await directory.snapshot(phones.office)
    assert [(one.partner_id, one.phone) for one in people.contacts.values() if one.name == "Eva Ríos"] == [(1, "+56 9 4444 5555")]


async def test_a_sentence_in_between_is_a_sentence_and_the_buttons_stay(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "tarea: enviar catálogo a ACME")
    await phones.send(bruno, contact())
    await phones.say(bruno, "tarea para Ana: pintar la bodega mañana")
    assert "Tarea 146" in phones.texts(bruno)[-1]
    await phones.tap(bruno, "ACME S.A.")
    assert any(text.startswith("➕ Eva Ríos · ACME S.A.") for text in phones.texts(bruno))


async def test_a_tap_twice_makes_one_contact(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "tarea: enviar catálogo a ACME")
    await phones.send(bruno, contact())
    shown = phones.last(bruno)
    data = shown.message.buttons[0][0].data
    for _ in range(2):
        await phones.tap(bruno, "", data=data, message_id=shown.id)
    people = await directory.snapshot(phones.office)
    assert sum(one.name == "Eva Ríos" for one in people.contacts.values()) == 1
