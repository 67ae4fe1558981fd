"""The worker: strangers, order, failures, languages, and a button acknowledged once."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.turn import Turn
from crm.clock import machine_now
from crm.decision import Decision
from crm.kinds.email import EMAIL
from crm.model import InputState
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.services.write import notes
from crm.store import inbox, people
from tests.bot.phones import Phones, answering
from tests.support.small_office import SmallOffice


async def test_a_stranger_gets_one_sentence_a_day_and_is_not_kept(phones: Phones, small_office: SmallOffice):
    user = {"id": 555, "is_bot": False, "first_name": "Xeno", "language_code": "en"}
    body = {"message_id": 1, "from": user, "chat": {"id": 555, "type": "private"}, "date": 1790000000, "text": "secret"}
    await phones.deliver({"message": body})
    await phones.deliver({"message": body})
    assert [shown.message.text for chat, shown in phones.log if chat == 555] == [
        "This is the assistant of Acciones. Ask your administrator for an invitation."
    ]
    async with phones.office.store.read() as tx:
        rows = await inbox.by_state(tx, InputState.DONE)
        kept = [await inbox.raw(tx, row["id"]) for row in rows]
    assert all(item and b"secret" not in item.blob for item in kept)


async def test_a_group_is_left_without_a_word(phones: Phones, small_office: SmallOffice):
    user = {"id": small_office.bruno.telegram_id, "is_bot": False, "first_name": "Bruno"}
    body = {"message_id": 1, "from": user, "chat": {"id": -100, "type": "group", "title": "x"}, "date": 1790000000, "text": "hola"}
    await phones.deliver({"message": body})
    assert phones.bot.left == [-100]
    assert phones.log == []


async def test_the_same_update_twice_is_one_record(phones: Phones, small_office: SmallOffice):
    body = {
        "message_id": 1,
        "from": {"id": 1001, "is_bot": False, "first_name": "B"},
        "chat": {"id": 1001, "type": "private"},
        "date": 1790000000,
    }
    for _ in range(2):
        await phones.deliver({"message": {**body, "text": "/start"}}, update_id=7)
    assert len(phones.texts(small_office.bruno)) == 1


async def test_the_language_that_telegram_says_is_remembered(phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.set_staff(tx, small_office.ana.id, {"language": None})
    phones.language[small_office.ana.id] = "en"
    await phones.say(small_office.ana, "/start")
    assert phones.texts(small_office.ana)[-1].startswith("Hello Ana")
    async with phones.office.store.read() as tx:
        assert (await people.get_staff(tx, small_office.ana.id)).telegram_language == "en"


@pytest.fixture
def broken(phones: Phones) -> Phones:
    async def fails(turn: Turn) -> Decision | None:
        raise RuntimeError("boom")

    phones.worker._routes = answering(fails)
    phones.worker.quiet = True
    return phones


def _after(office: Office, hours: int) -> None:
    """Let every waiting retry be due."""
    office.machine = lambda: machine_now() + timedelta(hours=hours)


async def test_a_failure_is_told_once_with_a_code_and_kept_whole_in_the_end(broken: Phones, small_office: SmallOffice):
    await broken.say(small_office.bruno, "/start")
    assert "Algo falló de mi lado (código " in broken.texts(small_office.bruno)[0]
    for hour in range(1, 6):
        _after(broken.office, hour)
        await broken.settle()
    texts = broken.texts(small_office.bruno)
    assert len(texts) == 2
    assert "Quedó guardado entero" in texts[1]
    assert "Bruno Díaz failed several times" in broken.texts(small_office.emily)[0]
    async with broken.office.store.read() as tx:
        (row,) = await inbox.by_state(tx, InputState.FAILED)
    assert row["error"].startswith("code ")
    assert "RuntimeError" in row["error"]


async def test_a_button_is_acknowledged_once_although_its_turn_is_tried_again(broken: Phones, small_office: SmallOffice):
    await broken.tap(small_office.bruno, "", data="undo:1", message_id=1)
    _after(broken.office, 1)
    await broken.settle()
    assert len(broken.bot.acknowledged) == 1


async def test_a_tap_may_be_faster_than_its_courier_writes_down_where_the_message_arrived(
    phones: Phones, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
):
    settled, there, late = dispatch.sent, asyncio.Event(), asyncio.Event()

    async def slow(*args: Any, **more: Any) -> None:
        there.set()
        await late.wait()
        await settled(*args, **more)

    monkeypatch.setattr(dispatch, "sent", slow)
    writing = asyncio.create_task(phones.say(small_office.bruno, "correo a marta soto: le adjunto la lista de precios"))
    await asyncio.wait_for(there.wait(), 5)
    tapping = asyncio.create_task(phones.tap(small_office.bruno, "✅ Enviar"))
    await asyncio.sleep(0.3)
    late.set()
    await asyncio.gather(writing, tapping)
    (mail,) = await notes.recent(phones.office, small_office.bruno)
    assert mail.state == EMAIL.queued, phones.texts(small_office.bruno)[-1]
