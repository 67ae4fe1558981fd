"""The bytes of a file as checked lines: which columns it has, the values of each line, and what is wrong with which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from crm.errors import InvalidValueError
from crm.sheets import byvalue, columns, csvfile, guessing, xlsxfile
from crm.sheets.csvfile import Row
from crm.sheets.encoding import decode
from crm.sheets.errors import SheetError
from crm.sheets.guard import unguarded
from crm.sheets.problems import Problem, cut
from crm.sheets.targets import LINES, TARGETS, Column, Target
from crm.text import fold

BYTES = 50  # megabytes of a file
LOOKED = 15  # first lines among which the headings are looked for
_FAULTS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", xlsxfile.NO_VALUE)
_OTHERS = (b"%pdf-", b"{\\rtf", b"<html", b"<!doc", b"<?xml")  # text, but no table
_WITH_DETAIL = frozenset({"check digit", "long"})  # codes of problems whose detail is said

# What a spreadsheet program makes of what somebody typed: «9,87E+08», «2026-05-10», «987654321.0».
_SHORTENED = re.compile(r"\d(?:[.,]\d+E\+?|E\+)\d{1,3}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?")
_WHOLE = re.compile(r"\d{6,}[.,]0")


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
    name: str = ""  # of the sheet, in a workbook
    sheets: tuple[str, ...] = ()  # all that say anything
    headless: bool = False  # no line names the columns

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """The headings that are used, with their fields."""
        return tuple((self.headings[at], name) for at, name in self.fields.items())

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings that are not, with the number of the column where two are called the same."""
        return tuple(
            heading if self.headings.count(heading) == 1 else f"{heading} ({at + 1})"
            for at, heading in enumerate(self.headings)
            if heading and at not in self.fields
        )

    def heading(self, *fields: str) -> str:
        """The heading of the first of those fields that the file has."""
        named = {name: heading for heading, name in self.columns}
        return next((named[field] for field in fields if field in named), "")


@dataclass(frozen=True, slots=True)
class _Table:
    """One sheet: its name, its first rows, and those below them."""

    name: str
    head: Sequence[Row]
    below: Iterator[Row]


def read(data: bytes, what: str, wishes: Mapping[str, str], hint: str = "", sheet: str = "") -> Sheet:
    """Read a file as partners, contacts or staff (by the look of it and `hint`, where `what` is empty); SheetError for the whole.

    `wishes` says which column is what where the guess is wrong, `sheet` which sheet of a workbook is meant.
    """
    tables = _tables(data)
    if not tables:
        raise SheetError("empty")
    table = _named(tables, sheet) if sheet else max(tables, key=lambda one: guessing.fit(one.head, what, hint))
    target = TARGETS[what or guessing.what(table.head, hint)]
    at, headings, chosen = _columns(table.head, target, wishes)
    lack = columns.lacking(chosen.values(), target)
    if lack:
        raise SheetError("columns", lack, what=target.name, headings=tuple(headings))
    made = _checked(target, headings, chosen, (*table.head[at + 1 :], *table.below))
    return replace(made, name=table.name, sheets=tuple(one.name for one in tables), headless=at < 0)


def _tables(data: bytes) -> list[_Table]:
    """The sheets that say anything."""
    tables = []
    for name, rows in _sheets(data):
        said = _said(rows)
        head = list(islice(said, LOOKED))
        if head:
            tables.append(_Table(name, head, said))
    return tables


def _named(tables: Sequence[_Table], wish: str) -> _Table:
    found = next((one for one in tables if fold(one.name) == fold(wish)), None)
    if found is None:
        raise SheetError("sheet", ", ".join(one.name for one in tables if one.name) or "–")
    return found


def _sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    if len(data) > BYTES << 20:
        raise SheetError("bytes", str(BYTES))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("old")
    if data.lstrip()[:5].lower() in _OTHERS:
        raise SheetError("junk")
    return xlsxfile.sheets(data) if data.startswith(b"PK\x03\x04") else iter([("", csvfile.rows(decode(data)[0]))])


def _said(rows: Iterator[Row]) -> Iterator[Row]:
    """The rows that say anything."""
    said = ((number, [cell.strip() for cell in cells[: xlsxfile.COLUMNS]]) for number, cells in rows)
    for count, (number, cells) in enumerate((number, cells) for number, cells in said if any(cells)):
        if count > LINES:
            raise SheetError("rows", str(LINES))
        yield number, cells


def _columns(head: Sequence[Row], target: Target, wishes: Mapping[str, str]) -> tuple[int, list[str], dict[int, str]]:
    """Where the headings stand (-1: nowhere), what they are, and which fields the columns hold.

    Where no heading is understood the values say it, in columns that are called by their number.
    """
    at = _heading(head, target, wishes)
    by_value = byvalue.guess(head, target)
    if at is None and wishes and not by_value:
        at = 0
    headings = [cut(cell, columns.LONGEST) for cell in head[at or 0][1]]
    chosen = columns.mapped(headings, target, wishes) if at is not None else {}
    if by_value and (at is None or (columns.lacking(chosen.values(), target) and not wishes)):
        numbers = [f"#{n + 1}" for n in range(max(len(cells) for _, cells in head))]
        return -1, numbers, columns.mapped(numbers, target, wishes, by_value)
    if at is None or (len(chosen) < 2 and not wishes and columns.lacking(chosen.values(), target)):
        # Whatever was recognised is no heading.
        raise SheetError("headings", target.example, what=target.name, headings=tuple(headings))
    return at, headings, chosen


def _heading(head: Sequence[Row], target: Target, wishes: Mapping[str, str]) -> int | None:
    """Where the headings stand: the line in which most fields are named; a title may stand above it."""
    wanted = {columns.key(wish) for wish in wishes}
    scores = [len(columns.guess(cells, target)) + 2 * sum(columns.key(cell) in wanted for cell in cells) for _, cells in head]
    best = scores.index(max(scores))
    return best if scores[best] else None


def _checked(target: Target, headings: Sequence[str], chosen: Mapping[int, str], rows: Sequence[Row]) -> Sheet:
    if not rows:
        raise SheetError("empty")
    if len(rows) > target.most:
        raise SheetError("rows", str(target.most))
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
    behind = {column.behind: [at] for at, (_, column) in checks.items() if column.behind}
    for at, (heading, column) in checks.items():
        cell = unguarded(cells[at]) if at < len(cells) else ""
        if not cell or column.behind:
            continue
        cell = "-".join([cell, *(cells[digit] for digit in behind.get(column.name, ()) if digit < len(cells) and cells[digit])])
        try:
            values[column.name] = _value(cell, column)
        except InvalidValueError as error:
            wrong.append(Problem(number, heading, cut(cell), error.field, error.expected if error.field in _WITH_DETAIL else ""))
    return values, wrong


def _value(cell: str, column: Column) -> Any:
    if cell.upper() in _FAULTS:
        raise InvalidValueError("formula", "")
    if len(cell) > column.longest:
        raise InvalidValueError("long", "200")
    if _SHORTENED.fullmatch(cell):
        raise InvalidValueError("shortened", "")
    if _DAY.fullmatch(cell) and not column.dated:
        raise InvalidValueError("day", "")
    return column.check(cell[:-2] if _WHOLE.fullmatch(cell) else cell)


def _line(number: int, values: dict[str, Any]) -> Line:
    """The values as the store has them: a surname joins its name, a side is two flags."""
    surname = values.pop("surname", "")
    if surname:
        values["name"] = f"{values.get('name', '')} {surname}".strip()
    if "kind" in values:
        values["is_customer"], values["is_supplier"] = values.pop("kind")
    return Line(number, values)
