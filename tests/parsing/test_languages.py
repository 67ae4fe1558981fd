"""A language is a value: rules ask it and never its name, and what one lacks is named with the module where it belongs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.menu import COMMANDS
from crm.documents.placeholders import PLACEHOLDERS
from crm.languages import DEFAULT, LANGUAGES, Language
from crm.parsing.moments import holidays
from crm.parsing.moments.tokens import fold
from crm.resources import folder

ROOT = Path(__file__).parents[2]
_CODES = "|".join(LANGUAGES)
_ASKED = re.compile(
    rf"""\b(?:lang|language|spoken)\s*(?:==|!=|(?:not\s+)?in\s*[(\[{{])\s*["']"""  # lang == "es", language in ("es", "en")
    rf"""|(?:==|!=)\s*["'](?:{_CODES})["']|["'](?:{_CODES})["']\s*(?::|if\b)"""  # … == "en", {{"es": …}}, "es" if …
    r"""|\bwords\s*:\s*ModuleType"""
)
#: Read as they are written, or by people.
_NOT_WORDS = {
    "code",
    "name",
    "english",
    "locale",
    "stamp",
    "calendar",
    "unnamed_holiday",
    "to_whom",
    "for_whom",
    "attended",
    "did_ends",
    "third_ends",
    "worked",
}


def shared() -> Iterator[Path]:
    """The modules that belong to no language and to no kind."""
    for folder_ in ("app", "bot", "crm", "mailgw", "scheduler"):
        for path in sorted((ROOT / folder_).rglob("*.py")):
            if not {"languages", "kinds", "_data"} & set(path.relative_to(ROOT).parts):
                yield path


def test_no_rule_asks_a_language_for_its_name():
    asked = [
        f"{path.relative_to(ROOT)}:{n}: {line.strip()}"
        for path in shared()
        for n, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _ASKED.search(line)
    ]
    assert not asked, "\n".join(asked)


@pytest.fixture(params=LANGUAGES.values(), ids=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Language:
    return request.param


def test_a_language_stands_under_its_own_code(spoken: Language):
    assert LANGUAGES[spoken.code] is spoken
    assert DEFAULT in LANGUAGES


def test_a_language_has_the_words_of_every_role_that_the_others_have(spoken: Language):
    needed = set.intersection(*({role for role, said in one.times.roles.items() if said} for one in (LANGUAGES["es"], LANGUAGES["en"])))
    missing = sorted(role for role in needed if not spoken.times.roles.get(role))
    assert not missing, f"crm/languages/{spoken.code}: `roles` has no words for {missing}"


def test_a_language_names_holidays_that_are_known(spoken: Language):
    assert set(spoken.times.holidays) <= set(holidays.DAYS)


def test_a_language_has_orders_and_questions_for_everything_that_can_be_said(spoken: Language):
    for one in LANGUAGES.values():
        assert set(spoken.orders.words) == set(one.orders.words)
        assert set(spoken.questions.commands) == set(one.questions.commands)
        assert set(spoken.questions.list_states) == set(one.questions.list_states)


def test_a_command_has_one_name_a_language(spoken: Language):
    names = [command.names[spoken.code] for command in COMMANDS]
    assert sorted(names) == sorted(set(names))
    assert set(spoken.commands) <= {command.names["en"] for command in COMMANDS}


def test_a_placeholder_has_one_name_a_language(spoken: Language):
    known = {item.name for item in PLACEHOLDERS}
    assert set(spoken.placeholders) <= known
    assert len({spoken.placeholders.get(name, name) for name in known}) == len(known)


def test_words_are_written_as_they_are_looked_up(spoken: Language):
    wrong = [f"{where}: {word}" for where, word in _words(spoken, spoken.code) if fold(word)[0] != word]
    assert not wrong, "\n".join(wrong)


def test_a_language_has_a_catalogue_of_what_is_said(spoken: Language):
    assert list((folder("locale") / spoken.code / "LC_MESSAGES").glob("*.po"))


def _words(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every word of a language, with where it stands."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, said in value.items():
            yield from _words((key, said), f"{where}[{key}]")
    elif isinstance(value, tuple | frozenset | set):
        for one in value:
            yield from _words(one, where)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_WORDS:
                yield from _words(getattr(value, field.name), f"{where}.{field.name}")
