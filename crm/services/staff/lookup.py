"""Staff: who is who."""

from collections.abc import Sequence
from typing import Any

from crm.model import Role, Staff
from crm.services.house.office import Office
from crm.store import people, personrow


async def linked(office: Office, telegram_ids: Sequence[int]) -> set[int]:
    """Which of those Telegram accounts belong to active staff."""
    if not telegram_ids:
        return set()
    async with office.store.read() as tx:
        return await people.linked(tx, telegram_ids)


async def by_telegram(office: Office, telegram_id: int) -> Staff | None:
    """The active staff member of a Telegram account."""
    async with office.store.read() as tx:
        return await people.by_telegram(tx, telegram_id)


async def by_id(office: Office, staff_id: int) -> Staff:
    """The staff member of that id, active or not; NotFoundError where there is none."""
    async with office.store.read() as tx:
        return await people.get_staff(tx, staff_id)


def as_json(person: Staff) -> dict[str, Any]:
    """A person's columns as history keeps them."""
    return personrow.as_json(person)


async def everybody(office: Office) -> dict[int, Staff]:
    """Whoever works here or ever did, by id."""
    async with office.store.read() as tx:
        return {person.id: person for person in await people.all_staff(tx, gone=True)}


async def administrators(office: Office) -> list[Staff]:
    """Everybody who is told of failures."""
    async with office.store.read() as tx:
        return [person for person in await people.all_staff(tx) if person.role is Role.ADMINISTRATOR]
