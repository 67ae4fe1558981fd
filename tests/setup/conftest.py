"""Phones over the small office, as `acciones init` leaves it."""

import pytest

from crm.documents import Letterhead
from crm.services.house.office import Office
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

INSTALLED = {
    "undo_minutes": 10,
    "mail_delay_seconds": 30.0,
    "quote_approval": {"responsible_up_to": None},
    "letterhead": Letterhead("Distribuidora Los Robles", rut="76.111.222-8", address="Av. Matta 100, Santiago", phone="+56 2 2233 0000"),
    "place": "Santiago",
    "printers": ("Oficina", "Bodega"),
    "relay": "correo.losrobles.cl:25",
    "mail_domain": "acciones.losrobles.cl",
}


@pytest.fixture
def phones(office: Office, small_office: SmallOffice) -> Phones:
    office.name = "Distribuidora Los Robles"
    office.parameters = dict(INSTALLED)
    return Phones(office)
