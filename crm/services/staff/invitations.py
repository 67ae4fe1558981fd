"""Invitations: a link that works once, and what is known of the token behind it."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from crm.decision import Invite
from crm.model import Staff
from crm.services.house.office import Office
from crm.store import invitations, people

DAYS = 3  # how long an invitation works where the settings say nothing
_START = re.compile(r"/start(?:@\w+)?\s+([A-Za-z0-9_-]{1,64})\s*", re.ASCII)


class State(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Look:
    """What an invitation is at this moment, whom it invites, and who made it (None: the command line)."""

    id: int
    state: State
    staff: Staff
    by: Staff | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A token that was just made: it is shown once and stored as its hash only."""

    token: str
    expires_at: datetime

    def link(self, username: str) -> str:
        """The deep link that opens the bot with the token."""
        return f"https://t.me/{username}?start={self.token}"

    def effect(self, staff_id: int) -> Invite:
        return Invite(staff_id, hashed(self.token), self.expires_at)


def ticket(office: Office) -> Ticket:
    """A fresh token of 256 bits: 43 characters, where Telegram takes 64."""
    days = int(office.parameters.get("invitation_days", DAYS))
    return Ticket(secrets.token_urlsafe(32), office.now() + timedelta(days=days))


def hashed(token: str) -> str:
    """The form in which a token is stored. It is random, so that a plain hash can neither be guessed nor looked up."""
    return sha256(token.encode()).hexdigest()


def token_of(text: str) -> str:
    """The token of «/start <token>»; empty where the text is anything else."""
    found = _START.fullmatch(text)
    return found.group(1) if found else ""


async def look(office: Office, token: str) -> Look | None:
    """The invitation behind a token; None where there never was one."""
    if not token:
        return None
    async with office.store.read() as tx:
        found = await invitations.by_hash(tx, hashed(token))
        if found is None:
            return None
        staff = await people.get_staff(tx, found.staff_id)
        by = await people.get_staff(tx, found.created_by) if found.created_by else None
    return Look(found.id, _state(found, office.now(), active=staff.active), staff, by)


def _state(found: invitations.Invitation, now: datetime, *, active: bool) -> State:
    if found.used_at:
        return State.USED
    if found.revoked_at or not active:
        return State.REVOKED
    return State.OPEN if now < found.expires_at else State.EXPIRED
