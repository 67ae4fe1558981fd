"""A finished draft as effects: what it makes, what waits behind it, and what it corrects."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from crm.carried import CARRIES_NOTHING, Carried, Waiting
from crm.decision import Change, Create
from crm.flow.dates import slot_of
from crm.kinds import KIND, FieldType, values_of
from crm.model import Action, Draft, Staff
from crm.services.house.office import Office
from crm.services.look import agenda, timesheet
from crm.services.meaning.meant import Doubt, Meant
from crm.services.write import drafts
from crm.services.write.recording import INHERITED, Plan
from crm.store import actions


async def plan(office: Office, staff: Staff, draft: Draft, now: datetime) -> Plan:
    """Everything that is certain now, in one piece; where something behind it is not, the draft that asks about that."""
    first, *later = _items(draft)
    creates = [_create(first, draft, staff)]
    for position, raw in enumerate(later):
        item = _inherit(raw, first)
        doubt = await _doubt(office, staff, item)
        if doubt:
            return Plan(tuple(creates), (_remarks(draft),), _waiting(staff, draft, item, doubt, later[position + 1 :], now))
        creates.append(_create(item, replace(draft, extra=CARRIES_NOTHING), staff))
    return Plan(tuple(creates), (_remarks(draft),))


async def corrected(office: Office, draft: Draft) -> Action | None:
    """The action that a draft with `fix` corrects; None where it is gone, or was decided on since."""
    fixes = draft.extra.fix or 0
    async with office.store.read() as tx:
        found = (await actions.get_many(tx, [fixes])).get(fixes)
    return found if found and not found.removed and not KIND[found.kind].is_decided(found.state) else None


async def change(office: Office, staff: Staff, draft: Draft) -> Change | None:
    """The correction that a draft with `fix` comes to; None where there is nothing to correct any more."""
    found = await corrected(office, draft)
    return change_of(found, staff, draft) if found else None


def change_of(found: Action, staff: Staff, draft: Draft) -> Change:
    """The correction of that action; what was measured happened, and ended, when its span now says."""
    values = values_of(KIND[found.kind], draft.answers)
    if "partner_id" in values and values["partner_id"] != found.partner_id:
        values.setdefault("contact_id", None)
    for name in draft.skipped:
        values |= _emptied(draft, name)
    if draft.extra.forced and KIND[found.kind].has("slot"):
        values["forced"] = True
    if KIND[found.kind].measures and not found.is_open and values.get("starts_at"):
        values |= {"closed_at": values["ends_at"], "dated": values["starts_at"].astimezone(staff.zone).date()}
    return Change(found.id, found.version, values, "fix")


_EMPTY: Mapping[FieldType, Mapping[str, Any]] = {
    FieldType.PARTNER: {"partner_id": None, "contact_id": None},
    FieldType.CONTACT: {"contact_id": None},
    FieldType.DUE: {"due_on": None, "due_at": None},
    FieldType.MONEY: {"amount": None, "currency": None},
}


def _emptied(draft: Draft, name: str) -> Mapping[str, Any]:
    """The values of a field that is to hold nothing."""
    item = KIND[draft.kind].field(name)
    return _EMPTY.get(item.type) or values_of(KIND[draft.kind], {name: ""})


async def mark_taken(office: Office, staff: Staff, meant: Sequence[Meant]) -> tuple[Meant, ...]:
    """What a sentence means, with a doubt on every appointment whose slot is taken, and on what overlaps something that was done."""
    return tuple([await _settled(office, staff, one) for one in meant])


async def _settled(office: Office, staff: Staff, one: Meant) -> Meant:
    kind = KIND[one.kind]
    if one.doubt or (one.done and not kind.measures):
        return one
    if one.guessed and one.answers.get(kind.moment):
        minutes = int((slot_of(one.answers[kind.moment])[1] - slot_of(one.answers[kind.moment])[0]).total_seconds() // 60)
        span = await timesheet.placed(office, staff, one.answers[kind.moment], minutes)
        one = replace(one, answers={**one.answers, kind.moment: span})
    return _doubtful(one) if await _is_taken(office, staff, one.kind, one.answers) else one


def _doubtful(one: Meant) -> Meant:
    return replace(one, doubt=Doubt(drafts.own_span(KIND[one.kind])))


async def _is_taken(office: Office, staff: Staff, kind: str, answers: Mapping[str, Any]) -> bool:
    slot, owner = answers.get(drafts.own_span(KIND[kind])), answers.get("responsible") or staff.id
    if not slot:
        return False
    if KIND[kind].measures:
        return await timesheet.overlaps(office, owner, slot)
    return bool(await agenda.taken(office, owner, *slot_of(slot)))


def _items(draft: Draft) -> list[Waiting]:
    state = draft.extra.state or KIND[draft.kind].initial
    first = Waiting(draft.kind, draft.answers, state, draft.extra.values)
    return [first, *draft.extra.then]


def _create(item: Waiting, draft: Draft, staff: Staff) -> Create:
    kind = KIND[item.kind]
    values: dict[str, Any] = values_of(kind, item.answers)
    said = {name: _rich(value) for name, value in item.values.items()}
    if values.get("description") or said.get("description") == values.get("reference"):
        said.pop("description", None)
    values |= said | {"state": item.state}
    happened = values.get("closed_at") or (values.get("starts_at") if kind.measures else None)
    if happened:
        values["dated"] = happened.astimezone(staff.zone).date()
    if draft.extra.forced and kind.has("slot"):
        values["forced"] = True
    if draft.extra.follows:
        values["follows_id"] = draft.extra.follows
    return Create(kind.name, values, follows_new=0 if item.follows else None, attachments=draft.files)


def _inherit(item: Waiting, cause: Waiting) -> Waiting:
    """A follow-up speaks of the same partner and contact unless it names others."""
    if not item.follows or "partner" in item.answers:
        return item
    given = {name: cause.answers[name] for name in INHERITED if cause.answers.get(name) and KIND[item.kind].has(name)}
    return replace(item, answers={**given, **item.answers})


async def _doubt(office: Office, staff: Staff, item: Waiting) -> str:
    """The field that has to be asked before this may be recorded; empty where none has."""
    kind = KIND[item.kind]
    if item.state != kind.initial:
        return ""
    missing = next((f.name for f in kind.fields if f.required and item.answers.get(f.name) is None), "")
    if missing:
        return missing
    return drafts.own_span(kind) if await _is_taken(office, staff, item.kind, item.answers) else ""


def _waiting(staff: Staff, draft: Draft, item: Waiting, field: str, rest: Sequence[Waiting], now: datetime) -> Draft:
    extra = Carried(
        said=draft.extra.said,
        ask=(field,),
        state=item.state,
        values=item.values,
        then=tuple(replace(one, follows=False) for one in rest),
        source=draft.extra.source,
    )
    fresh = drafts.new(staff, KIND[item.kind], now, answers=item.answers, extra=extra)
    return replace(fresh, asked=field)


def _remarks(draft: Draft) -> Mapping[str, str]:
    return draft.extra.remarks


def _rich(value: Any) -> Any:
    """A moment that a draft keeps as {"at": iso}."""
    return datetime.fromisoformat(value["at"]) if isinstance(value, Mapping) and set(value) == {"at"} else value
