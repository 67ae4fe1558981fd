"""Many partners or contacts in few statements, with a line of history each: what an import writes."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from crm.errors import ConflictError
from crm.model import Contact, Partner, Staff
from crm.store import people, records
from crm.store.engine import Tx
from crm.store.tables import contacts, partners, record_history
from crm.text import fold

_AT_ONCE = 500  # ids that one question names
_BLANK: Mapping[str, Mapping[str, Any]] = {
    records.PARTNER: {
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
    records.CONTACT: {"position": None, "phone": None, "email": None, "active": True},
}
_TABLES: Mapping[str, Table] = {records.PARTNER: partners, records.CONTACT: contacts}
_NAMED: Mapping[str, tuple[str, ...]] = {records.PARTNER: ("name", "trade_name", "rut"), records.CONTACT: ("name",)}


async def everybody(tx: Tx) -> tuple[int, list[Partner], list[Contact], list[Staff]]:
    """The directory's version, and all partners, contacts and staff, active or not."""
    return (
        await people.directory_version(tx),
        await people.all_partners(tx, gone=True),
        await people.all_contacts(tx, gone=True),
        await people.all_staff(tx, gone=True),
    )


async def hold(tx: Tx, version: int) -> None:
    """Take the directory for this transaction; ConflictError where anybody changed since that version.

    The counter's row is written first and stays locked, so that whoever else changes a name waits.
    """
    await people.names_changed(tx)
    if await people.directory_version(tx) != version + 1:
        raise ConflictError


async def add(tx: Tx, change_id: int, subject: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """New ones, from their columns."""
    if not rows:
        return
    table = _TABLES[subject]
    full = [{**_BLANK[subject], **row, "folded": _folded(subject, row)} for row in rows]
    made = await tx.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), full)
    keys = [row.id for row in made]
    await _note(tx, change_id, subject, [(key, {}, row) for key, row in zip(keys, rows, strict=True)], "add")


async def change(tx: Tx, change_id: int, subject: str, lines: Sequence[tuple[int, Mapping[str, Any], Mapping[str, Any]]]) -> None:
    """Changed columns of those that stand: id, before, after."""
    renamed = await _names(tx, subject, [key for key, _, after in lines if set(after) & set(_NAMED[subject])])
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key, _, after in lines:
        row = dict(after)
        if key in renamed:
            row["folded"] = _folded(subject, {**renamed[key], **after})
        alike.setdefault(tuple(sorted(row)), []).append({"_key": key, **{f"_{name}": value for name, value in row.items()}})
    table = _TABLES[subject]
    for names, rows in alike.items():
        values: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
        await tx.execute(update(table).where(table.c.id == bindparam("_key")).values(**values), rows)
    await _note(tx, change_id, subject, lines, "set")


async def _names(tx: Tx, subject: str, keys: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    """What the folded names of those are made of, as it stands."""
    table = _TABLES[subject]
    columns = [table.c.id, *(table.c[name] for name in _NAMED[subject])]
    found: dict[int, Mapping[str, Any]] = {}
    for at in range(0, len(keys), _AT_ONCE):
        rows = await tx.execute(select(*columns).where(table.c.id.in_(keys[at : at + _AT_ONCE])))
        found |= {row.id: {name: getattr(row, name) for name in _NAMED[subject]} for row in rows}
    return found


def _folded(subject: str, values: Mapping[str, Any]) -> str:
    return people.folded_partner(values) if subject == records.PARTNER else fold(values["name"])


async def _note(tx: Tx, change_id: int, subject: str, lines: Sequence[tuple[int, Mapping[str, Any], Mapping[str, Any]]], verb: str) -> None:
    rows = [
        {"change_id": change_id, "subject": subject, "key": str(key), "verb": verb, "before": dict(before), "after": dict(after)}
        for key, before, after in lines
    ]
    if rows:
        await tx.execute(insert(record_history), rows)
