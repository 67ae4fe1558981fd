"""Pieces put together: a day with its time, a range with its ends; then the result a caller sees."""

from __future__ import annotations

from dataclasses import replace

from crm.parsing.moments import civil
from crm.parsing.moments.nodes import Clock, Clocks, Day, Instant, Part, Repeat, Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.results import NONE, Expr, Hit, settle, to_hit
from crm.parsing.moments.rules.clocks import clock
from crm.parsing.moments.rules.days import day
from crm.parsing.moments.rules.durations import duration, from_now
from crm.parsing.moments.rules.numbers import plain_year
from crm.parsing.moments.rules.numeric import chained_after
from crm.parsing.moments.rules.parts import part
from crm.parsing.moments.rules.repeats import repeat
from crm.parsing.moments.rules.spans import span

_MAX_FILLERS = 3


@remembered
def clocks(r: Reader, i: int) -> Clocks | None:
    """«de 9 a 18 hrs», «entre las 3 y las 5», «8-9am», «from 2pm to 4», «de 5 a 6 de la tarde»."""
    opener = r.role(i, "from")
    j = opener[1] if opener else i
    if opener and opener[0].endswith("!") and r.word(opener[1] - 1) in r.says.hour_articles:
        j = opener[1] - 1
    first = clock(r, j)
    if first is None or (first.mer == "spot"):
        return None
    between = opener is not None and opener[0].startswith("between")
    link = (r.role(first.j, "range.and") if between else None) or r.role(first.j, "range")
    if link is None:
        return _two_hours(r, i, first) if opener or not first.soft else None
    k = link[1] - 1 if r.word(link[1] - 1) in r.says.hour_articles else link[1]
    last = clock(r, k) or clock(r, link[1])
    if last is None or last.mer == "spot":
        return None
    tight = r.word(first.j) == "-"
    if first.soft and last.soft and not (opener or tight or r.word(first.j) in r.says.loose_range):
        return None
    if chained_after(r, last.j):
        return None
    return Clocks(i, last.j, first, last)


def _two_hours(r: Reader, i: int, first: Clock) -> Clocks | None:
    """«from 2pm for 2 hours», «a las 15:00 por 2 horas»."""
    if first.soft or r.word(first.j) not in r.says.for_length:
        return None
    dur = duration(r, first.j + 1)
    if dur is None or not 0 < dur.seconds < 86400 or dur.days or dur.months:
        return None
    start = settle(first, None, r)
    total = start[0] * 60 + start[1] + dur.seconds // 60
    last = Clock(first.j, dur.j, total // 60 % 24, total % 60, sure=True)
    return Clocks(i, dur.j, replace(first, hour=start[0], minute=start[1], sure=True), last)


def _soft(c: Clocks) -> bool:
    return c.first.soft and c.last.soft


@remembered
def expression(r: Reader, i: int) -> Expr | None:
    """The pieces that stand together from token i on, in any order, each at most once."""
    e = Expr(i, i)
    k, first = i, True
    while k < r.t.n:
        end = _add(r, k, e, first=first)
        if end is None:
            break
        e.j = k = end
        first = False
        k = _fill(r, k, e)
    if e.j == i:
        return None
    _late_year(r, e)
    placed = e.day is not None or e.repeat is not None or (e.part is not None and e.part.called)
    if e.clocks and _soft(e.clocks) and not placed and (e.clocks.first.bare or e.clocks.last.bare):
        return None
    if e.clock and e.clock.soft and not placed and not (i == 0 and e.j >= r.t.n and not e.clock.bare):
        return None
    return e


def _late_year(r: Reader, e: Expr) -> None:
    """A year that stands behind the time: «Wed Oct 26 15:50:06 2016»."""
    if not (e.day and e.clock and e.day.year is None and e.day.month and e.day.day) or e.clock.j != e.j:
        return
    n = plain_year(r, e.j)
    on = civil.make(n.value, e.day.month, e.day.day) if n and n.width == 4 else None
    if n and on and not r.word(n.j).isalpha():
        e.day = replace(e.day, on=on, year=n.value, said=e.day.said | {"year"}, doubts=NONE, other=None)
        e.j = n.j


def _fill(r: Reader, k: int, e: Expr) -> int:
    """The index after the little words between two pieces, k itself where no piece follows."""
    for step in range(_MAX_FILLERS):
        if _add(r, k + step, e, first=False, probe=True) is not None:
            return k + step
        word = r.word(k + step)
        if not word or r.role(k + step, "filler") is None:
            return k
    return k


def _add(r: Reader, k: int, e: Expr, *, first: bool, probe: bool = False) -> int | None:  # noqa: C901, PLR0912 - a rule is a list of refusals
    """Put the longest piece at k into its empty slot; its end, or None."""
    dated = e.day is not None or e.repeat is not None
    timed = e.clock is not None or e.clocks is not None
    if e.instant or e.span:
        return None
    options: list[tuple[int, int, object]] = []
    if not dated:
        d = day(r, k)
        if d:
            options.append((d.j, 5, d))
        again = repeat(r, k)
        if again:
            options.append((again.j, 6, again))
        if first:
            s = span(r, k)
            if s:
                options.append((s.j, 4, s))
            now = _instant(r, k)
            if now:
                options.append((now.j, 4, now))
    if not timed:
        two = clocks(r, k)
        if two and _allowed(two, dated or (e.part is not None and e.part.called), first=first):
            options.append((two.j, 3, two))
        c = clock(r, k)
        if c and _single_allowed(r, c, k, dated=dated or (e.part is not None and e.part.called)):
            options.append((c.j, 2, c))
    if e.part is None:
        p = part(r, k)
        beside = r.says.bare_parts and first and (clock(r, p.j) is not None) if p else False
        if p and (p.called or dated or timed or beside) and not (timed and p.shift not in (None, 0, -1) and dated):
            options.append((p.j, 1, p))
    if not options:
        return None
    end, _, piece = max(options, key=lambda o: (o[0], o[1]))
    if not probe:
        _put(e, piece)
    return end


def _put(e: Expr, piece: object) -> None:
    if isinstance(piece, Day):
        e.day = piece
    elif isinstance(piece, Repeat):
        e.repeat = piece
    elif isinstance(piece, Span):
        e.span = piece
    elif isinstance(piece, Instant):
        e.instant = piece
    elif isinstance(piece, Clocks):
        e.clocks = piece
    elif isinstance(piece, Clock):
        e.clock = piece
    elif isinstance(piece, Part):
        e.part = piece


def _instant(r: Reader, k: int) -> Instant | None:
    now = r.role(k, "now")
    late = from_now(r, k)
    if isinstance(late, Instant) and (now is None or late.j > now[1]):
        return late
    return Instant(k, now[1], r.now, "now") if now else None


def _allowed(two: Clocks, dated: bool, *, first: bool) -> bool:
    return True if not _soft(two) else dated or first


def _single_allowed(r: Reader, c: Clock, k: int, *, dated: bool) -> bool:
    """A soft clock counts only beside a day: «mañana a 11», «viernes, nueve y media», «3pm»."""
    if not c.soft:
        return True
    if not dated:
        return (k == 0 and c.j >= r.t.n and not c.bare) or _before_part(r, c.j)
    if not c.bare:
        return True
    at = r.role(k, "at")
    if at is not None and at[1] < c.j:
        return _time_closes(r, c.j)
    return (r.word(k - 1) in (",", "@", "at") and _time_closes(r, c.j)) or (r.t.num[k] < 0 and _time_closes(r, c.j))


def _before_part(r: Reader, j: int) -> bool:
    """Whether «tonight», «this morning» or «tomorrow evening» follows a bare hour."""
    p = part(r, j + 1 if r.word(j) == "," else j)
    if p and p.shift is not None:
        return True
    tomorrow = r.role(j, "day")
    after = part(r, tomorrow[1]) if tomorrow and r.says.bare_parts else None
    return after is not None


def _time_closes(r: Reader, j: int) -> bool:
    word = r.word(j)
    if not word or not word[0].isalpha():
        return word not in ("%", "/") and not (word in ("-", ":") and r.t.glued(j))
    if word in r.says.of and any(r.role(j + 1, name) for name in ("month", "month?", "mod")):
        return False
    return (bool(r.found[j]) and not r.role(j, "unit")) or word in r.says.closes_time


@remembered
def simple(r: Reader, i: int) -> Hit | None:
    """The moment without range words that starts at token i."""
    e = expression(r, i)
    return to_hit(r, e) if e else None
