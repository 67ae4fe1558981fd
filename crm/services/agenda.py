"""An agenda: what is taken, what is free, when the office works, which days are holidays."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from types import MappingProxyType

import holidays

from crm.flow.slots import free_spans, nearest, spans_of, start_hours
from crm.model import Action, Staff
from crm.services.office import Office
from crm.store import actions

__all__ = ["free_spans", "holidays_around", "may_force", "nearest", "spans_of", "start_hours", "taken", "working_hours"]

_HOURS = ("09:00", "18:00")
_CALENDAR = {"es": "es", "en": "en_US"}  # the names of holidays that the library has


def working_hours(office: Office, person: Staff | None = None) -> tuple[time, time]:
    """From when to when a person works: the own hours, else the office's by the parameter `working_hours` (["09:00", "18:00"])."""
    if person and person.working_hours:
        return person.working_hours
    start, end = office.parameters.get("working_hours", _HOURS)
    return time.fromisoformat(start), time.fromisoformat(end)


def may_force(office: Office) -> bool:
    """Whether an appointment may be booked over another one, by the parameter `forced_booking`."""
    return bool(office.parameters.get("forced_booking", False))


@cache
def _holidays(country: str, year: int, language: str) -> Mapping[date, str]:
    found = holidays.country_holidays(country, years=(year, year + 1), language=_CALENDAR.get(language))
    return MappingProxyType({day: str(name) for day, name in found.items()})


def holidays_around(office: Office, today: date, language: str) -> Mapping[date, str]:
    """This year's and the next year's public holidays by the parameter `country`, with their names; none where it is empty."""
    country = office.parameters.get("country", "CL")
    return _holidays(country, today.year, language) if country else {}


async def taken(office: Office, owner_id: int, start: datetime, end: datetime, *, but: int | None = None) -> list[Action]:
    """The appointments in an agenda that overlap a span, in order; `but` names one that does not count (it is being moved)."""
    async with office.store.read() as tx:
        return [item for item in await actions.taken(tx, owner_id, start, end) if item.id != but]
