"""The longest moment at a place of a text."""

from __future__ import annotations

from crm.parsing.moments.compose import clocks, simple
from crm.parsing.moments.opened import day_then_open, end_of_day, opened, within
from crm.parsing.moments.ranges import closed
from crm.parsing.moments.reader import Reader
from crm.parsing.moments.results import Hit

RULES = (end_of_day, closed, opened, day_then_open, within, simple)


def best(r: Reader, i: int) -> Hit | None:
    """The longest moment that starts at token i."""
    found: Hit | None = None
    for rule in RULES:
        hit = rule(r, i)
        if hit is not None and (found is None or hit.j > found.j):
            found = hit
    two = clocks(r, i)
    if found and two and found.kind == "daterange" and found.j == two.j and not (two.first.soft and two.last.soft):
        return simple(r, i) or found
    return found
