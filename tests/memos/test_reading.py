"""Who has read a memo: marked once, kept while others mark at the same time, asked of nobody else."""

from dataclasses import replace

import pytest

from crm.decision import Change, Create, Decision
from crm.model import Channel, Staff
from crm.services.queue import dispatch
from crm.services.write.commit import commit
from crm.store import actions, people
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


@pytest.fixture
async def issued(phones: Phones, small_office: SmallOffice) -> int:
    """A memo of Bruno's to Ana and Emily, issued."""
    await phones.say(small_office.bruno, "memo para Ana y Emily: stock <bajo> & «crítico»")
    await phones.tap(small_office.bruno, "✅ Emitir")
    async with phones.office.store.read() as tx:
        (memo,) = [item for item in (await actions.get_many(tx, range(1, 9))).values() if item.kind == "memo"]
    return memo.id


async def marks(phones: Phones, memo: int) -> list[int]:
    async with phones.office.store.read() as tx:
        return sorted(int(key) for key in (await actions.get(tx, memo)).details["read"])


async def tapped(phones: Phones, who: Staff, memo: int) -> str:
    await phones.tap(who, "", data=f"read:{memo}", message_id=phones.last(who).id if who.telegram_id in phones.chats else 1)
    return phones.texts(who)[-1]


async def test_a_mark_is_made_once_and_stays_at_its_hour(phones: Phones, small_office: SmallOffice, issued: int):
    await phones.tap(small_office.ana, "✔️ Leído")
    before = len(phones.log)
    phones.office.clock.move_to(phones.office.now().replace(hour=18))
    assert "Leído 09:30" in await tapped(phones, small_office.ana, issued)
    assert await marks(phones, issued) == [small_office.ana.id]
    assert len(phones.log) == before + 1  # the author is told once


async def test_whoever_is_not_addressed_marks_nothing(phones: Phones, small_office: SmallOffice, issued: int):
    await phones.say(small_office.bruno, "/start")
    assert "ya no hay que leerlo" in await tapped(phones, small_office.bruno, issued)
    assert await marks(phones, issued) == []


async def test_everybody_read_and_nobody_is_asked_again(phones: Phones, small_office: SmallOffice, issued: int):
    await phones.tap(small_office.ana, "✔️ Leído")
    await phones.tap(small_office.emily, "✔️ Read")
    assert await marks(phones, issued) == [small_office.ana.id, small_office.emily.id]
    assert "leído por Ana 09:30, Emily 09:30" in phones.last(small_office.bruno).message.text
    assert not [b for row in phones.last(small_office.ana).message.buttons for b in row]


@pytest.mark.parametrize("data", ["read", "read:x", "read:999", "read:-1"])
async def test_a_made_up_button_is_answered(phones: Phones, small_office: SmallOffice, issued: int, data: str):
    before = len(phones.log)
    await phones.tap(small_office.ana, "", data=data, message_id=phones.last(small_office.ana).id)
    assert len(phones.log) > before
    assert await marks(phones, issued) == []


async def test_what_the_authors_message_shows_by_then_stays(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "memo para Ana: stock")
    await phones.say(small_office.bruno, "/pendientes")
    await phones.tap(small_office.bruno, "1")
    await phones.tap(small_office.bruno, "✅ Emitir")
    await phones.tap(small_office.bruno, "◀ Lista")
    await phones.tap(small_office.ana, "✔️ Leído")
    assert "Asuntos pendientes" in phones.last(small_office.bruno).message.text


async def test_who_has_no_telegram_gets_it_by_mail(phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        values = {"telegram_id": None, "language": "es", "zone": small_office.bruno.zone, "digest_channels": []}
        pedro = await people.add_staff(tx, name="Pedro Soto", role="staff", email="pedro.soto@losrobles.cl", **values)
    await phones.say(small_office.bruno, "memo para Pedro Soto: stock bajo")
    await phones.tap(small_office.bruno, "✅ Emitir")
    (parcel,) = await dispatch.claim(phones.office, [Channel.MAIL])
    assert (parcel.address, parcel.staff_id) == ("pedro.soto@losrobles.cl", pedro)
    assert "Stock bajo" in parcel.payload["mail"]["text"]


async def test_a_reader_who_left_is_not_missed(phones: Phones, small_office: SmallOffice, issued: int):
    async with phones.office.store.begin() as tx:
        await people.set_staff(tx, small_office.emily.id, {"active": False})
    await phones.tap(small_office.ana, "✔️ Leído")
    assert "Emily" not in phones.last(small_office.bruno).message.text


async def test_a_memo_to_oneself_alone_is_read_by_nobody(phones: Phones, small_office: SmallOffice):
    bruno = replace(small_office.bruno)
    create = Create("memo", {"to": [bruno.id], "reference": "Nota"})
    made = await commit(phones.office, Decision((create,)), by=bruno, source="test")
    change = Change(made.actions[0].id, 1, {"state": "issued", "read": {}}, "issue")
    await commit(phones.office, Decision((change,)), by=bruno, source="test")
    await phones.say(bruno, "/buscar nota")
    await phones.tap(bruno, "1")
    assert "👁" not in phones.last(bruno).message.text
