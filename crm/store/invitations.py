"""Invitations: links that connect a staff member to a Telegram account once, and what a cut connection leaves behind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from crm.errors import ConflictError
from crm.model import Channel, ParcelState
from crm.store.engine import Tx
from crm.store.tables import drafts, invitations, outbox, staff


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation; moments are office time. `created_by` is the administrator, None for the command line."""

    id: int
    staff_id: int
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    created_by: int | None


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.staff_id, row.created_at, row.expires_at, row.used_at, row.revoked_at, row.created_by)


_UNTOUCHED = and_(invitations.c.used_at.is_(None), invitations.c.revoked_at.is_(None))


async def hold(tx: Tx, staff_ids: Collection[int]) -> None:
    """Let nobody else change those people before this transaction ends."""
    await tx.execute(select(staff.c.id).where(staff.c.id.in_(staff_ids)).order_by(staff.c.id).with_for_update())


async def put(tx: Tx, *, staff_id: int, token_hash: str, created_at: datetime, expires_at: datetime, created_by: int | None) -> int:
    """Invite a person; an older open invitation of the same person is revoked."""
    await revoke(tx, staff_id, at=created_at)
    row = {"staff_id": staff_id, "token_hash": token_hash, "created_at": created_at, "expires_at": expires_at, "created_by": created_by}
    return int((await tx.execute(insert(invitations).values(**row).returning(invitations.c.id))).scalar_one())


async def revoke(tx: Tx, staff_id: int, *, at: datetime) -> int:
    """Revoke a person's open invitation; how many there were."""
    mine = and_(invitations.c.staff_id == staff_id, _UNTOUCHED)
    return (await tx.execute(update(invitations).where(mine).values(revoked_at=at))).rowcount


async def by_hash(tx: Tx, token_hash: str) -> Invitation | None:
    """The invitation whose token has that hash, whatever became of it."""
    row = (await tx.execute(select(invitations).where(invitations.c.token_hash == token_hash))).first()
    return _invitation(row) if row else None


async def open_ones(tx: Tx, now: datetime) -> dict[int, Invitation]:
    """The invitations that still work, by the person's id."""
    rows = await tx.execute(select(invitations).where(_UNTOUCHED, invitations.c.expires_at > now))
    return {row.staff_id: _invitation(row) for row in rows}


async def use(tx: Tx, invitation_id: int, *, at: datetime) -> bool:
    """Use an invitation up; False where it was used, revoked or has expired: of two who try at once exactly one gets True."""
    still = and_(invitations.c.id == invitation_id, _UNTOUCHED, invitations.c.expires_at > at)
    return (await tx.execute(update(invitations).where(still).values(used_at=at))).rowcount == 1


async def link(tx: Tx, staff_id: int, telegram_id: int) -> None:
    """Give a Telegram account to an active person; ConflictError where it belongs to somebody else."""
    await tx.execute(update(staff).where(staff.c.telegram_id == telegram_id, ~staff.c.active).values(telegram_id=None))
    person = and_(staff.c.id == staff_id, staff.c.active)
    try:
        found = (await tx.execute(update(staff).where(person).values(telegram_id=telegram_id))).rowcount
    except IntegrityError as error:
        raise ConflictError("This Telegram account belongs to somebody else.") from error
    if found != 1:
        raise ConflictError


async def silence(tx: Tx, telegram_id: int, *, at: datetime) -> int:
    """Cancel what waits to be sent to a chat; how many parcels. `at` is machine time."""
    waiting = and_(
        outbox.c.channel == Channel.TELEGRAM,
        outbox.c.order_key == f"tg:{telegram_id}",
        outbox.c.state == ParcelState.QUEUED,
    )
    return (await tx.execute(update(outbox).where(waiting).values(state=ParcelState.CANCELLED, settled_at=at))).rowcount


async def forget_drafts(tx: Tx, staff_id: int) -> int:
    """Drop everything that a person left half-way."""
    return (await tx.execute(delete(drafts).where(drafts.c.staff_id == staff_id))).rowcount
