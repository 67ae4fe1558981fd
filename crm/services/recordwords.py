"""What became of a record, in a line: «Minutos para deshacer: 10 → 20», with who did it and when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm.decision import Record
from crm.services import parameters, parametervalues, records
from crm.services.office import Office
from crm.services.parameters import PARAMETER
from crm.words import Words

SHORT = 60  # characters of a value in a line


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change as it is read."""

    when: str
    who: str
    what: str


async def history(office: Office, subjects: tuple[str, ...], words: Words, now: datetime, key: str = "") -> list[HistoryLine]:
    """The last changes, the newest first; `now` is local to the person."""
    found, everybody = await records.history(office, subjects, key)
    told = await describe(office, [line for _, line in found], words)
    return [
        HistoryLine(
            when=words.moment(row.at.astimezone(now.tzinfo), now.date()),
            who=everybody[row.staff_id].name if row.staff_id in everybody else "–",
            what=what,
        )
        for (row, _), what in zip(found, told, strict=True)
    ]


async def describe(office: Office, lines: Iterable[Record], words: Words) -> list[str]:
    """What became of each, in a line."""
    return [_TOLD[line.subject](office, line, words) for line in lines]


def _parameter(office: Office, line: Record, words: Words) -> str:
    parameter = PARAMETER.get(line.key)
    if parameter is None:
        return line.key
    given = parameters.installed(office, line.key)
    before, after = (given if side.get("value") is None else side["value"] for side in (line.before, line.after))
    return f"{parametervalues.label(parameter, words)}: {moved(*(parametervalues.shown(parameter, v, words) for v in (before, after)))}"


def moved(before: str, after: str) -> str:
    """«10 → 20»."""
    return f"{_cut(before)} → {_cut(after)}"


def _cut(text: str) -> str:
    line = " ".join(text.split()) or "–"
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


_TOLD: Mapping[str, Callable[[Office, Record, Words], Any]] = {records.PARAMETER: _parameter}
