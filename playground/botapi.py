"""The Bot API over HTTP: reads a request in any of Telegram's forms, calls the method, answers as Telegram does."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import json
import logging
from collections import deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.cloud import Cloud
from playground.errors import BotApiError, bad_request
from playground.methods import BY_LOWER_NAME, METHODS
from playground.model import Call
from playground.params import Params, Upload
from playground.trouble import Trouble, Troubles

MAX_BODY = 52 * 1024 * 1024
MAX_DRAIN = 512 * 1024 * 1024
REMEMBERED = 5000

log = logging.getLogger(__name__)


class BotApi:
    """Serves one bot; remembers the last calls."""

    def __init__(self, cloud: Cloud, troubles: Troubles) -> None:
        self.cloud = cloud
        self.troubles = troubles
        self.requests: deque[Call] = deque(maxlen=REMEMBERED)
        self.routes = [
            Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    def _knows(self, request: Request) -> bool:
        given = request.path_params["token"].encode("utf-8", "replace")
        return hmac.compare_digest(given, self.cloud.bot.token.encode())

    async def download(self, request: Request) -> Response:
        """Return the bytes of a file that a person sent."""
        if not self._knows(request):
            return _answer(BotApiError(401, "Unauthorized"))
        file = self.cloud.files.by_path(request.path_params["path"])
        if file is None:
            return _answer(BotApiError(404, "Not Found"))
        return Response(self.cloud.files.data(file.file_id), media_type="application/octet-stream")

    async def answer(self, request: Request) -> Response:
        """Answer one Bot API call."""
        if not self._knows(request):
            return _answer(BotApiError(401, "Unauthorized"))
        method = BY_LOWER_NAME.get(request.path_params["method"].lower())
        if method is None:
            return _answer(BotApiError(404, "Not Found"))
        try:
            params = await read_params(request)
        except BotApiError as error:
            self._note(Call(method, {}, error=error.body()))
            return _answer(error)
        except ClientDisconnect:
            return Response(status_code=400)
        return await self.serve(method, params, request)

    async def serve(self, method: str, params: Params, request: Request | None = None) -> Response:
        """Run a method with the troubles that it meets, remember it and return the HTTP answer."""
        trouble = self.troubles.next(method, _chat_id(params))
        try:
            if trouble is not None:
                await self._suffer(trouble, method, params, request)
            result = await self.run(method, params)
        except BotApiError as error:
            provoked = trouble is not None and trouble.kind != "slow"
            self._note(Call(method, params.shown(), error=error.body(), files=_sizes(params), provoked=provoked))
            return _answer(error)
        if method != "getUpdates" or result:
            self._note(Call(method, params.shown(), result=result, files=_sizes(params)))
        return JSONResponse({"ok": True, "result": result})

    async def run(self, method: str, params: Params) -> Any:
        """Do the work of a method; whatever goes wrong inside becomes a 500 that is logged."""
        try:
            result = METHODS[method](self.cloud, params)
            return await result if inspect.isawaitable(result) else result
        except BotApiError:
            raise
        except Exception as error:
            log.exception("the playground failed in %s", method)
            raise BotApiError(500, "Internal Server Error") from error

    async def _suffer(self, trouble: Trouble, method: str, params: Params, request: Request | None) -> None:
        if trouble.kind == "slow":
            await self._pause(trouble.seconds)
            return
        if trouble.work and trouble.kind in ("hang", "error"):
            result = await self.run(method, params)
            self._note(Call(method, params.shown(), result=result, files=_sizes(params)))
        if trouble.kind == "hang":
            while not self.cloud.hub.closing.is_set() and not (request and await request.is_disconnected()):
                await self._pause(0.1)
            raise BotApiError(504, "Gateway Timeout")
        error = trouble.error()
        if error is not None:
            raise error

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.cloud.hub.closing.wait(), seconds)
        except TimeoutError:
            return

    def _note(self, call: Call) -> None:
        self.requests.append(call)
        self.cloud.hub.stir()


# Refusals that come from what other people did meanwhile, not from a wrong request.
MAY_HAPPEN = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
    "message to be replied not found",
    "message can't be deleted",
    "group chat was upgraded",
)


def broke_a_rule(call: Call) -> bool:
    """Tell whether Telegram refused a call because it was wrong in itself."""
    if call.error is None or call.provoked or call.error["error_code"] not in (400, 404, 413):
        return False
    return not any(sentence in call.error["description"] for sentence in MAY_HAPPEN)


def _answer(error: BotApiError) -> JSONResponse:
    body = error.body()
    headers = {"Retry-After": str(error.parameters["retry_after"])} if error.parameters and "retry_after" in error.parameters else {}
    return JSONResponse(body, status_code=error.code, headers=headers)


def _sizes(params: Params) -> Mapping[str, int]:
    return {name: len(upload.data) for name, upload in params.files.items()}


def _chat_id(params: Params) -> int | None:
    try:
        return params.integer("chat_id")
    except BotApiError:
        return None


async def read_params(request: Request) -> Params:
    """Return the parameters of a request; raises BotApiError 413 when it is too large and 400 when it is broken."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Upload] = {}
    body = await limited_body(request, MAX_BODY)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= _json_object(body)
    elif kind == "application/x-www-form-urlencoded":
        values |= _urlencoded(body)
    elif kind == "multipart/form-data":
        await _form(request, body, values, files)
    for name, value in values.items():
        if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
            raise bad_request(f"strings must be encoded in UTF-8 ({quote(name)})")
    return Params(values, files)


async def limited_body(request: Request, limit: int) -> bytes:
    """Read a body up to a limit; the rest is read and thrown away so that the sender sees the answer."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > MAX_DRAIN:
            break
        else:
            chunks.clear()
    if size > limit:
        raise BotApiError(413, "Request Entity Too Large")
    return b"".join(chunks)


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        values = json.loads(body)
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("object expected")
    return values


def _urlencoded(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=1000, errors="strict"))
    except ValueError:
        raise bad_request("can't parse the request body") from None


async def _form(request: Request, body: bytes, values: dict[str, Any], files: dict[str, Upload]) -> None:
    async def replay() -> dict[str, Any]:  # ASGI wants a coroutine
        return {"type": "http.request", "body": body, "more_body": False}

    again = Request(request.scope, replay)
    try:
        async with again.form(max_files=100, max_fields=1000, max_part_size=MAX_BODY) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    files[name] = Upload(value.filename or "", value.content_type or "", await value.read())
                else:
                    values[name] = value
    except (HTTPException, ValueError):
        raise bad_request("can't parse the request body") from None
