"""Moments: dates, times, ranges and repetitions in Spanish and English sentences, without I/O."""

from __future__ import annotations

import datetime as dt

from crm.parsing.moments.lexicon import lexicon
from crm.parsing.moments.longest import best
from crm.parsing.moments.model import Calendar, Direction, Interval, Moment, Point, Recurrence, Value
from crm.parsing.moments.reader import Reader
from crm.parsing.moments.results import Hit
from crm.parsing.moments.rules.days import day
from crm.parsing.moments.rules.durations import duration

__all__ = ["Calendar", "Direction", "Interval", "Moment", "Point", "Recurrence", "Value", "read_lengths", "read_moments"]

OFFICE = Calendar()


def read_moments(
    text: str, now: dt.datetime, lang: str, *, direction: Direction = "future", calendar: Calendar = OFFICE
) -> tuple[Moment, ...]:
    """All moments of a text in order, read at `now` (aware, in the person's zone), never overlapping, never raising."""
    r = Reader(text, now, lexicon(lang), day=day, past=direction == "past", calendar=calendar)
    return tuple(_moment(r, hit) for hit in hits(r))


def read_lengths(text: str, now: dt.datetime, lang: str) -> tuple[tuple[int, int, int], ...]:
    """The lengths of time of a text below a day («2 horas y media», «90 min»): first token, the one behind, minutes."""
    r = Reader(text, now, lexicon(lang), day=day, past=False, calendar=OFFICE)
    found: list[tuple[int, int, int]] = []
    i = 0
    while i < r.t.n:
        length = duration(r, i) if r.found[i] or r.t.num[i] >= 0 else None
        if length and not (length.days or length.months or length.workdays):
            found.append((i, length.j, int(length.seconds // 60)))
        i = max(length.j if length else 0, i + 1)
    return tuple(found)


def hits(r: Reader) -> list[Hit]:
    """The longest moment at each place of a text, from left to right."""
    found: list[Hit] = []
    i = 0
    while i < r.t.n:
        hit = best(r, i) if r.found[i] or r.t.num[i] >= 0 else None
        if hit is None:
            i += 1
            continue
        found.append(hit)
        i = max(hit.j, i + 1)
    return found


def _moment(r: Reader, hit: Hit) -> Moment:
    start, end = r.t.span(hit.i, hit.j)
    rule = hit.repeat.rule if hit.repeat else None
    value = _aware(r, hit.value)
    if rule and isinstance(value, dt.datetime):
        rule = Recurrence(rule.freq, rule.interval, rule.weekdays, rule.setpos, rule.monthday, rule.month, value.time(), rule.until)
    return Moment(
        start,
        end,
        r.t.source[start:end],
        hit.kind,
        value,
        hit.said,
        hit.implied,
        rule,
        hit.impossible,
        hit.bound,
        hit.doubts,
        _aware(r, hit.other) if hit.other is not None else None,
        hit.rule,
    )


def _aware(r: Reader, value: Value) -> Value:
    if isinstance(value, tuple):
        return (_point(r, value[0]), _point(r, value[1]))
    return _point(r, value)  # type: ignore[return-value]


def _point(r: Reader, value: Point | None) -> Point | None:
    """The point in the person's zone; an hour that a change of the clock skips is moved past the gap."""
    if not isinstance(value, dt.datetime) or r.tz is None:
        return value
    local = value.replace(tzinfo=r.tz)
    try:
        real = local.astimezone(dt.UTC).astimezone(r.tz)
    except OverflowError:
        return local
    return real
