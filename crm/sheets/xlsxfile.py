"""The sheets of an XLSX workbook and their rows. Formulas count as what they came to when it was saved."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from itertools import repeat
from typing import Any

from crm.sheets.csvfile import Row
from crm.sheets.errors import SheetError

UNPACKED = 200  # megabytes: what an entry says it unpacks to is also all that Python's zipfile reads of it
ENTRIES = 2000
COLUMNS = 256
LAST_ROW = 1_048_576
NO_VALUE = "#FORMULA!"  # a formula that was never calculated
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")


def sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every sheet by its name, with its rows and their numbers."""
    _examine(data)
    try:
        for name, rows in _sheets(data):
            yield name, _safe(rows)
    except (SheetError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever it stumbles over
        raise SheetError("broken") from error


def _safe(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        yield from rows
    except (SheetError, MemoryError):
        raise
    except Exception as error:
        raise SheetError("broken") from error


def _examine(data: bytes) -> None:
    """Refuse a bomb before anything of it is unpacked."""
    try:
        entries = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise SheetError("broken") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise SheetError("locked")
    if sum(entry.file_size for entry in entries) > UNPACKED << 20 or len(entries) > ENTRIES:
        raise SheetError("unpacked", str(UNPACKED))
    if not any(entry.filename.lower().endswith("workbook.xml") for entry in entries):
        raise SheetError("other")


def _sheets(data: bytes) -> Iterator[tuple[str, Iterator[Row]]]:
    values = _cells(data, formulas=False)
    formulas = _cells(data, formulas=True) if _has_formulas(data) else repeat(("", repeat(())))
    for (name, sheet), (_, other) in zip(values, formulas, strict=False):
        yield name, _rows(sheet, other)


def _rows(sheet: Iterator[tuple[Any, ...]], other: Iterator[tuple[Any, ...]]) -> Iterator[Row]:
    for number, (cells, sources) in enumerate(zip(sheet, other, strict=False), 1):
        if number > LAST_ROW:
            return
        if cells.count(None) == len(cells) and not any(sources):
            continue  # a million empty rows may stand before the next one
        made = [_text(cell) for cell in cells]
        for at, source in enumerate(sources):
            if cells[at] is None and isinstance(source, str) and source.startswith("="):
                made[at] = NO_VALUE
        yield number, made


def _cells(data: bytes, *, formulas: bool) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    """The rows of each sheet. What a sheet says of its own size is not believed: it may be anything."""
    import openpyxl  # noqa: PLC0415 - only the process that reads needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions that nobody reads here
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=not formulas, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            yield sheet.title, sheet.iter_rows(max_col=COLUMNS, values_only=True)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for entry in packed.infolist():
            if "worksheets/" in entry.filename:
                with packed.open(entry) as sheet:
                    while chunk := sheet.read(1 << 20):
                        if _FORMULA.search(chunk):
                            return True
    return False


def _text(value: Any) -> str:
    """A cell as one would type it: a RUT or a phone that is kept as a number has no «.0»."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes") if value.hour or value.minute else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
