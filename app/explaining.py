"""`acciones explain …`: what the program understands, for people and for scoring."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import typer

from app.settings import load
from crm.parsing import explain


def dates(text: str, *, jsonl: bool) -> None:
    """Print the moments of a text, or of each JSON line of standard input."""
    _print(text, explain.explain_dates, jsonl=jsonl)


def _print(text: str, explained: Callable[[dict[str, Any]], dict[str, Any]], *, jsonl: bool) -> None:
    for line in _lines() if jsonl else [_one(text)]:
        typer.echo(json.dumps(explained(line), ensure_ascii=False, indent=None if jsonl else 2))


def _lines() -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in sys.stdin if line.strip())


def _one(text: str) -> dict[str, Any]:
    """A text of the command line as a case: now, here, in the office's language."""
    settings = load()
    now = datetime.now(UTC).astimezone(settings.zone).replace(tzinfo=None)
    return {"id": 1, "text": text, "now": now.isoformat(timespec="minutes"), "lang": settings.language}
