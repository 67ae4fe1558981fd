"""Records: what is no action (parameters, lines of tables, partners, contacts) is changed with its history, and taken back."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from crm.decision import AddRecord, Effect, Merge, PutPeople, Record, SetRecord
from crm.errors import ConflictError
from crm.model import Staff
from crm.services.office import Office
from crm.store import Tx, bulk, merging, people, records
from crm.store.changes import ChangeRow

PARAMETER, ENTRY, PARTNER, CONTACT = records.PARAMETER, records.ENTRY, records.PARTNER, records.CONTACT
ADD, SET, UNDO = "add", "set", "undo"


class Work(Protocol):
    """What an effect needs of the transaction that does it (crm.services.commit)."""

    tx: Tx
    change_id: int
    records: list[Record]


async def _set(work: Work, effect: SetRecord, verb: str = SET) -> None:
    stood = await records.read(work.tx, effect.subject, effect.key)
    values = {name: value for name, value in effect.values.items() if stood.get(name) != value}
    if values:
        await records.write(work.tx, effect.subject, effect.key, values)
    await _note(work, Record(effect.subject, effect.key, verb, {name: stood.get(name) for name in values}, values))


async def _add(work: Work, effect: AddRecord) -> None:
    key = await records.add(work.tx, effect.subject, effect.values)
    await _note(work, Record(effect.subject, key, ADD, {}, effect.values))


async def _note(work: Work, record: Record) -> None:
    if record.after or record.verb == ADD:
        await records.note(work.tx, work.change_id, record)
    work.records.append(record)


async def _merge(work: Work, effect: Merge) -> None:
    """All that is one partner's becomes the other's; what the other lacks is filled in, and the one is there no longer."""
    gone = await records.read(work.tx, PARTNER, str(effect.gone_id))
    kept = await records.read(work.tx, PARTNER, str(effect.kept_id))
    if not gone["active"] or not kept["active"]:
        raise ConflictError
    for key in await merging.contacts_of(work.tx, effect.gone_id):
        await _set(work, SetRecord(CONTACT, str(key), {"partner_id": effect.kept_id}))
    await merging.move_actions(work.tx, work.change_id, effect.gone_id, effect.kept_id)
    await _set(work, SetRecord(PARTNER, str(effect.gone_id), {"active": False, **({"rut": None} if not kept["rut"] else {})}))
    await _set(work, SetRecord(PARTNER, str(effect.kept_id), filled(kept, gone)))


def filled(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """What the partner that stays takes over: the data that it lacks, and that it is customer or supplier too."""
    lacks = ("trade_name", "rut", "address", "city", "phone", "email")
    values = {name: gone[name] for name in lacks if gone[name] and not kept[name]}
    return values | {name: True for name in ("is_customer", "is_supplier") if gone[name] and not kept[name]}


async def _put(work: Work, effect: PutPeople) -> None:
    """The lines of an import: all of them in this transaction, however many."""
    await bulk.hold(work.tx, effect.version)
    await bulk.add(work.tx, work.change_id, effect.subject, effect.new)
    await bulk.change(work.tx, work.change_id, effect.subject, effect.changed)


async def take_back(work: Work, change_id: int) -> None:
    """Every record of a change as it stood before, where it still stands as that change left it."""
    for line in await records.of_change(work.tx, change_id):
        if not await stands(work.tx, line):
            raise ConflictError
        values = {"active": False} if line.verb == ADD else line.before
        await _set(work, SetRecord(line.subject, line.key, values), UNDO)
    await merging.move_back(work.tx, change_id, work.change_id)


async def stands(tx: Tx, line: Record) -> bool:
    """Whether nobody changed since what that line says it became."""
    now = await records.read(tx, line.subject, line.key)
    return all(now.get(name) == value for name, value in line.after.items())


async def history(
    office: Office, subjects: tuple[str, ...], key: str = "", limit: int = 15
) -> tuple[list[tuple[ChangeRow, Record]], dict[int, Staff]]:
    """The newest changes of those subjects (of one key), with everybody who may have made them."""
    async with office.store.read() as tx:
        found = await records.latest(tx, subjects, key=key, limit=limit)
        return found, {person.id: person for person in await people.all_staff(tx, gone=True)}


async def undoable(tx: Tx, change_id: int) -> tuple[tuple[Record, ...], bool]:
    """The records of a change in order, and whether all of them still stand as it left them."""
    lines = await records.of_change(tx, change_id)
    return tuple(reversed(lines)), all([await stands(tx, line) for line in lines])


DO: Mapping[type[Effect], Callable[[Any, Any], Any]] = {SetRecord: _set, AddRecord: _add, Merge: _merge, PutPeople: _put}
