"""What was understood, as plain data for `acciones explain` and for the scorer of the corpora."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crm.parsing import phrase
from crm.parsing.moments import Moment, Point, Value, read_moments
from crm.who.directory import Directory


def explain_dates(line: dict[str, Any]) -> dict[str, Any]:
    """One case `{"id","text","now","lang"}` to `{"id","ms","found":[{"start","end","text","kind","value"}]}`."""
    now = dt.datetime.fromisoformat(line.get("now") or line["ref"])
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo(line["zone"]) if "zone" in line else dt.UTC)
    began = time.perf_counter()
    found = read_moments(line["text"], now, line["lang"])
    ms = (time.perf_counter() - began) * 1000
    return {
        "id": line["id"],
        "ms": round(ms, 3),
        "found": [_dated(moment_data(m), m, now) for m in found if not m.impossible],
        "impossible": [moment_data(m) for m in found if m.impossible],
    }


def _dated(data: dict[str, Any], moment: Moment, now: dt.datetime) -> dict[str, Any]:
    """A bare hour that has passed today is tomorrow's, as it is for whoever reads the sentence (crm.parsing.when)."""
    if isinstance(moment.value, dt.time) and moment.value <= now.time():
        return {**data, "kind": "datetime", "value": _iso(dt.datetime.combine(now.date() + dt.timedelta(days=1), moment.value))}
    return data


def moment_data(moment: Moment) -> dict[str, Any]:
    """A moment as JSON data, values as the corpora's README writes them."""
    value = moment.value
    data: dict[str, Any] = {
        "start": moment.start, "end": moment.end, "text": moment.text, "kind": moment.kind,
        "value": [_iso(value[0]), _iso(value[1])] if isinstance(value, tuple) else _iso(value),
        "said": sorted(moment.said), "implied": sorted(moment.implied), "rule": moment.rule,
    }  # fmt: skip
    if moment.recurrence:
        data["recurrence"] = moment.recurrence.rrule()
    if moment.impossible:
        data["impossible"] = True
    if moment.bound:
        data["bound"] = moment.bound
    if moment.doubts:
        data["doubts"] = sorted(moment.doubts)
    return data


def _iso(point: Point | None) -> str | None:
    if point is None:
        return None
    if isinstance(point, dt.datetime):
        return point.strftime("%H:%M").join((point.date().isoformat() + "T", ""))
    if isinstance(point, dt.time):
        return point.strftime("%H:%M")
    return point.isoformat()


def explain_phrase(line: dict[str, Any], directory: Directory) -> dict[str, Any]:
    """One case `{"id","text","now","lang"}` and a directory to `{"id","ms","intents":[…],"ask":[…]}` (and `command`)."""
    now = dt.datetime.fromisoformat(line["now"])
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo(line.get("zone", "America/Santiago")))
    began = time.perf_counter()
    reading = phrase.read(line["text"], now, line["lang"], directory)
    ms = (time.perf_counter() - began) * 1000
    answer: dict[str, Any] = {
        "id": line["id"],
        "ms": round(ms, 3),
        "intents": [intent_data(i) for i in reading.intents],
        "ask": list(reading.ask),
    }
    if reading.command:
        c = reading.command
        answer["command"] = {
            "name": c.name,
            "partner": c.partner,
            "contact": c.contact,
            "staff": c.staff,
            "when": value_data(c.when),
            "text": c.text,
        }
    return answer


def intent_data(intent: phrase.Intent) -> dict[str, Any]:
    """An intent as JSON data: the fields of the corpora's README first, then why."""
    data: dict[str, Any] = {
        "kind": intent.kind, "done": intent.done, "partner": intent.partner, "contact": intent.contact, "responsible": intent.responsible,
        "when": value_data(intent.when),
        "amount": {"amount": intent.amount.value, "currency": intent.amount.unit} if intent.amount else None,
        "text": intent.text, "guessed": sorted(intent.guessed), "ask": list(intent.ask), "start": intent.start, "end": intent.end,
        "urgent": intent.urgent, "direction": intent.direction, "outcome": intent.outcome, "follows": intent.follows,
        "candidates": [{"field": c.field, "said": c.said, "ids": list(c.ids)} for c in intent.candidates],
        "figures": [{"sort": f.sort, "text": f.text, "value": f.value, "unit": f.unit, "valid": f.valid} for f in intent.figures],
        "remarks": intent.remarks, "why": list(intent.why),
    }  # fmt: skip
    if intent.moment:
        data["moment"] = moment_data(intent.moment)
    if intent.recurrence:
        data["recurrence"] = intent.recurrence.rrule()
    return data


def value_data(value: Value | None) -> str | list[str | None] | None:
    """A moment's value as the corpora's README writes it."""
    return [_iso(value[0]), _iso(value[1])] if isinstance(value, tuple) else _iso(value)


def each(lines: Iterable[str], explained: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cases of a JSON-lines file, each explained."""
    return (explained(json.loads(line)) for line in lines if line.strip())


def main(argv: list[str]) -> int:
    """`python -m crm.parsing.explain dates < cases > found`, or `… phrase DIRECTORY.json < cases > found`."""
    if argv[1:] == ["dates"]:
        answers = each(sys.stdin, explain_dates)
    elif argv[1:2] == ["phrase"] and len(argv) == 3:
        directory = Directory.from_json(json.loads(Path(argv[2]).read_text(encoding="utf-8")))
        answers = each(sys.stdin, partial(explain_phrase, directory=directory))
    else:
        sys.stderr.write("usage: python -m crm.parsing.explain dates|phrase DIRECTORY.json < cases.jsonl > found.jsonl\n")
        return 2
    for answer in answers:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
