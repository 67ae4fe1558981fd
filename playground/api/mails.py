"""The mailbox of the page."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from playground.api.common import body_of, file_response, route, text_of
from playground.letters import addresses, one_line, with_pictures
from playground.model import Mail

if TYPE_CHECKING:
    from playground.world import Playground

SHOWN = 500
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
WANTED_HEADERS = {"in-reply-to": "In-Reply-To", "references": "References", "cc": "Cc", "auto-submitted": "Auto-Submitted"}


class _Mails:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground

    def _mail(self, request: Request) -> Mail:
        number = int(request.path_params["number"])
        for mail in self.playground.post.all:
            if mail.id == number:
                return mail
        raise FileNotFoundError("there is no such mail")

    async def list(self, _request: Request) -> list[dict[str, Any]]:
        return [_line(mail) for mail in reversed(self.playground.post.all[-SHOWN:])]

    async def get(self, request: Request) -> dict[str, Any]:
        mail = self._mail(request)
        return {
            **_line(mail),
            "text": mail.text,
            "html": bool(mail.html),
            "headers": [list(header) for header in mail.headers],
            "message_id": mail.header("Message-ID") or "",
            "references": mail.header("References") or "",
            "reply_to": mail.header("Reply-To") or "",
            "files": [{"name": a.name, "mime": a.mime, "size": len(a.data)} for a in mail.attachments],
        }

    async def html(self, request: Request) -> Response:
        return HTMLResponse(with_pictures(self._mail(request)), headers={"Content-Security-Policy": SEALED})

    async def raw(self, request: Request) -> Response:
        mail = self._mail(request)
        return file_response(mail.raw, f"mail-{mail.id}.eml", "message/rfc822")

    async def attachment(self, request: Request) -> Response:
        attachments = self._mail(request).attachments
        place = int(request.path_params["place"])
        if not 0 <= place < len(attachments):
            raise FileNotFoundError("that mail has no such attachment")
        found = attachments[place]
        return file_response(found.data, found.name, found.mime)

    async def write(self, request: Request) -> dict[str, Any]:
        data = await body_of(request)
        sender, to = one_line(text_of(data, "sender")), addresses(text_of(data, "to"))
        copies = addresses(text_of(data, "cc", ""))
        if not to:
            raise ValueError("a mail needs somebody to go to")
        headers = {name: text_of(data, key) for key, name in WANTED_HEADERS.items() if data.get(key)}
        headers["To"] = ", ".join(to)
        reply = await self.playground.write_mail(
            sender, [*to, *copies], text_of(data, "subject", ""), text_of(data, "text", ""), _files(data.get("attachments")), headers
        )
        return {"reply": reply, "accepted": reply.startswith("2")}


def _files(given: Any) -> list[tuple[str, bytes]]:
    if not isinstance(given, list):
        return []
    files: list[tuple[str, bytes]] = []
    for item in given[:100]:
        try:
            files.append((text_of(item, "name"), base64.b64decode(text_of(item, "data"), validate=True)))
        except (binascii.Error, AttributeError) as error:
            raise ValueError("an attachment must be a name and base64 data") from error
    return files


def _line(mail: Mail) -> dict[str, Any]:
    return {
        "id": mail.id,
        "written": mail.written,
        "at": mail.at.isoformat(),
        "sender": mail.sender,
        "recipients": list(mail.recipients),
        "from": mail.from_header,
        "to": mail.to_header,
        "subject": mail.subject,
        "preview": " ".join(mail.text.split())[:140],
        "attachments": len(mail.attachments),
        "reply": mail.reply,
    }


def routes(playground: Playground) -> list[BaseRoute]:
    """Return the routes of the mailbox."""
    mails = _Mails(playground)
    return [
        route("/api/mails", mails.list, "GET"),
        route("/api/mails", mails.write, "POST"),
        route("/api/mails/{number:int}", mails.get, "GET"),
        route("/api/mails/{number:int}/html", mails.html, "GET"),
        route("/api/mails/{number:int}/raw", mails.raw, "GET"),
        route("/api/mails/{number:int}/files/{place:int}/{name}", mails.attachment, "GET"),
    ]
