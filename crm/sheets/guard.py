"""The apostrophe that keeps a spreadsheet program from taking a text for a formula: put on by an export, taken off by an import."""

import re

_BEGINS = r"[=+\-@\t\r\n＝＋－＠]"  # the wide ones count where a program writes Japanese or Chinese
_FORMULA = re.compile(rf"'*{_BEGINS}")
_QUOTED = re.compile(rf"'+{_BEGINS}")


def guarded(text: str) -> str:
    """A text of CSV that begins like a formula, behind an apostrophe; one that has apostrophes there gets one more."""
    text = text.replace("\x00", "")
    return f"'{text}" if _FORMULA.match(text) else text


def quoted(text: str) -> str:
    """A text of a workbook, where only what already looks guarded needs one more apostrophe."""
    return f"'{text}" if _QUOTED.match(text) else text


def unguarded(cell: str) -> str:
    """What stood there before it was guarded: «+56 9 8765 4321» of «'+56 9 8765 4321»."""
    return cell[1:].strip() if _QUOTED.match(cell) else cell
