"""Routing: what was heard goes to its owner. Each feature exports its `Routes`; merging them refuses two owners of one thing."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from bot.heard import Answer, Command, Heard, Question, Tap
from bot.turn import Decide, Routes, Turn
from crm.decision import Decision
from crm.errors import InvalidValueError


def merged(every: Iterable[Routes]) -> Routes:
    """The routes of all features as one; ValueError where two own the same."""
    whole: dict[str, dict[Any, Any]] = {one.name: {} for one in fields(Routes)}
    for routes in every:
        for name, table in whole.items():
            own: Mapping[Any, Any] = getattr(routes, name)
            if twice := table.keys() & own.keys():
                raise ValueError(f"two features own {name} {sorted(map(str, twice))}")
            table.update(own)
    return Routes(**whole)


async def route(turn: Turn, heard: Heard) -> Decision | None:
    """What its owner decides on what was heard; None where nobody takes it. A feature goes on in another this way, «as if»."""
    owner = _owner(turn.routes, heard)
    try:
        decision = await owner(replace(turn, heard=heard)) if owner else None
    except InvalidValueError:
        if not isinstance(heard, Tap):
            raise
        decision = None  # data that no button of ours holds
    if decision is None and (stray := turn.routes.strays.get(type(heard))):
        return await stray(replace(turn, heard=heard))
    return decision


def _owner(routes: Routes, heard: Heard) -> Decide | None:
    match heard:
        case Tap(press):
            return routes.presses.get(press.verb) if press else None
        case Command(name):
            return routes.commands.get(name)
        case Answer(what):
            return routes.answers.get(what)
        case Question(asked):
            return routes.questions.get(asked.name)
    return routes.heard.get(type(heard))
