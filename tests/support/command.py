"""The command line as a person has it: `acciones` in this process, `process` in one of its own, which costs a second."""

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from app.cli import main
from crm.store import Store
from crm.store.migrate import upgrade
from tests.support.databases import run

ROOT = Path(__file__).parents[2]
FILE = 'office_name = "Los Robles"\n'


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def bare(**variables: str) -> dict[str, str]:
    """An environment that speaks Spanish and has none of our settings but these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("ACCIONES_", "LC_"))}
    return {**inherited, "LANG": "es_CL.UTF-8", "PYTHONPATH": str(ROOT), **variables}


def acciones(*arguments: str, cwd: Path, **variables: str) -> Said:
    """Run a command from that folder, in a bare environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code = 0
    with mock.patch.dict(os.environ, bare(**variables), clear=True), chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
    out.flush()
    err.flush()
    return Said(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())  # type: ignore[attr-defined]


def process(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The same as a program of its own."""
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=cwd, env=bare(**variables), capture_output=True, text=True, timeout=60, check=False)


def installation(folder: Path, *, template: Path | None = None, revision: str = "head") -> Path:
    """What `acciones init` leaves there: acciones.toml and a database, a copy of `template` or made anew."""
    (folder / "acciones.toml").write_text(FILE)
    database = folder / "data" / "acciones.db"
    database.parent.mkdir()
    if template:
        database.write_bytes(template.read_bytes())
        return database

    async def make() -> None:
        store = Store(f"sqlite:///{database}")
        await upgrade(store, revision)
        await store.close()

    run(make())
    return database
