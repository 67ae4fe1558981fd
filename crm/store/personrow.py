"""A person as columns of the table, and as the JSON that history keeps; either is read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from crm.model import Channel, Role, Staff

_UNTRACED = frozenset({"id", "next_digest_at", "telegram_language", "team"})
TRACED = tuple(f.name for f in fields(Staff) if f.name not in _UNTRACED)


def person(row: Row[Any]) -> Staff:
    """The person of a row, without the team."""
    return Staff(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        email=row.email,
        telegram_id=row.telegram_id,
        language=row.language,
        zone=ZoneInfo(row.zone),
        digest_at=row.digest_at,
        digest_channels=tuple(Channel(c) for c in row.digest_channels),
        next_digest_at=row.next_digest_at,
        active=row.active,
        telegram_language=row.telegram_language,
        supervisor_id=row.supervisor_id,
        working_days=tuple(row.working_days) if row.working_days is not None else None,
        working_hours=_hours(row.working_hours),
        away_from=row.away_from,
        away_until=row.away_until,
        digest_empty=row.digest_empty,
        quiet_days=tuple(row.quiet_days or ()),
        quiet_dates=tuple(date.fromisoformat(day) for day in row.quiet_dates or ()),
        substitute_id=row.substitute_id,
    )


def _hours(stored: Sequence[str] | None) -> tuple[time, time] | None:
    return (time.fromisoformat(stored[0]), time.fromisoformat(stored[1])) if stored else None


def plain(value: Any) -> Any:
    """One value as JSON: days and hours as they are written, a zone by its name."""
    if isinstance(value, tuple | list | range):
        return [plain(one) for one in value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value.key if isinstance(value, ZoneInfo) else value


def as_json(one: Staff) -> dict[str, Any]:
    """All of a person that history keeps."""
    return {name: plain(getattr(one, name)) for name in TRACED}


# How columns that are no JSON are made from what stands in a history.
_FROM_JSON: Mapping[str, Callable[[Any], Any]] = {
    "digest_at": time.fromisoformat,
    "away_from": date.fromisoformat,
    "away_until": date.fromisoformat,
}
_JSON = frozenset({"zone", "digest_channels", "working_days", "working_hours", "quiet_days", "quiet_dates"})


def columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of `Staff`, native or as JSON, as columns."""
    row = {name: plain(value) if name in _JSON else value for name, value in values.items()}
    for name, made in _FROM_JSON.items():
        if isinstance(row.get(name), str):
            row[name] = made(row[name])
    return row
