"""What all page routes share: JSON in, JSON out, every error a clear sentence."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.botapi import limited_body
from playground.errors import BotApiError, GatewayUnreachableError, PlaygroundError, UnknownMessageError, UnknownPersonError

MAX_JSON = 80 * 1024 * 1024
SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"}
PLAYABLE = ("audio/", "video/")

STATUSES: tuple[tuple[tuple[type[Exception], ...], int], ...] = (
    ((UnknownPersonError, UnknownMessageError, FileNotFoundError), 404),
    ((GatewayUnreachableError,), 502),
    ((PlaygroundError, ValueError, TypeError, KeyError, OverflowError), 400),
)

log = logging.getLogger(__name__)
Endpoint = Callable[[Request], Awaitable[Any]]


def route(path: str, endpoint: Endpoint, method: str) -> Route:
    """Return a route whose endpoint may return plain data and may raise playground errors."""

    async def handled(request: Request) -> Response:
        try:
            result = await endpoint(request)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:  # whatever the page sends, the world goes on
            status = _status(error)
            if status == 500:
                log.exception("the page asked for %s and the playground failed", path)
            return _error(status, error)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, handled, methods=[method])


def _status(error: Exception) -> int:
    if isinstance(error, BotApiError):
        return error.code
    return next((status for kinds, status in STATUSES if isinstance(error, kinds)), 500)


def _error(status: int, error: Exception) -> JSONResponse:
    sentence = f"{error.args[0]!s} is missing" if isinstance(error, KeyError) and error.args else str(error)
    return JSONResponse({"error": sentence or type(error).__name__}, status_code=status)


async def body_of(request: Request) -> dict[str, Any]:
    """Return the JSON object of a request; raises ValueError."""
    raw = await limited_body(request, MAX_JSON)
    try:
        data = json.loads(raw or b"{}")
    except RecursionError:
        raise ValueError("that JSON is nested too deep") from None
    if not isinstance(data, dict):
        raise TypeError("a JSON object is expected")
    return data


def text_of(data: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a text field; raises ValueError when it is missing or no text."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a text")
    return value.encode("utf-8", "replace").decode()


def whole(data: dict[str, Any], name: str) -> int | None:
    """Return a whole number or None."""
    value = data.get(name)
    return None if value in (None, "") else int(value)


def file_response(data: bytes, name: str, mime: str) -> Response:
    """Return a file: pictures, sound and PDF are shown, everything else is only saved, so that no page script of others runs here."""
    shown = mime in SHOWN_INLINE or mime.startswith(PLAYABLE)
    plain = "".join(char if char.isascii() and char not in '"\\;' and char.isprintable() else "_" for char in name) or "file"
    headers = {"Content-Disposition": f'{"inline" if shown else "attachment"}; filename="{plain}"'}
    if mime != "application/pdf":
        headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    else:
        headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    return Response(data, media_type=mime if shown else "application/octet-stream", headers=headers)
