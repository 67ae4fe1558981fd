"""The store: one engine, write transactions that never lose an update, readers that never wait for them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from crm.errors import StoreBusyError

Tx = AsyncConnection  # an open transaction; the store's functions take it as their first argument


class Store:
    """One database behind an address: `sqlite:///path` or `postgresql://…`.

    `begin` is a write transaction, `read` a snapshot to read from. On SQLite writers queue at one lock of this process
    and start with BEGIN IMMEDIATE: plain BEGIN failed 531 times in spite of busy_timeout, the driver's default lost
    734 of 1,200 increments without an error (facts.md).
    """

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgres(self.url)
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Tx]:
        """A write transaction: commits at the end, rolls back on any exception. StoreBusyError where the store cannot take it now."""
        async with AsyncExitStack() as stack:
            if self.is_sqlite:
                await stack.enter_async_context(self._writing)
            try:
                connection = await stack.enter_async_context(self.engine.connect())
                await connection.execution_options(immediate=True)
                await stack.enter_async_context(connection.begin())
                yield connection
            except (OperationalError, OSError) as error:
                raise StoreBusyError(str(getattr(error, "orig", error))) from error
            except DBAPIError as error:
                if error.connection_invalidated or _is_passing(error):
                    raise StoreBusyError(str(error.orig)) from error
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A connection to read from; what it sees does not change in between."""
        try:
            async with self.engine.connect() as connection:
                if not self.is_sqlite:
                    await connection.execution_options(isolation_level="REPEATABLE READ")
                async with connection.begin():
                    yield connection
        except (OperationalError, OSError) as error:
            raise StoreBusyError(str(getattr(error, "orig", error))) from error

    async def close(self) -> None:
        await self.engine.dispose()


def async_url(url: str) -> str:
    """The address with its driver, or ValueError: `sqlite:///x` → `sqlite+aiosqlite:///x`, `postgresql:` → `postgresql+asyncpg:`."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError("the database must be sqlite:///… or postgresql://…") from error
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
    name = parsed.drivername.split("+")[0]
    if name not in driver:
        raise ValueError(f"the database must be sqlite:///… or postgresql://…, not {name}")
    return parsed.set(drivername=driver[name]).render_as_string(hide_password=False)


def database_path(url: str) -> Path | None:
    """The file of an SQLite address, None for PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.drivername.startswith("sqlite") and parsed.database else None


def rooted(url: str, folder: Path) -> str:
    """The same address, its file counted from that folder where it is a relative one."""
    path = database_path(url) if url else None
    return make_url(url).set(database=str(folder / path)).render_as_string(hide_password=False) if path else url


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _is_passing(error: DBAPIError) -> bool:
    """Serialisation failures and deadlocks of PostgreSQL: the same transaction may succeed when run again."""
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01", "53300", "57P01", "57P03"}


def _postgres(url: str) -> AsyncEngine:
    return create_async_engine(url, json_serializer=_dumps, pool_size=10, max_overflow=10, pool_pre_ping=True)


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, json_serializer=_dumps, pool_size=8, max_overflow=8, connect_args={"timeout": 10})

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, _: Any) -> None:
        # The driver must not begin by itself; synchronous=FULL because NORMAL loses what was confirmed when power fails.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


__all__ = ["Store", "Tx", "async_url", "database_path", "rooted"]
