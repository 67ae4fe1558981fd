"""Delivers updates by POST while a webhook is set, in order, until the receiver says 2xx."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any
from urllib.parse import urlsplit

from playground.cloud import Cloud

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
ANSWER_WITHIN = 30.0
IDLE = 3600.0


class WebhookCourier:
    """One task that posts the oldest waiting update and confirms it after a 2xx."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud

    async def run(self) -> None:
        """Deliver until the server stops."""
        pause = FIRST_PAUSE
        queue = self._cloud.updates
        while not self._cloud.hub.closing.is_set():
            hook = self._cloud.store.get("webhook")
            if not hook or not queue.waiting:
                await queue.arrival(IDLE)
                continue
            update = queue.waiting[0]
            trouble = await self._deliver(hook, update)
            if trouble is None:
                queue.confirm(update["update_id"] + 1)
                pause = FIRST_PAUSE
                continue
            self._cloud.store.put("webhook_error", {"last_error_date": int(time.time()), "last_error_message": trouble})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _deliver(self, hook: dict[str, Any], update: dict[str, Any]) -> str | None:
        """Return None when the receiver took the update, else what went wrong in Telegram's words."""
        try:
            status = await asyncio.wait_for(post(hook["url"], hook["secret"], update), ANSWER_WITHIN)
        except TimeoutError:
            return "Read timeout expired"
        except (OSError, ValueError):
            return "Connection refused"
        return None if status.startswith("2") else f"Wrong response from the webhook: {status}"


async def post(url: str, secret: str, body: dict[str, Any]) -> str:
    """POST JSON and return the status line without the protocol; the stdlib has no asynchronous HTTP client."""
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    data = json.dumps(body).encode()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [
        f"POST {target} HTTP/1.1",
        f"Host: {host}:{port}",
        "Content-Type: application/json",
        f"Content-Length: {len(data)}",
        "Connection: close",
    ]
    if secret:
        lines.append(f"X-Telegram-Bot-Api-Secret-Token: {secret}")
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        await writer.drain()
        status = (await reader.readline()).decode("latin-1").strip()
        await reader.read()
    finally:
        writer.close()
    return status.partition(" ")[2]
