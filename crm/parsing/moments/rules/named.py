"""Days by name: holidays, and the nth weekday or working day of a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil, holidays, resolve
from crm.parsing.moments.nodes import Day, Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules import periods, spans
from crm.parsing.moments.rules.dates import year_after
from crm.parsing.moments.rules.numbers import number


def feast_mod(r: Reader, rule: holidays.Rule, mod: str) -> dt.date:
    this = rule(r.today.year)
    if mod == "this":
        return this or r.today
    if mod in ("last", "recent"):
        return this if this and this < r.today else rule(r.today.year - 1) or r.today
    return this if this and this > r.today else rule(r.today.year + 1) or r.today


@remembered
def nth(r: Reader, i: int) -> Day | None:
    """«primer lunes de marzo», «último viernes de mes», «último día hábil del mes», «the 15th day of next month»."""
    n = number(r, i)
    if n is None or not n.ordinal or n.value == 0:
        return None
    k = n.j
    weekday_ = r.role(k, "weekday") or r.role(k, "weekday?")
    unit = r.role(k, "unit")
    if not weekday_ and not (unit and unit[0] in ("day", "workday")):
        return None
    j = weekday_[1] if weekday_ else (unit[1] if unit else k)
    part = r.role(j, "part")
    after = r.skip(part[1] if part and r.says.part_before_of else j, "of")
    if after == j and r.says.nth_needs_of and not r.role(j, "month"):
        return None
    after = r.skip(after, "the")
    span = spans.any_span(r, after, called=True)
    if span is None or span.unit not in ("month", "year", "week", "quarter") or not span.start or not span.end:
        return None
    on = nth_of(r, span, n.value, weekday_[0] if weekday_ else None, unit[0] if unit and not weekday_ else "")
    if on is None:
        return None
    if "bare" in span.said and on < r.today and not r.past:
        start, end = civil.period(span.unit, span.start, 1)
        on = nth_of(
            r, replace(span, start=start, end=end), n.value, weekday_[0] if weekday_ else None, unit[0] if unit and not weekday_ else ""
        )
    return Day(i, span.j, on, said=frozenset({"day", "month"}), rule="nth") if on else None


def nth_of(r: Reader, span: Span, n: int, weekday_: int | None, unit: str) -> dt.date | None:
    assert span.start
    assert span.end
    if weekday_ is not None:
        return civil.nth_weekday(span.start, span.end, weekday_, n)
    if unit == "workday":
        on = civil.add_days(span.start, -1) if n > 0 else span.end
        for _ in range(min(abs(n), 31)):
            on = civil.add_days(on, 1 if n > 0 else -1)
            tries = 0
            while not r.cal.is_working(on) and tries < 40:
                on = civil.add_days(on, 1 if n > 0 else -1)
                tries += 1
        return on
    on = civil.add_days(span.start, n - 1) if n > 0 else civil.add_days(span.end, n)
    return on if span.start <= on < span.end else None


def feast(r: Reader, i: int) -> Day | None:
    hit = r.role(i, "holiday")
    if hit is None:
        return None
    rule, j = hit
    said = frozenset({"holiday"})
    found = _holiday_year(r, j)
    if found:
        on = rule(found[0])
        return Day(i, found[1], on, said=said | {"year"}, rule="holiday") if on else None
    mod = r.role(j, "mod")
    if mod and r.says.modifier_follows and mod[0] in ("next", "last", "recent"):
        return Day(i, mod[1], feast_mod(r, rule, mod[0]), said=said, rule="holiday")
    return Day(i, j, resolve.holiday(r, rule), said=said, rule="holiday")


def _holiday_year(r: Reader, j: int) -> tuple[int, int] | None:
    found = year_after(r, j)
    if found and found[0] >= 1900:
        return found
    span = periods.modified(r, r.skip(j, "of"))
    if span and span.unit == "year" and span.start:
        return span.start.year, span.j
    return None
