"""Names: fetch whom a set of actions speaks of, so that views stay pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from crm.model import Action
from crm.services.house.office import Office
from crm.services.meaning.directory import Snapshot
from crm.store import Tx
from crm.store import people as people_store
from crm.views import Names


async def of(office: Office, actions: Iterable[Action], people: Snapshot | None = None) -> Names:
    """The staff, partners, contacts and table entries that these actions name; nothing is read where `people` holds all of them."""
    items = list(actions)
    known = _known([_columns(item) for item in items], people)
    if known:
        return known
    async with office.store.read() as tx:
        return await read(tx, items)


async def of_values(office: Office, rows: Iterable[Mapping[str, Any]], *actions: Action, people: Snapshot | None = None) -> Names:
    """The same for values that are about to be written, beside actions that are there."""
    every = [*rows, *(_columns(item) for item in actions)]
    known = _known(every, people)
    if known:
        return known
    async with office.store.read() as tx:
        return await _read(tx, every)


async def read(tx: Tx, actions: Iterable[Action]) -> Names:
    """The same inside a transaction that is open already."""
    return await _read(tx, [_columns(item) for item in actions])


def _columns(item: Action) -> dict[str, Any]:
    """The columns of an action that name somebody or something."""
    return {name: getattr(item, name) for name in ("partner_id", "contact_id", "type_id", "event_id")}


def _ids(rows: Iterable[Mapping[str, Any]], column: str) -> set[int]:
    return {row[column] for row in rows if row.get(column)}


def _wants_entries(rows: Iterable[Mapping[str, Any]]) -> bool:
    return any(row.get("type_id") or row.get("event_id") for row in rows)


def _known(rows: Sequence[Mapping[str, Any]], people: Snapshot | None) -> Names | None:
    partners, contacts = _ids(rows, "partner_id"), _ids(rows, "contact_id")
    if people is None or _wants_entries(rows) or not (partners <= people.partners.keys() and contacts <= people.contacts.keys()):
        return None
    return Names(people.staff, {i: people.partners[i] for i in partners}, {i: people.contacts[i] for i in contacts}, {})


async def _read(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> Names:
    return Names(
        staff={person.id: person for person in await people_store.all_staff(tx)},
        partners={p.id: p for p in await people_store.partners_by_id(tx, _ids(rows, "partner_id"))},
        contacts={c.id: c for c in await people_store.contacts_by_id(tx, _ids(rows, "contact_id"))},
        entries={e.id: e for e in await people_store.entries(tx, gone=True)} if _wants_entries(rows) else {},
    )
