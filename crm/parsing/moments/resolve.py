"""From what was said to the day that is meant: future first, or backwards in a clause about the past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from crm.parsing.moments import civil
from crm.parsing.moments.reader import Reader

#: A day that has just gone by is more likely meant than the same day a year later.
_JUST_NOW = 45
#: Days; whoever names a weekday with its number means one of these weeks.
FAR = 62


def month_day(r: Reader, month: int, day: int) -> tuple[dt.date, dt.date | None]:
    """The day of a year that was not said, and the other candidate where it is close."""
    here = _in_year(r.today.year, month, day)
    if r.past:
        if here and here <= r.today:
            return here, None
        return _search(r.today.year - 1, -1, month, day), None
    if here and here >= r.today:
        return here, None
    other = here if here and (r.today - here).days <= _JUST_NOW else None
    return _search(r.today.year + 1, 1, month, day), other


def _in_year(year: int, month: int, day: int) -> dt.date | None:
    return civil.make(year, month, day)


def _search(year: int, step: int, month: int, day: int) -> dt.date:
    for k in range(9):
        found = civil.make(year + k * step, month, day)
        if found:
            return found
    return civil.add_months(civil.make(year, month, 1) or dt.date(year, 1, 1), 1)


def day_of_month(r: Reader, day: int) -> dt.date:
    """The next (or last) month's day of that number, today included."""
    step = -1 if r.past else 1
    first = r.today.replace(day=1)
    for k in range(14):
        month = civil.add_months(first, k * step)
        found = civil.make(month.year, month.month, day)
        if found and (found <= r.today if r.past else found >= r.today):
            return found
    return r.today


def weekday(r: Reader, n: int) -> tuple[dt.date, dt.date | None]:
    """The weekday to come (or gone by); the same weekday as today is a week away, today its other reading."""
    other = r.today if r.today.weekday() == n else None
    return (civil.last_weekday if r.past else civil.next_weekday)(r.today, n), other


def weekday_mod(r: Reader, n: int, mod: str) -> tuple[dt.date, dt.date | None]:
    """«Próximo viernes» is next week's, «lunes pasado» last week's, «este» this week's; the nearer one is the other reading."""
    monday = civil.week_start(r.today)
    shift = {"next": 7, "last": -7, "afternext": 14, "beforelast": -14}.get(mod)
    if shift is not None:
        day = civil.add_days(monday, shift + n)
        near = civil.add_days(monday, n)
        if mod == "next":
            return day, near if near > r.today else None
        if mod == "last":
            return day, near if near < r.today else None
        return day, None
    if mod == "recent":
        return civil.last_weekday(r.today, n), None
    if mod == "coming":
        return civil.next_weekday(r.today, n), None
    return civil.add_days(monday, n), None


def weekday_and_day(r: Reader, n: int, day: int) -> tuple[dt.date, dt.date | None, bool]:
    """The day that is both that weekday and that number of a month, one that has just gone by, and whether the first is far away."""
    found = _weekday_and_day(r, n, day, -1 if r.past else 1)
    if found is None:
        return day_of_month(r, day), None, True
    far = abs((found - r.today).days) > FAR
    gone = _weekday_and_day(r, n, day, -1) if far and not r.past else None
    return found, gone if gone and (r.today - gone).days <= _JUST_NOW else None, far


def _weekday_and_day(r: Reader, n: int, day: int, step: int) -> dt.date | None:
    first = r.today.replace(day=1)
    for k in range(60):
        month = civil.add_months(first, k * step)
        found = civil.make(month.year, month.month, day)
        if found and found.weekday() == n and (found - r.today).days * step >= 0:
            return found
    return None


def holiday(r: Reader, rule: Callable[[int], dt.date | None]) -> dt.date:
    """The next (or last) day of a holiday."""
    year = r.today.year
    years = (year, year - 1) if r.past else (year, year + 1, year + 2)
    for y in years:
        day = rule(y)
        if day and (day <= r.today if r.past else day >= r.today):
            return day
    return r.today


def month_start(r: Reader, month: int) -> dt.date:
    """The first day of the next month of that name; the running month counts."""
    year = r.today.year
    if r.past:
        return dt.date(year if month <= r.today.month else year - 1, month, 1)
    return dt.date(year if month >= r.today.month else year + 1, month, 1)
