"""Bytes, each stored once under its SHA-256, so that one database is one backup."""

import hashlib
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Text, and_, cast, delete, exists, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite

from crm.store.engine import Tx
from crm.store.tables import actions, attachments, blobs, documents, drafts, inbox, outbox, parameters, record_history

_HASH = re.compile(r"[0-9a-f]{64}")
# JSON that may name a file by its hash: the logo and what it was, what a letter froze, what waits in a draft, what a parcel carries.
# In the order in which a name may wander from one to another, so that none is missed while it does.
NAMING = (
    parameters.c.value,
    record_history.c.before,
    record_history.c.after,
    inbox.c.envelope,
    drafts.c.answers,
    drafts.c.extra,
    actions.c.details,
    documents.c.content,
    outbox.c.payload,
)
_PAGE = 500


async def put(tx: Tx, data: bytes, *, at: datetime) -> str:
    """Store bytes once; their SHA-256 in hexadecimal. `at` (machine time) spares them from `erase` for a while."""
    sha256 = hashlib.sha256(data).hexdigest()
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    row = {"sha256": sha256, "size": len(data), "data": data, "kept_at": at}
    # Written anew even where the bytes are there: whoever is about to erase them waits for this row, and then sees that they are young.
    again = dialect.insert(blobs).values(row).on_conflict_do_update(index_elements=["sha256"], set_={"kept_at": at})
    await tx.execute(again)
    return sha256


async def get(tx: Tx, sha256: str) -> bytes | None:
    """The bytes of that hash, None where there are none."""
    row = (await tx.execute(select(blobs.c.data).where(blobs.c.sha256 == sha256))).first()
    return None if row is None else row.data


def _idle(before: datetime) -> ColumnElement[bool]:
    """Neither on an action nor a document's, and not touched since."""
    attached = exists().where(attachments.c.sha256 == blobs.c.sha256)
    printed = exists().where(documents.c.pdf == blobs.c.sha256)
    return and_(or_(blobs.c.kept_at.is_(None), blobs.c.kept_at < before), ~attached, ~printed)


async def idle(tx: Tx, *, before: datetime, after: str = "", limit: int) -> list[str]:
    """Hashes, in order, of bytes that are on no action and no document and were not put since; something in JSON may still name them."""
    rows = await tx.execute(select(blobs.c.sha256).where(_idle(before), blobs.c.sha256 > after).order_by(blobs.c.sha256).limit(limit))
    return [row.sha256 for row in rows]


async def hashes_in(tx: Tx, place: Column[Any], *, after: Any = None) -> tuple[set[str], Any]:
    """The hashes that a page of a JSON column names, and where the next page begins; None after the last one."""
    (key,) = place.table.primary_key.columns
    rows = (
        await tx.execute(select(key, cast(place, Text)).where(key > after if after is not None else true()).order_by(key).limit(_PAGE))
    ).all()
    return {name for row in rows for name in _HASH.findall(row[1] or "")}, rows[-1][0] if len(rows) == _PAGE else None


async def erase(tx: Tx, hashes: Collection[str], *, before: datetime) -> int:
    """Erase those that are still idle; how many."""
    return (await tx.execute(delete(blobs).where(blobs.c.sha256.in_(hashes), _idle(before)))).rowcount
