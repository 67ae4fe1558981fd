"""What holds after every step, whatever people do."""

from collections.abc import Sequence
from typing import Any

from crm.model import InputState, Staff
from crm.render import CAPTION_LIMIT, TEXT_LIMIT, visible_length
from crm.store import inbox
from tests.bot.phones import Shown
from tests.stateful.world import Raw, World

READ_ONLY = "none"  # what a button says that answers with the acknowledgement alone
OLD = ("no longer counts", "ya no vale", "ya no cuenta")


def fits(shown: Shown) -> None:
    """Telegram's limits of a text; buttons and markup are checked wherever a phone shows a message."""
    message = shown.message
    limit = CAPTION_LIMIT if message.file or message.qr or message.on_file else TEXT_LIMIT
    assert visible_length(message.text) <= limit, f"{visible_length(message.text)} of {limit}: {message.text[:80]}"
    assert message.text or message.edit is not None, "an empty message"


def answered(world: World, before: int, updates: Sequence[Raw], *, linked: Sequence[Staff]) -> None:
    """Each person who sent something got a message or an edit; a tap was acknowledged before anything else."""
    chats = [chat for chat, _ in world.phones.log[before:]]
    for raw in updates:
        ((name, body),) = ((name, body) for name, body in raw.items() if name != "update_id")
        sender = body["from"]["id"]
        if sender not in [who.telegram_id for who in linked]:
            continue
        if name == "callback_query":
            assert body["id"] in world.phones.bot.acknowledged, f"not acknowledged: {body['data']}"
        assert sender in chats or body.get("data") == READ_ONLY, f"no answer to {body}"


def counts(world: World, who: Staff, before: int) -> None:
    """A button that was just shown is no old one."""
    said = [shown.message.text for chat, shown in world.phones.log[before:] if chat == who.telegram_id]
    assert not any(old in text for text in said for old in OLD), said


async def nothing_is_left(world: World) -> None:
    """No input failed or was forgotten, however the process came and went."""
    async with world.phones.office.store.read() as tx:
        found: dict[tuple[str, str], Any] = dict(await inbox.counts(tx))
    assert {state for _, state in found} <= {InputState.DONE}, found
