"""The golden dialogues of contracts, faxes and procedures. `ACCIONES_REGENERATE=1 pytest tests/paperwork` writes them anew; read the diff."""

import os
from pathlib import Path

import pytest

from tests.letters.phones import LetterPhones, LetterPlayer
from tests.support.small_office import SmallOffice

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: LetterPhones, small_office: SmallOffice):
    written = path.read_text(encoding="utf-8")
    played = await LetterPlayer(phones, small_office).play(written)
    if os.environ.get("ACCIONES_REGENERATE"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
