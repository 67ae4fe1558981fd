"""What is no action, by subject and key: parameters, tables, partners, contacts, people, handovers; with a history of their own."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from crm.decision import Record
from crm.errors import ConflictError, NotFoundError
from crm.store import handovers, parameters, people, personrow
from crm.store.changes import ChangeRow
from crm.store.engine import Tx
from crm.store.tables import changes, contacts, partners, record_history, standard_texts, table_entries
from crm.text import fold

PARAMETER, ENTRY, PARTNER, CONTACT = "parameter", "entry", "partner", "contact"
PERSON, HANDOVER = "person", "handover"
_LINE = (record_history.c.subject, record_history.c.key, record_history.c.verb, record_history.c.before, record_history.c.after)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """How the things of one subject are read and written; `add` gives the new key; parameters are declared, never added."""

    read: Callable[[Tx, str], Awaitable[dict[str, Any] | None]]
    write: Callable[[Tx, str, Mapping[str, Any]], Awaitable[None]]
    add: Callable[[Tx, Mapping[str, Any]], Awaitable[int]] | None = None


async def read(tx: Tx, subject: str, key: str) -> dict[str, Any]:
    """All that is stored of it, held until the transaction ends; NotFoundError where there is nothing."""
    found = await _SHELVES[subject].read(tx, key)
    if found is None:
        raise NotFoundError
    return found


async def write(tx: Tx, subject: str, key: str, values: Mapping[str, Any]) -> None:
    """Change it; ConflictError where somebody was faster with what there can be only once (a RUT, a code)."""
    try:
        await _SHELVES[subject].write(tx, key, values)
    except IntegrityError as error:
        raise ConflictError from error


async def add(tx: Tx, subject: str, values: Mapping[str, Any]) -> str:
    """Something new of that subject; its key. ConflictError as in `write`."""
    put = _SHELVES[subject].add
    assert put, subject
    try:
        return str(await put(tx, values))
    except IntegrityError as error:
        raise ConflictError from error


async def _row(tx: Tx, table: Table, key: str) -> dict[str, Any] | None:
    row = (await tx.execute(select(table).where(table.c.id == int(key)).with_for_update())).first()
    return dict(row._mapping) if row else None  # noqa: SLF001 - SQLAlchemy's documented way to a mapping


async def _parameter(tx: Tx, key: str) -> dict[str, Any]:
    return {"value": await parameters.get(tx, key)}


async def _set_parameter(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    await parameters.write(tx, key, values["value"])


async def _entry(tx: Tx, key: str) -> dict[str, Any] | None:
    found = await _row(tx, table_entries, key)
    body = (await tx.execute(select(standard_texts.c.body).where(standard_texts.c.entry_id == int(key)))).scalar_one_or_none()
    return {**found, "body": body} if found else None


async def _set_entry(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    columns = {name: value for name, value in values.items() if name != "body"}
    if columns:
        await tx.execute(update(table_entries).where(table_entries.c.id == int(key)).values(**columns))
    if "body" in values:
        await tx.execute(delete(standard_texts).where(standard_texts.c.entry_id == int(key)))
    if values.get("body") is not None:
        await tx.execute(insert(standard_texts).values(entry_id=int(key), body=values["body"]))


async def _add_entry(tx: Tx, values: Mapping[str, Any]) -> int:
    key = await people.add_entry(tx, values["table"], values["code"], values["labels"], active=values.get("active", True))
    if values.get("body"):
        await tx.execute(insert(standard_texts).values(entry_id=key, body=values["body"]))
    return key


async def _partner(tx: Tx, key: str) -> dict[str, Any] | None:
    return await _row(tx, partners, key)


async def _set_partner(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    stood = await read(tx, PARTNER, key)
    row = {**values, "folded": people.folded_partner({**stood, **values}), "revision": await people.names_changed(tx)}
    await tx.execute(update(partners).where(partners.c.id == int(key)).values(**row))


async def _contact(tx: Tx, key: str) -> dict[str, Any] | None:
    return await _row(tx, contacts, key)


async def _set_contact(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    row = {**values, **({"folded": fold(values["name"])} if "name" in values else {}), "revision": await people.names_changed(tx)}
    await tx.execute(update(contacts).where(contacts.c.id == int(key)).values(**row))


async def _person(tx: Tx, key: str) -> dict[str, Any] | None:
    found = await people.held(tx, int(key))
    return personrow.as_json(found) if found else None


async def _set_person(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    await people.set_staff(tx, int(key), values)


_SHELVES: Mapping[str, _Shelf] = {
    PARAMETER: _Shelf(_parameter, _set_parameter),
    ENTRY: _Shelf(_entry, _set_entry, _add_entry),
    PARTNER: _Shelf(_partner, _set_partner, lambda tx, values: people.add_partner(tx, **values)),
    CONTACT: _Shelf(_contact, _set_contact, lambda tx, values: people.add_contact(tx, **values)),
    PERSON: _Shelf(_person, _set_person, lambda tx, values: people.add_staff(tx, **values)),
    HANDOVER: _Shelf(handovers.as_json, handovers.change, handovers.add),
}


async def note(tx: Tx, change_id: int, record: Record) -> None:
    """Write one line of history."""
    row = {"subject": record.subject, "key": record.key, "verb": record.verb}
    values = {"before": dict(record.before), "after": dict(record.after)}
    await tx.execute(insert(record_history).values(change_id=change_id, **row, **values))


async def of_change(tx: Tx, change_id: int) -> list[Record]:
    """A change's lines, the latest first: the order in which they are taken back."""
    where = record_history.c.change_id == change_id
    return [Record(*row) for row in await tx.execute(select(*_LINE).where(where).order_by(record_history.c.id.desc()))]


async def latest(tx: Tx, subjects: tuple[str, ...], *, key: str = "", limit: int = 15) -> list[tuple[ChangeRow, Record]]:
    """The newest lines of those subjects (of one key), the newest first."""
    where = [record_history.c.subject.in_(subjects), *([record_history.c.key == key] if key else [])]
    rows = await tx.execute(
        select(changes, *_LINE)
        .join(changes, changes.c.id == record_history.c.change_id)
        .where(*where)
        .order_by(record_history.c.id.desc())
        .limit(limit)
    )
    return [(ChangeRow(*row[:5]), Record(*row[5:])) for row in rows]
