"""What `make mutate` finds, on a small package of its own; and that each explained mutant is one that it would still make."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mutate.__main__ import watched
from mutate.mutants import mutants
from mutate.table import explanations

REPOSITORY = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(600)  # dozens of processes, one after the other, on whatever machine
EXPLAINED = REPOSITORY / "mutate" / "equivalent.txt"
CODE = """
GROWN = 18


def grown(age: int) -> bool:
    return age >= GROWN


def capped(age: int) -> int:
    return age if age < 100 else 100


def never() -> int:
    return 7


def turns(count: int) -> int:
    while count > 0:
        count -= 1
    return count
"""
TESTS = """
from crm.store.age import capped, grown, turns


def test_grown_at_eighteen():
    assert [grown(age) for age in (0, 17, 18)] == [False, False, True]


def test_capped_at_a_hundred():
    assert [capped(age) for age in (99, 102)] == [99, 100]


def test_turns_end():
    assert turns(1) == 0
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("project")
    files = {
        "crm/__init__.py": "",
        "crm/store/__init__.py": "",
        "crm/store/age.py": CODE,
        "tests/test_age.py": TESTS,
        "explained.txt": EXPLANATION,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    command = [sys.executable, "-m", "mutate", "-n", "1000", "-j", "1", "--patience", "2", "--explained", "explained.txt"]
    environment = os.environ | {"PYTHONPATH": f"{root}{os.pathsep}{REPOSITORY}", "PYTEST_ADDOPTS": "", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "crm/store/age.py").read_text() == CODE
    return done.stdout


EXPLANATION = """# of the test
crm/store/age.py capped: age < 100 → age <= 100
    At a hundred both give a hundred.
"""


def test_a_fault_that_a_test_notices_is_not_told(told):
    assert "age >= GROWN → age > GROWN" not in told
    assert "GROWN = 18 → GROWN = 19" not in told


def test_a_fault_that_no_test_notices_is_told_with_its_place(told):
    assert "crm/store/age.py:10 capped · 1 tests\n    age < 100 → age < 101" in told
    assert "crm/store/age.py:14 never · no test reaches it\n    return 7 → return 8" in told


def test_a_fault_that_runs_for_ever_is_stopped(told):
    row = next(line for line in told.splitlines() if line.startswith("store"))
    assert int(row.split()[3]) >= 1, told


def test_what_is_explained_counts_apart(told):
    row = next(line for line in told.splitlines() if line.startswith("store"))
    assert row.split()[-1] == "1", told
    assert "age < 100 → age <= 100" not in told


def test_each_explained_mutant_exists_and_has_its_reason():
    known = {mutant.key for file in watched(REPOSITORY) for mutant in mutants(file, (REPOSITORY / file).read_text(encoding="utf-8"))}
    explained = explanations(EXPLAINED)
    assert not explained.keys() - known
    assert all(explained.values())
