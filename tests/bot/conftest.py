"""Phones over the small office."""

import pytest
from sqlalchemy import insert

from crm.services.house.office import Office
from crm.store.tables import counters
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

NUMBERS = {"call": 311, "task": 144, "appointment": 57}  # the last ones given, so that conversations.md's own come next


@pytest.fixture
async def phones(office: Office, small_office: SmallOffice) -> Phones:
    async with office.store.begin() as tx:
        for series, last in NUMBERS.items():
            await tx.execute(insert(counters).values(name=series, value=last))
    return Phones(office)
