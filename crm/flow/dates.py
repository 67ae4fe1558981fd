"""Moments as answers: what a reader of texts found, as the JSON of a due moment or a slot; days and their names."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from crm.clock import local_to_utc
from crm.flow.model import MONDAY_TO_FRIDAY, Point
from crm.words import Words

Value = Point | tuple[Point | None, Point | None]
_DAY = timedelta(days=1)
_FAR = 40  # days ahead in which a day of work is looked for


def zone_of(now: datetime) -> ZoneInfo:
    """The zone of a person's local now."""
    assert isinstance(now.tzinfo, ZoneInfo)
    return now.tzinfo


def moment(day: date, at: time, now: datetime) -> datetime:
    """The UTC moment of a wall time in the zone of `now`."""
    return local_to_utc(day, at, zone_of(now))


def due_answer(value: Value, now: datetime) -> dict[str, str] | None:
    """A said moment as the answer of a due field, {"on": …} or {"at": …}; None where it says nothing.

    A range is due at its end where that is a day («esta semana») or its start is open («antes del 15», «antes de las 10»), else at its
    start («mañana en la tarde»).
    """
    if not isinstance(value, tuple):
        return _due_point(value, now)
    first, last = value
    if isinstance(last, date) and not isinstance(last, datetime):
        return {"on": (last - _DAY).isoformat()}
    point = first if first is not None else last
    return _due_point(point, now) if point is not None else None


def _due_point(point: Point, now: datetime) -> dict[str, str]:
    if isinstance(point, datetime):
        return {"at": moment(point.date(), point.time(), now).isoformat()}
    if isinstance(point, date):
        return {"on": point.isoformat()}
    at = moment(now.date(), point, now)
    return {"at": (at if at > now else moment(now.date() + _DAY, point, now)).isoformat()}


def is_past(answer: Mapping[str, str], now: datetime) -> bool:
    """Whether a due answer's day (or moment) lies before now."""
    if "on" in answer:
        return date.fromisoformat(answer["on"]) < now.date()
    return datetime.fromisoformat(answer["at"]) < now


def said_day(value: Value) -> date | None:
    """The day that a moment speaks of, where it speaks of one."""
    point = value[0] or value[1] if isinstance(value, tuple) else value
    if isinstance(point, datetime):
        return point.date()
    return point if isinstance(point, date) else None


def said_times(value: Value) -> tuple[time | None, time | None]:
    """The hours that a moment speaks of: from, to."""
    if not isinstance(value, tuple):
        return _time_of(value), None
    return _time_of(value[0]), _time_of(value[1])


def _time_of(point: Point | None) -> time | None:
    if isinstance(point, datetime):
        return point.time()
    return point if isinstance(point, time) else None


def slot_answer(value: Value, now: datetime, minutes: int, day: date | None = None) -> dict[str, str] | None:
    """A said moment as the answer of a slot, {"start": …, "end": …}; None where it names no hour to start at.

    Without an end it lasts `minutes`; an hour without a day is that of `day`, else the next time the clock shows it.
    """
    start, end = said_times(value)
    if start is None:
        return None
    on = said_day(value) or day or (now.date() if moment(now.date(), start, now) > now else now.date() + _DAY)
    begins = moment(on, start, now)
    ends = moment(on, end, now) if end else begins + timedelta(minutes=minutes)
    return slot(begins, ends if ends > begins else ends + _DAY)


def slot(start: datetime, end: datetime) -> dict[str, str]:
    """The JSON of a slot."""
    return {"start": start.isoformat(), "end": end.isoformat()}


def slot_of(answer: Mapping[str, str]) -> tuple[datetime, datetime]:
    """Start and end of a slot's JSON, in UTC."""
    return datetime.fromisoformat(answer["start"]), datetime.fromisoformat(answer["end"])


def near_days(today: date, holidays: Iterable[date], working: Collection[int] = MONDAY_TO_FRIDAY) -> tuple[date, ...]:
    """Today, tomorrow, this week's Friday and the next Monday, without repeats; a Monday off becomes the next day of work."""
    off = set(holidays)
    friday = today + timedelta(days=4 - today.weekday())
    monday = today + timedelta(days=7 - today.weekday())
    monday = next((day for n in range(_FAR) if works(day := monday + n * _DAY, off, working)), monday)
    wished = (today, today + _DAY, *((friday,) if friday > today + _DAY else ()), monday)
    return tuple(dict.fromkeys(wished))


def works(day: date, off: Collection[date], working: Collection[int]) -> bool:
    """Whether a day is neither off nor at the end of the week."""
    return day not in off and day.weekday() in working


def past_days(today: date, holidays: Iterable[date], working: Collection[int] = MONDAY_TO_FRIDAY) -> tuple[date, ...]:
    """Today and the last three days of work before it, the latest first."""
    off = set(holidays)
    before = (today - timedelta(days=n) for n in range(1, 15))
    return (today, *[day for day in before if works(day, off, working)][:3])


def near_label(day: date, today: date, words: Words) -> str:
    """«Hoy», «Mañana», «Viernes 27»."""
    if abs(day - today) <= _DAY:
        return capital(words.near_day(day, today))
    return day_label(day, words, "EEEE d")


def day_label(day: date, words: Words, pattern: str) -> str:
    """A day in the words of a language by a CLDR pattern: «EEE d MMM» is «Dom 28 feb»."""
    return capital(format_date(day, pattern, locale=words.language).replace(".", ""))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def month_name(month: int, words: Words) -> str:
    return format_date(date(2000, month, 1), "MMMM", locale=words.language)
