"""The page and its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

if TYPE_CHECKING:
    from playground.world import Playground


def page_routes(playground: Playground) -> list[BaseRoute]:
    """Return every route of the page."""
    return []
