"""Pieces put together: a day with its time, a range with its ends; then the result a caller sees."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.model import Value
from crm.parsing.moments.nodes import Clock, Clocks, Day, Instant, Part, Repeat, Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.clocks import _with_part, clock, meridiem, part
from crm.parsing.moments.rules.days import day
from crm.parsing.moments.rules.durations import duration, from_now
from crm.parsing.moments.rules.numbers import plain_year
from crm.parsing.moments.rules.numeric import chained_after
from crm.parsing.moments.rules.repeats import repeat
from crm.parsing.moments.rules.spans import span

Bound = Literal["before", "until", "after", "since"]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A whole moment over the tokens i to j."""

    i: int
    j: int
    kind: str
    value: Value
    said: frozenset[str] = NONE
    implied: frozenset[str] = NONE
    impossible: bool = False
    doubts: frozenset[str] = NONE
    other: Value | None = None
    repeat: Repeat | None = None
    bound: Bound | None = None
    rule: str = ""
    weak: bool = False


@dataclass(slots=True)
class Expr:
    """The pieces of one moment while they are being collected."""

    i: int
    j: int
    day: Day | None = None
    span: Span | None = None
    part: Part | None = None
    clock: Clock | None = None
    clocks: Clocks | None = None
    instant: Instant | None = None
    repeat: Repeat | None = None
    extra: list[str] = field(default_factory=list)


_MAX_FILLERS = 3


@remembered
def clocks(r: Reader, i: int) -> Clocks | None:
    """«de 9 a 18 hrs», «entre las 3 y las 5», «8-9am», «from 2pm to 4», «de 5 a 6 de la tarde»."""
    opener = r.role(i, "from")
    j = opener[1] if opener else i
    if opener and opener[0].endswith("!") and r.word(opener[1] - 1) in ("las", "la"):
        j = opener[1] - 1
    first = clock(r, j)
    if first is None or (first.mer in ("spot",)):
        return None
    between = opener is not None and opener[0].startswith("between")
    link = (r.role(first.j, "range.and") if between else None) or r.role(first.j, "range")
    if link is None:
        return _two_hours(r, i, first) if opener or not first.soft else None
    k = link[1] - 1 if r.word(link[1] - 1) in ("las", "la") and r.lang == "es" else link[1]
    last = clock(r, k) or clock(r, link[1])
    if last is None or last.mer == "spot":
        return None
    tight = r.word(first.j) == "-"
    if first.soft and last.soft and not (opener or tight or r.word(first.j) in ("a", "to")):
        return None
    if chained_after(r, last.j):
        return None
    return Clocks(i, last.j, first, last)


def _two_hours(r: Reader, i: int, first: Clock) -> Clocks | None:
    """«from 2pm for 2 hours», «a las 15:00 por 2 horas»."""
    if first.soft or r.word(first.j) not in ("for", "por", "durante", "x"):
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


def settle(c: Clock, p: Part | None, r: Reader) -> tuple[int, int]:
    """Hour and minute of a clock: a part of the day decides, else the office's hours do (1 to 6 are in the afternoon)."""
    if c.sure:
        return c.hour, c.minute
    if p is not None:
        return _with_part(c.hour, p.name), c.minute
    if 1 <= c.hour < r.cal.first_hour and c.hour <= 12:
        return c.hour + 12, c.minute
    return c.hour, c.minute


def settle_two(c: Clocks, p: Part | None, r: Reader) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both ends of a range of hours: what one end says helps the other, and the end comes after the start."""
    first, last = c.first, c.last
    shared = last.part
    if not first.sure and first.hour <= 12 and (last.mer in ("am", "pm") or shared):
        hour = _with_part(first.hour, shared) if shared else first.hour % 12 + (12 if last.mer == "pm" else 0)
        end = last.hour * 60 + last.minute
        start = hour * 60 + first.minute
        if start >= end and hour >= 12 and shared != "dawn":
            start = (first.hour % 12) * 60 + first.minute
        elif start >= end and hour < 12 and first.hour > last.hour:
            start = (first.hour % 12 + 12) * 60 + first.minute
        return divmod(start, 60), (last.hour, last.minute)
    start_hm = settle(first, p, r)
    start = start_hm[0] * 60 + start_hm[1]
    if last.sure:
        end = last.hour * 60 + last.minute
        if not first.sure and end <= start and first.hour * 60 + first.minute < end:
            return (first.hour, first.minute), (last.hour, last.minute)
        return start_hm, (last.hour, last.minute)
    for hour in (last.hour, last.hour + 12):
        if hour < 24 and hour * 60 + last.minute > start:
            return start_hm, (hour, last.minute)
    if not first.sure and first.hour * 60 + first.minute < last.hour * 60 + last.minute:
        return (first.hour, first.minute), (last.hour, last.minute)
    return start_hm, (last.hour % 24, last.minute)


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


def _add(r: Reader, k: int, e: Expr, *, first: bool, probe: bool = False) -> int | None:
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
        beside = r.lang == "en" and first and (clock(r, p.j) is not None) if p else False
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
    return r.word(k - 1) in (",", "@", "at") and _time_closes(r, c.j) or (r.t.num[k] < 0 and _time_closes(r, c.j))


def _before_part(r: Reader, j: int) -> bool:
    """Whether «tonight», «this morning» or «tomorrow evening» follows a bare hour."""
    p = part(r, j + 1 if r.word(j) == "," else j)
    if p and p.shift is not None:
        return True
    tomorrow = r.role(j, "day")
    after = part(r, tomorrow[1]) if tomorrow and r.lang == "en" else None
    return after is not None


def _time_closes(r: Reader, j: int) -> bool:
    word = r.word(j)
    if not word or not word[0].isalpha():
        return word not in ("%", "/") and not (word in ("-", ":") and r.t.glued(j))
    if word in ("de", "of") and any(r.role(j + 1, name) for name in ("month", "month?", "mod")):
        return False
    return bool(r.found[j]) and not r.role(j, "unit") or word in ("con", "en", "para", "with", "para", "que", "to", "y")


def _time(hm: tuple[int, int]) -> dt.time:
    return dt.time(hm[0] % 24, hm[1])


def _at(r: Reader, on: dt.date, hm: tuple[int, int]) -> dt.datetime:
    if hm[0] >= 24:
        on, hm = civil.add_days(on, 1), (hm[0] - 24, hm[1])
    return dt.datetime(on.year, on.month, on.day, hm[0], hm[1], tzinfo=None)


def to_hit(r: Reader, e: Expr) -> Hit | None:
    """The moment that the pieces make."""
    if e.instant:
        return Hit(e.i, e.j, "datetime", e.instant.at, frozenset({"moment"}), rule=e.instant.rule)
    if e.span:
        return _span_hit(e)
    on, doubts, other = _day_of(r, e)
    said = _said(e)
    common: dict[str, object] = {"doubts": doubts, "repeat": e.repeat, "rule": _rule(e), "impossible": bool(e.day and e.day.impossible)}
    if e.clocks:
        a, b = settle_two(e.clocks, e.part, r)
        if on is None:
            return Hit(e.i, e.j, "timerange", (_time(a), _time(b)), said, **common)  # type: ignore[arg-type]
        end_day = on if b > a else civil.add_days(on, 1)
        return Hit(e.i, e.j, "datetimerange", (_at(r, on, a), _at(r, end_day, b)), said, implied_of(said), **common)  # type: ignore[arg-type]
    if e.clock:
        hm = settle(e.clock, e.part, r)
        if not e.clock.sure and e.clock.hour <= 12 and not e.part:
            common["doubts"] = doubts | {"meridiem"} if e.clock.hour == 7 else doubts
        if on is None:
            return Hit(e.i, e.j, "time", _time(hm), said, implied_of(said), **common)  # type: ignore[arg-type]
        midnight = hm == (0, 0) and (e.clock.part == "night" or (e.part and e.part.name == "night") or e.clock.mer == "noon")
        at = _at(r, civil.add_days(on, 1) if midnight else on, hm)
        if other is not None:
            common["other"] = _at(r, other, hm)
        return Hit(e.i, e.j, "datetime", at, said, implied_of(said), **common)  # type: ignore[arg-type]
    if e.part:
        if on is None:
            return Hit(e.i, e.j, "timerange", (_time((e.part.first // 60, e.part.first % 60)), _end_time(e.part)), said, **common)  # type: ignore[arg-type]
        a, b = divmod(e.part.first, 60), divmod(min(e.part.last, 1439), 60)
        return Hit(e.i, e.j, "datetimerange", (_at(r, on, a), _at(r, on, b)), said, implied_of(said), **common)  # type: ignore[arg-type]
    if on is None:
        return None
    hour = _day_or_hour(r, e.day) if e.day else None
    if hour is not None:
        return Hit(e.i, e.j, "datetime", hour, said | {"hour"}, implied_of(said), doubts=frozenset({"day-or-hour"}), other=on, rule="weekday+clock")
    return Hit(e.i, e.j, "date", on, said, implied_of(said), other=other, **common)  # type: ignore[arg-type]


def _day_or_hour(r: Reader, d: Day) -> dt.datetime | None:
    """«jueves 11»: an hour of the office where no eleventh is a Thursday for two months."""
    if d.rule != "weekday-day" or "weekday" not in d.doubts or d.weekday is None or d.day is None or not 8 <= d.day <= 19:
        return None
    if r.t.num[d.j - 1] < 0 or r.t.end[d.j - 1] - r.t.start[d.j - 1] > 2 or r.word(d.j - 2) in ("dia", "the", "el"):
        return None
    on = resolve.weekday(r, d.weekday)[0]
    return _at(r, on, (d.day, 0))


def _end_time(p: Part) -> dt.time:
    return dt.time(23, 59) if p.last >= 1440 else dt.time(p.last // 60, p.last % 60)


def _day_of(r: Reader, e: Expr) -> tuple[dt.date | None, frozenset[str], dt.date | None]:
    if e.day:
        return e.day.on, e.day.doubts, e.day.other
    if e.repeat:
        return e.repeat.first, NONE, None
    if e.part and e.part.shift is not None:
        return civil.add_days(r.today, e.part.shift), NONE, None
    return None, NONE, None


def _rule(e: Expr) -> str:
    names = [e.day.rule if e.day else "", "repeat" if e.repeat else "", "clocks" if e.clocks else "", "clock" if e.clock else "", e.part.name if e.part else ""]
    return "+".join(n for n in names if n)


def _said(e: Expr) -> frozenset[str]:
    said = set(e.day.said) if e.day else set()
    if e.repeat:
        said.add("repeat")
    for c in (e.clock, *((e.clocks.first, e.clocks.last) if e.clocks else ())):
        if c:
            said |= {"hour"} | ({"minute"} if c.minute else set()) | ({"meridiem"} if c.mer in ("am", "pm") or c.part else set())
    if e.part:
        said.add("part")
    return frozenset(said)


def implied_of(said: frozenset[str]) -> frozenset[str]:
    """The components of a moment that were not said."""
    parts = set()
    if said & {"day", "weekday", "month", "holiday", "week"}:
        parts |= {"year", "month", "day"} - set(said)
        if said & {"day"} and not said & {"month", "weekday"}:
            parts -= {"day"}
    if "hour" in said:
        parts |= {"minute"} - set(said)
        if not said & {"day", "weekday", "month", "holiday", "part", "repeat"}:
            parts.add("day")
    return frozenset(parts)


def _span_hit(e: Expr) -> Hit:
    s = e.span
    assert s is not None
    kind = "datetimerange" if isinstance(s.start, dt.datetime) or isinstance(s.end, dt.datetime) else "daterange"
    return Hit(e.i, e.j, kind, (s.start, s.end), s.said - {"bare"}, rule=s.rule)


@remembered
def simple(r: Reader, i: int) -> Hit | None:
    """The moment without range words that starts at token i."""
    e = expression(r, i)
    return to_hit(r, e) if e else None


__all__ = ["Bound", "Expr", "Hit", "clocks", "expression", "meridiem", "settle", "simple", "to_hit"]
