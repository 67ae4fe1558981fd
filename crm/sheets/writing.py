"""Rows to the bytes of a CSV or XLSX file that no spreadsheet program takes for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_UNFIT = {n: None for n in range(32) if chr(n) not in "\t\n\r"}  # control characters that XML does not take


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark and semicolons, as spreadsheet programs in Chile expect it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_guarded(heading) for heading in headings])
    writer.writerows([_said(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet; texts are texts there, whatever they begin with."""
    import openpyxl  # noqa: PLC0415 - 0.2 s that only this needs
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value.replace(tzinfo=None) if isinstance(value, datetime) else value
        made = WriteOnlyCell(sheet, value=value.translate(_UNFIT)[:32_767])
        made.data_type = "s"
        return made

    for row in (headings, *rows):
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _said(value: Any) -> str:
    """A value as a cell of CSV: dates as ISO writes them, numbers plain, texts guarded."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(int(value))
    return f"{value:f}" if isinstance(value, Decimal) else _guarded(str(value)) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    """A text that begins like a formula, behind an apostrophe: it is shown as text. Importing takes the apostrophe off again."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text
