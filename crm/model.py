"""The nouns of the office as frozen values; see docs/glossary.md. Standard library only.

Moments are aware and in UTC; a date without an hour stays a `date`. Ids are the store's integers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from crm.carried import CARRIES_NOTHING, Carried

DEFAULT_LANGUAGE = "es"  # what is spoken where nobody chose another


class Role(StrEnum):
    STAFF = "staff"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Channel(StrEnum):
    """A way in or out."""

    TELEGRAM = "telegram"
    MAIL = "mail"
    PRINTER = "printer"
    PRESS = "press"  # inside the house: what was issued becomes a PDF


class InputState(StrEnum):
    KEPT = "kept"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    HELD = "held"


class ParcelState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """What became of a document on one of its ways."""

    WAITING = "waiting"
    SENT = "sent"
    ASKED = "asked"  # paper: handed over, and only a person can see whether it came out
    FAILED = "failed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"  # did not come out; another delivery took its place


class Priority(IntEnum):
    """What leaves first: a person's own replies, then notices, then digests."""

    REPLY = 0
    NOTICE = 1
    DIGEST = 2


@dataclass(frozen=True, slots=True)
class Staff:
    """A person who uses the system. `language` is what the person chose, `telegram_language` what Telegram last said.

    `working_days` (0 is Monday) and `working_hours` are None where the office's hold, `away_until` is the last day of a leave (None:
    for ever) and `substitute_id` who stands in, `digest_empty` says whether a morning with nothing pending is told (None: as the
    office has it). On `quiet_days` (0 is Monday) and `quiet_dates` no digest comes and notices make no sound. `team` are the ids of
    those whom a supervisor looks after.
    """

    id: int
    name: str
    role: Role
    email: str | None
    telegram_id: int | None
    language: str | None
    zone: ZoneInfo
    digest_at: time | None
    digest_channels: tuple[Channel, ...]
    next_digest_at: datetime | None = None
    active: bool = True
    telegram_language: str | None = None
    supervisor_id: int | None = None
    working_days: tuple[int, ...] | None = None
    working_hours: tuple[time, time] | None = None
    away_from: date | None = None
    away_until: date | None = None
    digest_empty: bool | None = None
    quiet_days: tuple[int, ...] = ()
    quiet_dates: tuple[date, ...] = ()
    substitute_id: int | None = None
    team: frozenset[int] = frozenset()

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    def is_away(self, day: date) -> bool:
        """Whether that day is one of a leave."""
        return self.away_from is not None and self.away_from <= day and (self.away_until is None or day <= self.away_until)

    def is_quiet(self, day: date) -> bool:
        """Whether nothing should make a sound on that day: a quiet one, or one of a leave."""
        return day.weekday() in self.quiet_days or day in self.quiet_dates or self.is_away(day)


class HandoverState(StrEnum):
    """How far a handover is; one whose change was undone is over, whatever stands here."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Handover:
    """What one person has to do goes to another from a day on, and comes back after `ends_on` (None: for ever).

    `change_id` is the change that carried it out: its history says what went over.
    """

    id: int
    from_id: int
    to_id: int
    starts_on: date
    ends_on: date | None
    state: HandoverState
    made_by: int
    created_at: datetime
    change_id: int | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A company or person: customer, supplier or both. `rut` is normalised («76.123.456-0»)."""

    id: int
    name: str
    trade_name: str | None = None
    rut: str | None = None
    is_customer: bool = True
    is_supplier: bool = False
    address: str | None = None
    city: str | None = None
    phone: str | None = None
    email: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at a partner."""

    id: int
    partner_id: int
    name: str
    position: str | None = None
    phone: str | None = None
    email: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One line of an editable table (event, task type, call type …); `labels` maps a language to what people read."""

    id: int
    table: str
    code: str
    labels: Mapping[str, str]
    active: bool = True

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels.get(DEFAULT_LANGUAGE) or self.code


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done or to be done for a partner; the kind declares what `details` may hold."""

    id: int
    kind: str
    number: int
    state: str
    is_open: bool
    responsible_id: int
    requester_id: int
    dated: date
    created_at: datetime
    partner_id: int | None = None
    contact_id: int | None = None
    reference: str = ""
    description: str = ""
    urgent: bool = False
    due_at: datetime | None = None
    due_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    closed_at: datetime | None = None
    amount: Decimal | None = None
    currency: str | None = None
    type_id: int | None = None
    event_id: int | None = None
    follows_id: int | None = None
    message_id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    version: int = 1
    removed: bool = False
    document_number: str | None = None  # «2026-0034», given when it is issued


@dataclass(frozen=True, slots=True)
class Document:
    """What was issued, frozen: `content` is everything that stands on the paper, `pdf` the SHA-256 of the bytes once they are made."""

    action_id: int
    number: str
    content: Mapping[str, Any]
    issued_at: datetime
    pdf: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way that a document takes. `key` is its parcel's, `at` its last news.

    `message_id` is the message in the chat of `staff_id` where it was chosen.
    """

    id: int
    action_id: int
    key: str
    channel: Channel
    address: str
    state: DeliveryState
    staff_id: int
    at: datetime
    message_id: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    id: int
    action_id: int
    sha256: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file on its way in. `data` is stored once under its SHA-256; `sha256` alone names bytes that are stored already."""

    name: str
    media_type: str
    data: bytes | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation that is not finished: what was answered, what was skipped, what is being asked, and where it is shown.

    `answers` holds JSON values by field name. `message_id` is the chat message that shows the open question.
    `version` grows with every step: a button of an older one no longer counts.
    """

    id: int
    staff_id: int
    kind: str
    answers: Mapping[str, Any]
    skipped: tuple[str, ...]
    asked: str | None
    version: int
    active: bool
    updated_at: datetime
    expires_at: datetime
    message_id: int | None = None
    extra: Carried = CARRIES_NOTHING

    @property
    def files(self) -> tuple[NewAttachment, ...]:
        """The files that wait with it."""
        return tuple(NewAttachment(file.name, file.media_type, sha256=file.sha256) for file in self.extra.files)


@dataclass(frozen=True, slots=True)
class NewInput:
    """What came in, before anything is understood. `received_at` is office time, `envelope` small JSON, `blob` the raw bytes."""

    channel: Channel
    key: str
    order_key: str
    received_at: datetime
    envelope: Mapping[str, Any]
    blob: bytes = b""
    done: bool = False  # only the key is kept: the same thing sent again is recognised and ignored


@dataclass(frozen=True, slots=True)
class RawInput:
    """A kept input as a worker has claimed it; `lease_token` is the fence of its transaction."""

    id: int
    channel: Channel
    key: str
    order_key: str
    received_at: datetime
    envelope: Mapping[str, Any]
    blob: bytes
    attempts: int
    lease_token: str


@dataclass(frozen=True, slots=True)
class NewParcel:
    """A promise of something that must leave. `dedupe_key` makes it happen once; `delay` seconds hold it back (undo of mail)."""

    dedupe_key: str
    order_key: str
    channel: Channel
    address: str
    payload: Mapping[str, Any]
    priority: Priority = Priority.REPLY
    action_id: int | None = None
    staff_id: int | None = None
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel as a courier gets it."""

    id: int
    dedupe_key: str
    order_key: str
    channel: Channel
    address: str
    payload: Mapping[str, Any]
    priority: Priority
    attempts: int
    created_at: datetime
    action_id: int | None = None
    staff_id: int | None = None
    lease_token: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The other side has taken a parcel; `ref` is its name for it (message id, Message-ID), `refused` whom it did not take it for."""

    ref: str
    refused: tuple[str, ...] = ()
