"""Drafts: a person's open and parked ones, and what the pure step (crm.flow) needs to know of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from crm.carried import CARRIES_NOTHING, Carried
from crm.flow import Knowledge, Step
from crm.flow.dates import slot_of
from crm.flow.model import Recipients
from crm.flow.slots import clash
from crm.kinds import KIND, FieldType, Kind
from crm.model import Action, Draft, Staff
from crm.parsing.moments import read_moments
from crm.services.house.office import Office
from crm.services.look import agenda, timesheet
from crm.services.mailing import recipients
from crm.services.meaning import directory, whois
from crm.services.meaning.directory import Snapshot
from crm.store import Tx, actions, drafts, people
from crm.words import Words

LIFE = timedelta(days=7)
BEHIND = timedelta(days=60)  # how far back what was done is looked at
HORIZON = timedelta(days=400)  # how far ahead an agenda is looked at
RECENT = 3


def new(staff: Staff, kind: Kind, now: datetime, *, answers: Mapping[str, Any] | None = None, extra: Carried = CARRIES_NOTHING) -> Draft:
    """A fresh draft of a kind; it is stored by the decision that asks its first question."""
    return Draft(
        id=0,
        staff_id=staff.id,
        kind=kind.name,
        answers=dict(answers or {}),
        skipped=(),
        asked=None,
        version=1,
        active=True,
        updated_at=now,
        expires_at=now + LIFE,
        extra=extra,
    )


def touched(draft: Draft, now: datetime, *, active: bool = True) -> Draft:
    """The draft as it is written now: its week starts again."""
    return replace(draft, active=active, updated_at=now, expires_at=now + LIFE)


async def active(office: Office, staff: Staff) -> Draft | None:
    """The draft whose question is open for that person."""
    async with office.store.read() as tx:
        return await drafts.active(tx, staff.id)


async def own(office: Office, staff: Staff, draft_id: int) -> Draft | None:
    """A person's draft by its id; None where it is gone, expired or somebody else's."""
    async with office.store.read() as tx:
        found = await drafts.get(tx, draft_id)
    return found if found and found.staff_id == staff.id and found.expires_at >= office.now() else None


async def parked(office: Office, staff: Staff) -> list[Draft]:
    """Everything a person left half-way, the latest first."""
    async with office.store.read() as tx:
        return [draft for draft in await drafts.of_staff(tx, staff.id) if draft.expires_at >= office.now()]


async def step(office: Office, staff: Staff, draft: Draft, words: Words, now: datetime) -> Step:
    """The draft with everything that its next step depends on; `now` is local to the person."""
    snapshot = await directory.snapshot(office)
    off = agenda.holidays_around(office, now.date(), words.language)
    calendar = agenda.calendar(office, now.date(), words.language)
    owner = draft.answers.get("responsible") or staff.id
    async with office.store.read() as tx:
        know = Knowledge(
            me=staff,
            partners=snapshot.partners,
            recent=tuple(await actions.recent_partners(tx, staff.id, limit=RECENT)),
            contacts=tuple(await people.contacts_of(tx, draft.answers["partner"])) if draft.answers.get("partner") else (),
            staff=tuple(snapshot.staff.values()),
            entries=tuple(await people.entries(tx)) if _asks_entries(draft) else (),
            taken=tuple(await _taken(tx, KIND[draft.kind], owner, now)),
            holidays=off,
            hours=agenda.working_hours(office, snapshot.staff.get(owner)),
            working=agenda.working_days(office),
            may_force=agenda.may_force(office),
            find=lambda text: whois.matches(snapshot, text),
            by_rut=lambda digits: whois.by_rut(snapshot, digits),
            moments=lambda text: read_moments(text, now, words.language, calendar=calendar),
            whom=lambda text: recipients.whom(snapshot, text),
        )
    know = replace(know, taken=tuple(a for a in know.taken if a.id != draft.extra.fix))
    know = replace(know, offered=_offered(draft, know, snapshot))
    return Step(_with_wish(_addressed(draft, know), know), know, words, now)


async def _taken(tx: Tx, kind: Kind, owner: int, now: datetime) -> Sequence[Action]:
    """What stands in the way of the draft's span: the agenda ahead, or what was done so far."""
    if kind.measures:
        return await timesheet.during(tx, owner, now - BEHIND, now, now)
    return await actions.taken(tx, owner, now - timedelta(days=1), now + HORIZON) if own_span(kind) else ()


def _address_field(kind: Kind) -> str:
    return next((item.name for item in kind.fields if item.type is FieldType.ADDRESS), "")


def _offered(draft: Draft, know: Knowledge, people: Snapshot) -> Recipients:
    """The addresses that may be meant, where the kind goes to one."""
    if not _address_field(KIND[draft.kind]):
        return Recipients()
    named = draft.extra.doubt
    return know.whom(named) if named else recipients.chosen(people, draft.answers, know.recent)


def _addressed(draft: Draft, know: Knowledge) -> Draft:
    """Whom a sentence or a button named has one address: that one needs no question."""
    name, sure = _address_field(KIND[draft.kind]), know.offered.sure
    if not name or name in draft.answers or sure is None or draft.extra.fix or name in draft.extra.trail:
        return draft
    asked = None if draft.asked == name else draft.asked
    return replace(draft, answers={**draft.answers, name: sure.answer}, asked=asked, extra=replace(draft.extra, doubt=""))


def _asks_entries(draft: Draft) -> bool:
    wanted = draft.extra.ask or ()
    return any(f.type is FieldType.ENTRY and (f.asked or f.required or f.name in wanted) for f in KIND[draft.kind].fields)


def _with_wish(draft: Draft, know: Knowledge) -> Draft:
    """A slot that is answered but taken (by a sentence, or since) becomes an open question again: example 4."""
    kind = KIND[draft.kind]
    slot = own_span(kind)
    answer = draft.answers.get(slot) if slot else None
    if not slot or not answer or draft.extra.forced or draft.extra.state not in ("", kind.initial):
        return draft
    if clash(know.taken, *slot_of(answer)) is None:
        return draft
    answers = {name: value for name, value in draft.answers.items() if name != slot}
    return replace(draft, answers=answers, asked=slot, extra=replace(draft.extra, wish=dict(answer)))


def own_span(kind: Kind) -> str:
    """The name of the field whose span is the person's alone: a place in the agenda, or what it took; empty where the kind has none."""
    return "slot" if kind.has("slot") else kind.moment if kind.measures else ""


async def partner_names(office: Office, found: Sequence[Draft]) -> dict[int, str]:
    """The names of the partners that drafts speak of, by id."""
    ids = {draft.answers["partner"] for draft in found if draft.answers.get("partner")}
    async with office.store.read() as tx:
        return {partner.id: partner.name for partner in await people.partners_by_id(tx, ids)}


def summary(draft: Draft, partners: Mapping[int, str], words: Words) -> str:
    """«📌 Tarea · ACME S.A. · Enviar catálogo»: what a draft is about, in one line."""
    kind = KIND[draft.kind]
    reference = draft.answers.get("reference") or draft.extra.said or ""
    parts = [words.of(kind.name, kind.title), partners.get(draft.answers.get("partner") or 0, ""), str(reference)[:60]]
    return f"{kind.icon} {' · '.join(part for part in parts if part)}"
