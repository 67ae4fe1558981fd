"""While something takes long the chat says so, and nothing is shown for what is quick."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest
from telegram.error import NetworkError

from bot import waiting


@dataclass
class Bot:
    shown: list[tuple[int, str]] = field(default_factory=list)
    broken: bool = False

    async def send_chat_action(self, chat: int, action: str) -> None:
        self.shown.append((chat, action))
        if self.broken:
            raise NetworkError("gone")


async def slow(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "made"


@pytest.mark.parametrize("broken", [False, True])
async def test_an_action_is_shown_again_and_again_while_it_takes_long(monkeypatch: pytest.MonkeyPatch, broken: bool):
    monkeypatch.setattr(waiting, "FIRST", 0.01)
    monkeypatch.setattr(waiting, "AGAIN", 0.02)
    turn = SimpleNamespace(bot=Bot(broken=broken), chat_id=7)
    assert await waiting.shown_busy(turn, slow(0.1)) == "made"
    assert len(turn.bot.shown) >= 2
    assert set(turn.bot.shown) == {(7, "upload_document")}


async def test_nothing_is_shown_for_what_is_quick_and_errors_pass():
    turn = SimpleNamespace(bot=Bot(), chat_id=7)
    assert await waiting.shown_busy(turn, slow(0)) == "made"

    async def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await waiting.shown_busy(turn, fails())
    assert turn.bot.shown == []
