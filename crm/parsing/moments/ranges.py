"""From one moment to another, and ranges that are open on one side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.compose import expression
from crm.parsing.moments.nodes import Day, Num, Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.results import Expr, Hit, settle, settle_two, to_hit
from crm.parsing.moments.rules.numbers import number, plain_year
from crm.parsing.moments.rules.numeric import chained_before
from crm.parsing.moments.rules.periods import bare, modified
from crm.parsing.moments.rules.spans import any_span

End = Expr | Num


@remembered
def closed(r: Reader, i: int) -> Hit | None:
    """«del 5 al 9 de marzo», «entre lunes y viernes», «de mayo a octubre», «hoy a las 4 hasta mañana a las 5»."""
    best: Hit | None = None
    for start, opener in _starts(r, i):
        hit = _closed_from(r, i, start, opener)
        if hit and (best is None or hit.j > best.j):
            best = hit
    return best


def _starts(r: Reader, i: int) -> list[tuple[int, str]]:
    opener = r.role(i, "from")
    starts = [(i, "")]
    if opener:
        j = opener[1]
        starts.append((j, opener[0]))
        if r.word(j - 1) in r.says.range_article and j - 1 > i:
            starts.append((j - 1, opener[0]))
    return starts


def _closed_from(r: Reader, i: int, start: int, opener: str) -> Hit | None:
    left = _end(r, start, opener=opener)
    if left is None:
        return None
    between = opener.startswith("between")
    link = (r.role(left.j, "range.and") if between else None) or r.role(left.j, "range")
    if link is None:
        return None
    if r.word(left.j) == "a" and r.role(left.j, "at!") and opener == "" and not isinstance(left, Num):
        return None
    right = None
    for k in (link[1], link[1] - 1 if link[1] - 1 > left.j else link[1]):
        right = _end(r, k, opener=opener or "to")
        if right is not None:
            break
    if right is None:
        return None
    return _join(r, i, left, right, opener)


def _end(r: Reader, k: int, *, opener: str) -> End | None:
    """One end of a range: a moment, a called month or year, or a bare number."""
    e = expression(r, k)
    if e is not None and not e.repeat and (not e.clocks or (e.day and e.day.i < e.clocks.i)):
        return e
    s = _called(r, k)
    if s and (opener or not (s.unit == "year" and s.said == frozenset({"year"}) and r.t.num[k] < 0)):
        return Expr(k, s.j, span=s)
    n = number(r, k)
    if n and not (n.width and chained_before(r, k) and r.word(k - 1) != "-") and 0 <= n.value <= 31:
        return n
    return None


def _called(r: Reader, k: int) -> Span | None:
    got = any_span(r, k, called=True)
    if got is None or "bare" in got.said:
        return None
    if (
        got.rule == "month"
        and r.role(k, "month?")
        and not r.role(k, "month")
        and not r.role(got.j, "range")
        and not r.role(k - 1, "range")
        and not r.role(k - 1, "range.and")
    ):
        return None
    return got


def _join(r: Reader, i: int, left: End, right: End, opener: str) -> Hit | None:
    if isinstance(left, Num) and isinstance(right, Num):
        return _two_numbers(r, i, left, right)
    if isinstance(left, Num):
        assert isinstance(right, Expr)
        return _number_then(i, left, right, opener)
    if isinstance(right, Num):
        return _then_number(r, i, left, right)
    return _two(r, i, left, right)


def _two_numbers(r: Reader, i: int, left: Num, right: Num) -> Hit | None:
    """«del 5 al 9»; «de 4 a 22 de este mes», «4 to 23 next month», «from 4-23 in next month»."""
    if left.ordinal and not left.width and left.value < 0:
        return None
    around = _month_around(r, right.j)
    if around and around.start and around.unit == "month" and 1 <= left.value < right.value:
        a = civil.make(around.start.year, around.start.month, left.value)
        b = civil.make(around.start.year, around.start.month, right.value)
        if a and b:
            return Hit(i, around.j, "daterange", (a, civil.add_days(b, 1)), frozenset({"day", "month"}), rule="days")
    if not (left.width and right.width) or left.ordinal or right.ordinal:
        return None
    articled = r.word(left.i - 1) in r.says.range_starts and r.word(right.i - 1) in r.says.range_ends
    if articled and 1 <= left.value <= 31 and 1 <= right.value <= 31 and not _counts(r, right.j):
        b = resolve.day_of_month(r, right.value)
        a = _day_before(b, left.value)
        if a:
            return Hit(i, right.j, "daterange", (a, civil.add_days(b, 1)), frozenset({"day"}), rule="days")
    return None


def _counts(r: Reader, j: int) -> bool:
    word = r.word(j)
    return (word.isalpha() and word.endswith("s") and len(word) > 3 and not r.found[j]) or (
        word in ("%", "/", ":", ".") and r.t.glued(j + 1)
    )


def _month_around(r: Reader, j: int) -> Span | None:
    k = r.skip(j, "of")
    got = modified(r, k) or modified(r, j)
    if got is None and k > j:
        got = bare(r, k)
    return got


def _day_before(end: dt.date, value: int) -> dt.date | None:
    """The last day of that number up to another day."""
    month = end.replace(day=1)
    for k in range(4):
        first = civil.add_months(month, -k)
        found = civil.make(first.year, first.month, value)
        if found and found <= end:
            return found
    return None


def _number_then(i: int, left: Num, right: Expr, opener: str) -> Hit | None:
    """«entre 3 y 12 de septiembre», «19-20 de noviembre», «18 al viernes 20»."""
    d = right.day
    if d is None or d.month is None or d.day is None or d.impossible or right.clock or right.clocks or not 1 <= left.value <= 31:
        return None
    if right.part and left.value <= 12 and not opener:
        return None
    a = civil.make(d.on.year, d.on.month, left.value)
    if a is None or a > d.on:
        a = _day_before(d.on, left.value)
    if a is None:
        return None
    return Hit(i, right.j, "daterange", (a, civil.add_days(d.on, 1)), frozenset({"day", "month"}), rule="days")


def _then_number(r: Reader, i: int, left: Expr, right: Num) -> Hit | None:
    """«November 18-19, 2026», «del lunes 5 al 9», «from March 2 to 7»."""
    d = left.day
    if d is None or d.day is None or left.clock or left.part or d.impossible or not 1 <= right.value <= 31:
        return None
    year, j = _year_then(r, right.j)
    if year and d.month:
        on = civil.make(year, d.on.month, d.on.day)
        d = replace(d, on=on) if on else d
    b = civil.make(d.on.year, d.on.month, right.value)
    if b is None:
        end = civil.add_months(d.on.replace(day=1), 1)
        return Hit(
            i, j, "daterange", (d.on, end), frozenset({"day", "month"}), rule="days", impossible=True, doubts=frozenset({"impossible"})
        )
    if b < d.on:
        month = civil.add_months(d.on.replace(day=1), 1)
        b = civil.make(month.year, month.month, right.value)
        if b is None or d.month is not None:
            return None
    return Hit(i, j, "daterange", (d.on, civil.add_days(b, 1)), frozenset({"day", "month"}), rule="days")


def _year_then(r: Reader, j: int) -> tuple[int | None, int]:
    k = j + 1 if (r.word(j) == "," or r.word(j) in r.says.year_links) else j
    n = plain_year(r, k)
    return (n.value, n.j) if n and n.width == 4 else (None, j)


def _two(r: Reader, i: int, left: Expr, right: Expr) -> Hit | None:  # noqa: PLR0911 - a rule is a list of refusals
    if left.day and right.day and not (left.clock or right.clock or left.part or right.part):
        return _two_days(i, left.day, right.day)
    if left.day and right.day and right.clocks and not (left.clock or left.part):
        return _days_with_hours(r, i, left.day, right)
    if left.day and left.day.month and right.clock and not (left.clock or right.day):
        return None
    if left.span and right.span:
        return _two_spans(r, i, left.span, right.span)
    if left.clock and right.clock and (left.day or right.day or left.part or right.part):
        return _two_moments(r, i, left, right)
    a, b = to_hit(r, left), to_hit(r, right)
    if a is None or b is None or a.kind in ("time", "timerange") or b.kind in ("time", "timerange"):
        return _instant_then_clock(r, i, left, right)
    return _outer(i, right.j, a, b)


def _days_with_hours(r: Reader, i: int, first: Day, right: Expr) -> Hit | None:
    """«de lunes a viernes de 9 a 18 hrs»: from the first opening to the last closing."""
    assert right.day
    assert right.clocks
    days = _two_days(i, first, right.day)
    if days is None or not isinstance(days.value, tuple):
        return None
    start, end = days.value
    a, b = settle_two(right.clocks, right.part, r)
    if not isinstance(start, dt.date) or not isinstance(end, dt.date):
        return None
    last = civil.add_days(end, -1)
    value = (dt.datetime.combine(start, dt.time(*a)), dt.datetime.combine(last, dt.time(*b)))
    return replace(days, j=right.j, kind="datetimerange", value=value, said=days.said | {"hour"}, rule="days+clocks")


def _instant_then_clock(r: Reader, i: int, left: Expr, right: Expr) -> Hit | None:
    """«between now and eight o'clock»."""
    if left.instant is None or right.clock is None:
        return None
    on = left.instant.at.date()
    hm = settle(right.clock, right.part, r)
    end = dt.datetime.combine(on, dt.time(*hm))
    if end <= left.instant.at and hm[0] < 12:
        end = dt.datetime.combine(on, dt.time(hm[0] + 12, hm[1]))
    return Hit(i, right.j, "datetimerange", (left.instant.at, end), frozenset({"hour"}), rule="moments")


def _outer(i: int, j: int, a: Hit, b: Hit) -> Hit | None:
    """From the start of one moment to the end of another."""
    start = a.value[0] if isinstance(a.value, tuple) else a.value
    end = b.value[1] if isinstance(b.value, tuple) else b.value
    if b.kind == "date" and isinstance(end, dt.date):
        end = civil.add_days(end, 1)
    if b.kind == "datetime" and a.kind in ("date", "daterange") and isinstance(end, dt.datetime) and b.rule == "now":
        end = end.date()
    if start is None or end is None or isinstance(start, dt.time) or isinstance(end, dt.time):
        return None
    moments = isinstance(start, dt.datetime) or isinstance(end, dt.datetime)
    if moments and a.rule == "now" and not isinstance(end, dt.datetime):
        start, moments = (start.date() if isinstance(start, dt.datetime) else start), False
    if moments:
        start, end = _as_moment(start), _as_moment(end)
    if start > end:
        return None
    return Hit(
        i,
        j,
        "datetimerange" if moments else "daterange",
        (start, end),
        a.said | b.said,
        rule="range",
        impossible=a.impossible or b.impossible,
    )


def _as_moment(value: dt.date | dt.datetime) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())


def _two_days(i: int, a: Day, b: Day) -> Hit | None:
    start, end = a.on, b.on
    if a.month is None and a.weekday is None and a.day and b.month and a.rule == "bare-day":
        start = civil.make(end.year, end.month, a.day) or start
        if start > end:
            start = _day_before(end, a.day) or start
    elif a.year is None and b.year is not None and a.month and a.day:
        start = civil.make(b.year, a.month, a.day) or start
        if start > end:
            start = civil.make(b.year - 1, a.month, a.day) or start
    elif a.year is None and a.month and a.day and b.month and b.day and start > end:
        before = civil.make(end.year, a.month, a.day) or start
        start = before if before <= end else civil.make(end.year - 1, a.month, a.day) or start
    elif b.weekday is not None and b.day is None and "week" not in b.said:
        end = start if start.weekday() == b.weekday else civil.next_weekday(start, b.weekday)
    elif b.month is None and b.day is not None and end < start:
        month = civil.add_months(start.replace(day=1), 0 if b.day >= start.day else 1)
        end = civil.make(month.year, month.month, b.day) or end
    elif b.year is None and b.month and b.day and end < start:
        end = civil.make(start.year, b.month, b.day) or end
        end = end if end >= start else civil.make(start.year + 1, b.month, b.day) or end
    if start > end:
        return None
    impossible = a.impossible or b.impossible
    return Hit(
        i,
        b.j,
        "daterange",
        (start, civil.add_days(end, 1)),
        a.said | b.said,
        rule="days",
        impossible=impossible,
        doubts=a.doubts | b.doubts,
    )


def _two_spans(r: Reader, i: int, a: Span, b: Span) -> Hit | None:
    if a.start is None or b.end is None or b.start is None:
        return None
    start, end = a.start, b.start
    if a.unit == "month" and a.month and a.year is None and b.month:
        year = b.start.year
        start = civil.make(year, a.month, 1) or start
        if start > b.start:
            start = civil.make(year - 1, a.month, 1) or start
        if not b.year and not r.past and start < r.today.replace(day=1) and a.month <= b.month and civil.add_months(start, 12) <= b.start:
            start = civil.add_months(start, 12)
    if start > end:
        return None
    end = b.end
    kind = "datetimerange" if isinstance(start, dt.datetime) or isinstance(end, dt.datetime) else "daterange"
    return Hit(i, b.j, kind, (start, end), a.said | b.said, rule="range")


def _two_moments(r: Reader, i: int, left: Expr, right: Expr) -> Hit | None:
    """«hoy a las 4 hasta el miércoles a las 5», «desde las 2 pm del 21 hasta las 3:32 del 23»."""
    a, b = to_hit(r, left), to_hit(r, right)
    if a is None or b is None:
        return None
    start = a.value[0] if isinstance(a.value, tuple) else a.value
    end = b.value[1] if isinstance(b.value, tuple) else b.value
    if isinstance(start, dt.time) and isinstance(end, dt.time):
        return Hit(i, right.j, "timerange", (start, end), a.said | b.said, rule="clocks")
    if isinstance(start, dt.time) and isinstance(end, dt.datetime):
        start = dt.datetime.combine(end.date(), start)
    if isinstance(end, dt.time) and isinstance(start, dt.datetime):
        on = start.date()
        end = dt.datetime.combine(on, end)
        if end <= start and end.hour < 12:
            end = dt.datetime.combine(on, dt.time(end.hour + 12, end.minute))
    if not (isinstance(start, dt.datetime) and isinstance(end, dt.datetime)) or end < start:
        return None
    return Hit(i, right.j, "datetimerange", (start, end), a.said | b.said, rule="moments")


# ------------------------------------------------------------------ open on one side
