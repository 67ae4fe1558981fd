"""The state that all rules share: the tokens, their roles, and the now that they are read at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from crm.parsing.moments import guard
from crm.parsing.moments.lexicon import NOTHING, Found, Lexicon
from crm.parsing.moments.model import Calendar
from crm.parsing.moments.nodes import Day
from crm.parsing.moments.tokens import Tokens

T = TypeVar("T")
#: What stands in place of a token that no rule may read.
HIDDEN = "\0"


class Reader:
    """One reading of one text: rules ask it for words, roles and remembered results.

    `day` is the rule of a single day: stretches are said by days («la semana del 18») and days by stretches («el primer lunes de
    marzo»), so one of both has to be handed in.
    """

    __slots__ = ("cal", "day", "depth", "found", "memo", "now", "past", "says", "t", "today", "tz")

    def __init__(
        self, text: str, now: dt.datetime, lexicon: Lexicon, *, day: Callable[[Reader, int], Day | None], past: bool, calendar: Calendar
    ) -> None:
        self.t = Tokens(text)
        self.day = day
        self.says = lexicon.says
        self.tz = now.tzinfo
        self.now = now.replace(tzinfo=None)
        self.today = self.now.date()
        self.past = past
        self.cal = calendar
        self.depth = 0
        self.memo: dict[tuple[int, int], Any] = {}
        self._hide()
        found: list[Found] = [lexicon.lookup(self.t, i) for i in range(self.t.n)]
        found += [NOTHING] * Tokens.PAD
        self.found = found

    def _hide(self) -> None:
        t = self.t
        spans = guard.opaque(t.folded)
        if not spans:
            return
        spans.sort()
        at = 0
        for i in range(t.n):
            while at < len(spans) and spans[at][1] <= t.start[i]:
                at += 1
            if at < len(spans) and spans[at][0] < t.end[i]:
                t.word[i], t.num[i] = HIDDEN, -1

    def role(self, i: int, name: str) -> tuple[Any, int] | None:
        """The value and end of the phrase that plays this role from token i on."""
        return self.found[i].get(name)

    def skip(self, i: int, *names: str) -> int:
        """The index after a phrase of any of these roles, i itself where there is none."""
        roles = self.found[i]
        for name in names:
            hit = roles.get(name)
            if hit is not None:
                return hit[1]
        return i

    def word(self, i: int) -> str:
        """The folded word at i, empty outside the text."""
        return self.t.word[i] if i >= 0 else ""


#: Rules within rules («fines de fines de …») stop here; what people write needs a third of it.
_DEEPEST = 60

Rule = Callable[[Reader, int], T]


def remembered(rule: Rule[T]) -> Rule[T]:
    """The rule, computed once for each place of a text (this keeps the work linear)."""
    number = id(rule)

    def wrapper(r: Reader, i: int) -> T:
        key = (number, i)
        memo = r.memo
        if key in memo:
            return memo[key]  # type: ignore[no-any-return]
        if r.depth >= _DEEPEST:
            return None  # type: ignore[return-value]
        r.depth += 1
        memo[key] = value = rule(r, i)
        r.depth -= 1
        return value

    wrapper.__name__ = rule.__name__
    wrapper.__doc__ = rule.__doc__
    return wrapper
