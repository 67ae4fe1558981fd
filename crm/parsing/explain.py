"""What was understood, as plain data for `acciones explain` and for the scorer of the corpora."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from crm.parsing.moments import Moment, Point, read_moments


def explain_dates(line: dict[str, Any]) -> dict[str, Any]:
    """One case `{"id","text","now","lang"}` to `{"id","ms","found":[{"start","end","text","kind","value"}]}`."""
    now = dt.datetime.fromisoformat(line.get("now") or line["ref"])
    if now.tzinfo is None:
        now = now.replace(tzinfo=ZoneInfo(line["zone"]) if "zone" in line else dt.UTC)
    began = time.perf_counter()
    found = read_moments(line["text"], now, line["lang"])
    ms = (time.perf_counter() - began) * 1000
    return {"id": line["id"], "ms": round(ms, 3), "found": [moment_data(m) for m in found if not m.impossible],
            "impossible": [moment_data(m) for m in found if m.impossible]}


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


def each(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The cases of a JSON-lines file, each explained."""
    for line in lines:
        if line.strip():
            yield explain_dates(json.loads(line))


def main(argv: list[str]) -> int:
    """`python -m crm.parsing.explain dates < cases.jsonl > found.jsonl`."""
    if argv[1:2] != ["dates"]:
        sys.stderr.write("usage: python -m crm.parsing.explain dates < cases.jsonl > found.jsonl\n")
        return 2
    for answer in each(sys.stdin):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))
