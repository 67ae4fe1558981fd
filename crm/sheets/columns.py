"""Which column of a file holds which field, guessed from its heading: the usual words, in any order, with a typo."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from crm.sheets.errors import SheetError
from crm.sheets.targets import Column, Target
from crm.text import fold

_EMPTY_WORDS = {"de", "del", "la", "el", "los", "las", "of", "the", "n", "no", "nro", "num", "numero", "number", "su"}
ALIKE = 85.0  # how alike a heading with a typo must be
LONGEST = 60  # characters of a heading: more is no heading
NOT_USED = "-"  # in a map: leave that column out


def key(heading: str) -> str:
    """A heading without case, accents, punctuation and little words: «N° de Teléfono» is «telefono»."""
    spaced = "".join(c if c.isalnum() else " " for c in fold(heading[:LONGEST]))
    words = spaced.split()
    return " ".join([word for word in words if word not in _EMPTY_WORDS] or words)


def guess(headings: Sequence[str], target: Target) -> dict[int, str]:
    """Position of a column -> name of its field, the surest first, each field and each column once."""
    keys = [key(heading) for heading in headings]
    scored = [
        (score, -at, -order, column.name)
        for at, found in enumerate(keys)
        if found
        for order, column in enumerate(target.columns)
        if (score := _score(found, column)) > 0
    ]
    chosen: dict[int, str] = {}
    for _, minus_at, _, name in sorted(scored, reverse=True):
        if -minus_at not in chosen and name not in chosen.values():
            chosen[-minus_at] = name
    return dict(sorted(chosen.items()))


def _score(found: str, column: Column) -> float:
    """How well a heading fits a field: the words themselves, then with others beside them, then with a typo."""
    best = 0.0
    words = set(found.split())
    for order, head in enumerate(column.heads):
        if head == found:
            return 100 - order
        others = len(words - set(head.split()))
        if set(head.split()) <= words and others <= 2:
            best = max(best, 75 - 5 * others)
        elif len(found) > 3 and fuzz.ratio(found, head) >= ALIKE:
            best = max(best, 60)
    return best


def mapped(headings: Sequence[str], target: Target, wishes: Mapping[str, str], guessed: Mapping[int, str] | None = None) -> dict[int, str]:
    """The guess (by the headings, unless `guessed` says another), with what somebody said instead.

    That is heading or number of a column («2», «#2») -> field (or «-»). SheetError for what there is not.
    """
    said: dict[int, str] = {}
    for wish, field in wishes.items():
        at = _position(headings, wish)
        name = field if field == NOT_USED else next((c.name for c in target.columns if field in (c.name, c.label)), "")
        if not name:
            raise SheetError("field", _names(target.columns))
        said[at] = name
    found = guess(headings, target) if guessed is None else guessed
    kept = {at: name for at, name in found.items() if at not in said and name not in said.values()}
    return {at: name for at, name in sorted((kept | said).items()) if name != NOT_USED}


def _position(headings: Sequence[str], wish: str) -> int:
    if re.fullmatch(r"#\d{1,4}", wish) and 1 <= int(wish[1:]) <= len(headings):
        return int(wish[1:]) - 1  # what a button says: no heading is meant
    same = [at for at, heading in enumerate(headings) if key(heading) == key(wish)]
    if len(same) > 1:
        raise SheetError("same", wish)
    if same:
        return same[0]
    if wish.isdecimal() and 1 <= int(wish) <= len(headings):
        return int(wish) - 1
    raise SheetError("map", wish)


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(column.name for column in columns)


def lacking(found: Iterable[str], target: Target) -> str:
    """The first thing that no column says, as the labels of the fields that would; empty where nothing is missing."""
    have = set(found)
    for group in target.needs:
        if not have & set(group):
            return "|".join(target.column(name).label for name in group)
    return ""
