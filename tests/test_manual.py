"""docs/manual.md against what is there: each row names a test or dialogue that exists, or a part that comes later."""

import re
from pathlib import Path

import pytest

from crm.kinds import KINDS

ROOT = Path(__file__).parents[1]
ROWS = re.findall(r"^\| (?!row |---)(.+?) \| (.+?) \| (.+?) \|$", (ROOT / "docs" / "manual.md").read_text(encoding="utf-8"), re.MULTILINE)
LATER = {"agenda in depth", "print-outs", "mornings in depth", "mail gateway in depth", "operation"}


@pytest.mark.parametrize(("row", "proof"), [(row, proof) for row, _, proof in ROWS], ids=[row for row, _, _ in ROWS])
def test_a_row_is_proved_or_named_as_later(row: str, proof: str):
    for piece in proof.split("<br>"):
        if piece.startswith("later: "):
            assert set(piece.removeprefix("later: ").split(", ")) <= LATER
            continue
        path, _, name = piece.strip("`").partition("::")
        assert (ROOT / path).is_file()
        assert not name or re.search(rf"^(?:async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_every_kind_and_every_promise_beyond_the_manual_has_its_row():
    said = [row for row, _, _ in ROWS]
    assert {kind.name for kind in KINDS} == {row.split("`")[1] for row in said if row.startswith("`")}
    assert {row.split()[0] for row in said if row.split()[0].isdigit()} == {str(n) for n in range(1, 17)}
