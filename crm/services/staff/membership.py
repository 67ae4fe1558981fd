"""Staffing: who works here and how far each is connected; people come, are invited, connected, disconnected and leave."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Protocol, TypeGuard
from zoneinfo import ZoneInfo

from crm.checks import mail_address, person_name
from crm.clock import next_local
from crm.decision import AddStaff, Effect, Invite, Link, Record, SetStaff, Unlink
from crm.errors import ConflictError, ForbiddenError, InvalidValueError
from crm.message import restated
from crm.model import Channel, NewParcel, Priority, Role, Staff
from crm.services.house.office import Office
from crm.store import Tx, invitations, people, personrow, records
from crm.text import fold

DIGEST_AT = time(8)
CONNECTION = "connection"  # the verb of a line of history about a Telegram account


class Standing(StrEnum):
    CONNECTED = "connected"
    INVITED = "invited"
    WAITING = "waiting"  # neither connected nor invited
    GONE = "gone"  # no longer active


@dataclass(frozen=True, slots=True)
class Member:
    """A staff member and how far the person is connected; `until` is the end of an open invitation."""

    staff: Staff
    standing: Standing
    until: datetime | None = None


async def members(office: Office) -> list[Member]:
    """Everybody by name, those who left at the end."""
    async with office.store.read() as tx:
        everybody = await people.all_staff(tx, gone=True)
        invited = await invitations.open_ones(tx, office.now())
    found = [_member(person, invited.get(person.id)) for person in everybody]
    return sorted(found, key=lambda one: (not one.staff.active, fold(one.staff.name), one.staff.id))


def _member(person: Staff, invitation: invitations.Invitation | None) -> Member:
    if not person.active:
        return Member(person, Standing.GONE)
    until = invitation.expires_at if invitation else None
    if person.telegram_id is not None:
        return Member(person, Standing.CONNECTED, until)
    return Member(person, Standing.INVITED if invitation else Standing.WAITING, until)


async def member(office: Office, staff_id: int) -> Member | None:
    """One of them by id."""
    return next((one for one in await members(office) if one.staff.id == staff_id), None)


def members_called(everybody: Sequence[Member], wish: str) -> list[Member]:
    """Whom a name (or a part of it) or a mail address means; an exact one wins."""
    wanted = fold(wish)
    exact = [one for one in everybody if wanted in (one.staff.email, fold(one.staff.name))]
    words = wanted.split()
    return exact or [one for one in everybody if words and all(word in fold(one.staff.name).split() for word in words)]


async def newcomer(office: Office, name: str, email: str | None, *, role: Role = Role.STAFF, zone: ZoneInfo) -> AddStaff:
    """A new staff member as an effect; InvalidValueError with the name of whoever has that mail address (or that name) already."""
    name, email = person_name(name), mail_address(email) if email else None
    for one in await members(office):
        if email and one.staff.email == email:
            raise InvalidValueError("email taken", one.staff.name)
        if one.staff.active and not email and fold(one.staff.name) == fold(name):
            raise InvalidValueError("name taken", one.staff.name)
    values = {"name": name, "email": email, "role": role, "zone": zone, "digest_at": _digest_hour(office)}
    return AddStaff({**values, "digest_channels": [Channel.TELEGRAM]})


def _digest_hour(office: Office) -> time:
    """When a newcomer's morning summary comes, by the parameter `digest_hour` ("08:00")."""
    return time.fromisoformat(office.parameters.get("digest_hour") or DIGEST_AT.isoformat())


async def hold(tx: Tx, effects: Sequence[Effect], by: Staff | None) -> None:
    """Before anything else is written, wait for the people whom the effects are about.

    On PostgreSQL a line of history holds its person's row, and an account that is given needs that row alone: two phones
    with one link would each hold what the other waits for. Of two invitations at once one is the newer in the same way.
    """
    about = {effect.staff_id for effect in effects if isinstance(effect, Invite | Link | Unlink) or _is_role(effect)} - {0}
    if about:
        await invitations.hold(tx, about | ({by.id} if by else set()))


def _is_role(effect: Effect) -> TypeGuard[SetStaff]:
    return isinstance(effect, SetStaff) and "role" in effect.values


class Work(Protocol):
    """What an effect needs of the transaction that does it (crm.services.write.commit)."""

    tx: Tx
    now: datetime
    at: datetime
    by: Staff | None
    change_id: int
    staff_id: int
    records: list[Record]


async def _add(work: Work, effect: AddStaff) -> None:
    work.staff_id = await people.add_staff(work.tx, **effect.values)


async def _invite(work: Work, effect: Invite) -> None:
    await invitations.put(
        work.tx,
        staff_id=effect.staff_id or work.staff_id,
        token_hash=effect.token_hash,
        created_at=work.now,
        expires_at=effect.expires_at,
        created_by=work.by.id if work.by else None,
    )


async def _link(work: Work, effect: Link) -> None:
    """The account's old chat hears nothing more: what waits for it is somebody else's telephone by now."""
    if not await invitations.use(work.tx, effect.invitation_id, at=work.now):
        raise ConflictError
    before = await people.get_staff(work.tx, effect.staff_id)
    if before.telegram_id not in (None, effect.telegram_id):
        await invitations.silence(work.tx, before.telegram_id or 0, at=work.at)
    await invitations.link(work.tx, effect.staff_id, effect.telegram_id)
    await trace(work, before)


async def _unlink(work: Work, effect: Unlink) -> None:
    before = await people.get_staff(work.tx, effect.staff_id)
    await invitations.revoke(work.tx, before.id, at=work.now)
    if before.telegram_id is not None:
        await invitations.silence(work.tx, before.telegram_id, at=work.at)
    await invitations.forget_drafts(work.tx, before.id)
    await people.set_staff(work.tx, before.id, {"telegram_id": None} | ({"active": False} if effect.leaves else {}))
    await trace(work, before)
    await _keep_an_administrator(work.tx)


async def trace(work: Work, before: Staff) -> None:
    """Write into the history what became of a person's connection."""
    was, now = personrow.as_json(before), personrow.as_json(await people.get_staff(work.tx, before.id))
    changed = [name for name in now if was[name] != now[name]]
    if changed:
        line = Record(records.PERSON, str(before.id), CONNECTION, {n: was[n] for n in changed}, {n: now[n] for n in changed})
        await records.note(work.tx, work.change_id, line)
        work.records.append(line)


async def follow(tx: Tx, now: datetime, staff_id: int, changed: Collection[str]) -> None:
    """What follows at once from another setting of a person: the next digest; and an office keeps an administrator."""
    if _TIMES & set(changed):
        person = await people.get_staff(tx, staff_id)
        await people.set_staff(tx, staff_id, {"next_digest_at": next_digest(person, now)})
    if {"role", "active"} & set(changed):
        await _keep_an_administrator(tx)


_TIMES = frozenset({"digest_at", "zone", "active"})


def next_digest(person: Staff, now: datetime) -> datetime | None:
    """When a person's next digest is looked at; whether that day is one of work is asked then."""
    return next_local(now, person.digest_at, person.zone) if person.digest_at else None


async def hushed(tx: Tx, now: datetime, parcels: Sequence[NewParcel]) -> list[NewParcel]:
    """The same parcels; a notice to somebody who has a quiet day makes no sound."""
    about = {p.staff_id for p in parcels if _is_notice(p)} - {None}
    found = {person.id: person for person in await people.all_staff(tx)} if about else {}
    quiet = {n for n in about if n in found and found[n].is_quiet(now.astimezone(found[n].zone).date())}
    return [
        replace(p, payload=restated(p.payload, lambda message: replace(message, silent=True)))
        if _is_notice(p) and p.staff_id in quiet
        else p
        for p in parcels
    ]


def _is_notice(parcel: NewParcel) -> bool:
    return parcel.priority is Priority.NOTICE and parcel.channel is Channel.TELEGRAM and "chat" in parcel.payload


async def _keep_an_administrator(tx: Tx) -> None:
    if not any(person.role is Role.ADMINISTRATOR for person in await people.all_staff(tx)):
        raise ForbiddenError("An office needs an administrator.")


DO: Mapping[type[Effect], Callable[[Any, Any], Any]] = {AddStaff: _add, Invite: _invite, Link: _link, Unlink: _unlink}
