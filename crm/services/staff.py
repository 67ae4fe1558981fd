"""Staff: who is who."""

from collections.abc import Sequence

from crm.model import Role, Staff
from crm.services.office import Office
from crm.store import people


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


async def administrators(office: Office) -> list[Staff]:
    """Everybody who is told of failures."""
    async with office.store.read() as tx:
        return [person for person in await people.all_staff(tx) if person.role is Role.ADMINISTRATOR]
