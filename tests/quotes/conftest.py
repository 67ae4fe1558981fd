"""An office that quotes: its next quotes are numbered from 5 on, and the responsible may approve up to $500.000."""

import pytest
from sqlalchemy import insert

from crm.services.house.office import Office
from crm.store.tables import counters
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


@pytest.fixture
async def phones(office: Office, small_office: SmallOffice) -> Phones:
    office.parameters = {"quote_approval": {"responsible_up_to": 500_000}}
    async with office.store.begin() as tx:
        await tx.execute(insert(counters).values(name="quote", value=4))
    return Phones(office)
