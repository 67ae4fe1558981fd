"""Writes what is understood into the golden files again: `python -m tests.parsing.regenerate`; then read the diff.

A new sentence is a line `{"lang": "es", "text": "…"}` added by hand to one of them.
"""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crm.languages import LANGUAGES
from crm.parsing.explain import intent_data, value_data
from crm.parsing.phrase import read
from crm.who.directory import Directory

GOLDEN = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("America/Santiago"))  # a Tuesday
SHOWN = ("kind", "done", "partner", "contact", "responsible", "when", "amount", "text", "guessed", "ask", "follows")
EXTRA = ("urgent", "direction", "outcome", "recurrence")


def directory() -> Directory:
    return Directory.from_json(json.loads((GOLDEN / "directory.json").read_text(encoding="utf-8")))


def understood(text: str, lang: str, people: Directory) -> dict:
    """A reading as the golden files show it."""
    reading = read(text, NOW, lang, people)
    if reading.command:
        c = reading.command
        shown = {
            "partner": c.partner,
            "contact": c.contact,
            "staff": c.staff,
            "when": value_data(c.when),
            "text": c.text or None,
            "kind": c.kind or None,
        }
        return {"command": c.name} | {name: value for name, value in shown.items() if value is not None}
    intents = []
    for intent in reading.intents:
        data = intent_data(intent)
        intents.append({name: data[name] for name in SHOWN} | {name: data[name] for name in EXTRA if data.get(name)})
    return {"intents": intents}


def cases(name: str) -> list[dict]:
    if not (GOLDEN / name).exists():
        return []  # a language that is new
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    people = directory()
    for name in (f"phrases-{language}.jsonl" for language in LANGUAGES):
        lines = []
        for case in cases(name):
            kept = {"lang": case["lang"], "text": case["text"]}
            lines.append(json.dumps(kept | understood(case["text"], case["lang"], people), ensure_ascii=False))
        (GOLDEN / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
