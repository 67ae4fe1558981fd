"""The bytes of a file as checked lines: which columns it has, the values of each line, and what is wrong with which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crm.errors import InvalidValueError
from crm.sheets import columns, csvfile, guessing, xlsxfile
from crm.sheets.csvfile import Row
from crm.sheets.encoding import decode
from crm.sheets.errors import SheetError
from crm.sheets.guard import unguarded
from crm.sheets.problems import Problem, cut
from crm.sheets.targets import TARGETS, Column, Target

BYTES = 50  # megabytes of a file
LINES = 100_000
LOOKED = 15  # first lines among which the headings are looked for
CELL = 2000  # characters: more is no value of any field
_FAULTS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", xlsxfile.NO_VALUE)
_OTHERS = (b"%pdf-", b"{\\rtf", b"<html", b"<!doc", b"<?xml")  # text, but no table
_WITH_DETAIL = frozenset({"check digit", "long"})  # codes of problems whose detail is said


@dataclass(frozen=True, slots=True)
class Line:
    """One line without a fault: its number in the file and the values that it says."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was understood: its headings, which field each position holds, the lines, and the problems of all other lines."""

    what: str
    headings: tuple[str, ...]
    fields: Mapping[int, str]
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    total: int

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The headings that are used, with their fields."""
        return tuple((self.headings[at], name) for at, name in self.fields.items())

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(heading for at, heading in enumerate(self.headings) if heading and at not in self.fields)

    def heading(self, *fields: str) -> str:
        """The heading of the first of those fields that the file has."""
        named = {name: heading for heading, name in self.columns}
        return next((named[field] for field in fields if field in named), "")


def read(data: bytes, what: str, wishes: Mapping[str, str], hint: str = "") -> Sheet:
    """Read a file as partners, contacts or staff (by the look of it and `hint`, where `what` is empty); SheetError for the whole.

    `wishes` says which column is what where the guess is wrong.
    """
    rows = _rows(data)
    head = list(islice(rows, LOOKED))
    target = TARGETS[what or guessing.what(head, hint)]
    at = _heading(head, target, wishes)
    headings = [cut(cell, columns.LONGEST) for cell in head[at][1]]
    chosen = columns.mapped(headings, target, wishes)
    lack = columns.lacking(chosen.values(), target)
    if lack and len(chosen) < 2 and not wishes:
        # Whatever was recognised is no heading.
        raise SheetError("headings", target.example, what=target.name, headings=tuple(headings))
    if lack:
        raise SheetError("columns", lack, what=target.name, headings=tuple(headings))
    return _checked(target, headings, chosen, (*head[at + 1 :], *rows))


def _rows(data: bytes) -> Iterator[Row]:
    """The rows that say anything."""
    if len(data) > BYTES << 20:
        raise SheetError("bytes", str(BYTES))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("old")
    if data.lstrip()[:5].lower() in _OTHERS:
        raise SheetError("junk")
    found = xlsxfile.rows(data) if data.startswith(b"PK\x03\x04") else csvfile.rows(decode(data)[0])
    said = ((number, [cell.strip() for cell in cells[: xlsxfile.COLUMNS]]) for number, cells in found)
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
        first = tuple(cut(cell, columns.LONGEST) for cell in head[0][1])
        raise SheetError("headings", target.example, what=target.name, headings=first)
    return best


def _checked(target: Target, headings: Sequence[str], chosen: Mapping[int, str], rows: Sequence[Row]) -> Sheet:
    if not rows:
        raise SheetError("empty")
    checks = {at: (headings[at], target.column(name)) for at, name in chosen.items()}
    needed = [(group, next((heading for heading, column in checks.values() if column.name in group), "")) for group in target.needs]
    lines: list[Line] = []
    problems: list[Problem] = []
    for number, cells in rows:
        values, wrong = _values(number, cells, checks)
        if any(cells[len(headings) :]):
            wrong.append(Problem(number, "", cut(next(filter(None, cells[len(headings) :]))), "wide"))
        if not wrong:
            wrong = [Problem(number, heading, "", "needed") for group, heading in needed if not values.keys() & set(group)]
        problems += wrong
        if not wrong:
            lines.append(_line(number, values))
    return Sheet(target.name, tuple(headings), dict(chosen), tuple(lines), tuple(problems), len(rows))


def _values(number: int, cells: Sequence[str], checks: Mapping[int, tuple[str, Column]]) -> tuple[dict[str, Any], list[Problem]]:
    """What the cells of one line say, and what of it does not fit."""
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for at, (heading, column) in checks.items():
        cell = unguarded(cells[at]) if at < len(cells) else ""
        if not cell:
            continue
        try:
            values[column.name] = _value(cell, column.check)
        except InvalidValueError as error:
            wrong.append(Problem(number, heading, cut(cell), error.field, error.expected if error.field in _WITH_DETAIL else ""))
    return values, wrong


def _value(cell: str, check: Any) -> Any:
    if cell.upper() in _FAULTS:
        raise InvalidValueError("formula", "")
    if len(cell) > CELL:
        raise InvalidValueError("long", "200")
    return check(cell)


def _line(number: int, values: dict[str, Any]) -> Line:
    """The values as the store has them: a surname joins its name, a side is two flags."""
    surname = values.pop("surname", "")
    if surname:
        values["name"] = f"{values.get('name', '')} {surname}".strip()
    if "kind" in values:
        values["is_customer"], values["is_supplier"] = values.pop("kind")
    return Line(number, values)
