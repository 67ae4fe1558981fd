"""All that the office knows, as it stands: what undo must give back exactly."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, select

from crm.services.house.office import Office
from crm.store import tables
from crm.store.changes import ChangeRow

# Tables whose rows an undo gives back, and what of them is no fact: counters, search columns, what others than people set.
TABLES: Mapping[Table, frozenset[str]] = {
    tables.actions: frozenset({"version", "folded"}),
    tables.partners: frozenset({"folded"}),
    tables.contacts: frozenset({"folded"}),
    tables.staff: frozenset({"next_digest_at", "telegram_language"}),
    tables.table_entries: frozenset(),
    tables.standard_texts: frozenset(),
    tables.parameters: frozenset(),
    tables.slots: frozenset({"id"}),
}
Facts = Mapping[tuple[str, Any], Mapping[str, Any]]


async def facts(office: Office) -> Facts:
    """Every row by its table and key."""
    found = {}
    async with office.store.read() as tx:
        for table, but in TABLES.items():
            key = "action_id" if table is tables.slots else next(iter(table.primary_key.columns)).name
            for row in (await tx.execute(select(table))).mappings():
                found[table.name, row[key]] = {name: value for name, value in row.items() if name not in but}
    return found


def restored(before: Facts, after: Facts) -> str:
    """What an undo did not give back; empty where all is as it was. What was new is gone: removed, or no longer active."""
    for key, row in before.items():
        if after.get(key) != row:
            return f"{key}: {_difference(row, after.get(key, {}))}"
    for (table, key), row in after.items():
        if (table, key) not in before and not (row.get("removed") or row.get("active") is False or row.get("value", 0) is None):
            return f"{table} {key} is still there"
    return ""


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    return "; ".join(f"{name} {before.get(name)!r} → {after.get(name)!r}" for name in before if before.get(name) != after.get(name))


async def changes(office: Office, since: int) -> list[ChangeRow]:
    """Changes after that id, in order."""
    async with office.store.read() as tx:
        rows = await tx.execute(select(tables.changes).where(tables.changes.c.id > since).order_by(tables.changes.c.id))
        return [ChangeRow(*row) for row in rows]
