"""Fill an empty database with the demo office, in a few transactions."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from random import Random

from app.demo_office.actions import Customer, Generator, Person, Planned
from app.demo_office.partners import companies
from app.demo_office.staff import STAFF
from app.demo_office.tables import ENTRIES
from app.demo_office.texts import BODIES
from crm.clock import OfficeClock
from crm.decision import Create, Decision
from crm.languages import LANGUAGES
from crm.services.house.office import Office
from crm.services.write import commit
from crm.store import Store, Tx, documents, people

SEED = 20261124


async def seed(store: Store, now: datetime) -> bool:
    """Seed the demo office around `now`; False where there is somebody already."""
    dice = Random(SEED)  # noqa: S311 - the same office for everybody is the point
    async with store.begin() as tx:
        if await people.all_staff(tx):
            return False
        generator = Generator(dice, now, await _staff(tx), await _partners(tx, dice), await _tables(tx))
    await _actions(store, sorted(generator.actions(), key=lambda planned: planned.recorded_at))
    return True


async def _staff(tx: Tx) -> tuple[Person, ...]:
    made = []
    for member in STAFF:
        new = await people.add_staff(
            tx,
            name=member.name,
            role=member.role,
            email=member.email,
            telegram_id=member.telegram_id,
            language=member.language,
            zone=member.zone,
            digest_at=member.digest_at,
            digest_channels=member.digest_channels,
        )
        made.append(Person(new, member.zone))
    return tuple(made)


async def _partners(tx: Tx, dice: Random) -> tuple[Customer, ...]:
    made = []
    for company in companies(dice):
        partner = await people.add_partner(tx, **company.values)
        contacts = [await people.add_contact(tx, partner_id=partner, **contact) for contact in company.contacts]
        made.append(Customer(partner, tuple(contacts), tuple(str(contact["email"]) for contact in company.contacts)))
    return tuple(made)


async def _tables(tx: Tx) -> dict[tuple[str, str], int]:
    made = {
        (table, code): await people.add_entry(tx, table, code, dict(zip(LANGUAGES, names, strict=False))) for table, code, *names in ENTRIES
    }
    for code, body in BODIES.items():
        await documents.put_text(tx, made["standard_text", code], body)
    return made


async def _actions(store: Store, planned: Iterable[Planned]) -> None:
    """Record through the same transaction as everybody, one for each week, in an office whose clock stands at that week."""
    for _, group in groupby(planned, key=lambda one: one.recorded_at.isocalendar()[:2]):
        week = list(group)
        at = week[0].recorded_at
        office = Office(store=store, clock=OfficeClock(machine=lambda at=at: at))  # type: ignore[misc]
        effects = tuple(Create(one.kind, {**one.values, "dated": one.recorded_at.date()}) for one in week)
        await commit.commit(office, Decision(effects), by=None, source=f"demo:{at:%G-W%V}")
