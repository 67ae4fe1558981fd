"""From moments in a clause to the one that counts: due, slot, or when it happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm.parsing.moments import Calendar, Moment, Point, Recurrence, Value, civil

#: The hour that a part of the day stands for where a single moment is needed.
_SPOTS = {8: 9, 14: 15, 18: 18, 20: 20, 0: 0, 12: 12, 13: 13, 10: 10}


@dataclass(frozen=True, slots=True)
class When:
    """The moment of a clause: its value for this use, the words it came from, whether more was guessed than usual."""

    value: Value
    moment: Moment
    guessed: bool = False
    remark: str = ""
    impossible: bool = False
    recurrence: Recurrence | None = None


def merged(moments: Sequence[Moment]) -> Moment | None:
    """The first moment, with the time of another one that stands apart: «el viernes enviar catálogo a las 10»."""
    if not moments:
        return None
    first = moments[0]
    for other in moments[1:]:
        if first.kind == "date" and other.kind == "time" and isinstance(first.value, dt.date) and isinstance(other.value, dt.time):
            return _joined(first, other, first.value, other.value)
        if first.kind == "time" and other.kind == "date" and isinstance(other.value, dt.date) and isinstance(first.value, dt.time):
            return _joined(first, other, other.value, first.value)
        if first.kind == "date" and other.kind == "timerange" and isinstance(other.value, tuple) and isinstance(first.value, dt.date):
            a, b = other.value
            if isinstance(a, dt.time) and isinstance(b, dt.time):
                value = (dt.datetime.combine(first.value, a), dt.datetime.combine(first.value, b))
                return _replace(first, other, "datetimerange", value)
    return first


def on_day(m: Moment, day: dt.date) -> Moment:
    """A bare hour on that day; any other moment stays as it is."""
    return replace(m, kind="datetime", value=dt.datetime.combine(day, m.value)) if isinstance(m.value, dt.time) else m


def _joined(first: Moment, other: Moment, day: dt.date, at: dt.time) -> Moment:
    return _replace(first, other, "datetime", dt.datetime.combine(day, at))


def _replace(first: Moment, other: Moment, kind: str, value: Value) -> Moment:
    return Moment(
        first.start, first.end, first.text, kind, value, first.said | other.said, first.implied - other.said, first.recurrence,
        first.impossible or other.impossible, None, first.doubts | other.doubts, None, first.rule,
    )  # fmt: skip


def for_due(m: Moment, now: dt.datetime, calendar: Calendar) -> When:
    """The moment by which a thing must be done: a range becomes its last working day, «antes del 15» the day before."""
    value, guessed, remark = m.value, bool(m.doubts), ""
    if isinstance(value, dt.time):
        return When(
            _next_time(value, now), m, guessed=_next_time(value, now).date() != now.date(), recurrence=m.recurrence, impossible=m.impossible
        )
    if isinstance(value, tuple):
        value, more, remark = _end_of(m, now, calendar)
        guessed = guessed or more
    return When(value, m, guessed, remark, m.impossible, m.recurrence)


def _next_time(at: dt.time, now: dt.datetime) -> dt.datetime:
    today = dt.datetime.combine(now.date(), at, tzinfo=now.tzinfo)
    return today if today > now else dt.datetime.combine(civil.add_days(now.date(), 1), at, tzinfo=now.tzinfo)


def _end_of(m: Moment, now: dt.datetime, calendar: Calendar) -> tuple[Point, bool, str]:  # noqa: PLR0911 - a rule is a list of refusals
    """Due point of a range, whether it was guessed, and the words to show beside it."""
    assert isinstance(m.value, tuple)
    first, last = m.value
    if m.kind == "timerange":
        at = last if m.bound in ("before", "until") else first
        if isinstance(at, dt.time):
            spot = dt.time(_SPOTS.get(at.hour, at.hour), at.minute) if m.bound is None else at
            return _next_time(spot, now), True, m.text
    if m.kind == "datetimerange":
        if m.bound in ("before", "until") and isinstance(last, dt.datetime):
            return last, False, m.text
        if isinstance(first, dt.datetime):
            part = m.rule.split("+")[-1] not in ("clocks", "moments", "range", "run")
            return (first.replace(hour=_SPOTS.get(first.hour, first.hour)) if part else first), part, m.text if part else ""
    if m.bound in ("after", "since") and first is not None:
        return first, True, m.text
    if last is not None and not isinstance(last, (dt.time, dt.datetime)):
        day = civil.add_days(last, -1)
        if m.bound is not None and first is None and m.rule not in ("edge", "period", "month"):
            return day, False, m.text if m.bound == "before" else ""
        return _last_working(first if isinstance(first, dt.date) else None, day, calendar), True, m.text
    return (first if first is not None else (last or now.date())), True, m.text


def _last_working(first: dt.date | None, day: dt.date, calendar: Calendar) -> dt.date:
    """The last working day of a range, or its last day where it has none (a weekend)."""
    probe = day
    for _ in range(10):
        if first is not None and probe < first:
            return day
        if calendar.is_working(probe):
            return probe
        probe = civil.add_days(probe, -1)
    return day


def for_slot(m: Moment, now: dt.datetime) -> tuple[When, bool]:
    """The slot of an appointment and whether its hour is still missing."""
    value = m.value
    if isinstance(value, dt.time):
        return When(_next_time(value, now), m, guessed=_next_time(value, now).date() != now.date(), recurrence=m.recurrence), False
    if (
        m.kind == "timerange"
        and isinstance(value, tuple)
        and isinstance(value[0], dt.time)
        and isinstance(value[1], dt.time)
        and m.rule == "clocks"
    ):
        start = _next_time(value[0], now)
        end = dt.datetime.combine(start.date(), value[1], tzinfo=now.tzinfo)
        return When((start, end), m, guessed=start.date() != now.date(), recurrence=m.recurrence), False
    exact = m.kind == "datetime" or (m.kind == "datetimerange" and m.bound is None and "part" not in m.said)
    return When(value, m, bool(m.doubts), m.text if not exact else "", m.impossible, m.recurrence), not exact


def for_done(m: Moment, now: dt.datetime) -> When | None:
    """When it happened; a moment that lies ahead says nothing about a thing done."""
    value: Value = m.value
    if isinstance(value, dt.time):
        at = dt.datetime.combine(now.date(), value, tzinfo=now.tzinfo)
        return When(at if at <= now else at - dt.timedelta(days=1), m)
    if m.bound is not None:
        return None
    first = value[0] if isinstance(value, tuple) else value
    if isinstance(first, dt.datetime):
        aware = first if first.tzinfo or now.tzinfo is None else first.replace(tzinfo=now.tzinfo)
        if aware > now:
            return None
    elif isinstance(first, dt.date):
        if first > now.date():
            return None
    else:
        return None
    return When(value, m, bool(m.doubts))
