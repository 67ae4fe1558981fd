"""Arithmetic on the civil calendar: no clock, no zone, never an exception for a date out of range."""

from __future__ import annotations

import calendar
import datetime as dt

MIN_YEAR, MAX_YEAR = 1, 9998


def make(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    if not (MIN_YEAR <= year <= MAX_YEAR and 1 <= month <= 12 and day >= 1):
        return None
    return dt.date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def add_days(day: dt.date, n: int) -> dt.date:
    """The day n days later, held inside the calendar."""
    ordinal = day.toordinal() + n
    low, high = dt.date(MIN_YEAR, 1, 1).toordinal(), dt.date(MAX_YEAR, 12, 31).toordinal()
    return dt.date.fromordinal(min(max(ordinal, low), high))


def add_months(day: dt.date, n: int) -> dt.date:
    """The same day n months later; the 31st becomes the last day of a shorter month."""
    months = day.year * 12 + day.month - 1 + n
    year, month = min(max(months // 12, MIN_YEAR), MAX_YEAR), months % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def week_start(day: dt.date) -> dt.date:
    """The Monday of that day's week."""
    return add_days(day, -day.weekday())


def next_weekday(day: dt.date, weekday: int) -> dt.date:
    """The next such weekday strictly after that day."""
    return add_days(day, (weekday - day.weekday() - 1) % 7 + 1)


def last_weekday(day: dt.date, weekday: int) -> dt.date:
    """The last such weekday strictly before that day."""
    return add_days(day, -((day.weekday() - weekday - 1) % 7 + 1))


def nth_weekday(start: dt.date, end: dt.date, weekday: int, n: int) -> dt.date | None:
    """The nth such weekday of [start, end); a negative n counts from the end."""
    if n > 0:
        day = add_days(start, (weekday - start.weekday()) % 7 + 7 * (n - 1))
    else:
        last = add_days(end, -1)
        day = add_days(last, -((last.weekday() - weekday) % 7) + 7 * (n + 1))
    return day if start <= day < end else None


def easter(year: int) -> dt.date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def period(unit: str, day: dt.date, shift: int = 0) -> tuple[dt.date, dt.date]:
    """First day and day after the last of the week, month, quarter … around a day, `shift` periods later."""
    if unit == "day":
        start = add_days(day, shift)
        return start, add_days(start, 1)
    if unit in ("week", "fortnight", "weekend", "workweek"):
        monday = add_days(week_start(day), 7 * shift)
        ends = {"week": (0, 7), "fortnight": (0, 14), "weekend": (5, 7), "workweek": (0, 5)}[unit]
        return add_days(monday, ends[0]), add_days(monday, ends[1])
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
    if unit in ("decade", "century"):
        years = months // 12
        first = dt.date(min(max(day.year // years * years, MIN_YEAR), MAX_YEAR), 1, 1)
    else:
        first = dt.date(day.year, (day.month - 1) // months * months + 1 if months < 12 else 1, 1)
    start = add_months(first, months * shift)
    return start, add_months(start, months)


def iso_week(year: int, n: int) -> tuple[dt.date, dt.date]:
    """The nth ISO week of a year; a negative n counts from the end."""
    if n < 0:
        weeks = dt.date(min(max(year, MIN_YEAR), MAX_YEAR), 12, 28).isocalendar().week
        n = weeks + 1 + n
    monday = add_days(week_start(dt.date(min(max(year, MIN_YEAR), MAX_YEAR), 1, 4)), 7 * (n - 1))
    return monday, add_days(monday, 7)


def nth_week(start: dt.date, end: dt.date, n: int) -> tuple[dt.date, dt.date]:
    """The nth week of a month: a week belongs to the month of its Thursday."""
    if n > 0:
        thursday = add_days(start, (3 - start.weekday()) % 7 + 7 * (n - 1))
    else:
        last = add_days(end, -1)
        thursday = add_days(last, -((last.weekday() - 3) % 7) + 7 * (n + 1))
    return week_start(thursday), add_days(week_start(thursday), 7)


def full_year(year: int) -> int:
    """A year of two digits as people mean it: 71 is 1971, 27 is 2027."""
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)
