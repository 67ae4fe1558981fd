"""Many partners or contacts in few statements, with a line of history each: what an import writes.

Everything that takes time (folding, JSON) is prepared before the transaction, in a thread: on SQLite nobody else writes while it runs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, func, insert, select, update

from crm.errors import ConflictError
from crm.model import Contact, Partner, Staff, TableEntry
from crm.store import documents, people, records
from crm.store.engine import Tx
from crm.store.tables import contacts, partners, record_history
from crm.text import fold

_BLANK: Mapping[str, Mapping[str, Any]] = {
    records.PARTNER: {
        "name": None,
        "trade_name": None,
        "rut": None,
        "is_customer": True,
        "is_supplier": False,
        "address": None,
        "city": None,
        "phone": None,
        "email": None,
        "active": True,
    },
    records.CONTACT: {"partner_id": None, "name": None, "position": None, "phone": None, "email": None, "active": True},
}
_OF_STORE = ("folded", "revision")  # columns that no line of history knows
_TABLES: Mapping[str, Table] = {records.PARTNER: partners, records.CONTACT: contacts}
# The columns of a new row in the order of its statement, so that nothing has to be put in order while nobody else may write.
_ORDER: Mapping[str, tuple[str, ...]] = {
    subject: tuple(c.name for c in table.c if c.name in _OF_STORE or c.name in _BLANK[subject]) for subject, table in _TABLES.items()
}
_NAMED: Mapping[str, tuple[str, ...]] = {records.PARTNER: ("name", "trade_name", "rut"), records.CONTACT: ("name",)}
_NOTE = ("change_id", "subject", "key", "verb", "before", "after")


@dataclass
class Batch:
    """What is written, as the rows of its statements: new ones with their history, changed ones by the columns that change."""

    subject: str
    new: list[tuple[Any, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # of each new one, what its history says
    changed: dict[tuple[str, ...], list[tuple[Any, ...]]] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # key, before, after


def prepared(
    subject: str,
    new: Sequence[Mapping[str, Any]],
    changed: Sequence[tuple[int, Mapping[str, Any], Mapping[str, Any]]],
    standing: Mapping[int, Partner | Contact],
    version: int,
) -> Batch:
    """The rows of new ones, and of (id, before, after) of those that stand; needs no transaction.

    `version` is the directory's by which this was decided and at which it is written (`hold`).
    """
    batch, blank, named = Batch(subject), _BLANK[subject], _NAMED[subject]
    for row in new:
        whole = {**blank, **row, "folded": _folded(subject, row), "revision": version + 1}
        batch.new.append(tuple(whole[name] for name in _ORDER[subject]))
        batch.said.append(_json(row))
    for key, before, after in changed:
        row = {**after, "revision": version + 1}
        if after.keys() & set(named):
            row["folded"] = _folded(subject, {name: getattr(standing[key], name) for name in named} | row)
        names = tuple(sorted(row))
        batch.changed.setdefault(names, []).append((*(row[name] for name in names), key))
        batch.notes.append((str(key), _json(before), _json(after)))
    return batch


def _folded(subject: str, values: Mapping[str, Any]) -> str:
    return people.folded_partner(values) if subject == records.PARTNER else fold(values["name"])


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":"))


async def everybody(tx: Tx) -> tuple[int, list[Partner], list[Contact], list[Staff]]:
    """The directory's version, and all partners, contacts and staff, active or not."""
    return (
        await people.directory_version(tx),
        await people.all_partners(tx, gone=True),
        await people.all_contacts(tx, gone=True),
        await people.all_staff(tx, gone=True),
    )


async def all_entries(tx: Tx) -> list[tuple[TableEntry, str]]:
    """Every line of every editable table, in use or not, with what it says where it is a text."""
    bodies = await documents.texts(tx)
    return [(entry, bodies.get(entry.id, "")) for entry in await people.entries(tx, gone=True)]


async def hold(tx: Tx, version: int) -> None:
    """Take the directory for this transaction; ConflictError where anybody changed since that version.

    The counter's row is written first and stays locked, so that whoever else changes a name waits.
    """
    await people.names_changed(tx)
    if await people.directory_version(tx) != version + 1:
        raise ConflictError


async def put(tx: Tx, change_id: int, batch: Batch) -> None:
    """Write a batch with its history."""
    table = _TABLES[batch.subject]
    last = (await tx.execute(select(func.coalesce(func.max(table.c.id), 0)))).scalar_one()
    await _many(tx, insert(table), _ORDER[batch.subject], batch.new)
    for names, rows in batch.changed.items():
        values: dict[str, Any] = {name: bindparam(name) for name in names}
        await _many(tx, update(table).where(table.c.id == bindparam("_key")).values(values), (*names, "_key"), rows)
    # Nobody else adds any while the directory is held (`hold`), and ids grow in the order of the rows.
    keys = (await tx.execute(select(table.c.id).where(table.c.id > last).order_by(table.c.id))).scalars().all() if batch.new else []
    notes = [(change_id, batch.subject, str(key), "add", "{}", said) for key, said in zip(keys, batch.said, strict=True)]
    notes += [(change_id, batch.subject, key, "set", before, after) for key, before, after in batch.notes]
    await _many(tx, insert(record_history), _NOTE, notes)


async def _many(tx: Tx, statement: Any, names: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """The statement for each row, handed to the driver as it is: SQLAlchemy's own way takes six times as long, on the event loop."""
    if not rows:
        return
    compiled = statement.compile(dialect=tx.dialect, column_keys=names)
    order = [names.index(name) for name in compiled.positiontup]
    ordered = rows if order == list(range(len(names))) else [tuple(row[at] for at in order) for row in rows]
    await tx.exec_driver_sql(compiled.string, list(ordered))
