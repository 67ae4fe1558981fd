"""The page and its JSON: everything a person does on the page is a request here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from playground.api import chats, mails, troubles, world

if TYPE_CHECKING:
    from playground.world import Playground

PAGE = Path(__file__).parent.parent / "page"


def page_routes(playground: Playground) -> list[BaseRoute]:
    """Return every route of the page."""
    return [
        Route("/", _index, methods=["GET"]),
        *world.routes(playground),
        *chats.routes(playground),
        *mails.routes(playground),
        *troubles.routes(playground),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]


async def _index(_request: Request) -> Response:
    return FileResponse(PAGE / "index.html")
