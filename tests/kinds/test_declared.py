"""Every kind has what a kind needs; what one lacks is named with the file where it belongs."""

import importlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from crm import kinds
from crm.kinds import KINDS, Kind
from crm.languages import LANGUAGES
from tests.bot.test_catalogue import translated
from tests.kinds.declared import Told, clashes, lacks
from tests.parsing.regenerate import cases, directory, understood

ROOT = Path(__file__).parents[2]


def told() -> Told:
    """What the catalogues, the golden sentences and the dialogues of this checkout hold."""
    people = directory()
    phrases = {
        (intent["kind"], case["lang"])
        for name in (f"phrases-{language}.jsonl" for language in LANGUAGES)
        for case in cases(name)
        for intent in case.get("intents") or understood(case["text"], case["lang"], people).get("intents", ())
    }
    played = {(kind.name, language) for kind in KINDS for language in LANGUAGES if _played(kind, language)}
    return Told(frozenset(translated("es")), frozenset(phrases), frozenset(played))


def _played(kind: Kind, language: str) -> bool:
    """Whether a dialogue goes step by step through that kind: its command begins one."""
    said = re.compile(rf"^🧑 /{kind.commands.get(language, '…')}\b", re.MULTILINE)
    texts = (path.read_text("utf-8") for path in ROOT.glob(f"tests/*/dialogues/*.{language}.txt"))
    return any(said.search(text) for text in texts)


def declared() -> dict[str, str]:
    """The kinds of the modules of crm/kinds, by name: where each one stands."""
    found = {}
    for path in sorted(Path(kinds.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"crm.kinds.{path.stem}") if path.stem != "__init__" else kinds
        found |= {value.name: f"crm/kinds/{path.name}: {name}" for name, value in vars(module).items() if isinstance(value, Kind)}
    return found


def test_every_module_of_a_kind_has_its_line():
    known = {kind.name for kind in KINDS}
    missing = [f"{where} is not in KINDS (crm/kinds/__init__.py)" for name, where in declared().items() if name not in known]
    assert not missing, "\n".join(missing)


def test_every_kind_is_complete():
    known = told()
    missing = [sentence for kind in KINDS for sentence in lacks(kind, known)]
    assert not missing, "\n".join(missing)


def test_no_two_kinds_answer_to_the_same_word():
    assert not list(clashes(KINDS))


WHOLE = KINDS[0]


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (replace(WHOLE, commands={"es": "tarea"}), "crm/kinds/task.py: `commands` has no command in «en»"),
        (replace(WHOLE, phrases={"es": WHOLE.phrases["es"]}), "crm/kinds/task.py: `phrases` has no noun in «en»"),
        (replace(WHOLE, example=""), "crm/kinds/task.py: `example` is empty, so that the help has no sentence to try"),
        (replace(WHOLE, did="gone"), "crm/kinds/task.py: `did` names no state: «gone»"),
        (replace(WHOLE, finish="finish"), "crm/kinds/task.py: `finish` names no verb: «finish»"),
        (
            replace(WHOLE, fields=tuple(field for field in WHOLE.fields if field.name != "reason")),
            "crm/kinds/task.py: the verb «drop» asks for a reason and there is no field «reason»",
        ),
        (
            replace(WHOLE, fields=tuple(replace(field, table="") for field in WHOLE.fields)),
            "crm/kinds/task.py: the field «type» names no table",
        ),
    ],
    ids=lambda value: value.split("`")[1] if isinstance(value, str) and "`" in value else None,
)
def test_what_a_module_lacks_is_named(broken: Kind, sentence: str):
    both = frozenset({(WHOLE.name, "es"), (WHOLE.name, "en")})
    whole = Told(frozenset(translated("es")), both, both)
    assert not list(lacks(WHOLE, whole))
    assert sentence in set(lacks(broken, whole))


def test_two_kinds_with_one_word_are_named():
    other = replace(KINDS[1], phrases=WHOLE.phrases)
    assert f"crm/kinds: «tarea» is a noun of task and of {other.name}" in list(clashes((WHOLE, other)))
