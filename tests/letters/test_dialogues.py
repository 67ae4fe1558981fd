"""The golden dialogues of letters. `ACCIONES_REGENERATE=1 pytest tests/letters/test_dialogues.py` writes them anew; read the diff."""

from pathlib import Path

import pytest

from tests.bot.dialogue import files, goes_as_written
from tests.letters.phones import LetterPhones, LetterPlayer
from tests.support.small_office import SmallOffice

FILES = files(__file__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: LetterPhones, small_office: SmallOffice):
    await goes_as_written(path, LetterPlayer(phones, small_office))
