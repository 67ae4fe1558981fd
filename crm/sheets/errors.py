"""Why a whole file cannot be read, as a sentence that says what to do next."""

from functools import partial
from typing import Final, Literal

from crm.errors import AccionesError
from crm.words import Words

Code = Literal[
    "junk",
    "old",
    "other",
    "broken",
    "locked",
    "bytes",
    "unpacked",
    "rows",
    "cell",
    "empty",
    "headings",
    "columns",
    "map",
    "same",
    "sheet",
    "field",
    "slow",
    "many",
    "large",
    "long",
]

SENTENCES: Final[dict[str, str]] = {
    "junk": "This is no table: I read CSV and XLSX.",
    "old": "This is an old .xls file, or one with a password: save it as XLSX without a password, or as CSV.",
    "other": "This is no XLSX workbook: save it as XLSX or CSV.",
    "broken": "This XLSX file is damaged: open it in your spreadsheet program and save it again.",
    "locked": "This file has a password: save it without one.",
    "bytes": "This file has more than {detail} MB: split it.",
    "unpacked": "Unpacked, this XLSX file would be larger than {detail} MB: save only the sheet that is to be imported, or save it as CSV.",
    "rows": "This file has more than {detail} lines: split it.",
    "cell": "Line {line} has a cell that does not end: a quotation mark is missing there, or one is too many.",
    "empty": "There is nothing below the headings.",
    "headings": "I find no headings: the first line must name the columns, for example {detail}.",
    "columns": "A column is missing: {detail}.",
    "map": "There is no column «{detail}».",
    "same": "Several columns are called «{detail}»: say the number of the one that you mean.",
    "sheet": "There is no such sheet; there are: {detail}.",
    "field": "There is no such field; there are: {detail}.",
    "many": "These are more than {detail} lines: on the server, “acciones export” writes them into a file.",
    "large": "This file would have more than {detail} MB: on the server, “acciones export” writes it.",
    "long": "This takes too long for a message: ask for it as CSV, or on the server with “acciones export”.",
    "slow": "This file took too long or needed too much memory to read, so I stopped: save it as CSV.",
}


class SheetError(AccionesError):
    """A file cannot be read as a table; `code` says why, `line` where, `detail` what is expected (a msgid where it has words)."""

    def __init__(self, code: Code, detail: str = "", line: int = 0, *, what: str = "", headings: tuple[str, ...] = ()) -> None:
        self.what, self.headings = what, headings  # as far as it was understood, so that somebody may say which column is what
        self.code: Code = code
        self.detail = detail
        self.line = line
        super().__init__(SENTENCES[code].format(detail=detail, line=line))

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross a process border, and the default calls __init__ with the message alone.
        return partial(SheetError, what=self.what, headings=self.headings), (self.code, self.detail, self.line)

    def sentence(self, words: Words) -> str:
        """What a person is told, in the language of `words`; plain text."""
        detail = " / ".join(words(part) for part in self.detail.split("|")) if self.detail else ""
        return words(SENTENCES[self.code], detail=detail, line=self.line)
