"""Dates in figures: 31/10/2026, 2026-10-31, 4/7, 21.5.26, 2015.5.13; and months in figures: 3/2027."""

from __future__ import annotations

from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Day, Span
from crm.parsing.moments.reader import HIDDEN, Reader, remembered

_SEPARATORS = frozenset("/-.")
_TIGHT = frozenset("/-.,:+$#%&=*")


def chained_before(r: Reader, i: int) -> bool:
    """Whether token i continues a longer run of figures or a word, as in a code or a telephone number."""
    if not r.t.glued(i):
        return False
    before = r.word(i - 1)
    if before in _TIGHT or before in ("_", HIDDEN):
        further = r.t.num[i - 2] >= 0 or r.word(i - 2) == HIDDEN or (before not in (":", ",") and r.word(i - 2)[:1].isalnum())
        return r.t.glued(i - 1) and further
    return before[:1].isalnum() or before == HIDDEN


def chained_after(r: Reader, j: int) -> bool:
    """Whether figures go on after token j-1, as in a code or a telephone number."""
    if not r.t.glued(j):
        return False
    word = r.word(j)
    if word in _TIGHT or word in ("_", HIDDEN):
        return word in ("%", "_", HIDDEN) or (r.t.glued(j + 1) and r.t.num[j + 1] >= 0)
    return False


def _width(r: Reader, i: int) -> int:
    return r.t.end[i] - r.t.start[i] if r.t.num[i] >= 0 else 0


def _ends_range(r: Reader, i: int) -> bool:
    """Whether the dash before token i joins two dates in figures: «1-10-2018-7-10-2018», «28/2-1/3»."""
    if r.word(i - 1) != "-" or i < 4:
        return False
    return (_width(r, i - 2) == 4 and r.word(i - 3) in _SEPARATORS) or (r.word(i - 3) == "/" and r.word(i + 1) == "/")


@remembered
def full_date(r: Reader, i: int) -> Day | None:
    """Three figures with one separator: day first (or month first where the calendar says so), or year first."""
    num, t = r.t.num, r.t
    if num[i] < 0 or (chained_before(r, i) and not _ends_range(r, i)):
        return _compact(r, i)
    sep = r.word(i + 1)
    if sep not in _SEPARATORS or num[i + 2] < 0 or not (t.glued(i + 1) and t.glued(i + 2)):
        return _compact(r, i) or _spaced(r, i)
    second = r.word(i + 3)
    if (second not in (sep, ",")) or num[i + 4] < 0 or not (t.glued(i + 3) and t.glued(i + 4)):
        return None
    a, b, c = num[i], num[i + 2], num[i + 4]
    return _three(r, i, i + 5, (a, b, c), (_width(r, i), _width(r, i + 2), _width(r, i + 4)), dashed=sep == "-")


def _three(r: Reader, i: int, j: int, figures: tuple[int, int, int], widths: tuple[int, int, int], *, dashed: bool) -> Day | None:
    a, b, c = figures
    if widths[0] == 4:
        if widths[1] > 2 or widths[2] > 2:
            return None
        year, pairs = a, ((c, b), (b, c)) if not dashed else ((c, b),)
    else:
        if widths[0] > 2 or widths[1] > 2 or widths[2] not in (2, 4):
            return None
        year = civil.full_year(c) if widths[2] == 2 else c
        pairs = ((a, b), (b, a)) if r.cal.day_first else ((b, a), (a, b))
    if not 1000 <= year <= 2999 or _runs_on(r, j):
        return None
    return _pick(r, i, j, year, pairs)


def _runs_on(r: Reader, j: int) -> bool:
    """Whether more figures follow without being the second half of a range («1-10-2018-7-10-2018»)."""
    return chained_after(r, j) and not (r.word(j) == "-" and _width(r, j + 1) <= 2 and r.word(j + 2) in _SEPARATORS)


def _pick(r: Reader, i: int, j: int, year: int | None, pairs: tuple[tuple[int, int], ...]) -> Day | None:
    said = frozenset({"day", "month", "year"} if year else {"day", "month"})
    for day, month in pairs:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        first = (day, month) == pairs[0]
        doubts = (
            frozenset({"day-month-order"})
            if r.says.month_first_doubted and first and day <= 12 and day != month and len(pairs) > 1
            else frozenset()
        )
        found = of(r, i, j, year, month, day, said, doubts)
        return replace(found, figures=len(pairs) > 1) if found else None
    return None


def of(  # noqa: PLR0913, PLR0917 - what the node holds
    r: Reader, i: int, j: int, year: int | None, month: int, day: int, said: frozenset[str], doubts: frozenset[str] = frozenset()
) -> Day | None:
    """The day node of a day and month, with or without year; an impossible one is told as such."""
    if day < 1 or day > 31:
        return None
    other = None
    if year is not None:
        on = civil.make(year, month, day)
    elif civil.make(2028, month, day) is None:
        on = None
    else:
        on, other = resolve.month_day(r, month, day)
    if on is None:
        base = civil.make(year or r.today.year, month, 1) if year else resolve.month_start(r, month)
        if base is None:
            return None
        return Day(
            i, j, civil.add_months(base, 1), year, month, day, said=said, impossible=True, doubts=doubts | {"impossible"}, rule="date"
        )
    if other is not None:
        doubts |= {"year"}
    return Day(i, j, on, year, month, day, said=said, doubts=doubts, other=other, rule="date")


def _compact(r: Reader, i: int) -> Day | None:
    """Eight figures in a row that are a year, a month and a day: 20261231."""
    if _width(r, i) != 8 or chained_after(r, i + 1):
        return None
    value = r.t.num[i]
    year, month, day = value // 10000, value // 100 % 100, value % 100
    if 1990 <= year <= 2049 and civil.make(year, month, day):
        return of(r, i, i + 1, year, month, day, frozenset({"day", "month", "year"}))
    return None


def _spaced(r: Reader, i: int) -> Day | None:
    """A year, a month and a day with spaces: 2016 10 16."""
    if _width(r, i) == 4 and _width(r, i + 1) == 2 and _width(r, i + 2) == 2 and r.t.num[i + 3] < 0:
        year, month, day = r.t.num[i], r.t.num[i + 1], r.t.num[i + 2]
        if 1990 <= year <= 2049 and civil.make(year, month, day):
            return of(r, i, i + 3, year, month, day, frozenset({"day", "month", "year"}))
    return None


def _is_span_of_days(r: Reader, j: int) -> bool:
    """Whether a month follows «4-22», which makes it two days of that month, or a mark of hours."""
    k = r.skip(j, "of")
    return any(r.role(x, name) for x in (j, k) for name in ("month", "month?", "mod")) or r.word(j) in ("am", "pm", "hrs", "h", "a", "p")


@remembered
def short_date(r: Reader, i: int) -> Day | None:  # noqa: PLR0911 - a rule is a list of refusals
    """Two figures: 22/04, «el 4-22», «el 4/7»; a bare 3/4 is a fraction unless a word calls for a day."""
    num, t = r.t.num, r.t
    sep = r.word(i + 1)
    if num[i] < 0 or num[i + 2] < 0 or sep not in _SEPARATORS or (chained_before(r, i) and not _ends_range(r, i)):
        return None
    if _width(r, i) > 2 or _width(r, i + 2) > 2 or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    if sep == "-" and (r.role(i - 1, "weekday") or r.role(i - 1, "weekday?") or _is_span_of_days(r, i + 3)):
        return None
    if _runs_on(r, i + 3) or (r.word(i + 3) == "/" and t.glued(i + 3)):
        return None
    called = (r.word(i - 1) in r.says.date_calls) or (r.role(i - 1, "weekday") is not None) or (r.role(i - 1, "weekday?") is not None)
    two_wide = _width(r, i) == 2 and _width(r, i + 2) == 2
    wide = two_wide and (sep == "/" or (sep == "-" and i == 0 and (i + 3 >= t.n or r.role(i + 3, "at!") is not None)))
    alone = (
        i == 0
        and sep == "/"
        and (i + 3 >= t.n or (_width(r, i + 2) == 2 and num[i + 2] <= 12 and r.word(i + 3).isalpha() and r.word(i + 3) not in r.says.of))
    )
    ranged = sep == "/" and (r.word(i + 3) == "-" or r.word(i - 1) == "-")
    if not (called or wide or alone or ranged):
        return None
    if sep == "." and (_width(r, i + 2) == 2 and num[i + 2] % 5 == 0 and r.word(i - 1) not in r.says.day_articles):
        return None
    a, b = num[i], num[i + 2]
    pairs = ((a, b), (b, a)) if r.cal.day_first else ((b, a), (a, b))
    return _pick(r, i, i + 3, None, pairs)


@remembered
def month_figures(r: Reader, i: int) -> Span | None:
    """A month in figures and a year: 11/2016, 2016-11, «11 . 2016»."""
    num = r.t.num
    sep = r.word(i + 1)
    if num[i] < 0 or num[i + 2] < 0 or sep not in _SEPARATORS or chained_before(r, i) or _runs_on(r, i + 3):
        return None
    a, b = num[i], num[i + 2]
    widths = (_width(r, i), _width(r, i + 2))
    if widths[1] == 4 and widths[0] <= 2:
        month, year = a, b
    elif widths[0] == 4 and widths[1] <= 2:
        month, year = b, a
    else:
        return None
    if r.word(i + 3) in _SEPARATORS and r.t.glued(i + 3) and r.t.num[i + 4] >= 0 and r.word(i + 3) != "-":
        return None
    start = civil.make(year, month, 1)
    if start is None or not 1900 <= year <= 2099:
        return None
    return Span(i, i + 3, start, civil.add_months(start, 1), "month", month, year, frozenset({"month", "year"}), "month")
