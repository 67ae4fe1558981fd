"""The inbox: raw input, kept before it is confirmed, handled in each person's order."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import Select

from crm.errors import LeaseLostError
from crm.model import Channel, InputState, NewInput, RawInput
from crm.store.engine import Tx
from crm.store.literal import among, is_one_of
from crm.store.tables import inbox

UNFINISHED = (InputState.KEPT, InputState.WORKING)


async def keep(tx: Tx, inputs: Sequence[NewInput], *, at: datetime) -> int:
    """Keep inputs whose key is not known yet, in one statement; the number of new ones. `at` is machine time."""
    rows = [
        {
            "channel": item.channel,
            "key": item.key,
            "order_key": item.order_key,
            "received_at": item.received_at,
            "kept_at": at,
            "envelope": dict(item.envelope),
            "blob": item.blob,
            "state": InputState.DONE if item.done else InputState.KEPT,
            "next_try_at": at,
        }
        for item in inputs
    ]
    if not rows:
        return 0
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(inbox).values(rows).on_conflict_do_nothing(index_elements=["key"]).returning(inbox.c.id)
    return len((await tx.execute(statement)).all())


def _claimable(channel: Channel, at: datetime, limit: int) -> Select[Any]:
    """The oldest unfinished row of each order key, where it is free: what a person wrote is handled in that person's order."""
    older = inbox.alias("older")
    free = or_(
        and_(among(inbox.c.state, InputState.KEPT), inbox.c.next_try_at <= at),
        and_(among(inbox.c.state, InputState.WORKING), inbox.c.lease_until < at),
    )
    # Once for all that wait: asked of each row by itself, ten thousand inputs of one sender take PostgreSQL seconds.
    first = select(func.min(older.c.id)).where(among(older.c.state, *UNFINISHED)).group_by(older.c.order_key)
    return (
        select(inbox.c.id)
        .where(inbox.c.channel == channel, among(inbox.c.state, *UNFINISHED), free, is_one_of(inbox.c.id, first))
        .order_by(inbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


async def claim(tx: Tx, channel: Channel, *, at: datetime, lease: timedelta, limit: int) -> list[RawInput]:
    """Lease up to `limit` inputs of a channel to the caller, each with a fresh token."""
    token = secrets.token_hex(8)
    chosen = _claimable(channel, at, limit).scalar_subquery()
    statement = (
        update(inbox)
        .where(inbox.c.id.in_(chosen))
        .values(state=InputState.WORKING, attempts=inbox.c.attempts + 1, lease_until=at + lease, lease_token=token)
        .returning(inbox)
    )
    rows = (await tx.execute(statement)).all()
    return sorted((_raw(row) for row in rows), key=lambda item: item.id)


def _raw(row: Row[Any]) -> RawInput:
    return RawInput(
        id=row.id,
        channel=Channel(row.channel),
        key=row.key,
        order_key=row.order_key,
        received_at=row.received_at,
        envelope=row.envelope,
        blob=row.blob,
        attempts=row.attempts,
        lease_token=row.lease_token,
    )


async def received_before(tx: Tx, order_key: str, input_id: int) -> datetime | None:
    """When the last thing of that order key came before that input, in office time; None where nothing did (any more)."""
    earlier = and_(inbox.c.order_key == order_key, inbox.c.id < input_id)
    row = (await tx.execute(select(inbox.c.received_at).where(earlier).order_by(inbox.c.id.desc()).limit(1))).first()
    return row.received_at if row else None


async def finish(
    tx: Tx,
    item: RawInput,
    *,
    state: InputState = InputState.DONE,
    error: str | None = None,
    envelope: Mapping[str, Any] | None = None,
) -> None:
    """The fence: end a claimed input in the transaction of its fact; LeaseLostError where somebody else has taken over.

    `envelope` replaces the input's own: a held input says in it for whom it waits.
    """
    more = {} if envelope is None else {"envelope": dict(envelope)}
    await _settle(tx, item, state=state, error=error, **more)


async def retry(tx: Tx, item: RawInput, *, next_try_at: datetime, error: str) -> None:
    """Put a claimed input back until `next_try_at` (machine time)."""
    await _settle(tx, item, state=InputState.KEPT, error=error, next_try_at=next_try_at)


async def _settle(tx: Tx, item: RawInput, **values: Any) -> None:
    mine = and_(inbox.c.id == item.id, inbox.c.lease_token == item.lease_token, inbox.c.state == InputState.WORKING)
    result = await tx.execute(update(inbox).where(mine).values(lease_token=None, lease_until=None, **values))
    if result.rowcount != 1:
        raise LeaseLostError


async def by_state(tx: Tx, state: InputState, *, limit: int = 50) -> list[dict[str, Any]]:
    """The newest inputs of a state, without their bytes: for administrators."""
    columns = [c for c in inbox.c if c.name != "blob"]
    rows = await tx.execute(select(*columns).where(inbox.c.state == state).order_by(inbox.c.id.desc()).limit(limit))
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's documented way to a mapping


async def raw(tx: Tx, input_id: int) -> RawInput | None:
    """One input with its bytes, whatever its state."""
    row = (await tx.execute(select(inbox).where(inbox.c.id == input_id))).first()
    return _raw(row) if row else None


async def run_again(tx: Tx, input_id: int, *, at: datetime, envelope: dict[str, Any] | None = None) -> bool:
    """Put a failed or held input back to be handled, with another envelope if one is given; False where there is none."""
    values: dict[str, Any] = {"state": InputState.KEPT, "attempts": 0, "next_try_at": at, "error": None}
    if envelope is not None:
        values["envelope"] = envelope
    waiting = inbox.c.state.in_([InputState.FAILED, InputState.HELD])
    return (await tx.execute(update(inbox).where(inbox.c.id == input_id, waiting).values(**values))).rowcount == 1


async def discard(tx: Tx, input_id: int) -> bool:
    """End a held input without handling it; False where it is not held."""
    held = and_(inbox.c.id == input_id, inbox.c.state == InputState.HELD)
    return (await tx.execute(update(inbox).where(held).values(state=InputState.DONE, error="discarded"))).rowcount == 1


async def release_all(tx: Tx) -> None:
    """Give back every lease: at the start of the only process on an SQLite file, where no other worker can hold one."""
    await tx.execute(
        update(inbox).where(among(inbox.c.state, InputState.WORKING)).values(state=InputState.KEPT, lease_until=None, lease_token=None)
    )


async def counts(tx: Tx) -> dict[tuple[str, str], int]:
    """How many inputs there are by channel and state."""
    rows = await tx.execute(select(inbox.c.channel, inbox.c.state, func.count()).group_by(inbox.c.channel, inbox.c.state))
    return {(channel, state): n for channel, state, n in rows}


async def purge(tx: Tx, *, done_before: datetime, limit: int) -> int:
    """Forget up to `limit` handled inputs kept before that machine time; failed and held ones stay."""
    old = and_(inbox.c.state == InputState.DONE, inbox.c.kept_at < done_before)
    few = select(inbox.c.id).where(old).limit(limit).scalar_subquery()
    return (await tx.execute(delete(inbox).where(inbox.c.id.in_(few)))).rowcount
