"""Numbers in digits and words, cardinal and ordinal, and years."""

from __future__ import annotations

from crm.parsing.moments import civil
from crm.parsing.moments.nodes import Num
from crm.parsing.moments.reader import Reader, remembered


@remembered
def number(r: Reader, i: int) -> Num | None:
    """A whole number from token i on: «21», «4th», «1.º», «veintiuno», «dos mil dieciocho», «twenty-second»."""
    value = r.t.num[i]
    if value >= 0:
        width = r.t.end[i] - r.t.start[i]
        j = _suffix(r, i + 1)
        return Num(i, j, value, width, ordinal=j > i + 1)
    return _words(r, i)


def _suffix(r: Reader, j: int) -> int:
    """The index after an ordinal's ending that is glued to digits."""
    if not r.t.glued(j):
        return j
    if r.word(j) == "." and r.word(j + 1) == "º" and r.t.glued(j + 1):
        return j + 2
    hit = r.role(j, "suffix")
    return hit[1] if hit else j


def _words(r: Reader, i: int) -> Num | None:
    found = r.found[i]
    if not found:
        return None
    total, j, ordinal = _below_thousand(r, i)
    if ordinal:
        return Num(i, j, total, 0, ordinal=True)
    hit = r.role(j, "thousand")
    if hit is None:
        return Num(i, j, total, 0) if j > i else None
    total = (total if j > i else 1) * 1000
    j = hit[1]
    k = j + 1 if r.role(j, "and") and r.says.and_in_thousands else j
    rest, end, ordinal = _below_thousand(r, k)
    if end > k and not ordinal:
        return Num(i, end, total + rest, 0)
    return Num(i, j, total, 0)


def _below_thousand(r: Reader, i: int) -> tuple[int, int, bool]:
    """Value, end and whether it is an ordinal; the end is i where there is no number."""
    hit = r.role(i, "hundreds")
    if hit:
        rest, j, ordinal = _below_hundred(r, hit[1])
        return (hit[0] + rest, j, ordinal) if j > hit[1] and not ordinal else (hit[0], hit[1], False)
    value, j, ordinal = _below_hundred(r, i)
    hundred = r.role(j, "hundred") if j > i and not ordinal else None
    if not hundred:
        return value, j, ordinal
    k = hundred[1] + 1 if r.role(hundred[1], "and") else hundred[1]
    rest, end, ordinal = _below_hundred(r, k)
    return (value * 100 + rest, end, False) if end > k and not ordinal else (value * 100, hundred[1], False)


def _below_hundred(r: Reader, i: int) -> tuple[int, int, bool]:
    found = r.found[i]
    tens = found.get("tens")
    if tens:
        return _after_tens(r, tens[0], tens[1])
    ordinal = found.get("ordinal")
    if ordinal:
        value, j = ordinal
        unit = r.role(j, "ordinal")
        if value in (10, 20, 30) and unit and 0 < unit[0] < 10:
            return value + unit[0], unit[1], True
        return value, j, True
    unit = found.get("num")
    return (unit[0], unit[1], False) if unit else (0, i, False)


def _after_tens(r: Reader, tens: int, j: int) -> tuple[int, int, bool]:
    k = j
    if r.word(k) == "-" and r.t.glued(k):
        k += 1
    elif r.says.and_in_tens:
        if not r.role(k, "and"):
            return tens, j, False
        k += 1
    unit = r.role(k, "num")
    if unit and 0 < unit[0] < 10:
        return tens + unit[0], unit[1], False
    unit = r.role(k, "ordinal")
    if unit and 0 < unit[0] < 10 and r.says.ordinal_behind_tens:
        return tens + unit[0], unit[1], True
    return tens, j, False


def year(r: Reader, i: int) -> Num | None:  # noqa: PLR0911 - a rule is a list of refusals
    """A year beside a month or day: «2026», «'26», «26», «dos mil dieciocho», «nineteen eighty six»."""
    if r.word(i) == "'" and r.t.num[i + 1] >= 0 and r.t.end[i + 1] - r.t.start[i + 1] == 2:
        return Num(i, i + 2, civil.full_year(r.t.num[i + 1]), 2)
    n = number(r, i)
    if n is None or n.ordinal:
        return None
    if n.width:
        if n.width == 4 and 1000 <= n.value <= 2999:
            return n
        return Num(i, n.j, civil.full_year(n.value), 2) if n.width == 2 else None
    if 1000 <= n.value <= 2999:
        return n
    if r.says.paired_years and 10 <= n.value <= 29:
        low = number(r, n.j)
        if low and not low.width and not low.ordinal and 0 < low.value < 100:
            return Num(i, low.j, n.value * 100 + low.value, 0)
    return None


def plain_year(r: Reader, i: int) -> Num | None:
    """A year that could stand alone: four digits or words, between 1900 and 2099."""
    n = year(r, i)
    return n if n and n.width != 2 and 1900 <= n.value <= 2099 else None
