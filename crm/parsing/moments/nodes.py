"""What single rules find: pieces of a moment, each with the tokens it covers (`i` to `j`, exclusive)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crm.parsing.moments.model import Recurrence

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Num:
    """A number in digits or words; `width` is the count of digits, 0 for words."""

    i: int
    j: int
    value: int
    width: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `year`, `month`, `day`, `weekday` are what was said; `on` is the day that is meant."""

    i: int
    j: int
    on: dt.date
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    said: frozenset[str] = NONE
    impossible: bool = False
    doubts: frozenset[str] = NONE
    other: dt.date | None = None
    rule: str = ""
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A week, month, quarter, year …; `start` and `end` may be moments for «the last 3 hours»."""

    i: int
    j: int
    start: dt.date | None
    end: dt.date | None
    unit: str
    month: int | None = None
    year: int | None = None
    said: frozenset[str] = NONE
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, as minutes of the day; `shift` says which day («anoche» is -1), None where unsaid."""

    i: int
    j: int
    name: str
    first: int
    last: int
    shift: int | None = None
    called: bool = True


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `sure` where nothing is left open; `soft` where it is a time only beside a day."""

    i: int
    j: int
    hour: int
    minute: int
    sure: bool
    soft: bool = False
    part: str | None = None
    mer: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Clocks:
    """A range of two times of day."""

    i: int
    j: int
    first: Clock
    last: Clock


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment on the time line: «ahora», «en dos horas»."""

    i: int
    j: int
    at: dt.datetime
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Dur:
    """A length of time: «dos horas y media»."""

    i: int
    j: int
    months: int
    days: int
    seconds: int
    workdays: int
    unit: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition, with the first day it falls on."""

    i: int
    j: int
    rule: Recurrence
    first: dt.date
