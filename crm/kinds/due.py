"""When an action is due, late or for today, as rules on values; «today» is always the person's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.kinds import KIND
from crm.model import Action

_LAST = datetime.max  # noqa: DTZ901 - compared with naive local times only


@dataclass(frozen=True, slots=True)
class Pending:
    """A person's pending actions: overdue (the latest to be late last), for today, and later or without date."""

    overdue: tuple[Action, ...]
    today: tuple[Action, ...]
    later: tuple[Action, ...]

    @property
    def all(self) -> tuple[Action, ...]:
        return self.overdue + self.today + self.later

    def __len__(self) -> int:
        return len(self.overdue) + len(self.today) + len(self.later)


def due_of(action: Action, zone: ZoneInfo) -> datetime | date | None:
    """The local moment (or date) that an action is for: when it starts if it has a slot, else when it is due."""
    moment = action.starts_at or action.due_at
    return moment.astimezone(zone) if moment else action.due_on


def day_of(action: Action, zone: ZoneInfo) -> date | None:
    """The local day that an action is for."""
    due = due_of(action, zone)
    return due.date() if isinstance(due, datetime) else due


def is_overdue(action: Action, now: datetime, zone: ZoneInfo) -> bool:
    """Open, and its moment has passed: the end of its slot, its hour, or its whole day."""
    if not action.is_open:
        return False
    if action.ends_at:
        return action.ends_at <= now
    if action.due_at:
        return action.due_at <= now
    return action.due_on is not None and action.due_on < now.astimezone(zone).date()


def is_pending(action: Action, now: datetime, zone: ZoneInfo) -> bool:
    """Open; a kind that takes place on a day (an appointment) is pending from that day on."""
    if not action.is_open or action.removed:
        return False
    day = day_of(action, zone)
    return not KIND[action.kind].pending_on_its_day or (day is not None and day <= now.astimezone(zone).date())


def days_late(action: Action, now: datetime, zone: ZoneInfo) -> int:
    """Whole local days since the day that it was for."""
    day = day_of(action, zone)
    return max(0, (now.astimezone(zone).date() - day).days) if day else 0


def _order(action: Action, zone: ZoneInfo) -> tuple[date, bool, datetime, bool, int]:
    due = due_of(action, zone)
    if due is None:
        return (date.max, True, _LAST, not action.urgent, action.id)
    if isinstance(due, datetime):
        return (due.date(), False, due.replace(tzinfo=None), not action.urgent, action.id)
    return (due, True, _LAST, not action.urgent, action.id)


def pending(actions: Iterable[Action], now: datetime, zone: ZoneInfo) -> Pending:
    """Sort a person's open actions into what is late, what is for today, and the rest, each in the order of its moment."""
    today = now.astimezone(zone).date()
    waiting = sorted((a for a in actions if is_pending(a, now, zone)), key=lambda a: _order(a, zone))
    overdue = tuple(a for a in waiting if is_overdue(a, now, zone))
    rest = [a for a in waiting if not is_overdue(a, now, zone)]
    return Pending(
        overdue,
        tuple(a for a in rest if day_of(a, zone) == today),
        tuple(a for a in rest if day_of(a, zone) != today),
    )
