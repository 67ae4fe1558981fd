"""The golden flows of the kinds. `ACCIONES_REGENERATE=1 pytest tests/kinds/test_dialogues.py` writes them anew; read the diff."""

from pathlib import Path

import pytest

from tests.bot.dialogue import Player, files, goes_as_written
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

FILES = files(__file__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    await goes_as_written(path, Player(phones, small_office))
