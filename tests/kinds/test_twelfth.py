"""A twelfth kind comes by its module, its line, its words and its phrases alone; a piece that is left out is named."""

import os
import shutil
from pathlib import Path

import pytest

from tests.kinds import newcomer

WALKED = (
    "tests/kinds/test_dialogues.py",
    "tests/kinds/test_declared.py",
    "tests/kinds/test_bad_input.py",
    "tests/kinds/visit_kind/walk.py",
    "tests/bot/test_catalogue.py",
    "tests/parsing/test_phrases.py",
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the one copy of the checkout lies."""
    return tmp_path_factory.mktemp("checkout")


def test_it_is_in_chat_lists_card_chain_mail_and_morning_and_the_others_are_understood_as_before(copy: Path):
    at = newcomer.checkout(copy)
    ran = newcomer.run(at, *WALKED, "-k", "visit or declared or catalogue or golden_file")
    if os.environ.get("ACCIONES_REGENERATE"):
        for path in (newcomer.NEW / "dialogues").glob("*.txt"):
            shutil.copy(at / "tests" / "kinds" / "dialogues" / path.name, path)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-1000:]


WORDS = "locale/es/LC_MESSAGES: no Spanish for «What is inspected?» (msgctxt «visit»)"
PHRASES = "tests/parsing/golden/phrases-en.jsonl: no sentence is a visit"
DIALOGUES = "tests/kinds/dialogues/visit.es.txt: there is no such dialogue"


@pytest.mark.parametrize(
    ("pieces", "sentences"),
    [
        (["line"], ["crm/kinds/visit.py: VISIT is not in KINDS (crm/kinds/__init__.py)"]),
        (["words", "phrases", "dialogues"], [WORDS, PHRASES, DIALOGUES]),
        (["module"], ["No module named 'crm.kinds.visit'"]),
    ],
    ids=" ".join,
)
def test_what_was_left_out_is_named(pieces: list[str], sentences: list[str], copy: Path):
    ran = newcomer.run(newcomer.checkout(copy, without=pieces), "tests/kinds/test_declared.py", "-k", "every")
    assert ran.returncode != 0
    assert [sentence for sentence in sentences if sentence not in ran.stdout + ran.stderr] == []
