"""The outbox: promises written with the fact they follow from, kept by couriers in each address's order."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, and_, case, delete, exists, func, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Select

from crm.errors import LeaseLostError
from crm.model import Channel, NewParcel, Parcel, ParcelState, Priority
from crm.store.engine import Tx
from crm.store.literal import among, is_one_of
from crm.store.tables import outbox
from crm.store.types import Id

UNFINISHED = (ParcelState.QUEUED, ParcelState.SENDING)


async def put(tx: Tx, parcels: Sequence[NewParcel], *, at: datetime, change_id: int | None = None) -> int:
    """Promise parcels whose dedupe key is not known yet; the number of new ones. `at` is machine time."""
    rows = [
        {
            "dedupe_key": parcel.dedupe_key,
            "order_key": parcel.order_key,
            "channel": parcel.channel,
            "address": parcel.address,
            "priority": parcel.priority,
            "payload": dict(parcel.payload),
            "action_id": parcel.action_id,
            "staff_id": parcel.staff_id,
            "change_id": change_id,
            "created_at": at,
            "state": ParcelState.QUEUED,
            "next_try_at": at + timedelta(seconds=parcel.delay),
        }
        for parcel in parcels
    ]
    if not rows:
        return 0
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(outbox).values(rows).on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(outbox.c.id)
    return len((await tx.execute(statement)).all())


_RANK: ColumnElement[int] = literal_column(str(10**12), Id)  # more than there will ever be parcels


def _place(table: FromClause) -> ColumnElement[int]:
    """The place of a parcel in its line: what is on its way is before everything, then by priority, then the oldest."""
    rank = case((among(table.c.state, ParcelState.SENDING), -1), else_=table.c.priority)
    return rank * _RANK + table.c.id


def _claimable(channels: Sequence[Channel], at: datetime, limit: int) -> Select[Any]:
    """The first unfinished parcel of each order key, where none of that key is on its way.

    What a dead courier left leased goes first, oldest first: it may have arrived, and what was promised later must not
    overtake it, nor wait for it for ever. The firsts are found once for all that wait, as in the inbox.
    """
    line = outbox.alias("line")
    free = or_(
        and_(among(outbox.c.state, ParcelState.QUEUED), outbox.c.next_try_at <= at),
        and_(among(outbox.c.state, ParcelState.SENDING), outbox.c.lease_until < at),
    )
    under_way = case((and_(among(line.c.state, ParcelState.SENDING), line.c.lease_until >= at), 1), else_=0)
    firsts = (
        select(func.min(_place(line))).where(among(line.c.state, *UNFINISHED)).group_by(line.c.order_key).having(func.max(under_way) == 0)
    )
    return (
        select(outbox.c.id)
        .where(among(outbox.c.channel, *channels), among(outbox.c.state, *UNFINISHED), free, is_one_of(_place(outbox), firsts))
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


async def claim(tx: Tx, channels: Sequence[Channel], *, at: datetime, lease: timedelta, limit: int) -> list[Parcel]:
    """Lease up to `limit` parcels to the caller, counting the attempt before it is made."""
    token = secrets.token_hex(8)
    chosen = _claimable(channels, at, limit).scalar_subquery()
    statement = (
        update(outbox)
        .where(outbox.c.id.in_(chosen))
        .values(state=ParcelState.SENDING, attempts=outbox.c.attempts + 1, lease_until=at + lease, lease_token=token)
        .returning(outbox)
    )
    rows = (await tx.execute(statement)).all()
    return sorted((_parcel(row) for row in rows), key=lambda parcel: (parcel.priority, parcel.id))


def _parcel(row: Row[Any]) -> Parcel:
    return Parcel(
        id=row.id,
        dedupe_key=row.dedupe_key,
        order_key=row.order_key,
        channel=Channel(row.channel),
        address=row.address,
        payload=row.payload,
        priority=Priority(row.priority),
        attempts=row.attempts,
        created_at=row.created_at,
        action_id=row.action_id,
        staff_id=row.staff_id,
        lease_token=row.lease_token or "",
    )


async def settle(  # noqa: PLR0913 - the columns of one outcome
    tx: Tx,
    parcel: Parcel,
    *,
    state: ParcelState,
    at: datetime,
    ref: str | None = None,
    error: str | None = None,
    next_try_at: datetime | None = None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Write what became of a claimed parcel; LeaseLostError where somebody else has taken over.

    `payload` is what left where that was rendered at sending time: a button or a reply must find what its message shows.
    """
    values: dict[str, Any] = {"state": state, "error": error, "lease_token": None, "lease_until": None, "settled_at": at}
    if ref is not None:
        values["external_ref"] = ref
    if next_try_at is not None:
        values["next_try_at"] = next_try_at
    if payload is not None:
        values["payload"] = dict(payload)
    mine = and_(outbox.c.id == parcel.id, outbox.c.lease_token == parcel.lease_token, outbox.c.state == ParcelState.SENDING)
    if (await tx.execute(update(outbox).where(mine).values(**values))).rowcount != 1:
        raise LeaseLostError


async def hold_back(tx: Tx, order_key: str, *, until: datetime) -> None:
    """Let nothing leave for an address before that machine time (Telegram's RetryAfter pauses one chat only)."""
    mine = and_(outbox.c.order_key == order_key, among(outbox.c.state, *UNFINISHED))
    waiting = and_(mine, among(outbox.c.state, ParcelState.QUEUED), outbox.c.next_try_at < until)
    await tx.execute(update(outbox).where(waiting).values(next_try_at=until))


async def readdress(tx: Tx, old: str, new: str) -> None:
    """Send what waits for one address to another (a group that became a supergroup)."""
    await tx.execute(update(outbox).where(outbox.c.address == old, among(outbox.c.state, *UNFINISHED)).values(address=new))


async def cancel(tx: Tx, change_id: int, *, at: datetime) -> int:
    """Cancel what a change promised and has not left yet; the number of parcels that stay behind."""
    waiting = and_(outbox.c.change_id == change_id, outbox.c.state == ParcelState.QUEUED)
    return (await tx.execute(update(outbox).where(waiting).values(state=ParcelState.CANCELLED, settled_at=at))).rowcount


async def of_change(tx: Tx, change_id: int) -> list[tuple[Parcel, ParcelState, str | None]]:
    """What a change promised: each parcel with its state and the other side's reference."""
    rows = await tx.execute(select(outbox).where(outbox.c.change_id == change_id).order_by(outbox.c.id))
    return [(_parcel(row), ParcelState(row.state), row.external_ref) for row in rows]


async def arriving(tx: Tx, address: str, *, at: datetime) -> bool:
    """Whether a courier has something on its way to that address at that machine time: it may be there before its courier says so."""
    here = and_(outbox.c.address == address, outbox.c.external_ref.is_(None))  # by their index: what has not arrived has none
    leased = and_(among(outbox.c.state, ParcelState.SENDING), outbox.c.lease_until >= at)
    return bool(await tx.scalar(select(exists().where(here, leased))))


async def by_id(tx: Tx, parcel_id: int) -> Parcel | None:
    """The parcel of that id, whatever became of it."""
    row = (await tx.execute(select(outbox).where(outbox.c.id == parcel_id))).first()
    return _parcel(row) if row else None


async def by_keys(tx: Tx, keys: Sequence[str]) -> list[tuple[Parcel, str | None]]:
    """The parcels of those dedupe keys, each with the other side's reference, oldest first."""
    rows = await tx.execute(select(outbox).where(outbox.c.dedupe_key.in_(keys)).order_by(outbox.c.id))
    return [(_parcel(row), row.external_ref) for row in rows]


async def shown(tx: Tx, address: str, ref: str) -> Parcel | None:
    """The newest parcel that is shown as that message of that address: what a button or a reply belongs to."""
    here = and_(outbox.c.address == address, outbox.c.external_ref == ref)
    row = (await tx.execute(select(outbox).where(here).order_by(outbox.c.id.desc()).limit(1))).first()
    return _parcel(row) if row else None


def _arrived(address: str) -> Select[Any]:
    """What a chat got, the latest first."""
    here = and_(outbox.c.address == address, among(outbox.c.state, ParcelState.SENT), outbox.c.channel == Channel.TELEGRAM)
    return select(outbox).where(here).order_by(outbox.c.settled_at.desc(), outbox.c.id.desc())


async def last_shown(tx: Tx, address: str, context_key: str) -> tuple[Parcel, str] | None:
    """The newest sent chat parcel of an address whose context has that key, with its message reference."""
    rows = await tx.execute(_arrived(address).limit(40))
    for row in rows:
        context = (row.payload.get("chat") or {}).get("context") or {}
        if context_key in context and row.external_ref:
            return _parcel(row), row.external_ref
    return None


async def newest_shown(tx: Tx, address: str) -> tuple[Parcel, str] | None:
    """The chat parcel that an address got last, with its message reference: what a text typed right after it may answer.

    One that only took the buttons off an older message says nothing.
    """
    rows = await tx.execute(_arrived(address).limit(8))
    for row in rows:
        message = row.payload.get("chat") or {}
        if message.get("text") or message.get("file"):
            return _parcel(row), row.external_ref or ""
    return None


async def by_state(tx: Tx, state: ParcelState, *, limit: int = 50) -> list[dict[str, Any]]:
    """The newest parcels of a state: for administrators and tests."""
    rows = await tx.execute(select(outbox).where(outbox.c.state == state).order_by(outbox.c.id.desc()).limit(limit))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented way to a mapping


async def release_all(tx: Tx, *, at: datetime) -> None:
    """Give back every lease: at the start of the only process on an SQLite file. The attempt stays counted."""
    await tx.execute(
        update(outbox)
        .where(among(outbox.c.state, *UNFINISHED), among(outbox.c.state, ParcelState.SENDING))
        .values(state=ParcelState.QUEUED, next_try_at=at, lease_until=None, lease_token=None)
    )


async def counts(tx: Tx) -> dict[tuple[str, str], int]:
    """How many parcels there are by channel and state."""
    rows = await tx.execute(select(outbox.c.channel, outbox.c.state, func.count()).group_by(outbox.c.channel, outbox.c.state))
    return {(channel, state): n for channel, state, n in rows}


async def purge(tx: Tx, *, settled_before: datetime, limit: int) -> int:
    """Forget up to `limit` parcels that were sent or cancelled before that machine time; failed and unsure ones stay."""
    old = and_(among(outbox.c.state, ParcelState.SENT, ParcelState.CANCELLED), outbox.c.settled_at < settled_before)
    few = select(outbox.c.id).where(old).limit(limit).scalar_subquery()
    return (await tx.execute(delete(outbox).where(outbox.c.id.in_(few)))).rowcount
