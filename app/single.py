"""One product process per SQLite file: an exclusive lock on a file beside the database."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.speech import say
from crm.errors import SettingsError


@contextmanager
def alone(database: Path | None) -> Iterator[None]:
    """Hold the lock of an SQLite database while the process works with it; SettingsError where another one holds it.

    The kernel lets go of it when the process dies, however it dies. PostgreSQL (None) needs no guard.
    """
    if database is None:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    path = database.with_name(database.name + ".lock")
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SettingsError(
                say(
                    f"Ya hay un «acciones» en marcha con la base de datos {database}; detenlo primero.",
                    f"Another “acciones” is running on the database {database}; stop that one first.",
                )
            ) from None
        yield
    finally:
        os.close(handle)
