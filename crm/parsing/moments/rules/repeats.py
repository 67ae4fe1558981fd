"""Repetition: «todos los lunes», «cada 15 días», «los martes y jueves», «el último viernes de cada mes», «every other week»."""

from __future__ import annotations

import datetime as dt

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.model import Recurrence
from crm.parsing.moments.nodes import Repeat
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.dates import day_month
from crm.parsing.moments.rules.named import nth_of
from crm.parsing.moments.rules.numbers import number
from crm.parsing.moments.rules.periods import bare

_FREQ = {
    "hour": "hourly",
    "day": "daily",
    "workday": "weekly",
    "week": "weekly",
    "fortnight": "weekly",
    "weekend": "weekly",
    "month": "monthly",
    "quarter": "monthly",
    "half": "monthly",
    "bimester": "monthly",
    "year": "yearly",
}
_STEP = {"fortnight": 2, "quarter": 3, "half": 6, "bimester": 2}
_DAYS = {"workday": (0, 1, 2, 3, 4), "weekend": (5, 6)}


@remembered
def repeat(r: Reader, i: int) -> Repeat | None:
    """The repetition that starts at token i."""
    every = r.role(i, "every")
    if every:
        return _every(r, i, every[1])
    freq = r.role(i, "freq")
    if freq:
        return Repeat(i, freq[1], Recurrence(freq[0][0], freq[0][1]), r.today)
    the = r.role(i, "every.the")
    got = _plural(r, i, the[1] if the else i, article=the is not None)
    return got or _each_month(r, i)


def _every(r: Reader, i: int, j: int) -> Repeat | None:
    days = _weekday_list(r, j)
    if days:
        return _weekly(r, i, days[1], days[0])
    if r.word(j) in r.says.other_word:
        n, k = 2, j + 1
    else:
        amount = number(r, j)
        n, k = (amount.value, amount.j) if amount and not amount.ordinal and 1 <= amount.value <= 400 else (1, j)
    unit = r.role(k, "unit")
    if unit and unit[0] in _FREQ:
        days_of = _DAYS.get(unit[0], ())
        freq = _FREQ[unit[0]]
        first = civil.next_weekday(civil.add_days(r.today, -1), days_of[0]) if days_of else r.today
        monthly = _day_of_each(r, i, unit) if unit[0] == "month" else None
        if monthly:
            return monthly
        return Repeat(i, unit[1], Recurrence(freq, n * _STEP.get(unit[0], 1), days_of), first)  # type: ignore[arg-type]
    if r.role(k, "part") and k == j:
        return Repeat(i, k, Recurrence("daily"), r.today)
    dated = day_month(r, j)
    if dated and dated.month and dated.day:
        return Repeat(i, dated.j, Recurrence("yearly", monthday=dated.day, month=dated.month), dated.on)
    return _nth_each(r, i, j)


def _day_of_each(r: Reader, i: int, unit: tuple[str, int]) -> Repeat | None:
    """«todos los meses el día 5», «every month on the 5th»."""
    k = r.skip(unit[1], "on", "the")
    k = k + 1 if r.word(k) in r.says.day_word else k
    n = number(r, k)
    if n is None or not n.width or not 1 <= n.value <= 31 or k == unit[1]:
        return None
    return Repeat(i, n.j, Recurrence("monthly", monthday=n.value), resolve.day_of_month(r, n.value))


def _weekday_list(r: Reader, j: int) -> tuple[tuple[int, ...], int] | None:
    days: list[int] = []
    k = j
    while len(days) < 7:
        hit = r.role(k, "weekdays") or r.role(k, "weekday")
        if hit is None:
            break
        days += _DAYS[hit[0]] if isinstance(hit[0], str) else (hit[0],)
        j = hit[1]
        k = j + 1 if (r.word(j) in (",", "&") or r.word(j) in r.says.ands) else j
        if k == j:
            break
        k = r.skip(k, "every.the", "the")
    return (tuple(dict.fromkeys(days)), j) if days else None


def _weekly(r: Reader, i: int, j: int, days: tuple[int, ...]) -> Repeat:
    first = min(civil.next_weekday(civil.add_days(r.today, -1), d) for d in days)
    return Repeat(i, j, Recurrence("weekly", weekdays=tuple(sorted(days))), first)


def _plural(r: Reader, i: int, j: int, *, article: bool) -> Repeat | None:
    """«los lunes», «on Mondays»: an article in the plural, or a plural that only names days."""
    hit = r.role(j, "weekdays")
    if hit is None:
        return None
    plural_only = r.role(j, "weekday") is None and r.role(j, "unit") is None
    if not (plural_only if r.says.plural_repeats else article) or (r.says.modifier_follows and r.role(hit[1], "mod")):
        return None
    days = _weekday_list(r, j)
    return _weekly(r, i, days[1], days[0]) if days else None


def _each_month(r: Reader, i: int) -> Repeat | None:
    """«el 5 de cada mes», «el último viernes de mes»."""
    k = r.skip(i, "the", "on")
    n = number(r, k)
    if n is None:
        return None
    if not n.ordinal or n.width:
        j = _of_each(r, n.j)
        if j and 1 <= n.value <= 31 and r.word(j - 1) in r.says.month_word:
            return Repeat(i, j, Recurrence("monthly", monthday=n.value), resolve.day_of_month(r, n.value))
    return _nth_each(r, i, k)


def _nth_each(r: Reader, i: int, k: int) -> Repeat | None:
    n = number(r, k)
    if n is None or not n.ordinal or not -2 <= n.value <= 5:
        return None
    hit = r.role(n.j, "weekday")
    unit = r.role(n.j, "unit")
    if hit is None and not (unit and unit[0] in ("day", "workday")):
        return None
    j = _of_each(r, hit[1] if hit else (unit[1] if unit else n.j))
    if j is None:
        return None
    month = bare(r, j - 1)
    if month is None or not month.start:
        return None
    first = _first_nth(r, month.start, n.value, hit[0] if hit else None, unit[0] if unit and not hit else "")
    rule = Recurrence("monthly", weekdays=(hit[0],) if hit else (), setpos=n.value if hit else None, monthday=None if hit else n.value)
    return Repeat(i, j, rule, first)


def _first_nth(r: Reader, start: dt.date, n: int, weekday: int | None, unit: str) -> dt.date:
    from crm.parsing.moments.nodes import Span  # noqa: PLC0415

    for shift in range(14):
        begin, end = civil.period("month", start, shift)
        on = nth_of(r, Span(0, 0, begin, end, "month"), n, weekday, unit)
        if on and on >= r.today:
            return on
    return r.today


def _of_each(r: Reader, j: int) -> int | None:
    """The index after «de cada mes», «de mes», «of each month», «of every month»."""
    word = r.word(j)
    if word not in r.says.of:
        return None
    k = j + 1
    every = r.role(k, "every")
    if every:
        return every[1] + 1 if r.word(every[1]) in r.says.month_word else None
    return k + 1 if r.word(k) in r.says.month_word and r.says.month_repeats else None
