"""Drafts: conversations that are not finished."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update

from crm.carried import Carried
from crm.codec import VERSION, Codec
from crm.errors import ConflictError, UnreadableError
from crm.model import Draft
from crm.store.engine import Tx
from crm.store.tables import drafts

log = logging.getLogger(__name__)
_CARRIED = Codec(Carried)
_SHAPE = 1  # of what a draft carries
_FIELDS = tuple(f.name for f in fields(Draft))
_COLUMNS = tuple(drafts.c[name] for name in _FIELDS)


def _draft(row: Row[Any]) -> Draft:
    values = dict(zip(_FIELDS, row, strict=True))
    return Draft(**{**values, "skipped": tuple(values["skipped"]), "extra": _CARRIED.decode(values["extra"])})


def _readable(rows: Iterable[Row[Any]]) -> list[Draft]:
    """The drafts that can be read: another one is gone for everybody until its week has passed, and stands in nobody's way."""
    found = []
    for row in rows:
        try:
            found.append(_draft(row))
        except UnreadableError as error:
            log.warning("draft %s: %s", row.id, error)
    return found


async def put(tx: Tx, draft: Draft) -> Draft:
    """Write a draft: id 0 makes a new one, else the stored one must be one version behind (ConflictError).

    An active draft becomes the person's only one: another is parked.
    """
    if draft.active:
        others = and_(drafts.c.staff_id == draft.staff_id, drafts.c.active, drafts.c.id != draft.id)
        await tx.execute(update(drafts).where(others).values(active=False))
    values = {**asdict(draft), "skipped": list(draft.skipped), "answers": dict(draft.answers)}
    values["extra"] = {**_CARRIED.encode(draft.extra), VERSION: _SHAPE}
    del values["id"]
    if draft.id == 0:
        return _draft((await tx.execute(insert(drafts).values(**values).returning(*_COLUMNS))).one())
    before = and_(drafts.c.id == draft.id, drafts.c.version == draft.version - 1)
    row = (await tx.execute(update(drafts).where(before).values(**values).returning(*_COLUMNS))).first()
    if row is None:
        raise ConflictError
    return _draft(row)


async def shown_as(tx: Tx, draft_id: int, version: int, message_id: int) -> None:
    """Remember which chat message shows the open question, unless the draft has gone on since."""
    same = and_(drafts.c.id == draft_id, drafts.c.version == version)
    await tx.execute(update(drafts).where(same).values(message_id=message_id))


async def drop(tx: Tx, draft_id: int) -> None:
    await tx.execute(delete(drafts).where(drafts.c.id == draft_id))


async def get(tx: Tx, draft_id: int) -> Draft | None:
    found = _readable(await tx.execute(select(*_COLUMNS).where(drafts.c.id == draft_id)))
    return found[0] if found else None


async def active(tx: Tx, staff_id: int) -> Draft | None:
    """The draft whose question is open for that person."""
    found = _readable(await tx.execute(select(*_COLUMNS).where(drafts.c.staff_id == staff_id, drafts.c.active)))
    return found[0] if found else None


async def of_staff(tx: Tx, staff_id: int) -> list[Draft]:
    """All drafts of a person, the latest first."""
    rows = await tx.execute(select(*_COLUMNS).where(drafts.c.staff_id == staff_id).order_by(drafts.c.updated_at.desc(), drafts.c.id.desc()))
    return _readable(rows)


async def left_before(tx: Tx, moment: datetime) -> list[Draft]:
    """Everybody's drafts that nobody has touched since that office time, the longest left first."""
    left = select(*_COLUMNS).where(drafts.c.updated_at < moment).order_by(drafts.c.updated_at, drafts.c.id)
    return _readable(await tx.execute(left))


async def expire(tx: Tx, now: datetime) -> int:
    """Forget drafts whose week has passed at that office time."""
    return (await tx.execute(delete(drafts).where(drafts.c.expires_at < now))).rowcount
