"""An action's facts as JSON of its history, and back: from its birth on, every difference leads to how it stands."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.model import Action

FACTS = frozenset(f.name for f in fields(Action)) - {"id", "kind", "number", "version", "created_at"}  # what may change


def facts(action: Action) -> dict[str, Any]:
    """Everything about an action that may change."""
    return {name: getattr(action, name) for name in FACTS}


def born(action: Action) -> dict[str, Any]:
    """How a new action stands, as JSON; what it does not say is None."""
    return as_json({name: value for name, value in facts(action).items() if value is not None})


def difference(before: Action, after: Action) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a change made of an action, as JSON: the changed facts before and after."""
    changed = [name for name in FACTS if getattr(before, name) != getattr(after, name)]
    return as_json({name: getattr(before, name) for name in changed}), as_json({name: getattr(after, name) for name in changed})


def as_json(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON that `from_json` reads back."""
    return {name: _plain(value) for name, value in values.items()}


def from_json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _rich(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"on": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return dict(value) if isinstance(value, Mapping) else value


def _rich(value: Any) -> Any:
    match value:
        case {"at": str(moment)} if len(value) == 1:
            return datetime.fromisoformat(moment)
        case {"on": str(day)} if len(value) == 1:
            return date.fromisoformat(day)
        case {"decimal": str(number)} if len(value) == 1:
            return Decimal(number)
    return value
