"""Correcting by an edit: what a message had made, whether it still stands as it was made, and what the new text changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from crm.decision import Change, Create, Undo
from crm.model import Action, Draft, Staff
from crm.services.house.office import Office
from crm.services.look import agenda
from crm.store import actions, changes, drafts

EDIT = "edit"  # verb of the history
MOMENT = frozenset({"due_at", "due_on", "starts_at", "ends_at"})
SILENT = frozenset({"description", "dated"})  # follow from the text; nobody needs to hear of them
_EMPTY: Mapping[str, Any] = {
    "partner_id": None,
    "contact_id": None,
    "due_at": None,
    "due_on": None,
    "starts_at": None,
    "ends_at": None,
    "amount": None,
    "currency": None,
}


class Stale(StrEnum):
    """Why an edit corrects nothing."""

    NOTHING = "nothing"  # the message made no record
    UNDONE = "undone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Made:
    """What a message made: its changes (newest first), the actions in their order, or the draft that it began."""

    change_ids: tuple[int, ...] = ()
    actions: tuple[Action, ...] = ()
    noted: bool = False  # somebody added notes since: the description stays
    draft: Draft | None = None
    stale: Stale | None = None


async def made_by(office: Office, source: str, by: Staff) -> Made:
    """What the message of that name made, and whether anybody else has changed it since."""
    async with office.store.read() as tx:
        made = [(change, line) for change, line in await changes.of_source(tx, source) if line.verb == "create"]
        change = made[-1][0] if made else None
        lines = [line for row, line in made if row == change]
        if change is None:
            begun = [draft for draft in await drafts.of_staff(tx, by.id) if draft.extra.source == source]
            return Made(draft=begun[0]) if begun else Made(stale=Stale.NOTHING)
        if change.undone_by is not None:
            return Made(stale=Stale.UNDONE)
        found = await actions.get_many(tx, [line.action_id for line in lines])
        since = [row for line in lines for row in await changes.of_action(tx, line.action_id) if row[0].id != change.id]
    live = [(row, line) for row, line in since if row.undone_by is None and line.verb != "undo"]
    foreign = [line for row, line in live if not row.source.startswith(f"{source}:edit:")]
    if any(line.verb != "attach" for line in foreign) or any(item.removed for item in found.values()):
        return Made(stale=Stale.CHANGED)
    own = sorted({row.id for row, line in live if line not in foreign}, reverse=True)
    return Made((*own, change.id), tuple(found[line.action_id] for line in lines), noted=any(line.after.get("note") for line in foreign))


def same_shape(made: Sequence[Action], creates: Sequence[Create]) -> bool:
    """Whether the new text speaks of the same kinds in the same states."""
    return [(a.kind, a.state) for a in made] == [(c.kind, c.values.get("state")) for c in creates]


def differences(item: Action, create: Create, *, noted: bool, default_responsible: int) -> dict[str, Any]:
    """The values that the new text changes; what it no longer says is emptied."""
    wanted = {**_EMPTY, "responsible_id": default_responsible, **create.values}
    if noted:
        wanted.pop("description", None)
    if wanted.get("closed_at") is not None and item.closed_at is not None:
        wanted.pop("closed_at")  # said at another moment, but done when it was done
    return {name: value for name, value in wanted.items() if _now(item, name) != value}


def _now(item: Action, name: str) -> Any:
    return getattr(item, name) if hasattr(item, name) else item.details.get(name)


def changes_of(made: Made, creates: Sequence[Create], by: Staff) -> tuple[Change, ...]:
    """One Change an action where the new text says something else."""
    pairs = zip(made.actions, creates, strict=True)
    found = [(item, differences(item, create, noted=made.noted, default_responsible=by.id)) for item, create in pairs]
    return tuple(Change(item.id, item.version, values, EDIT) for item, values in found if values)


def undo_all(made: Made) -> tuple[Undo, ...]:
    """Take the message's record and its corrections back, newest first."""
    return tuple(Undo(change_id) for change_id in made.change_ids)


async def is_taken(office: Office, item: Action, values: Mapping[str, Any]) -> bool:
    """Whether the slot to which an edit moves an appointment is somebody else's already."""
    start, end = values.get("starts_at", item.starts_at), values.get("ends_at", item.ends_at)
    if not item.is_open or start is None or end is None or not MOMENT & values.keys():
        return False
    owner = values.get("responsible_id", item.responsible_id)
    return bool(await agenda.taken(office, owner, start, end, but=item.id))
