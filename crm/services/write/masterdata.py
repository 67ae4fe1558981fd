"""Records: what is no action (parameters, tables, partners, contacts, people, handovers) is changed with its history, and taken back."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Protocol

from crm.decision import THIS_CHANGE, AddRecord, Effect, Merge, PutPeople, Record, SetRecord
from crm.errors import ConflictError
from crm.model import HandoverState, Staff
from crm.services.house.office import Office
from crm.services.staff import membership
from crm.store import Tx, bulk, merging, people, records
from crm.store.changes import ChangeRow

PARAMETER, ENTRY, PARTNER, CONTACT = records.PARAMETER, records.ENTRY, records.PARTNER, records.CONTACT
PERSON, HANDOVER = records.PERSON, records.HANDOVER
ADD, SET, UNDO, JOIN = "add", "set", "undo", "join"
INTO = "into"  # whom a partner was joined with, in the history of the one that is there no longer
_TAKEN_BACK = frozenset({ADD, SET, UNDO, JOIN})  # whose account somebody has is never taken back
# What becomes of something new whose making is undone.
_GONE: Mapping[str, Mapping[str, Any]] = {HANDOVER: {"state": HandoverState.CANCELLED}}
_OFF: Mapping[str, Any] = {"active": False}


class Work(Protocol):
    """What an effect needs of the transaction that does it (crm.services.write.commit)."""

    tx: Tx
    now: datetime
    change_id: int
    records: list[Record]


async def set_record(work: Work, effect: SetRecord, verb: str = SET, **told: Any) -> None:
    """Change one thing, write that into its history (with what else is `told` there), and do what follows from it."""
    stood = await records.read(work.tx, effect.subject, effect.key)
    if any(stood.get(name) != value for name, value in effect.where.items()):
        raise ConflictError
    values = {name: value for name, value in _now(work, effect.values).items() if stood.get(name) != value}
    if values:
        await records.write(work.tx, effect.subject, effect.key, values)
    await _note(work, Record(effect.subject, effect.key, verb, {name: stood.get(name) for name in values}, {**values, **told}))
    if effect.subject in _FOLLOWED:
        await _FOLLOWED[effect.subject](work.tx, work.now, int(effect.key), values)


async def _add(work: Work, effect: AddRecord) -> None:
    values = _now(work, effect.values)
    key = await records.add(work.tx, effect.subject, values)
    await _note(work, Record(effect.subject, key, ADD, {}, {n: v.isoformat() if isinstance(v, datetime) else v for n, v in values.items()}))


def _now(work: Work, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: work.change_id if name == "change_id" and value == THIS_CHANGE else value for name, value in values.items()}


async def _note(work: Work, record: Record) -> None:
    if record.after or record.verb == ADD:
        await records.note(work.tx, work.change_id, record)
    work.records.append(record)


async def _merge(work: Work, effect: Merge) -> None:
    """All that is one partner's becomes the other's; what the other lacks is filled in, and the one is there no longer."""
    held = {key: await records.read(work.tx, PARTNER, str(key)) for key in sorted({effect.gone_id, effect.kept_id})}  # one order for all
    gone, kept = held[effect.gone_id], held[effect.kept_id]
    if not gone["active"] or not kept["active"]:
        raise ConflictError
    for key in await merging.contacts_of(work.tx, effect.gone_id):
        await set_record(work, SetRecord(CONTACT, str(key), {"partner_id": effect.kept_id}))
    await merging.move_actions(work.tx, work.change_id, effect.gone_id, effect.kept_id)
    off = {"active": False, **({"rut": None} if not kept["rut"] else {})}
    await set_record(work, SetRecord(PARTNER, str(effect.gone_id), off), JOIN, **{INTO: effect.kept_id})
    await set_record(work, SetRecord(PARTNER, str(effect.kept_id), filled(kept, gone)))


def filled(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """What the partner that stays takes over: the data that it lacks, and that it is customer or supplier too."""
    lacks = ("trade_name", "rut", "address", "city", "phone", "email")
    values = {name: gone[name] for name in lacks if gone[name] and not kept[name]}
    return values | {name: True for name in ("is_customer", "is_supplier") if gone[name] and not kept[name]}


async def _put(work: Work, effect: PutPeople) -> None:
    """The lines of an import: all of them in this transaction, however many."""
    await bulk.hold(work.tx, effect.version)
    await bulk.put(work.tx, work.change_id, effect.batch)


async def take_back(work: Work, change_id: int) -> None:
    """Every record of a change as it stood before, where it still stands as that change left it."""
    for line in await records.of_change(work.tx, change_id):
        if line.verb not in _TAKEN_BACK:
            continue
        if not await stands(work.tx, line):
            raise ConflictError
        values = _GONE.get(line.subject, _OFF) if line.verb == ADD else line.before
        await set_record(work, SetRecord(line.subject, line.key, values), UNDO)
    if not await merging.stands(work.tx, change_id):
        raise ConflictError
    await merging.move_back(work.tx, change_id, work.change_id)


async def stands(tx: Tx, line: Record) -> bool:
    """Whether nobody changed since what that line says it became."""
    now = await records.read(tx, line.subject, line.key)
    return all(now[name] == value for name, value in line.after.items() if name in now)


async def history(
    office: Office, subjects: tuple[str, ...], key: str = "", limit: int = 15
) -> tuple[list[tuple[ChangeRow, Record]], dict[int, Staff]]:
    """The newest changes of those subjects (of one key), with everybody who may have made them."""
    async with office.store.read() as tx:
        found = await records.latest(tx, subjects, key=key, limit=limit)
        return found, {person.id: person for person in await people.all_staff(tx, gone=True)}


async def undoable(tx: Tx, change_id: int) -> tuple[tuple[Record, ...], bool]:
    """The records of a change in order, and whether all of them still stand as it left them."""
    lines = [line for line in await records.of_change(tx, change_id) if line.verb in _TAKEN_BACK]
    return tuple(reversed(lines)), all([await stands(tx, line) for line in lines]) and await merging.stands(tx, change_id)


# What follows from a change of such a thing, in the same transaction.
_FOLLOWED: Mapping[str, Callable[[Tx, datetime, int, Collection[str]], Awaitable[None]]] = {PERSON: membership.follow}
DO: Mapping[type[Effect], Callable[[Any, Any], Any]] = {SetRecord: set_record, AddRecord: _add, Merge: _merge, PutPeople: _put}
