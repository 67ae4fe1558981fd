"""Rows to a CSV or XLSX file that no spreadsheet program takes for formulas, piece by piece or at once."""

import csv
import io
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, Final, Protocol

from crm.sheets.guard import guarded, quoted

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML does not take
_CELL = 32_767  # characters of a cell in a workbook


class Writer(Protocol):
    """A file that is being written: rows are added, and `done` ends it, or `drop` gives it up."""

    def add(self, rows: Iterable[Sequence[Any]]) -> None: ...

    def done(self) -> None: ...

    def drop(self) -> None: ...


class CsvWriter:
    """UTF-8 with a mark and semicolons, as spreadsheet programs in Chile expect it."""

    def __init__(self, out: BinaryIO, headings: Sequence[str]) -> None:
        out.write(b"\xef\xbb\xbf")
        self._text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="")
        self._csv = csv.writer(self._text, delimiter=";")
        self.add([headings])

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        self._csv.writerows([_said(value) for value in row] for row in rows)

    def done(self) -> None:
        self._text.detach()  # which flushes it, and leaves the file open

    drop = done


class XlsxWriter:
    """One sheet; texts are texts there, whatever they begin with, and days are days."""

    def __init__(self, out: BinaryIO, headings: Sequence[str]) -> None:
        import openpyxl  # noqa: PLC0415 - 0.2 s that only this needs

        self._out = out
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet()
        self._sheet.freeze_panes = "A2"
        self._turn = threading.Lock()  # who gives up waits for the rows that are being added in another thread
        self.add([headings])

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        with self._turn:
            for row in rows:
                self._sheet.append([self._cell(value) for value in row])

    def _cell(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value.replace(tzinfo=None) if isinstance(value, datetime) else value
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        made = WriteOnlyCell(self._sheet, value=_UNFIT.sub("", quoted(value))[:_CELL])
        made.data_type = "s"
        return made

    def done(self) -> None:
        self._book.save(self._out)

    def drop(self) -> None:
        with self._turn, suppress(Exception):  # whatever it stumbled over before
            self._sheet.close()
        self._sheet._writer.cleanup()  # noqa: SLF001 - else its temporary file, with people's data, stays until the process ends


WRITERS: Final[Mapping[str, Callable[[BinaryIO, Sequence[str]], Writer]]] = {"csv": CsvWriter, "xlsx": XlsxWriter}


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A CSV file at once."""
    return written("csv", headings, rows)


def written(form: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A file of that form («csv», «xlsx») at once."""
    out = io.BytesIO()
    writer = WRITERS[form](out, headings)
    writer.add(rows)
    writer.done()
    return out.getvalue()


def _said(value: Any) -> str:
    """A value as a cell of CSV: dates as ISO writes them, numbers with a comma as here, texts guarded."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    # With a point, a spreadsheet program in Chile makes a day of «2.5».
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else guarded(str(value)) if isinstance(value, str) else str(value)
