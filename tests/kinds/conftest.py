"""An office in which every kind can be made: phones, and two lines in each table that a kind's field chooses from."""

import pytest

from crm.services.house.office import Office
from crm.services.house.tables import TABLES
from crm.store import people
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

LINES = (("1", "Venta", "Sale"), ("2", "Cobranza", "Collection"))


@pytest.fixture
async def phones(office: Office, small_office: SmallOffice) -> Phones:
    async with office.store.begin() as tx:
        for table in TABLES:
            for code, es, en in LINES:
                await people.add_entry(tx, table, code, {"es": es, "en": en})
    return Phones(office)
