"""Another time for an action: the choices that are offered and what each one changes. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crm.clock import local_to_utc
from crm.flow import codes
from crm.flow.dates import Value, due_answer, near_days, near_label, zone_of
from crm.flow.model import MONDAY_TO_FRIDAY, Choice, Choices
from crm.kinds import KIND, due
from crm.model import Action
from crm.parsing.moments import Moment
from crm.words import Words

AFTERNOON = (time(15), time(17))  # «esta tarde», and until when it is worth offering
_STEP = timedelta(minutes=5)
Target = date | datetime


def can_move(action: Action) -> bool:
    """Whether an action is open and has a time to move; what runs already has none."""
    kind = KIND[action.kind]
    return action.is_open and not action.removed and kind.has(kind.moment) and not kind.measures


def choices(now: datetime, holidays: Mapping[date, str], words: Words, working: Collection[int] = MONDAY_TO_FRIDAY) -> Choices:
    """[En 1 hora] [Esta tarde] [Mañana] [Lunes 30] [🕑 Hora] [📅]."""
    row = [Choice(words("In 1 hour"), "h1")]
    if now.time() < AFTERNOON[0]:
        row.append(Choice(words("This afternoon"), "pm"))
    days = [day for day in near_days(now.date(), holidays, working) if day > now.date()]
    labels = [Choice(near_label(day, now.date(), words), codes.day(day)) for day in (days[0], days[-1])]
    return tuple(row) + tuple(labels[:1]), (*labels[1:], Choice(words("🕑 Hour"), "hours"), Choice("📅", codes.month(now.date())))


def target(choice: str, now: datetime) -> Target | None:
    """The day or UTC moment that a choice stands for; None where it only leads on to other choices."""
    zone = zone_of(now)
    if choice == "h1":
        return _rounded(now.astimezone(UTC) + timedelta(hours=1))
    if choice == "pm":
        return local_to_utc(now.date(), AFTERNOON[0], zone)
    if choice.startswith("s"):
        return codes.to_span(choice)[0]
    if re.fullmatch(r"\d{8}", choice):
        return codes.to_day(choice)
    if re.fullmatch(r"\d{8}t\d{4}", choice):
        return local_to_utc(codes.to_day(choice[:8]), codes.to_hour(choice[8:]), zone)
    return None


def _rounded(moment: datetime) -> datetime:
    passed = timedelta(minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond)
    return moment - passed + (_STEP if passed else timedelta())


def said_target(value: Value, now: datetime) -> Target | None:
    """The day or UTC moment that a said moment means («el lunes», «mañana a las 10»)."""
    answer = due_answer(value, now)
    if answer is None:
        return None
    return datetime.fromisoformat(answer["at"]) if "at" in answer else date.fromisoformat(answer["on"])


def target_of(action: Action, value: Value, moment: Moment | None, now: datetime) -> Target | None:
    """What a said moment means for an action: a bare hour is one of the day that it has, where that is still to come."""
    day = due.day_of(action, zone_of(now))
    if moment is not None and isinstance(moment.value, time) and day is not None and day > now.date():
        return local_to_utc(day, moment.value, zone_of(now))
    return said_target(value, now)


def moved(action: Action, to: Target, now: datetime) -> dict[str, Any]:
    """The values of an action at its new time: a day keeps the hour that it had, an appointment its length."""
    zone = zone_of(now)
    if action.starts_at and action.ends_at:
        start = to if isinstance(to, datetime) else local_to_utc(to, action.starts_at.astimezone(zone).time(), zone)
        return {"starts_at": start, "ends_at": start + (action.ends_at - action.starts_at)}
    if isinstance(to, datetime):
        return {"due_at": to, "due_on": None}
    if action.due_at:
        return {"due_at": local_to_utc(to, action.due_at.astimezone(zone).time(), zone), "due_on": None}
    return {"due_on": to, "due_at": None}


def is_past(values: Mapping[str, Any], now: datetime) -> bool:
    """Whether the new time has already passed."""
    moment = values.get("starts_at") or values.get("due_at")
    return bool(moment < now if moment else values["due_on"] < now.date())


def day_of(action: Action, now: datetime) -> date:
    """The day whose hours are offered: the action's own, unless it has passed."""
    moment = action.starts_at or action.due_at
    day = moment.astimezone(zone_of(now)).date() if moment else action.due_on
    return max(day, now.date()) if day else now.date()
