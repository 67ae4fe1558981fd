"""Bring a database to the newest revision, or say how far it is from there."""

from enum import Enum, auto
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from crm.errors import StoreBusyError
from crm.store.engine import Store, database_path


class Schema(Enum):
    """Where the tables of a database stand, seen from this program."""

    MISSING = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def config(connection: Connection) -> Config:
    """Alembic's configuration without a file: our revisions, on that connection."""
    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    found.attributes["connection"] = connection
    return found


async def schema(store: Store) -> Schema:
    """Look, and change nothing: a file that is not there is not made. StoreBusyError where the database cannot be opened."""
    path = database_path(store.url)
    if path and not path.is_file():
        return Schema.MISSING
    try:
        async with store.engine.connect() as connection:
            return await connection.run_sync(_schema)
    except (DBAPIError, OSError) as error:
        raise StoreBusyError(str(getattr(error, "orig", error))) from error


async def upgrade(store: Store, revision: str = "head") -> None:
    """Upgrade the schema; on SQLite with foreign keys off, since batch mode with them on deleted all child rows (facts.md).

    The caller makes a backup before (`app.database`); a database that is already there costs one small read.
    """
    path = database_path(store.url)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    async with store.engine.connect() as connection:
        if revision == "head" and await connection.run_sync(_schema) is Schema.CURRENT:
            return
        if store.is_sqlite:
            await connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        await connection.commit()
        await connection.run_sync(_run, command.upgrade, revision)
        await connection.commit()
        if store.is_sqlite:
            broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"the upgrade left rows without their parent: {broken[:3]}")
            await connection.commit()
            await connection.invalidate()  # the next user of the pool must get foreign keys on


async def check(store: Store) -> None:
    """Raise Alembic's CommandError where tables.py and the revisions disagree."""
    async with store.engine.connect() as connection:
        await connection.run_sync(lambda sync: command.check(config(sync)))


def _schema(connection: Connection) -> Schema:
    revisions = ScriptDirectory.from_config(config(connection))
    stands = set(MigrationContext.configure(connection).get_current_heads())
    if not stands:
        return Schema.MISSING
    if stands == set(revisions.get_heads()):
        return Schema.CURRENT
    return Schema.OLDER if stands <= {one.revision for one in revisions.walk_revisions()} else Schema.NEWER


def _run(connection: Connection, verb: Any, revision: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7262626)"))  # two machines that start at once upgrade one after the other
    verb(config(connection), revision)


__all__ = ["Schema", "check", "schema", "upgrade"]
