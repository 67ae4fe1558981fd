"""The playground's own SQLite file: chats, files, waiting updates and mails survive a restart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (chat_id INTEGER, message_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (chat_id, message_id));
CREATE TABLE IF NOT EXISTS updates (update_id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (file_id TEXT PRIMARY KEY, about TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY, about TEXT NOT NULL, raw BLOB NOT NULL);
"""


class Store:
    """Small write-through statements on one connection; without a file everything stays in memory.

    Writes are synchronous: each takes tens of microseconds because nothing waits for the disk. A killed process
    loses nothing, a power cut may, which a toy world can bear.
    """

    def __init__(self, database: Path | None) -> None:
        self._target = ":memory:" if database is None else str(database)
        self._connection: sqlite3.Connection | None = None
        if database is not None:
            database.parent.mkdir(parents=True, exist_ok=True)

    def __del__(self) -> None:
        self._drop()

    @property
    def _db(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._target, isolation_level=None, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=OFF")
            self._connection.executescript(SCHEMA)
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = getattr(self, "_connection", None), None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """Close the file; the next use opens it again. A memory store stays, because closing would empty it."""
        if self._target != ":memory:":
            self._drop()

    def get(self, key: str, default: Any = None) -> Any:
        """Return a remembered value."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return default if row is None else json.loads(row[0])

    def put(self, key: str, value: Any) -> None:
        """Remember a value."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))

    def under(self, prefix: str) -> dict[str, Any]:
        """Return every remembered value whose key begins so."""
        rows = self._db.execute("SELECT key, value FROM meta WHERE substr(key, 1, ?) = ?", (len(prefix), prefix))
        return {key.removeprefix(prefix): json.loads(value) for key, value in rows}

    def messages(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield chat id and body of every message, oldest first."""
        for chat_id, body in self._db.execute("SELECT chat_id, body FROM messages ORDER BY message_id"):
            yield chat_id, json.loads(body)

    def put_message(self, chat_id: int, body: dict[str, Any]) -> None:
        """Keep a message in its present state."""
        self._db.execute("INSERT OR REPLACE INTO messages VALUES (?, ?, ?)", (chat_id, body["message_id"], json.dumps(body)))

    def drop_message(self, chat_id: int, message_id: int) -> None:
        """Forget a message."""
        self._db.execute("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", (chat_id, message_id))

    def updates(self) -> list[dict[str, Any]]:
        """Return the updates that nobody confirmed yet."""
        return [json.loads(body) for (body,) in self._db.execute("SELECT body FROM updates ORDER BY update_id")]

    def put_update(self, update_id: int, body: str) -> None:
        """Keep an update until it is confirmed."""
        self._db.execute("INSERT OR REPLACE INTO updates VALUES (?, ?)", (update_id, body))

    def drop_updates(self, below: int) -> None:
        """Forget confirmed updates."""
        self._db.execute("DELETE FROM updates WHERE update_id < ?", (below,))

    def put_file(self, file_id: str, about: dict[str, Any], data: bytes) -> None:
        """Keep a file."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (file_id, json.dumps(about), data))

    def file(self, file_id: str) -> dict[str, Any] | None:
        """Return what is known about a file."""
        row = self._db.execute("SELECT about FROM files WHERE file_id = ?", (file_id,)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def file_data(self, file_id: str) -> bytes:
        """Return the bytes of a file, nothing when it is unknown."""
        row = self._db.execute("SELECT data FROM files WHERE file_id = ?", (file_id,)).fetchone()
        return b"" if row is None else bytes(row[0])

    def put_mail(self, mail_id: int, about: dict[str, Any], raw: bytes) -> None:
        """Keep a mail."""
        self._db.execute("INSERT OR REPLACE INTO mails VALUES (?, ?, ?)", (mail_id, json.dumps(about), raw))

    def mails(self) -> list[tuple[int, dict[str, Any], bytes]]:
        """Return every mail, oldest first."""
        rows = self._db.execute("SELECT id, about, raw FROM mails ORDER BY id")
        return [(mail_id, json.loads(about), bytes(raw)) for mail_id, about, raw in rows]
