"""Fresh databases for tests: each test gets a copy of a migrated template, on SQLite a file, on PostgreSQL a database."""

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

POSTGRES_VARIABLE = "ACCIONES_TEST_POSTGRES_URL"
REQUIRE_VARIABLE = "ACCIONES_TEST_REQUIRE_ALL"  # .ci/run sets it: nothing may be skipped there
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


class Postgres:
    """The server of ACCIONES_TEST_POSTGRES_URL: makes databases from a migrated template and drops them again."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.template = f"acciones_template_{secrets.token_hex(4)}"

    def url(self, name: str) -> str:
        return self._url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def execute(self, statement: str) -> None:
        async def do() -> None:
            connection = await asyncpg.connect(self.url(self._url.database or "postgres"))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        run(do())

    @contextmanager
    def templates(self) -> Iterator["Postgres"]:
        """Keep the migrated template while this process tests."""
        self.execute(f'CREATE DATABASE "{self.template}"')
        try:
            run(_migrate(self.url(self.template)))
            yield self
        finally:
            self.drop(self.template)

    def create(self, *, migrated: bool = True) -> str:
        """Make a fresh database; its name."""
        name = f"acciones_test_{secrets.token_hex(6)}"
        self.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{self.template}"' if migrated else ""))
        return name

    def drop(self, name: str) -> None:
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
