"""The queue of updates that wait for the bot: numbered, filtered, kept until confirmed."""

from __future__ import annotations

import asyncio
import json
import random
import time

from playground.errors import BotApiError
from playground.hub import Hub
from playground.model import Json
from playground.store import Store

KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "chat_member",
    "message_reaction",
    "message_reaction_count",
)
ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class UpdateQueue:
    """Holds updates in order; one reader at a time, the newer throws the older out."""

    def __init__(self, store: Store, hub: Hub) -> None:
        self._store = store
        self._hub = hub
        self.waiting: list[Json] = store.updates()
        # A fresh world must not repeat the ids of an earlier one, or a product that kept its inbox would drop them.
        self._next: int = store.get("next_update_id") or random.randint(100_000_000, 900_000_000)  # noqa: S311
        self.allowed: list[str] = store.get("allowed_updates", [])
        self._arrived = asyncio.Event()
        self._reader = 0

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; None keeps what was said before."""
        if kinds is not None:
            self.allowed = [kind for kind in kinds if kind in KINDS]
            self._store.put("allowed_updates", self.allowed)

    def wants(self, kind: str) -> bool:
        """Tell whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST_ONLY

    def push(self, kind: str, body: Json) -> int | None:
        """Queue an update and return its id, None when the bot does not want this kind."""
        if not self.wants(kind):
            return None
        update_id, self._next = self._next, self._next + 1
        line = json.dumps({"update_id": update_id, kind: body})
        # Through JSON and back: what a message becomes later must not change what was reported now.
        self.waiting.append(json.loads(line))
        self._store.put("next_update_id", self._next)
        self._store.put_update(update_id, line)
        self.wake()
        return update_id

    def wake(self) -> None:
        """Let long polls look again."""
        self._arrived.set()
        self._arrived = asyncio.Event()

    async def arrival(self, timeout: float) -> None:  # noqa: ASYNC109
        """Return when something arrived, the server stops or the time is over."""
        if self._hub.closing.is_set():
            return
        stop = asyncio.ensure_future(self._hub.closing.wait())
        news = asyncio.ensure_future(self._arrived.wait())
        try:
            await asyncio.wait({stop, news}, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            news.cancel()

    def confirm(self, below: int) -> None:
        """Forget every update with a smaller id."""
        if self.waiting and self.waiting[0]["update_id"] < below:
            self.waiting = [update for update in self.waiting if update["update_id"] >= below]
            self._store.drop_updates(below)

    async def read(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109
        """Answer getUpdates: confirm, then return at once or wait for the first update."""
        self._reader += 1
        me = self._reader
        self.wake()
        if offset < 0:
            first = self.waiting[offset:][:1]
            offset = first[0]["update_id"] if first else 0
        self.confirm(offset)
        deadline = time.monotonic() + timeout
        while not self._from(offset) and not self._hub.closing.is_set():
            left = deadline - time.monotonic()
            if left <= 0:
                break
            await self.arrival(left)
            if self._reader != me:
                raise BotApiError(409, TERMINATED)
        return self._from(offset)[:limit]

    def _from(self, offset: int) -> list[Json]:
        return [update for update in self.waiting if update["update_id"] >= offset] if offset > 0 else self.waiting

    def forget_all(self) -> None:
        """Drop every waiting update (drop_pending_updates)."""
        self.confirm(self._next)
