"""Tables: every table of a kind, bad input refused with one sentence, what is in use keeps its name, nobody else's hand."""

import pytest

from crm.decision import Create, Decision
from crm.errors import InvalidValueError
from crm.kinds import KINDS
from crm.kinds.tables import TABLES, TEXTS
from crm.services.house import tables
from crm.services.look import naming
from crm.services.write import commit
from crm.store import documents, people
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


async def entry(phones: Phones, table: str = "event", code: str = "VIS") -> int:
    async with phones.office.store.begin() as tx:
        return await people.add_entry(tx, table, code, {"es": "Visita", "en": "Visit"})


def test_every_table_of_a_kind_can_be_edited():
    assert {field.table for kind in KINDS for field in kind.fields if field.table} <= TABLES.keys()


async def test_marks_that_nobody_sees_are_refused_where_they_come_by_another_way_than_the_chat(phones: Phones):
    with pytest.raises(InvalidValueError):
        await tables.new(phones.office, "event", "VIS\x07 Visita\x07")


@pytest.mark.parametrize("text", ["", "Visita", "UNCODIGOLARGUISIMO Visita", "VIS …", "VIS " + "x" * 61, "… Visita"])
async def test_a_line_that_does_not_fit_is_asked_for_again(text: str, phones: Phones, small_office: SmallOffice):
    with pytest.raises(InvalidValueError):
        await tables.new(phones.office, "event", text)
    await phones.say(small_office.emily, "/tables events")
    await phones.tap(small_office.emily, "➕ New line")
    if text:
        await phones.say(small_office.emily, text)
    assert phones.last(small_office.emily).message.context.wants.deed == "new"
    assert await tables.lines(phones.office, "event") == []


async def test_what_is_switched_off_is_not_offered_and_keeps_its_name_where_it_is_used(phones: Phones, small_office: SmallOffice):
    key = await entry(phones)
    values = {"reference": "planos", "event_id": key}
    made = await commit.commit(phones.office, Decision((Create("task", values),)), by=small_office.bruno, source="test")
    await phones.say(small_office.emily, "/tables events")
    await phones.tap(small_office.emily, "VIS Visit")
    await phones.tap(small_office.emily, "⛔ Switch off")
    async with phones.office.store.read() as tx:
        assert await people.entries(tx, "event") == []
    assert (await naming.of(phones.office, made.actions)).entries[key].label("es") == "Visita"
    await phones.tap(small_office.emily, "", data=f"tab:off:{key}")  # once more, by an old button
    assert phones.texts(small_office.emily)[-1] == "That button no longer counts."


async def test_a_text_comes_as_a_file_too(phones: Phones, small_office: SmallOffice):
    key = await entry(phones, TEXTS, "PRE")
    await phones.say(small_office.emily, "/tables texts")
    await phones.tap(small_office.emily, "PRE Visit")
    await phones.tap(small_office.emily, "✏️ Text")
    file = {"document": {"file_id": "f", "file_unique_id": "u", "file_size": 30, "file_name": "pre.txt", "mime_type": "text/plain"}}
    await phones.send(small_office.emily, file, "Señores {{ cliente }}:".encode("cp1252"))
    async with phones.office.store.read() as tx:
        assert await documents.text_of(tx, key) == "Señores {{ cliente }}:"
    await phones.tap(small_office.emily, "↩️ Undo")
    async with phones.office.store.read() as tx:
        assert await documents.text_of(tx, key) == ""


@pytest.mark.parametrize("text", ["{{ contato }}", "{% include 'x' %}", "{{ cliente", "{{ cliente.nombre }}", "{% import 'os' as o %}"])
async def test_a_text_with_a_wrong_placeholder_is_refused_with_one_sentence(text: str, phones: Phones, small_office: SmallOffice):
    key = await entry(phones, TEXTS, "PRE")
    await phones.say(small_office.emily, "/tables texts")
    await phones.tap(small_office.emily, "PRE Visit")
    await phones.tap(small_office.emily, "✏️ Text")
    await phones.say(small_office.emily, text)
    assert phones.last(small_office.emily).message.context.wants.id == key
    async with phones.office.store.read() as tx:
        assert await documents.text_of(tx, key) == ""


@pytest.mark.parametrize("data", ["tab:list", "tab:see:event:0", "tab:row:{key}", "tab:off:{key}", "tab:new:event:0"])
async def test_only_an_administrator_taps_here(data: str, phones: Phones, small_office: SmallOffice):
    key = await entry(phones)
    await phones.say(small_office.ana, "hola")
    await phones.tap(small_office.ana, "", data=data.format(key=key))
    assert phones.texts(small_office.ana)[-1] == "Ese botón ya no vale."
    assert (await tables.lines(phones.office, "event"))[0].active


@pytest.mark.parametrize(
    "data", ["tab", "tab:see:nothing:0", "tab:see:event:x", "tab:see:event:-1", "tab:row:999", "tab:row:x", "tab:fly:1"]
)
async def test_a_button_that_never_was_is_answered(data: str, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.emily, "/tables")
    await phones.tap(small_office.emily, "", data=data)
    assert phones.texts(small_office.emily)[-1] == "That button no longer counts."
