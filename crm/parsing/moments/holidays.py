"""Holidays: the days that people mean when they name them, in Chile first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from crm.parsing.moments import civil

Rule = Callable[[int], dt.date | None]


def _fixed(month: int, day: int) -> Rule:
    return lambda year: civil.make(year, month, day)


def _after_easter(days: int) -> Rule:
    return lambda year: civil.add_days(civil.easter(year), days)


def _nth(month: int, weekday: int, n: int, shift: int = 0) -> Rule:
    def rule(year: int) -> dt.date | None:
        start = civil.make(year, month, 1)
        if start is None:
            return None
        day = civil.nth_weekday(start, civil.add_months(start, 1), weekday, n)
        return civil.add_days(day, shift) if day else None

    return rule


#: Holiday → its day in a year; how it is called is each language's own matter.
DAYS: Mapping[str, Rule] = {
    "new-year": _fixed(1, 1),
    "epiphany": _fixed(1, 6),
    "valentines-day": _fixed(2, 14),
    "womens-day": _fixed(3, 8),
    "st-patricks-day": _fixed(3, 17),
    "april-fools-day": _fixed(4, 1),
    "earth-day": _fixed(4, 22),
    "rosenmontag": _after_easter(-48),
    "mardi-gras": _after_easter(-47),
    "ash-wednesday": _after_easter(-46),
    "palm-sunday": _after_easter(-7),
    "maundy-thursday": _after_easter(-3),
    "good-friday": _after_easter(-2),
    "holy-saturday": _after_easter(-1),
    "easter": _after_easter(0),
    "easter-monday": _after_easter(1),
    "ascension-day": _after_easter(39),
    "pentecost": _after_easter(49),
    "whit-monday": _after_easter(50),
    "trinity-sunday": _after_easter(56),
    "corpus-christi": _after_easter(60),
    "may-day": _fixed(5, 1),
    "mothers-day": _nth(5, 6, 2),
    "navy-day": _fixed(5, 21),
    "fathers-day": _nth(6, 6, 3),
    "saint-peter-and-saint-paul": _fixed(6, 29),
    "independence-day": _fixed(7, 4),
    "our-lady-of-mount-carmel": _fixed(7, 16),
    "international-day-of-cooperatives": _nth(7, 5, 1),
    "childrens-day": _nth(8, 6, 2),
    "assumption-day": _fixed(8, 15),
    "fiestas-patrias": _fixed(9, 18),
    "army-day": _fixed(9, 19),
    "columbus-day": _fixed(10, 12),
    "halloween": _fixed(10, 31),
    "all-saints-day": _fixed(11, 1),
    "all-souls-day": _fixed(11, 2),
    "world-prematurity-day": _fixed(11, 17),
    "thanksgiving": _nth(11, 3, 4),
    "black-friday": _nth(11, 3, 4, 1),
    "cyber-monday": _nth(11, 3, 4, 4),
    "immaculate-conception": _fixed(12, 8),
    "christmas-eve": _fixed(12, 24),
    "christmas": _fixed(12, 25),
    "boxing-day": _fixed(12, 26),
    "holy-innocents": _fixed(12, 28),
    "new-years-eve": _fixed(12, 31),
    "mlk-day": _nth(1, 0, 3),
    "presidents-day": _nth(2, 0, 3),
    "memorial-day": _nth(5, 0, -1),
    "veterans-day": _fixed(11, 11),
    "groundhog-day": _fixed(2, 2),
    "flag-day": _fixed(6, 14),
    "st-georges-day": _fixed(4, 23),
    "world-health-day": _fixed(4, 7),
    "world-environment-day": _fixed(6, 5),
    "midsummer-day": _fixed(6, 24),
}
