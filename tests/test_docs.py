"""docs/flow.md and docs/glossary.md against the code: what they name is there, and every effect is named."""

import importlib
import re
from pathlib import Path
from typing import get_args

import pytest

from crm.decision import Effect

ROOT = Path(__file__).parents[1]
FLOW = (ROOT / "docs" / "flow.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
# A dotted name may leave out where its module lives.
ROOMS = [
    f"{folder.parent.as_posix()}/".replace("/", ".")
    for folder in (Path(p).relative_to(ROOT) for base in ("crm/services", "bot/handlers") for p in (ROOT / base).glob("*/__init__.py"))
]
PLACES = ("", "crm.", "crm.services.", "crm.store.", "bot.", "bot.handlers.", "scheduler.", *ROOMS)
COLUMNS = {"inbox.key", "staff.next_digest_at", "documents.content", "documents.action_id"}  # of tables, named by their own words
NAMED = sorted(set(re.findall(r"`([a-z_]+(?:\.[A-Za-z_]+)+)`", FLOW)) - COLUMNS)


def is_there(name: str) -> bool:
    """Whether a dotted name leads to a module or to something in one."""
    return any(_resolves(place + name) for place in PLACES)


def _resolves(name: str) -> bool:
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        return _holds(found, parts[cut:])
    return False


def _holds(found: object, names: list[str]) -> bool:
    for name in names:
        if not hasattr(found, name):
            return False
        found = getattr(found, name)
    return True


@pytest.mark.parametrize("name", NAMED)
def test_what_a_walk_names_is_there(name: str):
    assert is_there(name)


def test_a_name_that_is_nowhere_is_noticed():
    assert not is_there("intake.forget")
    assert not is_there("nowhere.keep")


def test_every_effect_is_in_the_glossary():
    assert not [effect.__name__ for effect in get_args(Effect) if f"`{effect.__name__}`" not in GLOSSARY]


def test_the_places_that_the_glossary_names_are_there():
    places = re.findall(r"`((?:crm|bot|mailgw|app|scheduler|playground)/[\w/.]*)`", GLOSSARY)
    assert places
    assert not [place for place in places if not (ROOT / place).exists()]
