"""The bytes of a file as checked lines: which columns it has, the values of each line, and what is wrong with which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crm.errors import InvalidValueError
from crm.sheets import columns, csvfile, xlsxfile
from crm.sheets.csvfile import Row
from crm.sheets.encoding import decode
from crm.sheets.errors import SheetError
from crm.sheets.problems import Problem, cut
from crm.sheets.targets import TARGETS, Target

BYTES = 50  # megabytes of a file
LINES = 100_000
LOOKED = 15  # first lines among which the headings are looked for
CELL = 2000  # characters: more is no value of any field
_FAULTS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", xlsxfile.NO_VALUE)
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without a fault: its number in the file and the values that it says."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was understood: headings with their fields, headings that say nothing, lines, and the problems of all others."""

    what: str
    columns: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    total: int

    def heading(self, *fields: str) -> str:
        """The heading of the first of those fields that the file has."""
        named = {name: heading for heading, name in self.columns}
        return next((named[field] for field in fields if field in named), "")


def read(data: bytes, what: str, wishes: Mapping[str, str]) -> Sheet:
    """Read a file as partners, contacts or staff; `wishes` says which column is what where the guess is wrong. SheetError for the whole."""
    target = TARGETS[what]
    rows = _rows(data)
    head = list(islice(rows, LOOKED))
    at = _heading(head, target, wishes)
    headings = [cut(cell, columns.LONGEST) for cell in head[at][1]]
    chosen = columns.mapped(headings, target, wishes)
    lack = columns.lacking(chosen.values(), target)
    if lack and len(chosen) < 2 and not wishes:
        raise SheetError("headings", target.example)  # whatever was recognised is no heading
    if lack:
        raise SheetError("columns", lack)
    return _checked(target, headings, chosen, (*head[at + 1 :], *rows))


def _rows(data: bytes) -> Iterator[Row]:
    """The rows that say anything."""
    if len(data) > BYTES << 20:
        raise SheetError("bytes", str(BYTES))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("old")
    found = xlsxfile.rows(data) if data.startswith(b"PK\x03\x04") else csvfile.rows(decode(data)[0])
    said = ((number, [cell.strip() for cell in cells]) for number, cells in found)
    for count, (number, cells) in enumerate((number, cells) for number, cells in said if any(cells)):
        if count > LINES:
            raise SheetError("rows", str(LINES))
        yield number, cells


def _heading(head: Sequence[Row], target: Target, wishes: Mapping[str, str]) -> int:
    """Where the headings stand: the line in which most fields are named; a title may stand above it."""
    if not head:
        raise SheetError("empty")
    wanted = {columns.key(wish) for wish in wishes}
    scores = [len(columns.guess(cells, target)) + 2 * sum(columns.key(cell) in wanted for cell in cells) for _, cells in head]
    best = scores.index(max(scores))
    if not scores[best] and not wishes:
        raise SheetError("headings", target.example)
    return best


def _checked(target: Target, headings: Sequence[str], chosen: Mapping[int, str], rows: Sequence[Row]) -> Sheet:
    if not rows:
        raise SheetError("empty")
    lines: list[Line] = []
    problems: list[Problem] = []
    width = len(headings)
    checks = {at: (headings[at], target.column(name)) for at, name in chosen.items()}
    for number, cells in rows:
        values: dict[str, Any] = {}
        wrong: list[Problem] = []
        if any(cells[width:]):
            wrong.append(Problem(number, "", cut(next(filter(None, cells[width:]))), "wide"))
        for at, (heading, column) in checks.items():
            cell = _unguarded(cells[at]) if at < len(cells) else ""
            if not cell:
                continue
            try:
                values[column.name] = _value(cell, column.check)
            except InvalidValueError as error:
                wrong.append(Problem(number, heading, cut(cell), error.field, error.expected if error.field in _WITH_DETAIL else ""))
        wrong += [] if wrong else _missing(number, values, target, dict(zip(chosen.values(), chosen, strict=True)), headings)
        problems += wrong
        if not wrong:
            lines.append(_line(number, values))
    used = tuple((headings[at], name) for at, name in chosen.items())
    unused = tuple(heading for at, heading in enumerate(headings) if heading and at not in chosen)
    return Sheet(target.name, used, unused, tuple(lines), tuple(problems), len(rows))


_WITH_DETAIL = {"check digit", "long"}


def _value(cell: str, check: Any) -> Any:
    if cell.upper() in _FAULTS:
        raise InvalidValueError("formula", "")
    if len(cell) > CELL:
        raise InvalidValueError("long", "200")
    return check(cell)


def _unguarded(cell: str) -> str:
    """What an export guarded against being read as a formula: «'+56 9 8765 4321»."""
    return cell[1:].strip() if cell.startswith("'") and cell[1:2] in _FORMULA_MARKS and cell[1:] else cell


def _missing(number: int, values: Mapping[str, Any], target: Target, at: Mapping[str, int], headings: Sequence[str]) -> list[Problem]:
    """A line that says too little."""
    for group in target.needs:
        if not any(name in values for name in group):
            heading = next((headings[at[name]] for name in group if name in at), "")
            return [Problem(number, heading, "", "needed")]
    return []


def _line(number: int, values: dict[str, Any]) -> Line:
    """The values as the store has them: a surname joins its name, a side is two flags."""
    surname = values.pop("surname", "")
    if surname:
        values["name"] = f"{values.get('name', '')} {surname}".strip()
    if "kind" in values:
        values["is_customer"], values["is_supplier"] = values.pop("kind")
    return Line(number, values)
