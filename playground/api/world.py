"""Who lives here, what time it is, what happens now, and the printer tray."""

from __future__ import annotations

import mimetypes
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from playground.api.common import body_of, file_response, route, text_of

if TYPE_CHECKING:
    from playground.world import Playground


class _World:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground

    async def get(self, _request: Request) -> dict[str, Any]:
        world = self.playground
        people = [
            {
                "id": person.id,
                "name": person.name,
                "telegram_id": person.telegram_id,
                "role": person.role,
                "language": person.language,
                "email": person.email,
                "stranger": person.stranger,
            }
            for person in world.cloud.people.values()
        ]
        return {
            "title": world.title,
            "zone": str(world.zone),
            "now": world.now().isoformat(),
            "can_move_clock": world.can_move_clock,
            "bot": world.cloud.bot.user(),
            "people": people,
            "addresses": [{"address": address, "label": label} for address, label in world.addresses.items()],
            "tray": world.tray is not None,
        }

    async def events(self, _request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(self.playground.hub.stream(), media_type="text/event-stream", headers=headers)

    async def clock(self, _request: Request) -> dict[str, Any]:
        now = self.playground.now()
        moved = abs((now - datetime.now(UTC)).total_seconds()) > 90
        return {"now": now.isoformat(), "moved": moved}

    async def move(self, request: Request) -> dict[str, Any]:
        to = text_of(await body_of(request), "to")
        if not self.playground.can_move_clock:
            raise ValueError("the office clock cannot be moved here")
        await self.playground.move_clock(self._moment(to))
        return await self.clock(request)

    def _moment(self, to: str) -> datetime | None:
        """Return the moment that «now», «tomorrow», an aware ISO time or a local one of the office means."""
        if to == "now":
            return None
        if to == "tomorrow":
            return self.playground.tomorrow_morning()
        moment = datetime.fromisoformat(to)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.playground.zone)
        if not 2000 <= moment.year <= 2100:
            raise ValueError("that moment is too far away")
        return moment.astimezone(UTC)

    async def tray(self, _request: Request) -> list[dict[str, Any]]:
        folder = self.playground.tray
        if folder is None or not folder.is_dir():
            return []
        files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
        sheets = [(path.stat().st_mtime, path) for path in files]
        return [
            {"name": path.name, "size": path.stat().st_size, "at": datetime.fromtimestamp(at, UTC).isoformat()}
            for at, path in sorted(sheets, reverse=True)[:500]
        ]

    async def sheet(self, request: Request) -> Response:
        folder, name = self.playground.tray, request.path_params["name"]
        if folder is None or Path(name).name != name or name.startswith("."):
            raise FileNotFoundError("the tray holds no such sheet")
        path = folder / name
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError("the tray holds no such sheet")
        return file_response(path.read_bytes(), name, mimetypes.guess_type(name)[0] or "application/octet-stream")


def routes(playground: Playground) -> list[BaseRoute]:
    """Return the routes about the world itself."""
    world = _World(playground)
    return [
        route("/api/world", world.get, "GET"),
        route("/api/events", world.events, "GET"),
        route("/api/clock", world.clock, "GET"),
        route("/api/clock", world.move, "POST"),
        route("/api/tray", world.tray, "GET"),
        route("/api/tray/{name}", world.sheet, "GET"),
    ]
