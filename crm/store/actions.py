"""Actions, their numbers, agenda slots, attachments and history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, and_, case, cast, func, insert, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError

from crm.errors import ConflictError, NotFoundError, SlotTakenError
from crm.model import Action, Attachment
from crm.store.engine import Tx
from crm.store.tables import actions, attachments, counters, slots

_FIELDS = tuple(f.name for f in fields(Action))
_COLUMNS = tuple(actions.c[name] for name in _FIELDS)


def _action(row: Row[Any]) -> Action:
    return Action(**dict(zip(_FIELDS, row, strict=True)))


async def next_number(tx: Tx, series: str, *, at_least: int = 1) -> int:
    """The next number of a series, without gap (but to `at_least`) or double: the row stays locked until the transaction ends."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(counters).values(name=series, value=at_least)
    after = case((counters.c.value < at_least, at_least), else_=counters.c.value + 1)
    raised = statement.on_conflict_do_update(index_elements=["name"], set_={"value": after}).returning(counters.c.value)
    return int((await tx.execute(raised)).scalar_one())


async def last_number(tx: Tx, series: str) -> int:
    """The number that a series gave last; 0 where it gave none."""
    return int((await tx.execute(select(counters.c.value).where(counters.c.name == series))).scalar_one_or_none() or 0)


async def add(tx: Tx, values: Mapping[str, Any]) -> Action:
    """Insert an action from its columns and give it back as stored."""
    return _action((await tx.execute(insert(actions).values(**values).returning(*_COLUMNS))).one())


async def get(tx: Tx, action_id: int) -> Action:
    """The action of that id; NotFoundError where there is none."""
    row = (await tx.execute(select(*_COLUMNS).where(actions.c.id == action_id))).first()
    if row is None:
        raise NotFoundError
    return _action(row)


async def get_many(tx: Tx, action_ids: Sequence[int]) -> dict[int, Action]:
    """The actions of those ids that exist, by id."""
    rows = await tx.execute(select(*_COLUMNS).where(actions.c.id.in_(action_ids)))
    return {action.id: action for action in map(_action, rows)}


async def change(tx: Tx, action_id: int, version: int, values: Mapping[str, Any]) -> Action:
    """Write columns of an action that still stands at `version`; ConflictError where it does not."""
    still = and_(actions.c.id == action_id, actions.c.version == version)
    row = (await tx.execute(update(actions).where(still).values(**values, version=version + 1).returning(*_COLUMNS))).first()
    if row is None:
        raise ConflictError
    return _action(row)


async def open_of(tx: Tx, staff_id: int) -> list[Action]:
    """All open actions of a person, oldest first."""
    mine = and_(actions.c.responsible_id == staff_id, actions.c.is_open, ~actions.c.removed)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(mine).order_by(actions.c.id))]


async def during(tx: Tx, staff_id: int, kinds: Collection[str], start: datetime, end: datetime) -> list[Action]:
    """What a person did of some kinds that overlaps a span, in order; what still runs overlaps all that comes after its beginning."""
    own = and_(actions.c.responsible_id == staff_id, actions.c.kind.in_(kinds), ~actions.c.removed)
    overlaps = and_(actions.c.starts_at < end, or_(actions.c.ends_at > start, and_(actions.c.ends_at.is_(None), actions.c.is_open)))
    rows = await tx.execute(select(*_COLUMNS).where(own, overlaps).order_by(actions.c.starts_at, actions.c.id))
    return [_action(row) for row in rows]


async def closed_of(tx: Tx, staff_id: int, states: Sequence[tuple[str, str]], start: datetime, end: datetime) -> list[Action]:
    """What a person is responsible for that was closed in a span and is in one of these (kind, state), in order."""
    reached = or_(*(and_(actions.c.kind == kind, actions.c.state == state) for kind, state in states))
    own = and_(actions.c.responsible_id == staff_id, ~actions.c.removed, reached)
    span = and_(actions.c.closed_at >= start, actions.c.closed_at < end)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(own, span).order_by(actions.c.closed_at, actions.c.id))]


async def open_of_kinds(tx: Tx, kinds: Sequence[str]) -> list[Action]:
    """All open actions of some kinds, oldest first."""
    wanted = and_(actions.c.is_open, ~actions.c.removed, actions.c.kind.in_(kinds))
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(wanted).order_by(actions.c.id))]


async def of_kind(tx: Tx, kind: str) -> list[Action]:
    """All actions of a kind that is kept for reference (procedures), the newest first."""
    there = and_(actions.c.kind == kind, ~actions.c.removed)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(there).order_by(actions.c.id.desc()))]


async def open_following(tx: Tx, action_id: int) -> list[Action]:
    """The open actions that follow that one directly, oldest first."""
    next_ones = and_(actions.c.follows_id == action_id, actions.c.is_open, ~actions.c.removed)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(next_ones).order_by(actions.c.id))]


def whose(staff_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Actions that one of those people does or asked for; all of them where it is None."""
    return true() if staff_ids is None else or_(actions.c.requester_id.in_(staff_ids), actions.c.responsible_id.in_(staff_ids))


async def of_partner(
    tx: Tx, partner_id: int, *, kind: str = "", is_open: bool | None = None, mine: Collection[int] | None = None, limit: int = 50
) -> list[Action]:
    """A partner's actions (of one kind, open or closed, of one person), newest first."""
    where = [actions.c.partner_id == partner_id, ~actions.c.removed, whose(mine)]
    if kind:
        where.append(actions.c.kind == kind)
    if is_open is not None:
        where.append(actions.c.is_open if is_open else ~actions.c.is_open)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(*where).order_by(actions.c.id.desc()).limit(limit))]


async def partner_counts(tx: Tx, partner_id: int, *, mine: Collection[int] | None = None) -> list[tuple[str, int, int]]:
    """Per kind: how many actions a partner has (with one person), and how many of them are open."""
    open_ones = func.sum(cast(actions.c.is_open, Integer))
    where = and_(actions.c.partner_id == partner_id, ~actions.c.removed, whose(mine))
    rows = await tx.execute(select(actions.c.kind, func.count(), open_ones).where(where).group_by(actions.c.kind))
    return [(kind, total, int(open_count or 0)) for kind, total, open_count in rows]


async def last_closed(
    tx: Tx, partner_id: int, states: Sequence[tuple[str, str]], *, mine: Collection[int] | None = None
) -> datetime | None:
    """When an action of a partner was closed last, among those that are in one of these (kind, state)."""
    reached = or_(*(and_(actions.c.kind == kind, actions.c.state == state) for kind, state in states))
    where = and_(actions.c.partner_id == partner_id, ~actions.c.removed, reached, whose(mine))
    row = (await tx.execute(select(actions.c.closed_at).where(where).order_by(actions.c.closed_at.desc().nulls_last()).limit(1))).first()
    return row.closed_at if row else None


async def recent_partners(tx: Tx, staff_id: int, *, limit: int = 3) -> list[int]:
    """Ids of the partners that a person used last, the latest first."""
    mine = and_(or_(actions.c.requester_id == staff_id, actions.c.responsible_id == staff_id), actions.c.partner_id.is_not(None))
    latest = func.max(actions.c.id)
    rows = await tx.execute(
        select(actions.c.partner_id).where(mine, ~actions.c.removed).group_by(actions.c.partner_id).order_by(latest.desc()).limit(limit)
    )
    return [row.partner_id for row in rows]


async def recent_of(tx: Tx, staff_id: int, *, limit: int = 4) -> list[Action]:
    """The actions that a person made or has to do, the newest first."""
    mine = and_(or_(actions.c.requester_id == staff_id, actions.c.responsible_id == staff_id), ~actions.c.removed)
    return [_action(row) for row in await tx.execute(select(*_COLUMNS).where(mine).order_by(actions.c.id.desc()).limit(limit))]


async def book(tx: Tx, action: Action, *, forced: bool = False) -> None:
    """Take the slot of an appointment; SlotTakenError where its owner has another one at that time."""
    try:
        async with tx.begin_nested():
            row = {
                "action_id": action.id,
                "owner_id": action.responsible_id,
                "starts_at": action.starts_at,
                "ends_at": action.ends_at,
                "forced": forced,
            }
            await tx.execute(insert(slots).values(**row))
    except (IntegrityError, DBAPIError) as error:
        if "slot_taken" in str(error.orig):
            raise SlotTakenError(action.responsible_id) from error
        raise


async def free(tx: Tx, action_id: int) -> None:
    """Give an appointment's slot back."""
    await tx.execute(slots.delete().where(slots.c.action_id == action_id))


async def taken(tx: Tx, owner_id: int, start: datetime, end: datetime) -> list[Action]:
    """The appointments in an agenda that overlap a span, in order."""
    overlap = and_(slots.c.owner_id == owner_id, slots.c.starts_at < end, slots.c.ends_at > start)
    rows = await tx.execute(select(*_COLUMNS).join(slots, slots.c.action_id == actions.c.id).where(overlap).order_by(slots.c.starts_at))
    return [_action(row) for row in rows]


async def attach(tx: Tx, action_id: int, *, sha256: str, name: str, media_type: str, size: int) -> None:
    """Put a stored blob on an action under a name."""
    row = {"action_id": action_id, "sha256": sha256, "name": name[:200], "media_type": media_type[:200], "size": size}
    await tx.execute(insert(attachments).values(**row))


async def attachments_of(tx: Tx, action_id: int) -> list[Attachment]:
    """The files on an action, in the order in which they came."""
    names = [f.name for f in fields(Attachment)]
    rows = await tx.execute(
        select(*(attachments.c[n] for n in names)).where(attachments.c.action_id == action_id).order_by(attachments.c.id)
    )
    return [Attachment(**dict(zip(names, row, strict=True))) for row in rows]


async def find_mail(tx: Tx, message_id: str) -> Action | None:
    """The action that logged the mail of that Message-ID."""
    logged = and_(actions.c.message_id == message_id, ~actions.c.removed)
    row = (await tx.execute(select(*_COLUMNS).where(logged).limit(1))).first()
    return _action(row) if row else None
