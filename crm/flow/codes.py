"""Days, months, hours and spans as values of buttons: a few digits each, so that any callback fits 64 bytes."""

from datetime import UTC, date, datetime, time

from crm.errors import InvalidValueError


def day(value: date) -> str:
    """«20261127»."""
    return f"{value:%Y%m%d}"


def month(value: date) -> str:
    """«m202611»: show that month."""
    return f"m{value:%Y%m}"


def hour(value: time) -> str:
    """«t1030»."""
    return f"t{value:%H%M}"


def span(start: datetime, end: datetime) -> str:
    """«s202611251900-2000», in UTC."""
    return f"s{start.astimezone(UTC):%Y%m%d%H%M}-{end.astimezone(UTC):%Y%m%d%H%M}"


def to_day(code: str) -> date:
    """The day of `day`'s or ISO digits; InvalidValueError for anything else."""
    digits = code.replace("-", "")
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError as error:
        raise InvalidValueError("button", "a day") from error
    return _on_calendar(found)


def _on_calendar(found: date) -> date:
    """The day, where there are days around it to count from: the first and last years have no other zone and no next month."""
    if not date.min.year < found.year < date.max.year:
        raise InvalidValueError("button", "a day of a calendar")
    return found


def to_month(code: str) -> date:
    """The first day of `month`'s digits, with or without its letter."""
    return to_day(code.removeprefix("m").replace("-", "") + "01")


def to_hour(code: str) -> time:
    """The hour of `hour`'s digits."""
    try:
        return time(int(code[1:3]), int(code[3:5]))
    except ValueError as error:
        raise InvalidValueError("button", "an hour") from error


def to_span(code: str) -> tuple[datetime, datetime]:
    """Start and end of `span`'s digits, in UTC."""
    try:
        start, end = (datetime.strptime(text, "%Y%m%d%H%M").replace(tzinfo=UTC) for text in code[1:].split("-"))
    except ValueError as error:
        raise InvalidValueError("button", "a span") from error
    _on_calendar(start)
    _on_calendar(end)
    return start, end
