"""An office whose people visit customers: phones, and the types of activity of example 7."""

import pytest
from sqlalchemy import insert

from crm.services.house.office import Office
from crm.store import people
from crm.store.tables import counters
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

NUMBERS = {"task": 145, "activity": 76}  # the last ones given, so that example 7's own come next


@pytest.fixture
async def phones(office: Office, small_office: SmallOffice) -> Phones:
    async with office.store.begin() as tx:
        for code, es, en in (("1", "Venta", "Sale"), ("2", "Cobranza", "Collection"), ("3", "Soporte", "Support")):
            await people.add_entry(tx, "activity_type", code, {"es": es, "en": en})
        for series, last in NUMBERS.items():
            await tx.execute(insert(counters).values(name=series, value=last))
    return Phones(office)
