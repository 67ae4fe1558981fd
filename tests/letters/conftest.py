"""An office that writes letters: standard texts of the demo, a letterhead, one printer, a press."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.demo_office import LOGO
from app.demo_office.texts import BODIES
from crm.documents import Letterhead, Press
from crm.services.house.office import Office
from crm.store import documents, people
from crm.store.tables import counters
from tests.letters.phones import LetterPhones
from tests.support.small_office import SmallOffice

LABELS = {
    "COB1": ("Cobranza amable", "Friendly reminder"),
    "COB2": ("Segundo aviso", "Second notice"),
    "PRE": ("Presentación", "Introduction"),
}
PARAMETERS = {
    "letterhead": Letterhead("Distribuidora Los Robles", "77.654.321-K", "Av. Los Robles 2040, Santiago", logo=LOGO.read_bytes()),
    "place": "Santiago",
    "printers": ("Oficina",),
    "mail_delay_seconds": 30.0,
    "language": "es",
}


async def add_text(office: Office, code: str, body: str, labels: tuple[str, str] | None = None) -> int:
    """A standard text; the id of its table line."""
    es, en = labels or (code, code)
    async with office.store.begin() as tx:
        entry = await people.add_entry(tx, "standard_text", code, {"es": es, "en": en})
        await documents.put_text(tx, entry, body)
    return entry


@pytest.fixture
async def texts(office: Office) -> dict[str, int]:
    return {code: await add_text(office, code, BODIES[code], labels) for code, labels in LABELS.items()}


@pytest.fixture
async def phones(office: Office, small_office: SmallOffice, press: Press, texts: dict[str, int], tmp_path: Path) -> LetterPhones:
    office.press = press
    office.name = "Distribuidora Los Robles"
    office.parameters = PARAMETERS
    tray = tmp_path / "tray"
    tray.mkdir()
    async with office.store.begin() as tx:
        await tx.execute(insert(counters).values(name="letter:2026", value=33))  # example 8: the next one is 2026-0034
    return LetterPhones(office, tray)
