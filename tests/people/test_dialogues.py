"""Golden dialogues of /personal. `ACCIONES_REGENERATE=1 pytest tests/people/test_dialogues.py` writes them anew; read the diff."""

import itertools
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crm.services.due import returning
from crm.services.staff import invitations
from crm.store import people
from tests.bot.dialogue import Player, files, goes_as_written
from tests.people.conftest import Gate

FILES = files(__file__)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch):
    numbers = itertools.count(1)
    monkeypatch.setattr(invitations.secrets, "token_urlsafe", lambda _: f"{next(numbers):0>43}")
    language = path.suffixes[0][1:]
    async with gate.office.store.begin() as tx:
        for person in (gate.small.emily, *((gate.small.bruno, gate.small.ana) if path.stem.startswith(("handover", "team")) else ())):
            await people.set_staff(tx, person.id, {"language": language})
    gate.phones.language[gate.pedro.id] = language
    cast: Any = SimpleNamespace(emily=gate.small.emily, bruno=gate.small.bruno, ana=gate.small.ana, pedro=gate.pedro)
    await goes_as_written(path, Player(gate.phones, cast, returning.due))
