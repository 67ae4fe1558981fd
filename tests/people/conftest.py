"""Phones over the small office, with somebody new who is on the staff and has no Telegram account yet."""

from dataclasses import dataclass, replace
from datetime import time

import pytest

from crm.decision import Decision
from crm.model import Channel, Role, Staff
from crm.services.house.office import Office
from crm.services.staff import invitations
from crm.services.staff.invitations import Ticket
from crm.services.write import commit
from crm.store import people
from tests.bot.phones import Phones
from tests.support.small_office import SANTIAGO, SmallOffice

USERNAME = "losrobles_bot"


@dataclass
class Gate:
    """The office, its phones, and Pedro, whose telephone has the account 2001."""

    office: Office
    phones: Phones
    small: SmallOffice
    pedro: Staff

    async def invite(self, staff: Staff | None = None) -> Ticket:
        """Emily invites (Pedro)."""
        made = invitations.ticket(self.office)
        person = staff or self.pedro
        await commit.commit(self.office, Decision((made.effect(person.id),)), by=self.small.emily, source="test:invite")
        return made

    async def person(self, staff: Staff) -> Staff:
        async with self.office.store.read() as tx:
            return await people.get_staff(tx, staff.id)

    def on_account(self, telegram_id: int) -> Staff:
        """Somebody's telephone: who writes from it is not known to the office."""
        return replace(self.pedro, telegram_id=telegram_id)


@pytest.fixture
async def gate(office: Office, small_office: SmallOffice) -> Gate:
    phones = Phones(office)
    phones.bot.username = USERNAME
    async with office.store.begin() as tx:
        new = await people.add_staff(
            tx,
            name="Pedro Soto",
            role=Role.STAFF,
            email="pedro.soto@losrobles.cl",
            zone=SANTIAGO,
            digest_at=time(8),
            digest_channels=[Channel.TELEGRAM],
        )
        pedro = await people.get_staff(tx, new)
    return Gate(office, phones, small_office, replace(pedro, telegram_id=2001))
