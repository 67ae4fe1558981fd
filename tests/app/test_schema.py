"""A command that looks at an office leaves its database alone: `run`, `demo`, `init` and `db upgrade` are the ones that upgrade."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from app.database import UnfitDatabaseError
from app.settings import Given
from app.wiring import product
from crm.store import Store
from crm.store.migrate import Schema, schema, upgrade
from tests.support.command import acciones, process

COMMANDS = {
    "doctor": ("doctor",),
    "inbox": ("inbox", "list"),
    "staff": ("staff", "list"),
    "import": ("import", "partners", "a.csv"),
    "export": ("export", "partners", "--out", "b.csv"),
}
OLDER = "La base de datos es de una versión anterior; «acciones db upgrade» la pone al día.\n"
NEWER = "La base de datos es de una versión posterior a este programa; instala esa versión.\n"


async def stands(url: str) -> Schema:
    store = Store(url)
    try:
        return await schema(store)
    finally:
        await store.close()


async def made(url: str, *statements: str, revision: str = "head") -> None:
    """A database at that revision."""
    store = Store(url)
    await upgrade(store, revision)
    async with store.begin() as tx:
        for statement in statements:
            await tx.execute(text(statement))
    await store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.csv").write_text("RUT;Razón social\n76.123.456-0;ACME\n")
    return tmp_path


async def refused(command: str, folder: Path, url: str) -> str:
    said = await asyncio.to_thread(acciones, *COMMANDS[command], cwd=folder, ACCIONES_DATABASE_URL=url)
    assert (said.returncode, said.stdout) == (2, ""), said
    return said.stderr


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_database_of_an_earlier_version_is_left_as_it_is(command: str, folder: Path, empty_url: str):
    await made(empty_url, revision="0005")
    assert await refused(command, folder, empty_url) == OLDER
    assert await stands(empty_url) is Schema.OLDER


async def test_a_database_of_a_later_version_is_refused_by_those_that_upgrade_as_well(folder: Path, empty_url: str):
    await made(empty_url, "UPDATE alembic_version SET version_num = '9999'")
    for command in COMMANDS:
        assert await refused(command, folder, empty_url) == NEWER
    said = await asyncio.to_thread(acciones, "db", "upgrade", cwd=folder, ACCIONES_DATABASE_URL=empty_url)
    assert (said.returncode, said.stderr) == (2, NEWER)
    with pytest.raises(UnfitDatabaseError):
        async with product(Given(database_url=empty_url, smtp_port=0)):
            pass
    assert await stands(empty_url) is Schema.NEWER


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_empty_database_stays_empty(command: str, folder: Path, empty_url: str):
    said = await refused(command, folder, empty_url)
    assert said.startswith("Todavía no hay una oficina en la base de datos ")
    assert len(said.splitlines()) == 1
    assert await stands(empty_url) is Schema.MISSING


def test_a_file_that_is_not_there_is_not_made(folder: Path):
    (folder / "acciones.toml").write_text("")
    said = process("doctor", cwd=folder, LANG="en_GB.UTF-8")
    sentence = "There is no office in the database data/acciones.db yet; “acciones init” and “acciones run” make one.\n"
    assert (said.returncode, said.stderr) == (2, sentence)
    assert not (folder / "data").exists()


def test_a_file_that_is_no_database_is_one_sentence(folder: Path):
    (folder / "x.db").write_text("no database " * 100)
    said = acciones("staff", "list", cwd=folder, ACCIONES_DATABASE_URL="sqlite:///x.db")
    assert (said.returncode, said.stderr) == (2, "No se puede abrir la base de datos SQLite de «database_url»: file is not a database\n")
