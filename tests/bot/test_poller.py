"""The poller confirms only what is committed, and the worker ends what it began."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from telegram import Update
from telegram.error import Conflict, NetworkError, RetryAfter

import bot.app
from bot.app import poll, without_token
from bot.turn import Turn
from crm.decision import Decision
from crm.errors import StoreBusyError
from crm.model import InputState
from crm.services.house.office import Office
from crm.services.queue import intake
from crm.store import inbox
from tests.bot.phones import FakeBot, LoudWorker, answering
from tests.support.small_office import SmallOffice


class Server(FakeBot):
    """Answers getUpdates from a script: updates, an error, or nothing for ever."""

    token = "1:secret"

    def __init__(self, *script: Any):
        super().__init__()
        self.script = list(script)
        self.offsets: list[int | None] = []
        self.over = asyncio.Event()

    async def get_updates(self, offset: int | None = None, **_: Any) -> list[Update]:
        self.offsets.append(offset)
        if not self.script:
            self.over.set()
            await asyncio.Event().wait()
        answer = self.script.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return [Update.de_json(raw, self) for raw in answer]


def said(update_id: int, text: str = "hola") -> dict[str, Any]:
    chat = {"id": 1001, "type": "private"}
    body = {
        "message_id": update_id,
        "from": {"id": 1001, "is_bot": False, "first_name": "B"},
        "chat": chat,
        "date": 1790000000,
        "text": text,
    }
    return {"update_id": update_id, "message": body}


async def run(office: Office, server: Server) -> None:
    task = asyncio.create_task(poll(office, server))
    async with asyncio.timeout(5):
        await server.over.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.app, "PAUSES", (0, 0, 0))


async def test_the_first_request_has_no_offset_and_the_next_confirms_the_batch(office: Office, small_office: SmallOffice):
    server = Server([said(7), said(8)])
    await run(office, server)
    assert server.offsets == [None, 9]
    async with office.store.read() as tx:
        assert len(await inbox.by_state(tx, InputState.KEPT)) == 2


async def test_nothing_is_confirmed_while_the_store_refuses(office: Office, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch):
    calls = 0
    keep = intake.keep

    async def busy_twice(*args: Any) -> int:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise StoreBusyError
        if calls == 2:
            raise RuntimeError("unexpected")
        return await keep(*args)

    monkeypatch.setattr(intake, "keep", busy_twice)
    server = Server([said(7)], [said(7)], [said(7)])
    await run(office, server)
    assert server.offsets == [None, None, None, 8]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # making a RetryAfter warns by itself
async def test_errors_of_the_network_and_of_a_second_poller_are_waited_out(office: Office, small_office: SmallOffice):
    server = Server(Conflict("terminated by other getUpdates request"), NetworkError("down"), RetryAfter(0), [said(7)])
    await run(office, server)
    assert server.offsets == [None, None, None, None, 8]


def test_a_logged_error_never_holds_the_token():
    assert without_token(NetworkError("https://api.telegram.org/bot1:secret/getUpdates"), "1:secret") == (
        "NetworkError: https://api.telegram.org/bot<token>/getUpdates"
    )


async def test_a_turn_under_way_ends_before_the_worker_does(office: Office, small_office: SmallOffice):
    began = asyncio.Event()

    async def slow(turn: Turn) -> Decision:
        began.set()
        await asyncio.sleep(0.2)
        return Decision()

    server = Server([said(7)])
    await run(office, server)
    working = asyncio.create_task(LoudWorker(office, server, answering(slow)).run())
    async with asyncio.timeout(5):
        await began.wait()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    async with office.store.read() as tx:
        assert len(await inbox.by_state(tx, InputState.DONE)) == 1


async def test_messages_of_a_person_are_answered_in_order_and_persons_in_parallel(office: Office, small_office: SmallOffice):
    order: list[tuple[int, str]] = []
    all_done = asyncio.Event()

    async def slow_first(turn: Turn) -> Decision:
        await asyncio.sleep(0.2 if turn.text == "1" else 0)
        order.append((turn.staff.id, turn.text))
        if len(order) == 3:
            all_done.set()
        return Decision()

    other = said(9, "otra")
    other["message"]["from"]["id"] = other["message"]["chat"]["id"] = 1002
    server = Server([said(7, "1"), said(8, "2"), other])
    await run(office, server)
    working = asyncio.create_task(LoudWorker(office, server, answering(slow_first)).run())
    async with asyncio.timeout(5):
        await all_done.wait()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    assert order[0] == (small_office.ana.id, "otra")
    assert [text for who, text in order if who == small_office.bruno.id] == ["1", "2"]
