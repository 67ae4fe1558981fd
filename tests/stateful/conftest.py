"""Phones over the small office, for the plain tests of what the machine found."""

import pytest

from crm.services.house.office import Office
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


@pytest.fixture
def phones(office: Office, small_office: SmallOffice) -> Phones:
    return Phones(office)
