"""Writes what is read as moments into the golden files again: `python -m tests.parsing.regenerate_moments`; then read the diff."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crm.parsing.explain import moment_data
from crm.parsing.moments import read_moments

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("America/Santiago"))  # a Tuesday
SHOWN = ("text", "kind", "value", "recurrence", "impossible", "bound", "doubts")


def found(case: dict) -> list[dict]:
    """The moments of a case as the golden files show them."""
    moments = read_moments(case["text"], NOW, case["lang"], direction=case.get("direction", "future"))
    return [{name: data[name] for name in SHOWN if name in data} for data in map(moment_data, moments)]


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    for name in ("moments-es.jsonl", "moments-en.jsonl"):
        lines = [
            json.dumps({k: v for k, v in case.items() if k != "found"} | {"found": found(case)}, ensure_ascii=False) for case in cases(name)
        ]
        (GOLDEN / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
