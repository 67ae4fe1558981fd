"""Everything there is, page by page: what an export reads, so that many lines never stand in memory at once."""

from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, select, true

from crm.model import Action, Contact, Partner
from crm.store.engine import Tx
from crm.store.tables import actions, contacts, partners

PAGE = 500


async def _page(tx: Tx, table: Table, model: type[Any], where: ColumnElement[bool], after: int) -> list[Any]:
    names = [f.name for f in fields(model)]
    columns = [table.c[name] for name in names]
    rows = await tx.execute(select(*columns).where(and_(where, table.c.id > after)).order_by(table.c.id).limit(PAGE))
    return [model(**dict(zip(names, row, strict=True))) for row in rows]


async def partners_after(tx: Tx, after: int) -> list[Partner]:
    """The next partners behind that id, active or not."""
    return await _page(tx, partners, Partner, true(), after)


async def contacts_after(tx: Tx, after: int) -> list[Contact]:
    """The next contacts behind that id, those who left too."""
    return await _page(tx, contacts, Contact, true(), after)


async def actions_after(tx: Tx, kind: str, after: int) -> list[Action]:
    """The next actions of a kind behind that id; what was taken back is left out."""
    return await _page(tx, actions, Action, and_(actions.c.kind == kind, ~actions.c.removed), after)
