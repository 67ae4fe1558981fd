"""Every golden dialogue is played in both languages."""

from pathlib import Path

import pytest

from tests.bot.dialogue import says_who_speaks

HERE = Path(__file__).parent


def languages() -> dict[str, set[str]]:
    """«bot/a-memo» → {"es", "en"}."""
    found: dict[str, set[str]] = {}
    for path in HERE.glob("*/dialogues/*.txt"):
        name, language, _ = path.name.split(".")
        found.setdefault(f"{path.parent.parent.name}/{name}", set()).add(language)
    return found


def test_every_dialogue_has_its_twin_in_the_other_language():
    alone = {name for name, said in languages().items() if said != {"es", "en"}}
    assert not alone


def test_an_english_dialogue_says_who_speaks_before_somebody_does():
    says_who_speaks(Path("a.en.txt"), "# A task\n# 🧑 emily\n🧑 task: call\n")
    says_who_speaks(Path("a.es.txt"), "# Una tarea\n🧑 tarea: llamar\n")
    with pytest.raises(AssertionError, match="say who speaks"):
        says_who_speaks(Path("a.en.txt"), "# A task\n🧑 task: call\n# 🧑 emily\n")
