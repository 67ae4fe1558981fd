"""The golden dialogues of /parametros, /tablas and partners. `ACCIONES_REGENERATE=1 pytest tests/setup` writes them anew; read the diff."""

from pathlib import Path

import pytest

from crm.store import people
from tests.bot.dialogue import Player, files, goes_as_written
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

FILES = files(__file__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        for person in (small_office.emily, small_office.bruno):
            await people.set_staff(tx, person.id, {"language": path.suffixes[0][1:]})
        for code, spanish, english in (("VIS", "Visita", "Visit"), ("FER", "Feria", "Fair")):
            await people.add_entry(tx, "event", code, {"es": spanish, "en": english})
    await goes_as_written(path, Player(phones, small_office))
