"""The golden dialogues of /parametros, /tablas and partners. `ACCIONES_REGENERATE=1 pytest tests/setup` writes them anew; read the diff."""

import os
from pathlib import Path

import pytest

from crm.store import people
from tests.bot.dialogue import Player
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    written = path.read_text(encoding="utf-8")
    async with phones.office.store.begin() as tx:
        for person in (small_office.emily, small_office.bruno):
            await people.set_staff(tx, person.id, {"language": path.suffixes[0][1:]})
        for code, spanish, english in (("VIS", "Visita", "Visit"), ("FER", "Feria", "Fair")):
            await people.add_entry(tx, "event", code, {"es": spanish, "en": english})
    played = await Player(phones, small_office).play(written)
    if os.environ.get("ACCIONES_REGENERATE"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
