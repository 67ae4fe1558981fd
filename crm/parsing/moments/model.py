"""What a moment is: the nouns that reading a text for dates and times gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["future", "past"]
Point = dt.date | dt.time | dt.datetime
Interval = tuple[Point | None, Point | None]
Value = Point | Interval

KINDS = ("date", "time", "datetime", "daterange", "timerange", "datetimerange")

#: Part of the day → first and last hour, the end exclusive (24 is midnight).
PARTS: Mapping[str, tuple[int, int]] = {
    "dawn": (0, 6),
    "morning": (8, 12),
    "midday": (12, 14),
    "lunch": (13, 15),
    "afternoon": (14, 19),
    "evening": (18, 21),
    "night": (20, 24),
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule of repetition, in the words of RFC 5545 (weekday 0 is Monday, setpos -1 the last)."""

    freq: Literal["hourly", "daily", "weekly", "monthly", "yearly"]
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    setpos: int | None = None
    monthday: int | None = None
    month: int | None = None
    at: dt.time | None = None
    until: dt.date | None = None

    def rrule(self) -> str:
        """The rule as an RFC 5545 RRULE value."""
        names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
        parts = [f"FREQ={self.freq.upper()}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.month is not None:
            parts.append(f"BYMONTH={self.month}")
        if self.monthday is not None:
            parts.append(f"BYMONTHDAY={self.monthday}")
        if self.weekdays:
            place = "" if self.setpos is None else str(self.setpos)
            parts.append("BYDAY=" + ",".join(place + names[d] for d in self.weekdays))
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How an office counts: its holidays, its hours, and whether 5/12 is the fifth of December."""

    holidays: frozenset[dt.date] = frozenset()
    working: frozenset[int] = frozenset(range(5))  # days of the week, 0 is Monday
    day_first: bool = True
    first_hour: int = 7
    parts: Mapping[str, tuple[int, int]] = field(default_factory=lambda: PARTS)

    def is_working(self, day: dt.date) -> bool:
        """Whether the office works on that day."""
        return day.weekday() in self.working and day not in self.holidays


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, time or range found in a text, with what was said kept apart from what was implied.

    `start` and `end` index the original text. `value` is a date, a local time, a local date and time in the zone
    of `now`, or a pair of them whose end is exclusive and whose open side is None. An impossible date («31/02»)
    has `impossible` set and the value of the first day of the following month. `bound` says which word opened an open range. `other` is the
    second reading of an ambiguous text, and `doubts` names what made it ambiguous.
    """

    start: int
    end: int
    text: str
    kind: str
    value: Value
    said: frozenset[str] = frozenset()
    implied: frozenset[str] = frozenset()
    recurrence: Recurrence | None = None
    impossible: bool = False
    bound: Literal["before", "until", "after", "since"] | None = None
    doubts: frozenset[str] = frozenset()
    other: Value | None = None
    rule: str = ""

    @property
    def first(self) -> Point | None:
        """The point itself, or where the range starts."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def last(self) -> Point | None:
        """The point itself, or where the range ends (exclusive)."""
        return self.value[1] if isinstance(self.value, tuple) else self.value
