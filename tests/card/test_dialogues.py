"""The golden dialogues of card, search and chain. `ACCIONES_REGENERATE=1 pytest tests/card` writes them anew; read the diff."""

import re
from pathlib import Path

import pytest

from tests.bot.dialogue import Player, files, goes_as_written
from tests.bot.phones import Phones
from tests.card.world import WORLDS
from tests.support.small_office import SmallOffice

FILES = files(__file__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    written = path.read_text(encoding="utf-8")
    named = re.search(r"^# 🧑 (\w+)", written, re.MULTILINE)
    me = getattr(small_office, named.group(1) if named else "bruno")
    for name in re.findall(r"^# office: (.+)$", written, re.MULTILINE):
        await WORLDS[name](phones.office, small_office, me)
    await goes_as_written(path, Player(phones, small_office))
