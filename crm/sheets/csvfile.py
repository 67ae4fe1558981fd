"""The rows of a CSV file: its separator is found, its line numbers are those that an editor shows."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from crm.sheets.errors import SheetError

SEPARATORS = ";,\t|"
_LOOK = 40  # lines by which the separator is found
Row = tuple[int, list[str]]  # line number and cells


def rows(text: str) -> Iterator[Row]:
    """Every row with the number of its first line; blank ones too."""
    separator, skip = separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = 1
    try:
        for cells in reader:
            if line > skip:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:  # a cell over 131,072 characters
        raise SheetError("cell", line=line) from error


def separator_of(text: str) -> tuple[str, int]:
    """The separator and how many lines to leave out: Excel's «sep=;» says it, else the most regular one."""
    first = text[:20].splitlines()[0] if text else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    head = [line for line in text[:200_000].splitlines()[: 2 * _LOOK] if line.strip()][:_LOOK]
    return max(SEPARATORS, key=lambda mark: _regular(head, mark)), 0


def _regular(head: list[str], mark: str) -> tuple[int, int]:
    """How many rows it parts, and how many cells stand in those of the usual width; one inside of values is rarely in every row."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(head, delimiter=mark))
    except csv.Error:
        return 0, 0
    parted = sum(count for width, count in widths.items() if width > 1)
    return parted, max((count * (width - 1) for width, count in widths.items()), default=0)
