"""Nouns to what a template shows: plain values in the reader's language and zone, nothing from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm.kinds import KIND, FieldType
from crm.kinds.activity import minutes_of
from crm.kinds.base import NOTES, READ
from crm.kinds.due import days_late, due_of, is_overdue
from crm.model import Action, Attachment, Contact, Partner, Staff, TableEntry
from crm.text import fold
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

    def local(self, stored: str) -> datetime:
        """A moment of an action's details in the reader's zone."""
        return datetime.fromisoformat(stored).astimezone(self.zone)


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action as a person reads it; empty strings where there is nothing to say."""

    id: int
    kind: str
    icon: str
    heading: str  # «Llamado realizado 312»
    name: str  # «Llamado 312»
    state: str  # «Realizado»
    reference: str
    description: str
    partner: str
    contact: str
    phone: str
    responsible: str  # «tú» where the reader is it
    requester: str
    mine: bool  # the reader is the responsible
    when: str  # «viernes 27 nov, 10:00»
    due: str  # «vence viernes 27 nov, 10:00» of a kind that can be late, else as `when`
    hour: str  # «15:00», for lists of one day
    late: str  # «3 días»
    overdue: bool
    open: bool
    urgent: bool
    amount: str
    files: int = 0
    type: str = ""  # the line of its table: «Venta»
    reason: str = ""  # why it is in its state, where its verb asks that
    to: str = ""  # «para Ana, Emily»
    read: str = ""  # «leído por Ana 10:02 · falta Emily»
    notes: str = ""  # what was added to something whose text stays as it was written
    facts: tuple[str, ...] = ()  # «se renueva lunes 15 mar 2027», «versión 2»
    remark: str = ""  # the words from which something was guessed («antes del 15»)

    @property
    def brief(self) -> str:
        """The reference, unless it only says what the kind is about («Devolver», «Reunión»)."""
        return "" if KIND[self.kind].says_nothing(self.reference) else self.reference

    @property
    def asked(self) -> str:
        """The reference in the middle of a sentence: «enviar catálogo», but «ACME pide precios»."""
        said = fold(self.reference)
        starts = any(said.startswith(f"{verb} ") for phrases in KIND[self.kind].phrases.values() for verb in phrases.todo)
        return inside(self.reference) if starts else self.reference


def inside(name: str) -> str:
    """A name in the middle of a sentence: «llamado 313»."""
    return name[:1].lower() + name[1:]


def joined(actions: Sequence[ActionView], limit: int = 3) -> str:
    """«tarea 145, llamado 313»: a few actions in one line, each name once."""
    named = list(dict.fromkeys(inside(view.name) for view in actions))
    return ", ".join(named[:limit]) + (", …" if len(named) > limit else "")


def action(item: Action, names: Names, reader: Reader, files: tuple[Attachment, ...] = (), *, remark: str = "") -> ActionView:
    """One action as `reader` reads it."""
    kind, words = KIND[item.kind], reader.words
    state = kind.state(item.state)
    partner = names.partners.get(item.partner_id or 0)
    contact = names.contacts.get(item.contact_id or 0)
    entry = names.entries.get(item.type_id or 0)
    overdue = is_overdue(item, reader.now, reader.zone)
    return ActionView(
        id=item.id,
        kind=kind.name,
        icon=kind.icon,
        heading=words.of(kind.name, state.heading, number=item.number, document=kind.own_number(item)),
        name=f"{words.of(kind.name, kind.title)} {kind.own_number(item)}",
        state=words.of(kind.name, state.word),
        reference=item.reference,
        description=item.description,
        partner=partner.name if partner else "",
        contact=contact.name if contact else "",
        phone=str(item.details.get("phone") or (contact.phone if contact else "") or (partner.phone if partner else "") or ""),
        responsible=person(item.responsible_id, names, reader),
        requester=person(item.requester_id, names, reader),
        mine=reader.person is not None and reader.person.id == item.responsible_id,
        when="" if kind.is_decided(item.state) else when(item, reader),  # until when it was to be decided is over
        due=due(item, reader),
        hour=hour(item, reader),
        late=late(item, reader) if overdue else "",
        overdue=overdue,
        open=item.is_open,
        urgent=item.urgent,
        amount=words.money(item.amount, item.currency or "CLP") if item.amount is not None else "",
        files=len(files),
        type=entry.label(words.language) if entry else "",
        reason=reason(item),
        to=to_staff(item, names, reader),
        read=read_by(item, names, reader),
        notes=str(item.details.get(NOTES) or ""),
        facts=facts(item, reader),
        remark=remark,
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
        span = reader.words.span(item.starts_at.astimezone(reader.zone), item.ends_at.astimezone(reader.zone), today)
        return f"{span} ({length(item, reader)})" if KIND[item.kind].measures else span
    due = due_of(item, reader.zone)
    return reader.words.moment(due, today) if due else ""


def length(item: Action, reader: Reader) -> str:
    """How long it took, as its hours say it: «41 min», «1 h 30», «2 h»."""
    hours, minutes = divmod(minutes_of(item), 60)
    if not hours:
        return reader.words("{n} min", n=minutes)
    return reader.words("{n} h", n=hours) + (f" {minutes:02}" if minutes else "")


def reason(item: Action) -> str:
    """What was answered when the verb that led to its state asked why."""
    asked = any((verb.reason or verb.explained) and verb.to == item.state for verb in KIND[item.kind].verbs)
    return str(item.details.get("reason") or "") if asked else ""


def facts(item: Action, reader: Reader) -> tuple[str, ...]:
    """What its details say beside the heading, where its kind declares that."""
    words, today = reader.words, reader.now.astimezone(reader.zone).date()
    said = [(f, item.details.get(f.name)) for f in KIND[item.kind].fields if f.says]
    told = [(f, words.day(date.fromisoformat(str(value)), today) if f.type is FieldType.DATE else value) for f, value in said if value]
    return tuple(words.of(item.kind, f.says, value=value) for f, value in told)


def to_staff(item: Action, names: Names, reader: Reader) -> str:
    """«para Ana, Emily»: to whom of the staff it goes while it is still to be sent."""
    wanted = [f.name for f in KIND[item.kind].fields if f.type is FieldType.STAFFS]
    said = [found.first_name for name in wanted for key in item.details.get(name) or () if (found := names.staff.get(key))]
    return reader.words("for {who}", who=", ".join(said)) if said and item.is_open else ""


def read_by(item: Action, names: Names, reader: Reader) -> str:
    """«leído por Ana 10:02 · falta Emily» of what goes to staff; empty of everything else."""
    words, today = reader.words, reader.now.astimezone(reader.zone).date()
    people = [found for key in KIND[item.kind].addressed(item) if (found := names.staff.get(key))]
    firsts = [found.first_name for found in people]
    said = {found.id: found.first_name if firsts.count(found.first_name) == 1 else found.name for found in people}
    marks = {int(key): reader.local(at) for key, at in (item.details.get(READ) or {}).items()}
    done = [f"{said[key]} {words.hour(at) if at.date() == today else words.moment(at, today)}" for key, at in marks.items() if key in said]
    missing = [name for key, name in said.items() if key not in marks]
    parts = [words("read by {who}", who=", ".join(done))] if done else []
    if missing:
        parts.append(words.plural("{who} has not read it yet", "{who} have not read it yet", len(missing), who=", ".join(missing)))
    return " · ".join(parts)


def due(item: Action, reader: Reader) -> str:
    """The same as a sentence says it: a task is due then, an appointment is then."""
    said = when(item, reader)
    return reader.words.of(item.kind, "due {when}", when=said) if said and not item.starts_at else said


def hour(item: Action, reader: Reader) -> str:
    """The hour alone, where there is one."""
    due = due_of(item, reader.zone)
    return reader.words.hour(due) if isinstance(due, datetime) else ""


def late(item: Action, reader: Reader) -> str:
    """«3 días», or «hoy» for what got late during the day."""
    days = days_late(item, reader.now, reader.zone)
    return reader.words.plural("{n} day", "{n} days", days) if days else reader.words("today")
