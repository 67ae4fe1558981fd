"""Keeps other web pages out: this server speaks only to loopback names and to its own page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)


class LoopbackGuard:
    """Refuses foreign Host and Origin headers (DNS rebinding, forged requests) and sets the page's security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        follows_link = scope["path"] == "/" and scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate"
        problem = refusal(headers, follows_link=follows_link)
        if problem:
            answer = JSONResponse({"error": problem}, status_code=403)
            await answer(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                out.setdefault("Content-Security-Policy", POLICY)
                out.setdefault("X-Content-Type-Options", "nosniff")
                out.setdefault("Referrer-Policy", "no-referrer")
                out.setdefault("Cache-Control", "no-store")
                out.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            await send(message)

        await self._app(scope, receive, guarded)


def refusal(headers: Headers, *, follows_link: bool = False) -> str | None:
    """Return why a request is refused, None when it is welcome; somebody may follow a link to the page itself."""
    host = headers.get("host", "")
    if not LOOPBACK.fullmatch(host):
        return "this playground answers on loopback names only"
    origin = headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc.lower() != host.lower():
        return "another web page must not drive the playground"
    if origin == "null" or (headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not follows_link):
        return "another web page must not drive the playground"
    return None
