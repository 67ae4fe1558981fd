"""Undo: may this person take that change back, now; and what it would take back."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from crm.decision import Record
from crm.model import Action, Role, Staff
from crm.services.house.office import Office
from crm.services.papers.issuing import FINAL
from crm.services.write import masterdata as records
from crm.store import actions, changes, merging

_STAYS = frozenset({"attach", merging.VERB, *FINAL})  # lines of history that are not taken back one by one
MINUTES = 10  # where the parameter says nothing


class Refusal(StrEnum):
    """Why a change stays."""

    GONE = "gone"
    FOREIGN = "foreign"
    ALREADY = "already"
    LATE = "late"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change as it stands: what it touched, and why it cannot be taken back, if so. `minutes` is how long it can."""

    change_id: int
    actions: tuple[Action, ...] = ()
    refusal: Refusal | None = None
    minutes: int = MINUTES
    records: tuple[Record, ...] = ()


async def look(office: Office, change_id: int, by: Staff) -> Undoable:
    """Read a change and judge it: one's own (or an administrator's hand), fresh, not undone, nothing changed since."""
    minutes = int(office.parameters.get("undo_minutes", MINUTES))
    async with office.store.read() as tx:
        change = await changes.get(tx, change_id)
        lines = [line for line in await changes.lines(tx, change_id) if line.verb not in _STAYS] if change else []
        found_records, unchanged = await records.undoable(tx, change_id)
        if change is None or not (lines or found_records):
            return Undoable(change_id, (), Refusal.GONE, minutes)
        latest = {line.action_id: line.version for line in reversed(lines)}
        found = await actions.get_many(tx, list(latest))
    touched = tuple(found[action_id] for action_id in latest if action_id in found)
    refusal: Refusal | None = None
    if change.staff_id != by.id and by.role is not Role.ADMINISTRATOR:
        refusal = Refusal.FOREIGN
    elif change.undone_by is not None:
        refusal = Refusal.ALREADY
    elif office.now() - change.at > timedelta(minutes=minutes):
        refusal = Refusal.LATE
    elif not unchanged or any(item.version != latest[item.id] for item in touched):
        refusal = Refusal.CHANGED
    return Undoable(change_id, touched, refusal, minutes, found_records)
