"""Understanding: what a sentence means for the office, as answers by field name. The only module that knows the parser."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from crm.carried import Part
from crm.flow import due_answer, slot_answer
from crm.flow.money import TOO_MUCH
from crm.kinds import KIND, KINDS, FieldType, Kind
from crm.parsing.described import Described
from crm.parsing.described import described as find_described
from crm.parsing.listwords import ListOrder, read_list, uncorrected
from crm.parsing.moments import Calendar, Value
from crm.parsing.phrase import Candidates, Command, Intent, Reading, read
from crm.parsing.smalltalk import Talk, talk_of
from crm.services.house.office import Office
from crm.services.look import agenda
from crm.services.mailing import recipients
from crm.services.meaning import directory, fieldwords, titles
from crm.services.meaning.directory import Snapshot
from crm.services.meaning.meant import Doubt, Meant
from crm.text import fold
from crm.who.directory import Directory

_SHORT = 5  # words beyond which an order that leaves out of what is taken for a sentence
_OFFERED = 10  # namesakes that are shown; whoever is none of them is searched for
_DATE = re.compile(r"\b(\d{1,2})[/-]\d{1,2}(?:[/-]\d{2,4})?\b")  # «antes del 15»: the whole date stands beside it anyway


class Understood:
    """A text as the office understands it: each reading of it is made when it is first asked for, and then kept. Nothing reads the store.

    `said_at` is when it was written, in the person's zone; `me` is who wrote it.
    """

    def __init__(self, office: Office, people: Snapshot, text: str, said_at: datetime, language: str, me: int | None = None) -> None:
        self.text = text
        self.said_at = said_at
        self._office = office
        self._people = people
        self._language = language
        self._me = me

    @cached_property
    def _directory(self) -> Directory:
        return self._people.names.seen_by(self._me)

    @cached_property
    def _calendar(self) -> Calendar:
        return agenda.calendar(self._office, self.said_at.date(), self._language)

    @cached_property
    def _whole(self) -> Reading:
        return self._read(self.text)

    def _read(self, text: str) -> Reading:
        return read(text, self.said_at, self._language, self._directory, calendar=self._calendar)

    def _meant(self, reading: Reading) -> tuple[Meant, ...]:
        return meant_by(reading, self._people, self._me)

    @cached_property
    def meant(self) -> tuple[Meant, ...]:
        """What the text means, action by action; empty where it means nothing that the office knows."""
        if written := self._written or _to_several(self.text, self._people):
            return (written,)
        reading = self._whole
        for kind in [kind for kind in KINDS if any(intent.kind == kind.name for intent in reading.intents)]:
            plain, said = fieldwords.moments_in(self.text, kind, self.said_at, self._language, self._calendar)
            if said:
                again = self._meant(self._read(plain))
                return tuple(replace(one, answers={**one.answers, **said}) if one.kind == kind.name else one for one in again)
        return self._meant(reading)

    def of_kind(self, kind: Kind, ways: Sequence[str]) -> tuple[Meant, ...]:
        """The text as one of that kind: read behind the kind's noun, joined in the first way that works («tarea: …», «quote for …»)."""
        nouns = kind.phrases[self._language].nouns if self._language in kind.phrases else ()
        for line in [f"{nouns[0]}{way} {self.text}" for way in ways] if nouns else [self.text]:
            meant = self.other(line).meant
            if meant and meant[0].kind == kind.name:
                return meant
        return ()

    def other(self, text: str) -> "Understood":
        """Another text of the same person and moment."""
        return Understood(self._office, self._people, text, self.said_at, self._language, self._me)

    @cached_property
    def command(self) -> Command | None:
        """The command that the text asks for in its own words: «¿qué tengo pendiente?»."""
        return self._whole.command

    @cached_property
    def orders(self) -> tuple[ListOrder, ...]:
        """What the text orders about the lines of a numbered list: «1 listo, 2 para el lunes»; empty where it says anything else."""
        return self.orders_of(self.text)

    def orders_of(self, text: str) -> tuple[ListOrder, ...]:
        """The same of another form of the text."""
        return read_list(text, self.said_at, self._language, self._directory, calendar=self._calendar)

    @cached_property
    def order_alone(self) -> ListOrder | None:
        """What a short text orders, where it leaves out of what: «no contestó», «para el lunes», «a Ana»."""
        text = uncorrected(self.text, self._language)
        if len(text.split()) > _SHORT:
            return None
        said = self.orders_of(f"1 {text}")
        return said[0] if len(said) == 1 and said[0].do != "show" else None

    @cached_property
    def described(self) -> Described | None:
        """What the text orders about an open action that it describes: «cancela la reunión con ACME»."""
        return find_described(self.text, self.said_at, self._language, self._directory, calendar=self._calendar)

    @cached_property
    def talk(self) -> Talk | None:
        """What the text is where it says nothing else: a greeting, thanks."""
        return talk_of(self.text)

    @cached_property
    def _written(self) -> Meant | None:
        """«memo para Ana: …»: what stands behind the colon is the text itself, word by word, and no sentence to be read."""
        for kind in (kind for kind in KINDS if kind.body):
            head, body = (titles.below if kind.body_below else titles.behind_colon)(self.text, kind)
            if not body:
                continue
            to, said = _to(kind, FieldType.ADDRESS), titles.only_to(head, kind)[0] or titles.said_to(head)
            every = recipients.several(self._people, said) if to and said else None
            if every is not None:
                one = Meant(kind.name, done=False, answers={to: every} if every else {})
                return _with_body(one, kind, head, body, self._people, self._me)
            found = self._meant(self._read(head if kind.body_below else f"{head}: x"))
            if len(found) == 1 and found[0].kind == kind.name and not found[0].done:
                return _with_body(found[0], kind, head, body, self._people, self._me)
        return None


async def understood(office: Office, text: str, said_at: datetime, language: str, *, me: int | None = None) -> Understood:
    """A text as the office of this moment understands it."""
    return Understood(office, await directory.snapshot(office), text, said_at, language, me)


def _to_several(text: str, people: Snapshot) -> Meant | None:
    """«correo a Juan y a Marta de ACME [con la lista]»: who it goes to is all that is said, the rest is asked."""
    for kind in (kind for kind in KINDS if _to(kind, FieldType.ADDRESS)):
        whom, about = titles.only_to(text, kind)
        every = recipients.several(people, whom) if whom else None
        if every is not None:
            to, title = _to(kind, FieldType.ADDRESS), titles.title_of(about, kind.field("reference").longest) if about else ""
            answers: dict[str, Any] = {**({to: every} if every else {}), **({"reference": title} if title else {})}
            return Meant(kind.name, done=False, answers=answers, doubt=None if every else Doubt(to, whom))
    return None


def _with_body(one: Meant, kind: Kind, head: str, body: str, people: Snapshot, me: int | None) -> Meant:
    """The action with its text, a title proposed from it, and those of the staff to whom it goes where the kind has such."""
    if kind.body_below:
        return replace(one, answers={**one.answers, kind.body: body[: kind.field(kind.body).longest]})
    given: dict[str, Any] = {kind.body: body[: kind.field(kind.body).longest], "reference": None}
    if not kind.field("reference").proposed:
        given["reference"] = titles.title_of(body, kind.field("reference").longest)
    to = _to(kind, FieldType.STAFFS)
    if not to:
        answers = {name: answer for name, answer in {**one.answers, **given}.items() if answer is not None}
        unknown = {"partner", "contact", _to(kind, FieldType.ADDRESS)}.isdisjoint(answers)
        said = titles.said_to(head)
        return replace(one, answers=answers, doubt=Doubt(_to(kind, FieldType.ADDRESS), said) if said and unknown else one.doubt)
    named = titles.addressees(head, {person.id: person.name for person in people.staff.values()}, me)
    return replace(one, answers={**one.answers, **given, **({to: named} if named else {})}, doubt=None)


def meant_by(reading: Reading, people: Snapshot, me: int | None = None) -> tuple[Meant, ...]:
    """The intents in the office's terms. A clause without a kind beside others is part of what was said, no action of its own."""
    known = [(position, intent) for position, intent in enumerate(reading.intents) if intent.kind in KIND]
    places = {position: place for place, (position, _) in enumerate(known)}
    found = (_addressed(_meant(intent, reading.text[intent.start : intent.end], reading.now, people), people, me) for _, intent in known)
    return (
        tuple(replace(one, follows=places.get(intent.follows or 0)) for one, (_, intent) in zip(found, known, strict=True)) if known else ()
    )


def _meant(intent: Intent, source: str, now: datetime, people: Snapshot) -> Meant:
    kind = KIND[intent.kind or ""]
    done = intent.done and bool(kind.did)
    answers: dict[str, Any] = {"partner": intent.partner, "contact": intent.contact, "responsible": intent.responsible}
    if intent.direction in ("in", "out"):
        answers["direction"] = intent.direction
    answers["reference"] = _reference(intent, kind)
    answers |= _money(intent, kind) | ({} if done and not takes_slot(kind) else _moment(intent, kind, now))
    answers |= _number(intent, kind) | ({} if done else _written_to(source, answers, kind, people))
    values: dict[str, Any] = {"urgent": True} if intent.urgent else {}
    doubt: Doubt | None = None
    if kind.measures:
        took, when, doubt = _took(intent, kind, source, now)
        answers, values = answers | took, values | when
    answers = {name: answer for name, answer in answers.items() if answer is not None and kind.has(name)}
    return Meant(
        kind.name,
        done,
        answers,
        at=_happened(intent.when, now) if done else None,
        follows=intent.follows,
        remarks=_remarks(intent, kind),
        doubt=_doubt(intent, kind, answers, people, now) or doubt,
        guessed=kind.measures and done and "when" in intent.guessed,
        values=values,
    )


def _addressed(one: Meant, people: Snapshot, me: int | None) -> Meant:
    """Whom a kind goes to is who was said to be responsible for it: «memo para Ana», «correo a Ana» come from me."""
    kind, named = KIND[one.kind], one.answers.get("responsible")
    others = {name: answer for name, answer in one.answers.items() if name != "responsible"}
    staffs, address = _to(kind, FieldType.STAFFS), _to(kind, FieldType.ADDRESS)
    if staffs and named is not None:
        return replace(one, answers=others if named == me else {**others, staffs: [named]})
    if not address or one.done:
        return one
    doubt = one.doubt
    if doubt and doubt.field in ("partner", "contact"):
        doubt = None if address in one.answers else Doubt(address, doubt.said)
    if named in (None, me) or not {"partner", "contact", address}.isdisjoint(one.answers):
        return replace(one, doubt=doubt)
    to = recipients.with_code(people, f"s{named}")
    return replace(one, answers={**others, address: to.answer} if to and to.address else others, doubt=doubt)


def _to(kind: Kind, wanted: FieldType) -> str:
    """The field that says to whom it goes; empty where the kind has none of that type."""
    return next((item.name for item in kind.fields if item.type is wanted), "")


def _number(intent: Intent, kind: Kind) -> dict[str, Any]:
    """The number that people gave it, and the reference without it."""
    if not kind.number_field:
        return {}
    number, rest = fieldwords.own_number(" ".join(intent.text.split()), kind)
    return {kind.number_field: number or None, "reference": titles.capital(rest) if rest else None}


def _written_to(source: str, answers: Mapping[str, Any], kind: Kind, people: Snapshot) -> dict[str, Any]:
    """The address that stands in a sentence of a kind that goes to one; the reference without it, or none where it names only the kind."""
    field = _to(kind, FieldType.ADDRESS)
    if not field:
        return {}
    address, line = titles.address_in(source), titles.said_besides(answers.get("reference") or "", kind)
    known = recipients.with_address(people, address) if address else None
    if not address and not any(answers.get(name) for name in ("partner", "contact")):
        key = titles.named_first(source, {person.id: person.name for person in people.staff.values()})
        known = recipients.with_code(people, f"s{key}") if key else None
        address = known.address if known else ""
    return {"reference": line or None} | ({field: known.answer if known else {"address": address}} if address else {})


def _took(intent: Intent, kind: Kind, source: str, now: datetime) -> tuple[dict[str, Any], dict[str, Any], Doubt | None]:
    """From when to when something done took, as answers, values and what has to be asked.

    Both hours are its span, a start alone is kept as that; hours that are still to come are asked.
    """
    at = _happened(intent.when, now)
    ends = intent.when[1] if isinstance(intent.when, tuple) else None
    if isinstance(ends, datetime):
        return ({}, {}, None) if ends <= now else ({kind.moment: None}, {}, Doubt(kind.moment))
    says, span = fieldwords.hours_in(source, at.date() if at else None, now)
    if says:
        line = fieldwords.without_hours(intent.text)
        return {kind.moment: span, "reference": line or None}, {}, None if span else Doubt(kind.moment)
    return {kind.moment: None}, {"starts_at": at} if isinstance(intent.when, datetime) else {}, None


def takes_slot(kind: Kind) -> bool:
    """Whether a said moment fills a slot (an agenda) rather than a due date."""
    return kind.has(kind.moment) and kind.field(kind.moment).type is FieldType.SLOT


def _reference(intent: Intent, kind: Kind) -> str | None:
    """The text of the clause; nothing where it is only the kind's own noun and the clause says nothing else."""
    text = " ".join(intent.text.split())
    bare = any(fold(text) in phrases.nouns for phrases in kind.phrases.values())
    empty = intent.partner is None and intent.contact is None and intent.when is None and not intent.candidates
    longest = kind.field("reference").longest if kind.has("reference") else 200
    if not text or (bare and (empty or kind.prepared)):  # on a document stands only what was meant to stand there
        return None
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _money(intent: Intent, kind: Kind) -> dict[str, Any]:
    name = next((f.name for f in kind.fields if f.type is FieldType.MONEY), None)
    figure = intent.amount
    if not name or figure is None or not figure.valid or not 0 < Decimal(figure.value) < TOO_MUCH:
        return {}  # «por $99999999999999999999» is asked again
    return {name: {"amount": figure.value, "currency": figure.unit or "CLP"}}


def _moment(intent: Intent, kind: Kind, now: datetime) -> dict[str, Any]:
    """The said moment as the answer of the kind's own field; nothing where its hour has to be asked."""
    if intent.when is None or "when" in intent.ask or not kind.has(kind.moment):
        return {}
    answer = slot_answer(intent.when, now, kind.minutes) if takes_slot(kind) else due_answer(intent.when, now)
    return {kind.moment: answer} if answer else {}


def _happened(when: Value | None, now: datetime) -> datetime | None:
    """When a thing was done: a day without an hour is that day at this hour, never later than now."""
    first = when[0] if isinstance(when, tuple) else when
    if isinstance(first, datetime):
        return first if first.tzinfo else first.replace(tzinfo=now.tzinfo)
    if isinstance(first, date):
        return datetime.combine(first, now.time(), now.tzinfo)
    return datetime.combine(now.date(), first, now.tzinfo) if isinstance(first, time) else None


def _remarks(intent: Intent, kind: Kind) -> dict[str, str]:
    said = intent.remarks.get("when") or (intent.moment.text if intent.recurrence and intent.moment else "")
    return {kind.moment: _DATE.sub(r"\1", said)} if said and (kind.measures or not intent.done) else {}


def _doubt(intent: Intent, kind: Kind, answers: Mapping[str, Any], people: Snapshot, now: datetime) -> Doubt | None:
    """The fields that must be asked, the first with what may be meant by it."""
    names = {"when": kind.moment}
    wanted = [names.get(name, name) for name in intent.ask]
    known = intent.done or (kind.measures and answers.get(kind.moment))
    fields = [name for name in wanted if kind.has(name) and not (known and name == kind.moment)]
    namesakes = (
        _namesakes(intent, people) if "contact" in fields and not {"partner"} & {*fields, *answers} and kind.has("partner") else None
    )
    if namesakes:
        return replace(namesakes, then=tuple(name for name in fields if name != "contact" or namesakes.then))
    fields = [name for name in fields if name != "contact" or _has_contacts(answers.get("partner"), people) or "partner" in fields]
    if not fields:
        return None
    first, *then = fields
    part = _part(intent, now) if first == kind.moment else None
    unreadable = intent.remarks.get("when", "") if first == kind.moment and not part else ""  # «el 31/02»
    meant = next((c for c in intent.candidates if c.field == first), Candidates(first, unreadable))
    return Doubt(first, meant.said, tuple(int(i) for i in meant.ids), part, tuple(then))


def _namesakes(intent: Intent, people: Snapshot) -> Doubt | None:
    """«Reunión con Lorena» where several partners have a Lorena: whose she is decides it."""
    meant = next((c for c in intent.candidates if c.field == "contact"), None)
    found = [people.contacts[int(i)] for i in meant.ids if int(i) in people.contacts] if meant else []
    if meant is None or not found:
        return None
    theirs = Counter(contact.partner_id for contact in found)
    alone = {c.partner_id: (c.id, c.name) for c in found if theirs[c.partner_id] == 1}
    then = ("contact",) if len(alone) < len(theirs) else ()
    return Doubt("partner", meant.said, tuple(theirs)[:_OFFERED], then=then, contacts=alone)


def _has_contacts(partner: int | None, people: Snapshot) -> bool:
    return any(contact.partner_id == partner for contact in people.contacts.values())


def _part(intent: Intent, now: datetime) -> Part | None:
    """The day of an appointment whose hour is still missing."""
    first = intent.when[0] if isinstance(intent.when, tuple) else intent.when
    day = first.date() if isinstance(first, datetime) else first
    return Part(day=day.isoformat()) if isinstance(day, date) and day >= now.date() else None
