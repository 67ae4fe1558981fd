"""Days with their month: «21 de mayo», «mayo 5 del 2026», «el 15 del próximo mes», «el 15»."""

from __future__ import annotations

from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Day, Num
from crm.parsing.moments.reader import HIDDEN, Reader, remembered
from crm.parsing.moments.rules import periods
from crm.parsing.moments.rules.numbers import number, year
from crm.parsing.moments.rules.numeric import chained_after, chained_before, of


def number_is_day(r: Reader, j: int) -> bool:
    """Whether the number before j can be a day of the month: no hour, unit, or figure goes on."""
    word = r.word(j)
    if (
        (word in (":", "-", "/") and r.t.glued(j))
        or word in ("%", "am", "pm", "h")
        or (word in ("a", "p") and r.word(j + 1) in (".", "m") and r.says.meridiem_apart)
    ):
        return False
    if word in ("a", "p") and (r.t.glued(j) or r.word(j + 1) == "."):
        return False
    if word == "." and r.t.glued(j + 1) and r.t.num[j + 1] >= 0:
        return False
    if r.role(j, "hourmark") or r.role(j, "unit") or r.role(j, "mod") or chained_after(r, j):
        return False
    if r.role(j, "and") and r.role(j + 1, "fraction"):
        return False
    return not (word in ("de", "in", "to") and (r.role(j + 1, "part") or r.role(j + 2, "part")))


@remembered
def day_month(r: Reader, i: int) -> Day | None:
    """«21 de mayo», «1ero de enero de 2027», «3-ene», «twenty second of June», «17 del 11», «el 15 del próximo mes»."""
    n = number(r, i)
    if n is None or not 1 <= n.value <= 31 or n.width > 2 or (n.width and chained_before(r, i) and not _after_dash(r, i)):
        return None
    k = n.j
    if r.word(k) in (".", ",") and (r.role(k + 1, "month") or (r.word(k) == "." and r.role(k + 1, "month?"))):
        k += 1
    linked = r.word(k) in r.says.month_links or r.word(k) in ("/", "-")
    if linked:
        k += 1
        k = r.skip(k, "the") if r.role(k, "the") and not r.role(k, "month") else k
        k = r.skip(k, "month.of")
    month = r.role(k, "month") or r.role(k, "month?")
    if month:
        if not (r.says.cardinal_days or n.width or n.ordinal):
            return None
        return _with_year(r, i, dotted(r, k, month[1]), month[0], n.value)
    if not linked:
        return _of_month(r, i, k, n.value, figures=True) if n.ordinal and r.role(k, "mod") else None
    return _of_month(r, i, k, n.value, figures=n.width > 0)


def dotted(r: Reader, k: int, j: int) -> int:
    """The index after the point of an abbreviated month or weekday."""
    return j + 1 if r.word(j) == "." and r.t.glued(j) and not (r.role(k, "month") or r.role(k, "weekday")) and r.word(j + 1) else j


def _after_dash(r: Reader, i: int) -> bool:
    """Whether the number at i is the second of «19-20 de noviembre»."""
    return r.word(i - 1) == "-" and 0 <= r.t.num[i - 2] <= 31 and not chained_before(r, i - 2)


def _of_month(r: Reader, i: int, k: int, value: int, *, figures: bool) -> Day | None:
    """«… del 11», «… de este mes», «… of next month»."""
    if r.word(k - 1) not in ("/", "-"):
        month = periods.modified(r, k) or periods.bare(r, k)
        if month and month.unit == "month" and month.start:
            on = civil.make(month.start.year, month.start.month, value)
            said = frozenset({"day", "month"})
            if on is None:
                return Day(
                    i,
                    month.j,
                    month.end or r.today,
                    month.start.year,
                    month.start.month,
                    value,
                    said=said,
                    impossible=True,
                    rule="day-of-month",
                    doubts=frozenset({"impossible"}),
                )
            return Day(i, month.j, on, month.start.year, month.start.month, value, said=said, rule="day-of-month")
    in_figures = r.word(k - 1) in r.says.of_the and figures and 1 <= r.t.num[k] <= 12 and r.t.end[k] - r.t.start[k] <= 2
    if not in_figures or chained_after(r, k + 1):
        return None
    closes = r.word(k + 1) in ("", "a") or r.word(k + 1) in r.says.short_year_links or not r.word(k + 1).isalpha()
    return _with_year(r, i, k + 1, r.t.num[k], value) if closes else None


def _with_year(r: Reader, i: int, j: int, month: int, day_: int) -> Day | None:
    """The day and month that end at j, with the year that may follow, unless it is a street."""
    if _is_street(r, i, j):
        return None
    found = year_after(r, j)
    said = frozenset({"day", "month", "year"}) if found else frozenset({"day", "month"})
    got = of(r, i, found[1] if found else j, found[0] if found else None, month, day_, said)
    return _weekday_behind(r, got) if got else None


def _weekday_behind(r: Reader, d: Day) -> Day:
    """The day with the weekday that follows it: «Jul 18, Fri», «22 de mayo (martes)»."""
    if r.word(d.j) not in (",", "("):
        return d
    hit = r.role(d.j + 1, "weekday") or r.role(d.j + 1, "weekday?")
    if hit is None or (r.word(d.j) == "(" and r.word(hit[1]) != ")") or (r.word(d.j) == "," and r.word(hit[1]).isalpha()):
        return d
    doubts = d.doubts if d.on.weekday() == hit[0] or d.impossible else d.doubts | {"weekday"}
    return replace(d, j=hit[1] + (r.word(d.j) == "("), weekday=hit[0], said=d.said | {"weekday"}, doubts=doubts)


def year_after(r: Reader, j: int) -> tuple[int, int] | None:
    k = j
    if r.word(k) == "." and not r.t.num[k + 1] < 0 and r.t.end[k + 1] - r.t.start[k + 1] == 4:
        k += 1
    sep = r.word(k)
    parted = sep in r.says.year_links or sep in (",", "/", "-")
    if parted:
        k += 1
        if sep in r.says.year_links and r.word(k) in r.says.article:
            k += 1
        k = r.skip(k, "year.word") if r.role(k, "year.word") and (r.t.num[r.skip(k, "year.word")] >= 0) else k
    n = year(r, k)
    if n is not None:
        if n.width == 2 and r.word(k) != "'":
            tight = sep in ("/", "-") and not r.t.glued(n.j)
            closed = (parted and r.word(n.j) in ("", ".", "?", "!", ")", ";")) or tight
            late = n.value % 100 > 31 and not r.word(n.j).isalpha() and r.word(n.j) not in (":", "%") and n.i == j
            if not (parted and closed) and not late:
                return None
            return n.value, n.j
        likely = 1900 <= n.value <= 2100 or (parted and 1000 <= n.value <= 2999) or not n.width
        return (n.value, n.j) if likely and (not chained_after(r, n.j) or r.word(n.j) == "-") else None
    if parted:
        span = periods.modified(r, r.skip(k, "the"))
        if span and span.unit == "year" and span.start:
            return span.start.year, span.j
    return None


def _is_street(r: Reader, i: int, j: int) -> bool:
    """«21 de Mayo 567», «Av. 11 de Septiembre»: a house number follows or a street word goes before."""
    for back in (1, 2):
        if i - back >= 0 and r.role(i - back, "street") and not (back == 2 and r.word(i - 1).isalpha()):
            return True
    if r.word(j) == HIDDEN:
        return r.t.folded[r.t.start[j] : r.t.start[j] + 1] in ("#", "n")
    value, width = r.t.num[j], r.t.end[j] - r.t.start[j]
    return (
        value >= 0
        and 3 <= width <= 5
        and not 1900 <= value <= r.today.year + 60
        and not (r.word(j + 1) == ":" or r.word(j + 1) in r.says.hour_ends)
    )


@remembered
def month_day(r: Reader, i: int) -> Day | None:
    """«mayo 5 del 2026», «Oct. 2», «Jan-1», «sep-23-2020», «March the fifth»."""
    month = r.role(i, "month") or r.role(i, "month?")
    if month is None:
        return None
    k = month[1]
    if r.word(k) == ".":
        k += 1
    if r.word(k) in ("-", "/") or (r.word(k) == "," and r.says.month_before_day):
        k += 1
    k = r.skip(k, "the") if r.says.month_before_day else k
    n = number(r, k)
    if n is None or not 1 <= n.value <= 31 or n.width > 2:
        return None
    if not (
        number_is_day(r, n.j)
        or (r.word(n.j) == "-" and (r.t.num[n.j + 1] >= 0 or r.role(n.j + 1, "month") or r.role(n.j + 1, "month?")))
        or (r.says.month_before_day and r.word(n.j) == "/")
        or r.word(n.j) == "("
    ):
        return None
    verb = r.word(i) in r.says.month_verbs and not r.t.capital(i) and not r.role(i - 1, "month.call")
    if verb and n.width == 0 and not n.ordinal:
        return None
    return _with_year(r, i, n.j, month[0], n.value)


@remembered
def triple(r: Reader, i: int) -> Day | None:
    """Year, month in letters and day with dashes or slashes, in any order: 23-2020-septiembre."""
    sep = r.word(i + 1)
    if sep not in ("-", "/") or r.word(i + 3) != sep or chained_before(r, i):
        return None
    got: dict[str, int] = {}
    for k in (i, i + 2, i + 4):
        value = r.t.num[k]
        month = r.role(k, "month") or r.role(k, "month?")
        if month and month[1] == k + 1:
            got["month"] = month[0]
        elif value >= 1000 and value <= 2999:
            got["year"] = value
        elif 1 <= value <= 31:
            got["day"] = value
    if len(got) != 3:
        return None
    return of(r, i, i + 5, got["year"], got["month"], got["day"], frozenset(got))


def numbered_day(r: Reader, i: int) -> Day | None:
    """«día 21», «día once»."""
    if r.word(i) not in r.says.day_word:
        return None
    n = number(r, i + 1)
    if n is None or n.ordinal or not 1 <= n.value <= 31 or not (r.says.cardinal_days or n.width) or n.width > 2:
        return None
    inner = day_month(r, i + 1)
    if inner:
        return replace(inner, i=i)
    if not number_is_day(r, n.j) or not r.says.numbered_days:
        return None
    return Day(i, n.j, resolve.day_of_month(r, n.value), day=n.value, said=frozenset({"day"}), rule="bare-day")


def bare_day(r: Reader, i: int) -> Day | None:
    """«el 15», «al 4.º», «on the 21st»: a number that an article makes a day."""
    n = number(r, i)
    if n is None or not 1 <= n.value <= 31 or n.width > 2 or (n.width and chained_before(r, i)):
        return None
    if not (_ordinal_day(r, i, n) if r.says.ordinal_days else _plain_day(r, i, n)):
        return None
    if not number_is_day(r, n.j) or not _closes(r, n.j):
        return None
    return Day(i, n.j, resolve.day_of_month(r, n.value), day=n.value, said=frozenset({"day"}), rule="bare-day")


def _plain_day(r: Reader, i: int, n: Num) -> bool:
    """«el 15», «al 4.º»: figures behind an article, an ordinal only where no noun follows."""
    if n.width == 0 or r.word(i - 1) not in r.says.day_articles:
        return False
    return not (n.ordinal and r.word(n.j).isalpha() and not r.found[n.j])


def _ordinal_day(r: Reader, i: int, n: Num) -> bool:
    """A bare day as in "the 21st", "on 21", "by the twenty-first"."""
    before = r.word(i - 1)
    articled = before in r.says.day_articles or (before in r.says.day_prepositions and (n.ordinal or n.width == 2))
    counted = n.width or (n.ordinal and n.value > 1)
    if not (articled and counted) and not (n.width and n.ordinal and before in r.says.hour_call):
        return False
    return n.width > 0 or r.role(i - 2, "on") is not None or r.word(i - 2) in r.says.day_word_prepositions


def _closes(r: Reader, j: int) -> bool:
    """Whether no noun follows that the number would count."""
    word = r.word(j)
    if not word or not (word[0].isalpha() or word == HIDDEN):
        return word not in ("%", "*", "+", "=", "<", ">", "&")
    if word == HIDDEN:
        return False
    if r.says.ordinal_days:
        found = r.found[j]
        return bool(found) and any(
            k in found for k in ("filler", "at", "open", "range", "part", "range.and", "day", "weekday", "open.post", "and", "noon")
        )
    return (
        word not in r.says.no_day_before
        or (word in r.says.of and r.role(j + 1, "month") is not None)
        or (word in r.says.joins and r.word(j + 1) in r.says.joined_day)
    )
