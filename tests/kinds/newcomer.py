"""What somebody does who adds a kind, done to a copy of the checkout: its module, its line in KINDS, its words, its example phrases.

Nothing of the product is patched: the copy is run as the checkout is, by its own tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEW = Path(__file__).parent / "visit_kind"
COPIED = ("app", "bot", "crm", "mailgw", "scheduler", "playground", "templates", "locale", "docs", "tests", "pyproject.toml")
CHANGED = ("crm/kinds", "locale", "tests/parsing/golden", "tests/kinds/dialogues")  # where the pieces go
PIECES = ("module", "line", "words", "phrases", "dialogues")


def checkout(at: Path, *, without: Collection[str] = ()) -> Path:
    """A copy of the checkout to which the kind was added, but for some pieces; a copy that is there already begins anew."""
    for name in COPIED if not (at / "crm").exists() else CHANGED:
        source = ROOT / name
        if source.is_dir():
            shutil.rmtree(at / name, ignore_errors=True)
            shutil.copytree(source, at / name)
        else:
            shutil.copy2(source, at / name)
    for piece in PIECES:
        if piece not in without:
            _ADD[piece](at)
    return at


def _module(at: Path) -> None:
    shutil.copy(NEW / "visit.py", at / "crm" / "kinds")


def _line(at: Path) -> None:
    """One import and one name more."""
    path = at / "crm" / "kinds" / "__init__.py"
    text = path.read_text("utf-8")
    text = text.replace("from crm.kinds.task import TASK\n", "from crm.kinds.task import TASK\nfrom crm.kinds.visit import VISIT\n")
    path.write_text(text.replace("MEMO, PROCEDURE)", "MEMO, PROCEDURE, VISIT)"), "utf-8")


def _words(at: Path) -> None:
    shutil.copy(NEW / "visit.po", at / "locale" / "es" / "LC_MESSAGES")


def _phrases(at: Path) -> None:
    for line in (NEW / "phrases.jsonl").read_text("utf-8").splitlines():
        language = "es" if '"lang": "es"' in line else "en"
        with (at / "tests" / "parsing" / "golden" / f"phrases-{language}.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _dialogues(at: Path) -> None:
    for path in (NEW / "dialogues").glob("*.txt"):
        shutil.copy(path, at / "tests" / "kinds" / "dialogues")


_ADD = {"module": _module, "line": _line, "words": _words, "phrases": _phrases, "dialogues": _dialogues}


def run(at: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """pytest of the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not long", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(command, cwd=at, env=inherited | {"PYTHONPATH": str(at)}, capture_output=True, text=True, check=False)
