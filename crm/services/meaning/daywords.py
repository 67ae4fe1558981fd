"""Days as people write them («24/12», «del 1 al 15 de diciembre», «hasta el viernes»): of a leave, a handover, or quiet ones."""

from datetime import date, datetime, timedelta

from crm.errors import InvalidValueError
from crm.parsing.moments import Calendar, read_moments
from crm.services.house.office import Office
from crm.services.look import agenda
from crm.words import Words

LONGEST = 366  # days of a leave that ends
_DAY = timedelta(days=1)
Span = tuple[date | None, date]  # from (None: not said) and the last day


def span_of(office: Office, text: str, now: datetime, words: Words) -> Span:
    """The days that a text names; InvalidValueError where it names none, or days that are over («past»), or too many («long»)."""
    off = agenda.holidays_around(office, now.date(), words.language)
    found = read_moments(text, now, words.language, calendar=Calendar(holidays=frozenset(off)))
    if len(found) != 1 or found[0].impossible:
        raise InvalidValueError("days", "one")
    value = found[0].value
    first, end = value if isinstance(value, tuple) else (None, value)
    start, last = _date(first), _date(end)
    if last is None:
        raise InvalidValueError("days", "one")
    if isinstance(value, tuple) and last > (start or date.min):
        last -= _DAY if not isinstance(end, datetime) else timedelta()
    return _checked(start, last, now.date())


def _date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _checked(first: date | None, last: date, today: date) -> Span:
    if last < today:
        raise InvalidValueError("days", "past")
    if (last - max(first or today, today)).days >= LONGEST:
        raise InvalidValueError("days", "long")
    return (max(first, today) if first else None), last


def each(span: Span) -> list[date]:
    """Every day of a span; one day where only the last was said."""
    first, last = span
    return [(first or last) + n * _DAY for n in range((last - (first or last)).days + 1)]


def refusal(error: InvalidValueError, words: Words) -> str:
    """One sentence that says what is expected."""
    if error.expected == "past":
        return words("Those days are over. Write a day to come.")
    if error.expected == "long":
        return words("That is more than a year.")
    return words("I see no day there. Write it like 24/12, or from 1 to 15 December.")
