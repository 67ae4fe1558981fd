"""What stands behind a kind's command: a customer's name, as /ficha finds it, or a sentence of that kind; for every kind of the registry."""

from typing import Any

import pytest

from crm.kinds import KINDS, Kind
from crm.services.house.office import Office
from crm.store import actions, drafts
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

pytestmark = pytest.mark.one_engine

OF_CUSTOMERS = [kind for kind in KINDS if kind.by_chat and kind.has("partner")]
LANGUAGES = ["es", "en"]
SENTENCE = {"es": "acme por la factura 4511", "en": "acme about invoice 4511"}


async def begun(phones: Phones, small: SmallOffice, kind: Kind, language: str, text: str) -> dict[str, Any]:
    """The answers of the draft that a command with that text opens; of an action that it records, the same."""
    who = {"es": small.bruno, "en": small.emily}[language]
    await phones.say(who, f"/{kind.commands[language]} {text}")
    return await _draft(phones.office, who.id) or await _recorded(phones.office, who.id)


async def _draft(office: Office, staff_id: int) -> dict[str, Any]:
    async with office.store.read() as tx:
        draft = await drafts.active(tx, staff_id)
    return {**(draft.answers.get("to") or {} if isinstance(draft.answers.get("to"), dict) else {}), **draft.answers} if draft else {}


async def _recorded(office: Office, staff_id: int) -> dict[str, Any]:
    async with office.store.read() as tx:
        (item,) = await actions.open_of(tx, staff_id)
    return {"partner": item.partner_id, "reference": item.reference}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_CUSTOMERS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("text", ["minera", "76.800.900-7"])
async def test_a_name_or_rut_is_the_customer_of_any_kind(text: str, kind: Kind, language: str, phones: Phones, small_office: SmallOffice):
    answers = await begun(phones, small_office, kind, language, text)
    assert answers["partner"] == small_office.minera.id
    assert not answers.get("reference")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OF_CUSTOMERS, ids=lambda kind: kind.name)
async def test_a_sentence_is_one_of_that_kind(kind: Kind, language: str, phones: Phones, small_office: SmallOffice):
    answers = await begun(phones, small_office, kind, language, SENTENCE[language])
    named = answers.get("partner") or {b.text for row in phones.last(small_office.bruno).message.buttons for b in row}
    assert named == small_office.acme.id or "ACME S.A. · contacto@acme.cl" in named
    assert "4511" in (answers.get("reference") or "")


@pytest.mark.parametrize("kind", [kind for kind in OF_CUSTOMERS if kind.field("partner").asked], ids=lambda kind: kind.name)
async def test_of_several_one_is_asked(kind: Kind, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, f"/{kind.commands['es']} ferretería")
    shown = phones.last(small_office.bruno).message
    assert "¿Qué «ferretería»?" in shown.text
    assert [row[0].text for row in shown.buttons[:2]] == ["Ferretería Sur Ltda. · Temuco", "Ferretería del Sur SpA · Osorno"]


async def test_a_contact_brings_the_customer(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/tarea marta soto")
    answers = await _draft(phones.office, small_office.bruno.id)
    assert (answers["partner"], answers["contact"]) == (small_office.acme.id, small_office.marta.id)
