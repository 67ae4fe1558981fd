"""Fresh databases for tests: each test gets a migrated one, on SQLite a copied file, on PostgreSQL one that was emptied."""

import asyncio
import os
import secrets
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from crm.store import Store
from crm.store.migrate import upgrade
from crm.store.tables import metadata

POSTGRES_VARIABLE = "ACCIONES_TEST_POSTGRES_URL"
REQUIRE_VARIABLE = "ACCIONES_TEST_REQUIRE_ALL"  # .ci/run sets it: nothing may be skipped there
ROOM = 100_000_000  # bytes of memory that the databases of all processes fit in
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end in a loop and thread of its own, whatever loop the test has."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def missing(what: str) -> None:
    """Skip with that sentence, or fail where everything is required."""
    if os.environ.get(REQUIRE_VARIABLE):
        pytest.fail(f"{what}, and {REQUIRE_VARIABLE} is set")
    pytest.skip(what)


async def _migrate(url: str) -> None:
    store = Store(url)
    await upgrade(store)
    await store.close()


def migrated_file(path: Path) -> Path:
    """Make a migrated SQLite file to copy from."""
    run(_migrate(f"sqlite:///{path}"))
    return path


# As if nothing had ever been in it: who is still connected goes, then all rows, and every number starts at 1 again.
EMPTIED = f"""
DO $$ DECLARE one record; BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
    {" ".join(f'DELETE FROM "{table.name}";' for table in reversed(metadata.sorted_tables))}
    FOR one IN SELECT schemaname, sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I.%I RESTART', one.schemaname, one.sequencename);
    END LOOP;
END $$"""


class Postgres:
    """The server of ACCIONES_TEST_POSTGRES_URL: lends fresh databases, and drops them when this process has tested.

    A migrated one is emptied and lent again: to copy a template costs a quarter of a second, more than most tests.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._migrated: dict[str, bool] = {}  # name -> lent now

    def url(self, name: str) -> str:
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def execute(self, statement: str, database: str = "") -> None:
        async def do() -> None:
            connection = await asyncpg.connect(self.url(database or self._url.database or "postgres"))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        run(do())

    @contextmanager
    def lending(self) -> Iterator["Postgres"]:
        """Drop all databases at the end."""
        try:
            yield self
        finally:
            for name in tuple(self._migrated):
                self._drop(name)

    def create(self, *, migrated: bool = True) -> str:
        """Lend a fresh database; its name."""
        name = next((name for name, lent in self._migrated.items() if migrated and not lent), "")
        if not name:
            name = f"acciones_test_{secrets.token_hex(6)}"
            self.execute(f'CREATE DATABASE "{name}"')
            if migrated:
                run(_migrate(self.url(name)))
        if migrated:
            self._migrated[name] = True
        return name

    def give_back(self, name: str) -> None:
        """What `create` lent is no longer needed."""
        if name in self._migrated:
            try:
                self.execute(EMPTIED, name)
            except asyncpg.PostgresError:  # the test broke its tables on purpose
                self._drop(name)
            else:
                self._migrated[name] = False
        else:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._migrated.pop(name, None)
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
