"""Whose menu of commands has to be shown anew: it goes by role and language, and is rendered when it leaves (bot.menu)."""

from crm import notices
from crm.decision import Recorded
from crm.model import NewParcel, Priority, Staff
from crm.services.house.office import OUTBOX, Office
from crm.store import Tx, outbox, people, records

RENDER = "commands"  # what such a parcel is rendered by
_SHOWN_BY = frozenset({"role", "language", "telegram_id", "active"})


async def follow(tx: Tx, recorded: Recorded) -> list[NewParcel]:
    """A parcel for everybody whose role, language or account a change has changed, also by undoing one."""
    about = [line for line in recorded.records if line.subject == records.PERSON and _SHOWN_BY & line.after.keys()]
    found = [await people.get_staff(tx, staff_id) for staff_id in dict.fromkeys(int(line.key) for line in about)]
    return [_parcel(person, f"{RENDER}:{person.id}:change {recorded.change_id}") for person in found if _has_chat(person)]


async def show_all(office: Office, version: str) -> int:
    """Promise everybody the menu of that version, once; how many did not have it yet."""
    async with office.store.begin() as tx:
        parcels = [_parcel(person, f"{RENDER}:{person.id}:{version}") for person in await people.all_staff(tx) if _has_chat(person)]
        made = await outbox.put(tx, parcels, at=office.machine())
    if made:
        office.bell.ring(OUTBOX)
    return made


def _has_chat(person: Staff) -> bool:
    return person.active and person.telegram_id is not None


def _parcel(person: Staff, key: str) -> NewParcel:
    assert person.telegram_id is not None
    payload = {"render": RENDER, "staff_id": person.id}
    return notices.by_way(notices.chat_way(person.telegram_id), key, payload, priority=Priority.DIGEST, staff_id=person.id)
