"""Counters that grow when something changes, so that every process knows when what it remembers is old."""

from sqlalchemy import func, insert, select, update

from crm.store.engine import Tx
from crm.store.tables import counters


async def grow(tx: Tx, name: str) -> None:
    bumped = update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
    if (await tx.execute(bumped)).rowcount == 0:
        await tx.execute(insert(counters).values(name=name, value=1))


async def of(tx: Tx, name: str) -> int:
    """The counter as it stands; 0 where nothing changed yet."""
    return int((await tx.execute(select(func.coalesce(func.max(counters.c.value), 0)).where(counters.c.name == name))).scalar_one())
