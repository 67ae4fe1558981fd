"""The panel that makes the world misbehave, and the record of Bot API calls."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.routing import BaseRoute

from playground.api.common import body_of, route, text_of

if TYPE_CHECKING:
    from playground.world import Playground

SHOWN = 100
LONGEST = 600.0


class _Troubles:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground

    async def get(self, _request: Request) -> dict[str, Any]:
        people = {person.telegram_id: person.id for person in self.playground.cloud.people.values()}
        ahead = [{**asdict(trouble), "person": people.get(trouble.chat_id or 0)} for trouble in self.playground.troubles.ahead]
        relay = self.playground.relay
        mood = relay.mood
        return {
            "ahead": ahead,
            "relay": {
                "up": relay.is_up,
                "greylist": mood.greylist,
                "refuse_next": mood.refuse_next,
                "temporary_next": mood.temporary_next,
                "silent_after_data": mood.silent_after_data,
                "slow": mood.slow,
                "refused": sorted(mood.refused),
            },
        }

    async def add(self, request: Request) -> dict[str, Any]:
        data = await body_of(request)
        more: dict[str, Any] = {}
        if "times" in data:
            more["times"] = min(max(int(data["times"]), -1), 1000)
        if "seconds" in data:
            more["seconds"] = min(max(float(data["seconds"]), 0.0), LONGEST)
        if "code" in data:
            more["code"] = min(max(int(data["code"]), 500), 599)
        if data.get("method"):
            more["method"] = text_of(data, "method")
        more["work"] = data.get("work") is True
        self.playground.trouble(text_of(data, "kind"), person_id=data.get("person") or None, **more)
        return await self.get(request)

    async def clear(self, request: Request) -> dict[str, Any]:
        self.playground.troubles.clear()
        await self.playground.relay.calm_down()
        self.playground.hub.publish("trouble")
        return await self.get(request)

    async def relay(self, request: Request) -> dict[str, Any]:
        data = await body_of(request)
        relay = self.playground.relay
        if "up" in data:
            await (relay.up() if data["up"] is True else relay.down())
        for name in ("greylist", "refuse_next", "temporary_next", "silent_after_data"):
            if name in data:
                setattr(relay.mood, name, min(max(int(data[name]), 0), 1000))
        if "slow" in data:
            relay.mood.slow = min(max(float(data["slow"]), 0.0), LONGEST)
        if isinstance(data.get("refused"), list):
            relay.mood.refused = {str(address).strip().lower() for address in data["refused"] if str(address).strip()}
        self.playground.hub.publish("trouble")
        return await self.get(request)

    async def requests(self, _request: Request) -> list[dict[str, Any]]:
        calls = self.playground.requests[-SHOWN:]
        return [{"method": call.method, "ok": call.ok, "params": dict(call.params), "error": call.error} for call in reversed(calls)]


def routes(playground: Playground) -> list[BaseRoute]:
    """Return the routes of the trouble panel."""
    troubles = _Troubles(playground)
    return [
        route("/api/trouble", troubles.get, "GET"),
        route("/api/trouble", troubles.add, "POST"),
        route("/api/trouble/clear", troubles.clear, "POST"),
        route("/api/relay", troubles.relay, "POST"),
        route("/api/requests", troubles.requests, "GET"),
    ]
