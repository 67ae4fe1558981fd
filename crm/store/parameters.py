"""Module settings that an administrator changes in the chat, and leases by name."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from crm.store import versions
from crm.store.engine import Tx
from crm.store.tables import leases, parameters

PARAMETERS = "parameters"  # the counter that tells every process that one changed


async def get(tx: Tx, name: str, default: Any = None) -> Any:
    row = (await tx.execute(select(parameters.c.value).where(parameters.c.name == name))).first()
    return default if row is None else row.value


async def put(tx: Tx, name: str, value: Any) -> None:
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(parameters).values(name=name, value=value)
    await tx.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def write(tx: Tx, name: str, value: Any) -> None:
    """Set a parameter that people change, or (None) go back to the installation's own; every process hears of it."""
    if value is None:
        await tx.execute(delete(parameters).where(parameters.c.name == name))
    else:
        await put(tx, name, value)
    await versions.grow(tx, PARAMETERS)


async def version(tx: Tx) -> int:
    """Grows whenever a parameter changes, in any process."""
    return await versions.of(tx, PARAMETERS)


async def every(tx: Tx) -> dict[str, Any]:
    """All parameters by name."""
    return {row.name: row.value for row in await tx.execute(select(parameters))}


async def hold(tx: Tx, name: str, holder: str, *, at: datetime, lease: timedelta) -> bool:
    """Take or renew a lease of that name until `at + lease`; False while somebody else holds it."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(leases).values(name=name, holder=holder, until=at + lease)
    mine_or_over = or_(leases.c.holder == holder, leases.c.until < at)
    taken = statement.on_conflict_do_update(
        index_elements=["name"], set_={"holder": holder, "until": at + lease}, where=mine_or_over
    ).returning(leases.c.holder)
    return (await tx.execute(taken)).first() is not None


async def let_go(tx: Tx, name: str, holder: str) -> None:
    await tx.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
