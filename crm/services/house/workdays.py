"""Working days: on which days an office is at work."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from crm.flow.model import MONDAY_TO_FRIDAY
from crm.languages import DEFAULT
from crm.model import Staff
from crm.services.house import offdays

_LONGEST = 62  # days; an office with no working day at all must not be searched for one for ever


def is_working_day(day: date, parameters: Mapping[str, Any]) -> bool:
    """By the parameters `working_days` (0 is Monday; Monday to Friday), `country` (CL; "" knows no holidays) and `own_holidays`."""
    return day.weekday() in parameters.get("working_days", MONDAY_TO_FRIDAY) and day not in offdays.around(parameters, day, DEFAULT)


def is_at_work(person: Staff, day: date, parameters: Mapping[str, Any]) -> bool:
    """The same of a person: own working days, no leave, and no day on which nothing is wanted."""
    own = parameters if person.working_days is None else {**parameters, "working_days": person.working_days}
    return is_working_day(day, own) and not person.is_quiet(day)


def rest_before(day: date, parameters: Mapping[str, Any], person: Staff | None = None) -> date | None:
    """The first of the days off (of a person) that end on the eve of `day`; None where the eve was a working day."""
    first = None
    for back in range(1, _LONGEST):
        eve = day - timedelta(days=back)
        if is_at_work(person, eve, parameters) if person else is_working_day(eve, parameters):
            break
        first = eve
    return first
