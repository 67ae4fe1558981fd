"""The columns of a kind of action, from its own declaration: each type of field says once how it stands in a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from crm.kinds import Field, FieldType, Kind
from crm.kinds.base import NOTES, field_value
from crm.model import Action
from crm.views import Names
from crm.words import Words


@dataclass(frozen=True, slots=True)
class Seen:
    """With what an action is read: whom it speaks of, in which language and zone."""

    names: Names
    words: Words
    zone: ZoneInfo


Cell = Callable[[Action, Seen], Any]
Column = tuple[str, Cell]  # heading in the language of the file, and what stands below it


def columns(kind: Kind, words: Words) -> tuple[Column, ...]:
    """Number and state, then every field in its order, then what all actions have."""
    document: tuple[Column, ...] = ((words("Document number"), lambda action, _: action.document_number),) if kind.series else ()
    return (
        (words("Number"), lambda action, _: action.number),
        *document,
        (words("State"), lambda action, seen: seen.words.of(kind.name, kind.state(action.state).word)),
        *(column for item in kind.fields for column in _OF[item.type](kind, item, words)),
        (words("Urgent"), lambda action, seen: _flag(action.urgent, seen)),
        (words("Notes"), lambda action, _: action.details.get(NOTES)),
        (words("Requested by"), lambda action, seen: _staff(action.requester_id, seen)),
        (words("Recorded on"), lambda action, seen: _local(action.created_at, seen)),
        (words("Closed on"), lambda action, seen: _local(action.closed_at, seen)),
    )


def _partner(kind: Kind, item: Field, words: Words) -> tuple[Column, ...]:
    def whose(action: Action, seen: Seen, what: str) -> Any:
        return getattr(seen.names.partners.get(action.partner_id or 0), what, None)

    return (
        (words.of(kind.name, item.label), lambda action, seen: whose(action, seen, "name")),
        ("RUT", lambda action, seen: whose(action, seen, "rut")),
    )


def _due(kind: Kind, item: Field, words: Words) -> tuple[Column, ...]:
    return ((words.of(kind.name, item.label), lambda action, seen: _local(action.due_at, seen) or action.due_on),)


def _slot(_: Kind, __: Field, words: Words) -> tuple[Column, ...]:
    return (
        (words("Begins"), lambda action, seen: _local(action.starts_at, seen)),
        (words("Ends"), lambda action, seen: _local(action.ends_at, seen)),
    )


def _money(kind: Kind, item: Field, words: Words) -> tuple[Column, ...]:
    return (
        (words.of(kind.name, item.label), lambda action, _: _plain(action.amount)),
        (words("Currency"), lambda action, _: action.currency),
    )


def _plain(amount: Decimal | None) -> Decimal | int | None:
    """Without the zeros that the store keeps: 1250000, 35.5."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


def _one(shown: Callable[[Any, Seen, str], Any]) -> Callable[[Kind, Field, Words], tuple[Column, ...]]:
    """A field that is one cell: what it says, as `shown` writes it (the last argument is the kind's name)."""

    def made(kind: Kind, item: Field, words: Words) -> tuple[Column, ...]:
        def cell(action: Action, seen: Seen) -> Any:
            value = field_value(item, action)
            return None if value in (None, "") else shown(value, seen, kind.name)

        return ((words.of(kind.name, item.label), cell),)

    return made


def _contact(value: int, seen: Seen) -> Any:
    return getattr(seen.names.contacts.get(value), "name", None)


def _staff(value: int, seen: Seen) -> Any:
    return getattr(seen.names.staff.get(value), "name", None)


def _entry(value: int, seen: Seen) -> Any:
    found = seen.names.entries.get(value)
    return found.label(seen.words.language) if found else None


def _flag(value: Any, seen: Seen) -> str:
    return seen.words("yes") if value else seen.words("no")


def _local(at: datetime | None, seen: Seen) -> datetime | None:
    return at.astimezone(seen.zone).replace(second=0, microsecond=0) if at else None


_text = _one(lambda value, _, __: str(value))
_OF: Mapping[FieldType, Callable[[Kind, Field, Words], tuple[Column, ...]]] = {
    FieldType.PARTNER: _partner,
    FieldType.CONTACT: _one(lambda value, seen, _: _contact(value, seen)),
    FieldType.STAFF: _one(lambda value, seen, _: _staff(value, seen)),
    FieldType.STAFFS: _one(lambda value, seen, _: ", ".join(filter(None, (_staff(one, seen) for one in value)))),
    FieldType.DUE: _due,
    FieldType.SLOT: _slot,
    FieldType.MONEY: _money,
    FieldType.ENTRY: _one(lambda value, seen, _: _entry(value, seen)),
    FieldType.CHOICE: _one(lambda value, seen, kind: seen.words.of(kind, value)),
    FieldType.DATE: _one(lambda value, _, __: date.fromisoformat(value)),
    FieldType.FLAG: _one(lambda value, seen, _: _flag(value, seen)),
    FieldType.LINE: _text,
    FieldType.TEXT: _text,
    FieldType.PHONE: _text,
    FieldType.ADDRESS: _text,
    FieldType.ADDRESSES: _text,
}
