"""The golden dialogues of memos and procedures. `ACCIONES_REGENERATE=1 pytest tests/memos` writes them anew; read the diff."""

import os
from pathlib import Path

import pytest

from tests.bot.dialogue import Player
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

FILES = sorted((Path(__file__).parent / "dialogues").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    written = path.read_text(encoding="utf-8")
    played = await Player(phones, small_office).play(written)
    if os.environ.get("ACCIONES_REGENERATE"):
        path.write_text(played, encoding="utf-8")
        return
    assert played == written
