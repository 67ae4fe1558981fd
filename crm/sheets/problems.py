"""What is wrong with one line of a file: where, what it says, and what is expected there."""

from dataclasses import dataclass
from typing import Final

from crm.words import Words

# What is expected, as msgids; {detail} is what the code says besides.
EXPECTED: Final[dict[str, str]] = {
    "rut": "a RUT with its check digit, like 76.123.456-0",
    "check digit": "another RUT: with that number the check digit is {detail}",
    "phone": "one phone number, like +56 9 8765 4321",
    "email": "one mail address, like ana@empresa.cl",
    "name": "first and last name",
    "long": "at most {detail} characters",
    "control": "plain text in one line",
    "flag": "yes or no",
    "side": "customer, supplier or both",
    "role": "staff, supervisor or administrator",
    "language": "a language such as es",
    "table": "the name of a table, like Events",
    "code": "a code of at most {detail} letters and digits",
    "label": "a name of at most 60 characters",
    "money": "an amount, like 1.250.000",
    "currency": "a currency: CLP, UF, USD, EUR",
    "date": "a date, like 2026-11-30 or 30-11-2026",
    "state": "to approve, approved, rejected or expired",
    "stands": "the state in which it is here: that is decided in the chat",
    "no contact": "a contact of that customer that I know; import those first",
    "no staff": "the name of one of the staff",
    "zone": "a time zone like America/Santiago",
    "shortened": "the whole number: a spreadsheet program has shortened it (make the column one of text and write it again)",
    "day": "what was written: a spreadsheet program has made a date of it (make the column one of text and write it again)",
    "no text": "nothing: only a standard text has a text",
    "placeholder": "a text whose placeholders are there: {detail}",
    "formula": "a value: the formula in this cell comes to none",
    "needed": "something: this must not be empty",
    "new": "a name: this one is new here",
    "wide": "no more cells than headings: a text with the separator in it needs quotation marks",
    "twice": "each one once: this is in line {detail} already",
    "name taken": "a RUT: several have this name",
    "no partner": "a customer or supplier that I know; import those first",
    "gone": "somebody active: {detail} is not (a column «Active» with «yes» changes that)",
    "left": "somebody who works here: {detail} does not",
    "last administrator": "that an administrator remains",
    "changed twice": "each one once: line {detail} means the same one",
    "taken": "another one: this belongs to {detail}",
}
SHOWN: Final = 80  # characters of a wrong value that a report shows


@dataclass(frozen=True, slots=True)
class Problem:
    """`column` is the heading in the file (empty for the whole line), `said` the wrong value cut short, `code` a key of EXPECTED."""

    line: int
    column: str
    said: str
    code: str
    detail: str = ""

    def expected(self, words: Words) -> str:
        """What is expected there, in the language of `words`."""
        return words(EXPECTED[self.code], detail=self.detail)


def cut(text: str, most: int = SHOWN) -> str:
    """A wrong value as a report shows it: one line, cut short."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
