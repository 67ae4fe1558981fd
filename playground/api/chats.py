"""The phones of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from playground.api.common import body_of, file_response, route, text_of, whole
from playground.botapi import limited_body
from playground.errors import PlaygroundError
from playground.methods.profile import commands_for

if TYPE_CHECKING:
    from playground.world import Playground

SHOWN = 300
MAX_FILE = 100 * 1024 * 1024


class _Chats:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.phones = playground.phones

    async def get(self, request: Request) -> dict[str, Any]:
        cloud = self.playground.cloud
        person = cloud.person(request.path_params["person"])
        chat = cloud.private(person.id)
        return {
            "chat": chat.id,
            "messages": list(chat.messages.values())[-SHOWN:],
            "keyboard": chat.keyboard,
            "started": chat.started,
            "blocked": chat.blocked,
            "commands": commands_for(cloud, person),
        }

    async def act(self, request: Request) -> dict[str, Any]:
        """Do one thing with a phone: the last part of the path says what."""
        person, verb = request.path_params["person"], request.path_params["verb"]
        action = getattr(self, f"_{verb}", None) if verb in VERBS else None
        if action is None:
            raise FileNotFoundError(f"a phone cannot {verb!r}; it can: {', '.join(VERBS)}")
        result = action(person, await body_of(request))
        return {"ok": True, "result": result}

    def _say(self, person: str, data: dict[str, Any]) -> int:
        return self.phones.say(person, text_of(data, "text"), whole(data, "reply_to"))

    def _edit(self, person: str, data: dict[str, Any]) -> None:
        self.phones.edit(person, int(data["message_id"]), text_of(data, "text"))

    def _tap(self, person: str, data: dict[str, Any]) -> str:
        return self.phones.tap(person, int(data["message_id"]), text_of(data, "data"), stale=data.get("stale") is True)

    def _delete(self, person: str, data: dict[str, Any]) -> None:
        self.phones.delete(person, int(data["message_id"]))

    def _forward(self, person: str, data: dict[str, Any]) -> int:
        if "text" in data:
            return self.phones.forward_text(person, text_of(data, "text"), text_of(data, "origin", "?"))
        return self.phones.forward(person, int(data["message_id"]))

    def _location(self, person: str, data: dict[str, Any]) -> int:
        latitude, longitude = float(data["latitude"]), float(data["longitude"])
        return self.phones.send_location(person, latitude, longitude, reply_to=whole(data, "reply_to"))

    def _contact(self, person: str, data: dict[str, Any]) -> int:
        own = data.get("own") is True
        return self.phones.send_contact(person, text_of(data, "phone"), text_of(data, "name"), own=own, reply_to=whole(data, "reply_to"))

    def _sticker(self, person: str, data: dict[str, Any]) -> int:
        emoji = text_of(data, "emoji", "👍")[:16]
        return self.phones.send_file(person, "sticker", "", b"RIFF", emoji=emoji, reply_to=whole(data, "reply_to"))

    def _inline(self, person: str, data: dict[str, Any]) -> str:
        return self.phones.ask_inline(person, text_of(data, "query"))

    def _block(self, person: str, _data: dict[str, Any]) -> None:
        self.phones.block(person)

    def _unblock(self, person: str, _data: dict[str, Any]) -> None:
        self.phones.unblock(person)

    async def upload(self, request: Request) -> dict[str, Any]:
        """Send the request's body as a file; kind, name and the rest are in the query."""
        query = dict(request.query_params)
        data = await limited_body(request, MAX_FILE)
        if not data:
            raise PlaygroundError("an empty file cannot be sent")
        number = self.phones.send_file(
            request.path_params["person"],
            query.get("kind", "document"),
            query.get("name", ""),
            data,
            query.get("caption", ""),
            reply_to=whole(query, "reply_to"),
            mime=request.headers.get("content-type", ""),
            duration=whole(query, "duration") or 0,
            media_group_id=query.get("group") or None,
        )
        return {"ok": True, "result": number}

    async def file(self, request: Request) -> Response:
        file = self.playground.cloud.files.find(request.path_params["file_id"])
        if file is None:
            raise FileNotFoundError("there is no such file")
        return file_response(self.playground.cloud.files.data(file.file_id), file.name, file.mime)


VERBS = ("say", "edit", "tap", "delete", "forward", "location", "contact", "sticker", "inline", "block", "unblock")


def routes(playground: Playground) -> list[BaseRoute]:
    """Return the routes of the phones."""
    chats = _Chats(playground)
    return [
        route("/api/chats/{person}", chats.get, "GET"),
        route("/api/chats/{person}/file", chats.upload, "POST"),
        route("/api/chats/{person}/{verb}", chats.act, "POST"),
        route("/api/files/{file_id}/{name}", chats.file, "GET"),
    ]
