"""The material of the reader: is it well formed, and how far do two labellings agree?

`python -m training.material` prints what is wrong (nothing, in the repository) and the agreement of each writer.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = frozenset("task call email letter fax contract memo procedure appointment activity quote".split())  # noqa: SIM905
OPS = frozenset(("new", "move", "cancel", "close", "decide", "correct"))
FIELDS = ("op", "kind", "done", "partner", "contact", "responsible", "when", "amount")
_TOKEN = re.compile(r"\[(\d+) |\{([wrtayx])\||[\]}]")

Intent = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text without its markup: events as (number, start, end), roles as (letter, start, end)."""

    text: str
    events: tuple[tuple[int, int, int], ...]
    roles: tuple[tuple[str, int, int], ...]


def unmarked(marked: str) -> Marked:
    """`[1 Llamé a {w|Juan}]` is «Llamé a Juan» with one event and one role; ValueError where the markup does not close."""
    text, at = "", 0
    events: list[tuple[int, int, int]] = []
    roles: list[tuple[str, int, int]] = []
    event: tuple[int, int] | None = None
    role: tuple[str, int] | None = None
    for found in _TOKEN.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        if found[1]:
            if event:
                raise ValueError(f"an event in an event: {marked}")
            event = int(found[1]), len(text)
        elif found[2]:
            if role:
                raise ValueError(f"a role in a role: {marked}")
            role = found[2], len(text)
        elif found[0] == "]" and event and not role:
            events.append((*event, len(text)))
            event = None
        elif found[0] == "}" and role:
            roles.append((*role, len(text)))
            role = None
        else:
            raise ValueError(f"«{found[0]}» closes nothing: {marked}")
    if event or role:
        raise ValueError(f"not closed: {marked}")
    return Marked(text + marked[at:], tuple(events), tuple(roles))


def messages(writer: str, folder: str = "writers") -> Iterator[dict[str, Any]]:
    """The messages of a writer as they were labelled."""
    for line in (HERE / folder / f"{writer}.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def writers(folder: str = "writers") -> list[str]:
    """Who wrote (or was labelled twice, in `second`)."""
    return sorted(path.stem for path in (HERE / folder).glob("*.jsonl"))


def faults(writer: str) -> Iterator[str]:
    """What is wrong with the material of a writer."""
    people = json.loads((HERE / "writers" / f"{writer}.json").read_text(encoding="utf-8"))
    known = {name: {one["id"] for one in people[name]} for name in ("staff", "partners", "contacts")}
    seen: set[str] = set()
    for message in messages(writer):
        name = message["id"]
        if name in seen:
            yield f"{name}: twice"
        seen.add(name)
        try:
            marked = unmarked(message["marked"])
        except ValueError as error:
            yield f"{name}: {error}"
            continue
        if {number for number, _, _ in marked.events} != set(range(1, len(message["intents"]) + 1)):
            yield f"{name}: the events are not those of the intents"
        if not message["intents"] and not message.get("query") and not message.get("ask"):
            yield f"{name}: neither an intent nor a question"
        for intent in (one for every in (message["intents"], *message.get("accept", ())) for one in every):
            yield from (f"{name}: {fault}" for fault in _intent_faults(intent, known, set(message.get("ask") or ())))


def _intent_faults(intent: Intent, known: Mapping[str, set[str]], asked: set[str]) -> Iterator[str]:
    op = intent.get("op", "new")
    if op not in OPS:
        yield f"op {op}"
    if intent["kind"] not in KINDS and not (intent["kind"] is None and (op != "new" or "kind" in asked)):
        yield f"kind {intent['kind']}"
    for field, where in (("partner", "partners"), ("contact", "contacts"), ("responsible", "staff")):
        if intent[field] is not None and intent[field] not in known[where]:
            yield f"{field} {intent[field]} is nobody"
    for moment in intent["when"] if isinstance(intent["when"], list) else [intent["when"]]:
        if moment is not None:
            datetime.fromisoformat(moment)


def second(writer: str) -> dict[str, list[dict[str, Any]]]:
    """The second labels of a writer by message: [kind, done, partner, contact, responsible, when, amount, op] as intents."""
    names = ("kind", "done", "partner", "contact", "responsible", "when", "amount", "op")
    return {
        one["id"]: [dict(zip(names, [*row, *[None] * (len(names) - len(row))], strict=True)) for row in one["i"]]
        for one in messages(writer, "second")
    }


def agreement(writer: str) -> Counter[str]:
    """How many messages, and in how many both labellings have the same number of events, the same kinds, and the same in every field."""
    found: Counter[str] = Counter()
    other = second(writer)
    for message in messages(writer):
        if message["id"] not in other:
            continue
        ways = [message["intents"], *message.get("accept", ())]
        theirs = other[message["id"]]
        found["messages"] += 1
        found["events"] += any(len(one) == len(theirs) for one in ways)
        found["kinds"] += any(_same(one, theirs, ("op", "kind")) for one in ways)
        found["all"] += any(_same(one, theirs, FIELDS) for one in ways)
    return found


def _same(ours: list[Intent], theirs: list[Intent], fields: tuple[str, ...]) -> bool:
    return len(ours) == len(theirs) and all(_equal(a, b, field) for a, b in zip(ours, theirs, strict=True) for field in fields)


def _equal(ours: Intent, theirs: Intent, field: str) -> bool:
    """By the guide: of what exists only what is said counts, of what is done only the day, and none is the day of the message."""
    a, b = ours.get(field), theirs.get(field)
    if field == "op":
        return (a or "new") == (b or "new")
    if field == "amount":
        return ours["kind"] != "quote" or a == b or (a is not None and b is not None and abs(float(a) - float(b)) < 1)
    if (ours.get("op") or "new") != "new" and (a is None or b is None or field == "done"):
        return True
    if field == "done":
        return ours["kind"] in ("quote", "memo", "procedure") or bool(a) == bool(b)
    if field == "when" and ours.get("done"):
        return a is None or b is None or str(a)[:10] == str(b)[:10]
    return a == b


def main() -> int:
    """Print faults and agreement; 1 where something is wrong."""
    wrong = [fault for writer in writers() for fault in faults(writer)]
    print(*wrong, sep="\n") if wrong else None
    total: Counter[str] = Counter()
    for writer in writers("second"):
        total += (found := agreement(writer))
        print(writer, *(f"{name} {100 * found[name] / found['messages']:.0f} %" for name in ("events", "kinds", "all")))
    print("all", total["messages"], *(f"{name} {100 * total[name] / total['messages']:.1f} %" for name in ("events", "kinds", "all")))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
