"""What a kind of action is: a frozen value from which menu, conversation, reading, lists and history all come.

English strings marked in the comments as msgid are gettext message ids; Spanish lives in `locale/es`. State words and
headings have the kind's name as gettext context, because their gender differs («terminada», «realizado»).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from crm.errors import InvalidValueError
from crm.model import Action
from crm.text import fold

NOTES = "notes"  # among the details: what was added to something whose own text is what was sent or decided
READ = "read"  # among the details: who has read it, by id of the staff, and when


class FieldType(StrEnum):
    """How a field is asked, read and shown. In a draft its answer is the JSON in brackets."""

    PARTNER = "partner"  # [id]
    CONTACT = "contact"  # [id]
    STAFF = "staff"  # [id]
    DUE = "due"  # [{"on": "2026-12-14"} or {"at": "2026-12-14T13:00:00+00:00"}]
    SLOT = "slot"  # [{"start": iso, "end": iso}], UTC
    MONEY = "money"  # [{"amount": "1250000", "currency": "CLP"}]
    ENTRY = "entry"  # [id] of a table entry
    CHOICE = "choice"  # [one of `choices`]
    LINE = "line"  # [str], one line
    TEXT = "text"  # [str], many lines
    PHONE = "phone"  # [str]
    DATE = "date"  # ["2026-12-14"], a day that is no due date
    FLAG = "flag"  # [bool]
    STAFFS = "staffs"  # [[id, …]], one or several of the staff
    ADDRESS = "address"  # [{"address": "marta@acme.cl", "partner": id or null, "contact": id or null}], whose mail address that is
    ADDRESSES = "addresses"  # [["marta@acme.cl", …]]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an action of this kind can say. `label` and `ask` are msgids; `asked` puts it into the step by step.

    `skip` is the msgid of the way to leave it out, `unless` names the field whose answer makes it needless, `coded` shows the codes
    of a table's lines, `proposed` takes it from the text where a sentence does not say it.
    `says` is the msgid by which it is told beside the heading («se renueva {value}»), `ahead` a day that must be still to come.
    """

    name: str
    type: FieldType
    label: str
    ask: str = ""
    required: bool = False
    asked: bool = True
    table: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 2000
    skip: str = ""
    unless: str = ""
    coded: bool = False
    proposed: bool = False
    says: str = ""
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A state: `word` («Pendiente») and `heading` («Llamado pendiente {number}») are msgids in the kind's context."""

    name: str
    word: str
    heading: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Verb:
    """An allowed change of state. `label` is the msgid of its button, `said` what is answered when it is done.

    `needs` is the permission that it takes besides the right to act on the action, `reason` asks why before it is done (the answer of
    the kind's field of that name), `ends` puts the end of a span that runs at now. `counts` names a number among the details that
    it raises by one; another time is offered then («No contestó»). `tells` names the field of staff who get what the action says and
    mark it as read; `offered` shows the button already below the answer that recorded the action. `removes` takes the action away,
    as if it had never been meant. `explained` offers to say why once it is done (the field «reason»): nobody has to.
    """

    name: str
    label: str
    said: str
    to: str
    sources: tuple[str, ...]
    icon: str = ""
    needs: str = ""
    reason: bool = False
    counts: str = ""
    ends: bool = False
    tells: str = ""
    offered: bool = False
    removes: bool = False
    explained: bool = False


@dataclass(frozen=True, slots=True)
class Phrases:
    """How people say this kind in one language, folded (crm.text.fold): done, to be done, and its nouns.

    `moments` are words before a moment that belongs to another field than the kind's own («válida hasta», valid_until), or that
    only say when it is due («decidir antes del viernes»): phrase -> field.
    """

    did: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    moments: Mapping[str, str] = field(default_factory=dict)


def _no_follow(_: Action) -> tuple[tuple[str, dict[str, Any]], ...]:
    return ()


def _no_check(_: Mapping[str, Any]) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of action. `initial` and `did` name the states of a thing to do and of a thing done; `finish` the verb of «listo»."""

    name: str
    icon: str
    title: str  # msgid, context = name
    commands: Mapping[str, str]  # language -> command without slash
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    verbs: tuple[Verb, ...]
    initial: str
    did: str
    finish: str
    phrases: Mapping[str, Phrases] = field(default_factory=dict)
    example: str = ""  # msgid: a sentence that makes one, shown in the help
    mailboxes: tuple[str, ...] = ()  # what stands before the @ of the gateway where mail of the staff makes one
    minutes: int = 60  # how long a slot lasts where nobody said
    by_chat: bool = True  # offered in the chat's menu
    prepared: bool = False  # never recorded from a sentence while it is still to be done: a draft of it is shown and sent or issued
    series: str = ""  # the yearly series of its document number («2026-0034»), given when it is issued
    queued: str = ""  # the state while it is on its way and may still be stopped
    issued: str = ""  # the states of a document: issued, arrived on one of its ways, given up on one
    delivered: str = ""
    undelivered: str = ""
    due_back: bool = False  # what did not arrive is due at once
    moment: str = "due"  # the field that a said moment fills when it is still to be done
    reaches: bool = True  # once done, somebody was in contact with the partner: the card says when that was last
    check: Callable[[Mapping[str, Any]], None] = _no_check
    follow: Callable[[Action], tuple[tuple[str, dict[str, Any]], ...]] = _no_follow  # what a new one brings with it: kinds and values
    pending_on_its_day: bool = False  # pending only from the day it takes place
    number_field: str = ""  # the field that holds a number of its own, shown in place of the series number where it is given
    body: str = ""  # the field that takes word by word what stands behind the colon of «memo para Ana: …»
    body_below: bool = False  # … or what stands on the lines below the first one
    superseded: str = ""  # what the one before becomes when another of the same number comes to stand in `did`: the version before
    fixed: tuple[str, ...] = ()  # the states in which what it says stays as it is: only a new version changes it
    takes_files: bool = False  # while one is open, what its responsible sends without a word goes onto it

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where the kind has none."""
        return next(f for f in self.fields if f.name == name)

    def has(self, name: str) -> bool:
        return any(f.name == name for f in self.fields)

    @property
    def plural(self) -> str:
        """The msgid of several of them (context = name), as English makes it: «Calls», «Activities», «Faxes»."""
        if self.title.endswith("y"):
            return f"{self.title[:-1]}ies"
        return f"{self.title}es" if self.title.endswith(("x", "s", "ch", "sh")) else f"{self.title}s"

    def state(self, name: str) -> State:
        """The state of that name; StopIteration never leaves: an unknown state is a KeyError."""
        for state in self.states:
            if state.name == name:
                return state
        raise KeyError(name)

    def verb(self, name: str) -> Verb:
        for verb in self.verbs:
            if verb.name == name:
                return verb
        raise KeyError(name)

    @property
    def finishing(self) -> Verb | None:
        """What «listo» does; None where that is decided otherwise."""
        return self.verb(self.finish) if self.finish else None

    @property
    def measures(self) -> bool:
        """Whether its span says how long something took, instead of taking a place in an agenda."""
        return self.moment != "slot" and self.has(self.moment) and self.field(self.moment).type is FieldType.SLOT

    def is_decided(self, state: str) -> bool:
        """Whether what it says stays as it is in that state: somebody with a permission of his own put it there, or it is in force."""
        return state in self.fixed or (not self.state(state).open and any(verb.needs and verb.to == state for verb in self.verbs))

    def says_nothing(self, reference: str) -> bool:
        """Whether a reference only says what the kind is about («Devolver», «Reunión», «Estuve» of «estuve en»)."""
        said = fold(reference)
        known = any(said in (*p.did, *p.todo, *p.nouns) for p in self.phrases.values())
        return known or any(did.startswith(f"{said} ") for p in self.phrases.values() for did in p.did)

    def own_number(self, action: Action) -> str:
        """The number by which people know it: of its document, its own, else of its series."""
        given = action.details.get(self.number_field) if self.number_field else ""
        return str(action.document_number or given or action.number)

    def addressed(self, action: Action) -> tuple[int, ...]:
        """Ids of the staff who are to read it as it stands; its responsible wrote it."""
        to = next((verb.tells for verb in self.verbs if verb.tells and verb.to == action.state), "")
        return tuple(staff_id for staff_id in action.details.get(to) or () if staff_id != action.responsible_id)

    def values_after(self, verb: Verb, action: Action, now: datetime) -> dict[str, Any]:
        """What a verb writes; a span ends after it began, whatever the clock says."""
        values: dict[str, Any] = {"state": verb.to}
        if verb.counts:
            values[verb.counts] = int(action.details.get(verb.counts) or 0) + 1
        if verb.removes:
            values["removed"] = True
        if verb.tells:
            values[READ] = {}  # what is sent again is to be read again
        if verb.ends and action.starts_at and not action.ends_at:
            values["ends_at"] = max(now, action.starts_at + timedelta(seconds=1))
        return values

    def verbs_from(self, state: str) -> Iterator[Verb]:
        """What may be done with an action in that state."""
        return (verb for verb in self.verbs if state in verb.sources)


# Answers of a draft are kept by field name; these are the columns that some of them fill (all others are details).
_ID_COLUMNS = {"partner": "partner_id", "contact": "contact_id", "responsible": "responsible_id", "type": "type_id", "event": "event_id"}
_ACTION = frozenset(f.name for f in dataclass_fields(Action))


def _due(answer: Mapping[str, str]) -> dict[str, Any]:
    if "on" in answer:
        return {"due_on": date.fromisoformat(answer["on"]), "due_at": None}
    return {"due_at": datetime.fromisoformat(answer["at"]), "due_on": None}


def _slot(answer: Mapping[str, str]) -> dict[str, Any]:
    return {"starts_at": datetime.fromisoformat(answer["start"]), "ends_at": datetime.fromisoformat(answer["end"])}


def _money(answer: Mapping[str, str]) -> dict[str, Any]:
    return {"amount": Decimal(answer["amount"]), "currency": answer["currency"]}


def _address(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The address, and whose it is where that is known: «to» whom a mail goes says on whose card it stands."""
    whose = {_ID_COLUMNS[name]: answer[name] for name in ("partner", "contact") if name in answer}
    return {"to": answer["address"], **whose}


def _addresses(answer: Sequence[str]) -> dict[str, Any]:
    return {"cc": ", ".join(answer)}


_SPREAD: Mapping[FieldType, Callable[[Any], dict[str, Any]]] = {
    FieldType.DUE: _due,
    FieldType.SLOT: _slot,
    FieldType.MONEY: _money,
    FieldType.ADDRESS: _address,
    FieldType.ADDRESSES: _addresses,
}


def values_of(kind: Kind, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A draft's answers as values of an action (columns and details); InvalidValueError for a field the kind has not."""
    values: dict[str, Any] = {}
    for name, answer in answers.items():
        if answer is None:
            continue
        if not kind.has(name):
            raise InvalidValueError(name, f"a {kind.name} has no such field")
        spread = _SPREAD.get(kind.field(name).type)
        if spread:
            values |= spread(answer)
        else:
            values[_ID_COLUMNS.get(name, name)] = answer
    kind.check(values)
    return values


def field_value(item: Field, action: Action) -> Any:
    """What an action says for a field that one column or detail holds: the other way round of `values_of`."""
    name = _ID_COLUMNS.get(item.name, item.name)
    return getattr(action, name) if name in _ACTION else action.details.get(name)


# --- fields that many kinds share; «Señores», «Atención a» and so on are the manual's words, given by the catalogue

PARTNER = Field("partner", FieldType.PARTNER, "Partner", "For which customer or supplier? Write part of the name or the RUT.")
CONTACT = Field("contact", FieldType.CONTACT, "Attention", "Attention of whom?")
REFERENCE = Field("reference", FieldType.LINE, "Reference", "What is it about? One line.", longest=200)
DESCRIPTION = Field("description", FieldType.TEXT, "Description", "Anything else to note?", asked=False)
RESPONSIBLE = Field("responsible", FieldType.STAFF, "Responsible", "Who does it?")
DUE = Field("due", FieldType.DUE, "Due", "For when?")
REASON = Field("reason", FieldType.LINE, "Reason", "Why? One line.", asked=False, longest=300)
EVENT = Field("event", FieldType.ENTRY, "Event", "Which event?", asked=False, table="event")
