"""Changes and history: who did what when, with what stood before and after, so that everything can be read and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from crm.store.engine import Tx
from crm.store.tables import changes, history


@dataclass(frozen=True, slots=True)
class ChangeRow:
    id: int
    at: datetime
    staff_id: int | None
    source: str
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One action's part of a change; `before` and `after` hold the changed columns as JSON, `version` the action's after it."""

    id: int
    change_id: int
    action_id: int
    verb: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    version: int


async def open_change(tx: Tx, *, at: datetime, staff_id: int | None, source: str) -> int:
    """Begin a change; its id."""
    row = {"at": at, "staff_id": staff_id, "source": source[:200]}
    return int((await tx.execute(insert(changes).values(**row).returning(changes.c.id))).scalar_one())


async def note(  # noqa: PLR0913 - the columns of one line of history
    tx: Tx, change_id: int, action_id: int, *, verb: str, before: Mapping[str, Any], after: Mapping[str, Any], version: int
) -> None:
    """Write one line of history."""
    row = {"change_id": change_id, "action_id": action_id, "verb": verb, "before": dict(before), "after": dict(after), "version": version}
    await tx.execute(insert(history).values(**row))


async def get(tx: Tx, change_id: int) -> ChangeRow | None:
    row = (await tx.execute(select(changes).where(changes.c.id == change_id))).first()
    return ChangeRow(*row) if row else None


async def lines(tx: Tx, change_id: int) -> list[HistoryRow]:
    """A change's lines of history, the latest first: the order in which they are taken back."""
    return [
        HistoryRow(*row) for row in await tx.execute(select(history).where(history.c.change_id == change_id).order_by(history.c.id.desc()))
    ]


async def of_action(tx: Tx, action_id: int) -> list[tuple[ChangeRow, HistoryRow]]:
    """An action's whole history, oldest first."""
    rows = await tx.execute(
        select(changes, history)
        .join(history, history.c.change_id == changes.c.id)
        .where(history.c.action_id == action_id)
        .order_by(history.c.id)
    )
    return [(ChangeRow(*row[:5]), HistoryRow(*row[5:])) for row in rows]


async def of_source(tx: Tx, source: str) -> list[tuple[ChangeRow, HistoryRow]]:
    """Everything that came of an input, by the input's key, oldest first: the parts of an album share one."""
    rows = await tx.execute(
        select(changes, history).join(history, history.c.change_id == changes.c.id).where(changes.c.source == source).order_by(history.c.id)
    )
    return [(ChangeRow(*row[:5]), HistoryRow(*row[5:])) for row in rows]


async def mark_undone(tx: Tx, change_id: int, by: int) -> bool:
    """Say that a change was taken back by another; False where it already was."""
    fresh = (changes.c.id == change_id) & changes.c.undone_by.is_(None)
    return (await tx.execute(update(changes).where(fresh).values(undone_by=by))).rowcount == 1


async def by_source(tx: Tx, source: str) -> ChangeRow | None:
    """The change that an input made, by the input's key (an edited message corrects it)."""
    row = (await tx.execute(select(changes).where(changes.c.source == source).order_by(changes.c.id.desc()).limit(1))).first()
    return ChangeRow(*row) if row else None
