"""Handovers: who does whose work from when to when."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update

from crm.model import Handover, HandoverState
from crm.store.engine import Tx
from crm.store.literal import among
from crm.store.tables import handovers

_FIELDS = tuple(f.name for f in fields(Handover))
_COLUMNS = tuple(handovers.c[name] for name in _FIELDS)
ALIVE = (HandoverState.PLANNED, HandoverState.RUNNING)
_DAYS = ("starts_on", "ends_on")


def _handover(row: Row[Any]) -> Handover:
    values = dict(zip(_FIELDS, row, strict=True))
    return Handover(**{**values, "state": HandoverState(values["state"])})


async def alive(tx: Tx) -> list[Handover]:
    """Those that are planned or under way, oldest first."""
    wanted = select(*_COLUMNS).where(among(handovers.c.state, *ALIVE)).order_by(handovers.c.id)
    return [_handover(row) for row in await tx.execute(wanted)]


async def get(tx: Tx, handover_id: int) -> Handover | None:
    """The handover of that id."""
    row = (await tx.execute(select(*_COLUMNS).where(handovers.c.id == handover_id))).first()
    return _handover(row) if row else None


async def as_json(tx: Tx, key: str) -> dict[str, Any] | None:
    """What history keeps of one, held until the transaction ends."""
    row = (await tx.execute(select(*_COLUMNS).where(handovers.c.id == int(key)).with_for_update())).first()
    if row is None:
        return None
    found = _handover(row)
    days = {name: day.isoformat() if (day := getattr(found, name)) else None for name in _DAYS}
    return {"from_id": found.from_id, "to_id": found.to_id, "state": found.state, "change_id": found.change_id, **days}


async def add(tx: Tx, values: Mapping[str, Any]) -> int:
    """A new one from columns; the new id."""
    return int((await tx.execute(insert(handovers).values(**_columns(values)).returning(handovers.c.id))).scalar_one())


async def change(tx: Tx, key: str, values: Mapping[str, Any]) -> None:
    """Change columns of one."""
    await tx.execute(update(handovers).where(handovers.c.id == int(key)).values(**_columns(values)))


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if isinstance(values.get(name), str)}
    return {**values, **days}
