"""Bytes, each stored once under its SHA-256, so that one database is one backup."""

import hashlib

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from crm.store.engine import Tx
from crm.store.tables import blobs


async def put(tx: Tx, data: bytes) -> str:
    """Store bytes unless they are stored already; their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(data).hexdigest()
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    row = {"sha256": sha256, "size": len(data), "data": data}
    await tx.execute(dialect.insert(blobs).values(row).on_conflict_do_nothing(index_elements=["sha256"]))
    return sha256


async def get(tx: Tx, sha256: str) -> bytes | None:
    """The bytes of that hash, None where there are none."""
    row = (await tx.execute(select(blobs.c.data).where(blobs.c.sha256 == sha256))).first()
    return None if row is None else row.data
