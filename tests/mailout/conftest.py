"""An office that sends mail: its own domain, half a minute to take back what leaves."""

from pathlib import Path

import pytest

from crm.services.house.office import Office
from tests.letters.phones import LetterPhones
from tests.support.small_office import SmallOffice

PARAMETERS = {
    "mail_domain": "acciones.losrobles.cl",
    "sender": "bot@acciones.losrobles.cl",
    "mail_delay_seconds": 30.0,
    "language": "es",
}


@pytest.fixture
def phones(office: Office, small_office: SmallOffice, tmp_path: Path) -> LetterPhones:
    office.name = "Distribuidora Los Robles"
    office.parameters = PARAMETERS
    return LetterPhones(office, tmp_path)
