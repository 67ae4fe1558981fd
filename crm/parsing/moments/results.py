"""What pieces make together: the moment with its value, what was said, what was implied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Literal

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.model import Value
from crm.parsing.moments.nodes import Clock, Clocks, Day, Instant, Part, Repeat, Span
from crm.parsing.moments.reader import Reader
from crm.parsing.moments.rules.parts import with_part

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


def settle(c: Clock, p: Part | None, r: Reader) -> tuple[int, int]:
    """Hour and minute of a clock: a part of the day decides, else the office's hours do (1 to 6 are in the afternoon)."""
    if c.sure:
        return c.hour, c.minute
    if p is not None:
        return with_part(c.hour, p.name), c.minute
    if 1 <= c.hour < r.cal.first_hour and c.hour <= 12:
        return c.hour + 12, c.minute
    return c.hour, c.minute


def settle_two(c: Clocks, p: Part | None, r: Reader) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both ends of a range of hours: what one end says helps the other, and the end comes after the start."""
    first, last = c.first, c.last
    shared = last.part
    if not first.sure and first.hour <= 12 and (last.mer in ("am", "pm") or shared):
        hour = with_part(first.hour, shared) if shared else first.hour % 12 + (12 if last.mer == "pm" else 0)
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


def _time(hm: tuple[int, int]) -> dt.time:
    return dt.time(hm[0] % 24, hm[1])


def _at(on: dt.date, hm: tuple[int, int]) -> dt.datetime:
    if hm[0] >= 24:
        on, hm = civil.add_days(on, 1), (hm[0] - 24, hm[1])
    return dt.datetime.combine(on, dt.time(*hm))


def to_hit(r: Reader, e: Expr) -> Hit | None:  # noqa: PLR0911 - a rule is a list of refusals
    """The moment that the pieces make."""
    if e.instant:
        return Hit(e.i, e.j, "datetime", e.instant.at, frozenset({"moment"}), rule=e.instant.rule)
    if e.span:
        return _span_hit(e)
    on, doubts, other = _day_of(r, e)
    said, impossible = _said(e), bool(e.day and e.day.impossible)
    base = Hit(
        e.i, e.j, "date", on or r.today, said, implied_of(said), impossible, doubts, other, repeat=e.repeat, rule=_rule(e)
    )  # fmt: skip
    if e.clocks:
        return _with_clocks(base, on, settle_two(e.clocks, e.part, r))
    if e.clock:
        return _with_clock(r, base, on, e.clock, e.part)
    if e.part:
        return _with_part_of_day(base, on, e.part)
    if on is None:
        return None
    hour = _day_or_hour(r, e.day) if e.day else None
    if hour is None:
        return base
    doubt = frozenset({"day-or-hour"})
    return replace(base, kind="datetime", value=hour, said=said | {"hour"}, doubts=doubt, other=on, rule="weekday+clock")


def _with_clocks(base: Hit, on: dt.date | None, ends: tuple[tuple[int, int], tuple[int, int]]) -> Hit:
    a, b = ends
    if on is None:
        return replace(base, kind="timerange", value=(_time(a), _time(b)), other=None)
    end_day = on if b > a else civil.add_days(on, 1)
    return replace(base, kind="datetimerange", value=(_at(on, a), _at(end_day, b)), other=None)


def _with_clock(r: Reader, base: Hit, on: dt.date | None, c: Clock, p: Part | None) -> Hit:
    hm = settle(c, p, r)
    doubts = base.doubts | {"meridiem"} if c.hour == r.cal.first_hour and not c.sure and not p else base.doubts
    if on is None:
        return replace(base, kind="time", value=_time(hm), doubts=doubts, other=None)
    midnight = hm == (0, 0) and (c.part == "night" or (p is not None and p.name == "night") or c.mer == "noon")
    other = base.other if not isinstance(base.other, dt.date) else _at(base.other, hm)
    return replace(base, kind="datetime", value=_at(civil.add_days(on, 1) if midnight else on, hm), doubts=doubts, other=other)


def _with_part_of_day(base: Hit, on: dt.date | None, p: Part) -> Hit:
    first, last = divmod(p.first, 60), divmod(min(p.last, 1439), 60)
    if on is None:
        return replace(base, kind="timerange", value=(_time(first), _time(last)), other=None)
    return replace(base, kind="datetimerange", value=(_at(on, first), _at(on, last)), other=None)


def _day_or_hour(r: Reader, d: Day) -> dt.datetime | None:
    """«jueves 11»: an hour of the office where no eleventh is a Thursday for two months."""
    if d.rule != "weekday-day" or "weekday" not in d.doubts or d.weekday is None or d.day is None or not 8 <= d.day <= 19:
        return None
    if r.t.num[d.j - 1] < 0 or r.t.end[d.j - 1] - r.t.start[d.j - 1] > 2 or r.word(d.j - 2) in r.says.article | r.says.day_word:
        return None
    on = resolve.weekday(r, d.weekday)[0]
    return _at(on, (d.day, 0))


def _day_of(r: Reader, e: Expr) -> tuple[dt.date | None, frozenset[str], dt.date | None]:
    if e.day:
        return e.day.on, e.day.doubts, e.day.other
    if e.repeat:
        return e.repeat.first, NONE, None
    if e.part and e.part.shift is not None:
        return civil.add_days(r.today, e.part.shift), NONE, None
    return None, NONE, None


def _rule(e: Expr) -> str:
    names = [
        e.day.rule if e.day else "",
        "repeat" if e.repeat else "",
        "clocks" if e.clocks else "",
        "clock" if e.clock else "",
        e.part.name if e.part else "",
    ]
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
