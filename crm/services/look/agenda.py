"""An agenda: what is taken, what is free, when the office works, which days are holidays."""

from collections.abc import Mapping
from datetime import date, datetime, time

from crm.flow.model import MONDAY_TO_FRIDAY
from crm.flow.slots import free_spans, nearest, spans_of, start_hours
from crm.model import Action, Staff
from crm.parsing.moments import Calendar
from crm.services.house import offdays
from crm.services.house.office import Office
from crm.store import actions

__all__ = [
    "calendar",
    "free_spans",
    "holidays_around",
    "may_force",
    "nearest",
    "spans_of",
    "start_hours",
    "taken",
    "working_days",
    "working_hours",
]

_HOURS = ("09:00", "18:00")


def working_hours(office: Office, person: Staff | None = None) -> tuple[time, time]:
    """From when to when a person works: the own hours, else the office's by the parameter `working_hours` (["09:00", "18:00"])."""
    if person and person.working_hours:
        return person.working_hours
    start, end = office.parameters.get("working_hours", _HOURS)
    return time.fromisoformat(start), time.fromisoformat(end)


def may_force(office: Office) -> bool:
    """Whether an appointment may be booked over another one, by the parameter `forced_booking`."""
    return bool(office.parameters.get("forced_booking", False))


def working_days(office: Office) -> tuple[int, ...]:
    """The days of the week on which the office works, by the parameter `working_days`; 0 is Monday."""
    return tuple(office.parameters.get("working_days", MONDAY_TO_FRIDAY))


def holidays_around(office: Office, today: date, language: str) -> Mapping[date, str]:
    """The days off around today with their names: the country's, and the office's own."""
    return offdays.around(office.parameters, today, language)


def calendar(office: Office, today: date, language: str) -> Calendar:
    """How the office counts days, for what reads «en 3 días hábiles»."""
    return Calendar(holidays=frozenset(holidays_around(office, today, language)), working=frozenset(working_days(office)))


async def taken(office: Office, owner_id: int, start: datetime, end: datetime, *, but: int | None = None) -> list[Action]:
    """The appointments in an agenda that overlap a span, in order; `but` names one that does not count (it is being moved)."""
    async with office.store.read() as tx:
        return [item for item in await actions.taken(tx, owner_id, start, end) if item.id != but]
