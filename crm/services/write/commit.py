"""Commit: one transaction writes the facts, their history, the parcels that follow, and the end of the input they came from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from crm.decision import (
    NEW,
    Attach,
    Change,
    Create,
    Decision,
    DropDraft,
    Effect,
    KeepFiles,
    PutDraft,
    Record,
    Recorded,
    SetRecord,
    SetStaff,
    Undo,
)
from crm.errors import ConflictError
from crm.kinds import KIND, FieldType, Kind
from crm.kinds.base import NOTES
from crm.model import Action, Delivery, Draft, InputState, NewAttachment, Parcel, ParcelState, RawInput, Staff
from crm.services.house.office import OUTBOX, Office
from crm.services.papers import issuing
from crm.services.staff import membership, menus
from crm.services.write import consequences
from crm.services.write import masterdata as records
from crm.services.write.asjson import FACTS, born, difference, from_json
from crm.store import Tx, actions, blobs, changes, drafts, inbox, merging, outbox, people, personrow
from crm.text import fold

_COLUMNS = FACTS - {"details"}


@dataclass
class _Work:
    """What one transaction has made so far."""

    tx: Tx
    now: datetime
    by: Staff | None
    change_id: int
    at: datetime
    actions: list[Action] = field(default_factory=list)
    created: list[Action] = field(default_factory=list)
    brought: list[Action] = field(default_factory=list)  # what came or changed with them without being said
    draft: Draft | None = None
    staff_id: int = 0  # who was added
    deliveries: list[Delivery] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    left: list[tuple[Parcel, str | None]] = field(default_factory=list)
    taken_back: dict[int, int] = field(default_factory=dict)  # versions that this transaction's own undo left


async def commit(  # noqa: PLR0913 - who, why and when of one transaction
    office: Office,
    decision: Decision,
    *,
    by: Staff | None,
    source: str,
    claim: RawInput | None = None,
    state: InputState = InputState.DONE,
    error: str | None = None,
) -> Recorded:
    """Do what was decided, exactly once.

    `by` is the person in whose name it happens (None: the office itself), `source` the input's key or the job's name,
    `claim` the input that ends with it, in `state`. Raises ConflictError (decide anew), SlotTakenError, LeaseLostError;
    then nothing is written.
    """
    now, at = office.now(), office.machine()
    async with office.store.begin() as tx:
        await membership.hold(tx, decision.effects, by)
        change_id = 0
        if any(not isinstance(effect, KeepFiles | PutDraft | DropDraft) for effect in decision.effects):
            change_id = await changes.open_change(tx, at=now, staff_id=by.id if by else None, source=source)
        work = _Work(tx, now, by, change_id, at)
        for effect in decision.effects:
            await _DO[type(effect)](work, effect)
        recorded = _recorded(work)
        parcels = await membership.hushed(tx, now, decision.parcels(recorded))
        await outbox.put(tx, [*parcels, *await menus.follow(tx, recorded)], at=at, change_id=change_id or None)
        if claim:
            await inbox.finish(tx, claim, state=state, error=error)
    office.bell.ring(OUTBOX)
    return recorded


def _recorded(work: _Work) -> Recorded:
    return Recorded(
        change_id=work.change_id,
        actions=tuple(work.actions),
        draft=work.draft,
        left=tuple(work.left),
        staff_id=work.staff_id,
        deliveries=tuple(work.deliveries),
        records=tuple(work.records),
        brought=tuple(work.brought),
    )


def _split(kind: Kind, values: Mapping[str, Any], details: Mapping[str, Any]) -> dict[str, Any]:
    """Values as columns, with what is no column merged into `details`; derived columns follow."""
    columns = {name: value for name, value in values.items() if name in _COLUMNS}
    columns["details"] = {**details, **{name: value for name, value in values.items() if name not in _COLUMNS}}
    if "state" in columns:
        columns["is_open"] = kind.state(columns["state"]).open
    return columns


async def _create(work: _Work, effect: Create) -> None:
    action = await _insert(work, effect)
    work.actions.append(action)
    work.created.append(action)
    for effect_of_it in consequences.brought_by(action):
        work.brought.append(await _insert(work, effect_of_it))


async def _insert(work: _Work, effect: Create) -> Action:
    kind = KIND[effect.kind]
    columns = _split(kind, {"state": kind.initial, **effect.values}, {})
    if work.by is not None:
        columns.setdefault("responsible_id", work.by.id)
        columns.setdefault("requester_id", work.by.id)
    columns.setdefault("requester_id", columns.get("responsible_id"))
    if effect.follows_new is not None:
        columns["follows_id"] = work.created[effect.follows_new].id
    zone = work.by.zone if work.by else None
    columns.setdefault("dated", work.now.astimezone(zone).date())
    if not columns["is_open"]:
        columns.setdefault("closed_at", min(work.now, columns.get("ends_at") or work.now))
    columns |= {"kind": kind.name, "created_at": work.now, "number": await actions.next_number(work.tx, kind.name)}
    columns["folded"] = _folded(kind, columns)
    action = await actions.add(work.tx, columns)
    await _slot(work, kind, action)
    await changes.note(work.tx, work.change_id, action.id, verb="create", before={}, after=born(action), version=action.version)
    await _attach_all(work, action.id, effect.attachments)
    return action


async def _change(work: _Work, effect: Change) -> None:
    """The change, and what follows from it without being said: both are taken back together."""
    before = await actions.get(work.tx, effect.action_id)
    after = await _changed(work, before, effect)
    work.actions.append(after)
    for more in [*await consequences.superseded_by(work.tx, before, after), *await consequences.kept_in_step(work.tx, before, after)]:
        if isinstance(more, Create):
            work.brought.append(await _insert(work, more))
        else:
            work.brought.append(await _changed(work, await actions.get(work.tx, more.action_id), more))


async def _changed(work: _Work, before: Action, effect: Change) -> Action:
    kind = KIND[before.kind]
    values = {**effect.values, **await consequences.edition_of(work.tx, before, effect.values)}
    columns = _split(kind, values, before.details)
    if columns.get("is_open") is not None and columns["is_open"] != before.is_open:
        columns.setdefault("closed_at", None if columns["is_open"] else work.now)
    after = await actions.change(work.tx, before.id, effect.version, _refolded(before, columns))
    await _slot(work, kind, after)
    was, became = difference(before, after)
    await changes.note(work.tx, work.change_id, before.id, verb=effect.verb, before=was, after=became, version=after.version)
    return after


def _folded(kind: Kind, columns: Mapping[str, Any]) -> str:
    """What a search looks into: reference, description, and the number by which people know it where it has one of its own."""
    own = columns["details"].get(kind.number_field) if kind.number_field else ""
    return fold(
        " ".join(str(part) for part in (columns.get("reference"), columns.get("description"), own, columns["details"].get(NOTES)) if part)
    )


def _refolded(before: Action, columns: dict[str, Any]) -> dict[str, Any]:
    if {"reference", "description", "details"} & columns.keys():
        stood = {"reference": before.reference, "description": before.description, "details": before.details}
        return {**columns, "folded": _folded(KIND[before.kind], {**stood, **columns})}
    return columns


async def _slot(work: _Work, kind: Kind, action: Action) -> None:
    """Keep the agenda in step with the action: its slot is taken while it is open, and given back when it is not."""
    if not kind.has("slot"):
        return
    await actions.free(work.tx, action.id)
    if action.is_open and not action.removed and action.starts_at and action.ends_at:
        await actions.book(work.tx, action, forced=bool(action.details.get("forced")))


async def _attach(work: _Work, effect: Attach) -> None:
    stood = action = await actions.get(work.tx, effect.action_id)
    await _attach_all(work, action.id, effect.attachments)
    if effect.note:
        action = await actions.change(work.tx, action.id, action.version, _refolded(action, _noted(action, effect.note)))
    before, after = difference(stood, action)
    after |= {"note": effect.note, "files": [item.name for item in effect.attachments]}
    await changes.note(work.tx, work.change_id, action.id, verb="attach", before=before, after=after, version=action.version)
    work.actions.append(action)


def _noted(action: Action, note: str) -> dict[str, Any]:
    """A note below the description; beside it where that is the very text of a mail, memo or procedure."""
    if KIND[action.kind].body != "description":
        return {"description": f"{action.description}\n{note}".strip()}
    return {"details": {**action.details, NOTES: f"{action.details.get(NOTES) or ''}\n{note}".strip()}}


async def _attach_all(work: _Work, action_id: int, items: tuple[NewAttachment, ...]) -> None:
    for item in items:
        data = item.data if item.data is not None else await blobs.get(work.tx, item.sha256 or "")
        if data is None:
            continue
        sha256 = await blobs.put(work.tx, data, at=work.at)
        await actions.attach(work.tx, action_id, sha256=sha256, name=item.name, media_type=item.media_type, size=len(data))


async def _keep_files(work: _Work, effect: KeepFiles) -> None:
    for item in effect.files:
        if item.data is not None:
            await blobs.put(work.tx, item.data, at=work.at)


async def _put_draft(work: _Work, effect: PutDraft) -> None:
    work.draft = await drafts.put(work.tx, _with_new(work, effect.draft))


_MADE = {FieldType.PARTNER: records.PARTNER, FieldType.CONTACT: records.CONTACT}  # what a draft may wait for


def _with_new(work: _Work, draft: Draft) -> Draft:
    """The draft with the partner or contact that was made just before, where it waits for that one."""
    made = {line.subject: int(line.key) for line in work.records if line.verb == records.ADD and line.subject in _MADE.values()}
    waits = {f.name: _MADE[f.type] for f in KIND[draft.kind].fields if f.type in _MADE and draft.answers.get(f.name) == NEW}
    return replace(draft, answers={**draft.answers, **{name: made[subject] for name, subject in waits.items() if subject in made}})


async def _drop_draft(work: _Work, effect: DropDraft) -> None:
    await drafts.drop(work.tx, effect.draft_id)


async def _set_staff(work: _Work, effect: SetStaff) -> None:
    unseen = {name: value for name, value in effect.values.items() if name in people.UNSEEN}
    if unseen:
        await people.set_staff(work.tx, effect.staff_id, unseen)
    values = {name: personrow.plain(value) for name, value in effect.values.items() if name not in people.UNSEEN}
    if values:
        await records.set_record(work, SetRecord(records.PERSON, str(effect.staff_id), values))


async def _undo(work: _Work, effect: Undo) -> None:
    """Take a change back line by line, from the last to the first, where each action still stands as that change left it."""
    if not await changes.mark_undone(work.tx, effect.change_id, work.change_id):
        raise ConflictError("This was already taken back.")
    for line in await changes.lines(work.tx, effect.change_id):
        if line.verb == merging.VERB:
            continue  # goes back with its partner, below
        action = await actions.get(work.tx, line.action_id)
        if action.version not in (line.version, work.taken_back.get(action.id)) and line.verb != "attach":
            raise ConflictError
        values = {"removed": True} if line.verb == "create" else from_json(line.before)
        if line.verb == "attach":
            continue  # what somebody added stays in the history; files are never thrown away by undo
        after = await actions.change(work.tx, action.id, action.version, _refolded(action, values))
        work.taken_back[after.id] = after.version
        await _slot(work, KIND[after.kind], after)
        was, became = difference(action, after)
        await changes.note(work.tx, work.change_id, action.id, verb="undo", before=was, after=became, version=after.version)
        work.actions.append(after)
    await records.take_back(work, effect.change_id)
    await outbox.cancel(work.tx, effect.change_id, at=work.at)
    out = (ParcelState.SENT, ParcelState.SENDING, ParcelState.UNSURE)
    work.left += [(parcel, ref) for parcel, state, ref in await outbox.of_change(work.tx, effect.change_id) if state in out]


_DO: Mapping[type[Effect], Callable[[_Work, Any], Any]] = {
    Create: _create,
    Change: _change,
    Attach: _attach,
    KeepFiles: _keep_files,
    PutDraft: _put_draft,
    DropDraft: _drop_draft,
    Undo: _undo,
    SetStaff: _set_staff,
    **membership.DO,
    **issuing.DO,
    **records.DO,
}
