"""Nouns to what a template shows: plain values in the reader's language and zone, nothing from the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from crm.kinds import KIND
from crm.kinds.due import days_late, due_of, is_overdue
from crm.model import Action, Attachment, Contact, Partner, Staff, TableEntry
from crm.words import Words


@dataclass(frozen=True, slots=True)
class Names:
    """Whom and what actions speak of, by id: fetched before anything is shown (services.names)."""

    staff: Mapping[int, Staff] = field(default_factory=dict)
    partners: Mapping[int, Partner] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)
    entries: Mapping[int, TableEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the person (None: somebody outside), the language, and the office time."""

    person: Staff | None
    words: Words
    now: datetime
    zone: ZoneInfo

    @staticmethod
    def of(person: Staff, words: Words, now: datetime) -> "Reader":
        return Reader(person, words, now, person.zone)


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action as a person reads it; empty strings where there is nothing to say."""

    id: int
    icon: str
    heading: str  # «Llamado realizado 312»
    state: str  # «Realizado»
    reference: str
    description: str
    partner: str
    contact: str
    phone: str
    responsible: str  # «tú» where the reader is it
    requester: str
    when: str  # «viernes 27 nov, 10:00»
    hour: str  # «15:00», for lists of one day
    late: str  # «3 días»
    overdue: bool
    open: bool
    urgent: bool
    amount: str
    files: int = 0


def action(item: Action, names: Names, reader: Reader, files: tuple[Attachment, ...] = ()) -> ActionView:
    """One action as `reader` reads it."""
    kind, words = KIND[item.kind], reader.words
    state = kind.state(item.state)
    partner = names.partners.get(item.partner_id or 0)
    contact = names.contacts.get(item.contact_id or 0)
    overdue = is_overdue(item, reader.now, reader.zone)
    return ActionView(
        id=item.id,
        icon=kind.icon,
        heading=words.of(kind.name, state.heading, number=item.number),
        state=words.of(kind.name, state.word),
        reference=item.reference,
        description=item.description,
        partner=partner.name if partner else "",
        contact=contact.name if contact else "",
        phone=str(item.details.get("phone") or (contact.phone if contact else "") or (partner.phone if partner else "") or ""),
        responsible=person(item.responsible_id, names, reader),
        requester=person(item.requester_id, names, reader),
        when=when(item, reader),
        hour=hour(item, reader),
        late=late(item, reader) if overdue else "",
        overdue=overdue,
        open=item.is_open,
        urgent=item.urgent,
        amount=words.money(item.amount, item.currency or "CLP") if item.amount is not None else "",
        files=len(files),
    )


def person(staff_id: int, names: Names, reader: Reader) -> str:
    """A staff member's name; «tú» where that is the reader."""
    if reader.person and reader.person.id == staff_id:
        return reader.words("you")
    found = names.staff.get(staff_id)
    return found.name if found else ""


def when(item: Action, reader: Reader) -> str:
    """The day and hour of an action, spelled out; a slot with its end."""
    today = reader.now.astimezone(reader.zone).date()
    if item.starts_at and item.ends_at:
        return reader.words.span(item.starts_at.astimezone(reader.zone), item.ends_at.astimezone(reader.zone), today)
    due = due_of(item, reader.zone)
    return reader.words.moment(due, today) if due else ""


def hour(item: Action, reader: Reader) -> str:
    """The hour alone, where there is one."""
    due = due_of(item, reader.zone)
    return reader.words.hour(due) if isinstance(due, datetime) else ""


def late(item: Action, reader: Reader) -> str:
    """«3 días», or «hoy» for what got late during the day."""
    days = days_late(item, reader.now, reader.zone)
    return reader.words.plural("{n} day", "{n} days", days) if days else reader.words("today")
