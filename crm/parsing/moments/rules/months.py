"""Months, years, quarters and decades: «enero de 2027», «en 2027», «primer trimestre», «los años noventa»."""

from __future__ import annotations

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.names import is_name
from crm.parsing.moments.rules.numbers import number, plain_year, year
from crm.parsing.moments.rules.numeric import chained_after, chained_before
from crm.parsing.moments.rules.periods import bare, modified


@remembered
def month(r: Reader, i: int) -> Span | None:
    """A month with or without year: «marzo», «enero de 2027», «abr 2017», «mes de ene», «June of nineteen ninety nine»."""
    k = r.skip(i, "month.of")
    called = k > i
    hit = r.role(k, "month")
    strong = hit is not None
    if hit is None:
        hit = r.role(k, "month?")
    if hit is None:
        return None
    if _belongs_to_day(r, i):
        return None
    value, j = hit
    dotted = r.word(j) == "." and r.t.glued(j) and not strong and r.word(j + 1) != ""
    found = _year_of_month(r, j + 1 if dotted else j)
    if found:
        start = civil.make(found[0], value, 1)
        if start:
            return Span(i, found[1], start, civil.add_months(start, 1), "month", value, found[0], frozenset({"month", "year"}), "month")
    if not (called or _month_called(r, i, k, j, strong=strong)):
        return None
    start = resolve.month_start(r, value)
    j = j + 1 if dotted and r.role(j + 1, "range") else j
    return Span(i, j, start, civil.add_months(start, 1), "month", value, said=frozenset({"month"}), rule="month")


def _belongs_to_day(r: Reader, i: int) -> bool:
    """Whether «N de» goes before: then the day was read with the month, or is a street."""
    if r.word(i - 1) not in r.says.of or i < 2:
        return False
    return 1 <= r.t.num[i - 2] <= 31


def year_month(r: Reader, i: int) -> Span | None:
    """A year before its month: «2017 april», «2016 , nov»."""
    if not 1900 <= r.t.num[i] <= 2099 or chained_before(r, i):
        return None
    k = i + 2 if r.word(i + 1) in (",", "-", "/") else i + 1
    hit = r.role(k, "month") or r.role(k, "month?")
    if hit is None or (r.word(hit[1]) in ("-", "/") and r.t.num[hit[1] + 1] >= 0):
        return None
    start = civil.make(r.t.num[i], hit[0], 1)
    return (
        Span(i, hit[1], start, civil.add_months(start, 1), "month", hit[0], r.t.num[i], frozenset({"month", "year"}), "month")
        if start
        else None
    )


def _month_called(r: Reader, i: int, k: int, j: int, *, strong: bool) -> bool:
    before = r.found[i - 1] if i > 0 else {}
    listed = (
        i > 1
        and (r.word(i - 1) == "," or r.word(i - 1) in r.says.joins)
        and (r.role(i - 2, "month") or r.role(i - 2, "month?")) is not None
    )
    called = "month.call" in before or "edge" in before or bool(listed)
    if strong:
        if r.word(k) in r.says.namesakes and (is_name(r, k) or (r.says.months_lower_case and r.t.capital(k) and not called)):
            return False
        if not called and i == 0 and j >= r.t.n:
            return True
        return called
    if r.word(k) in r.says.month_verbs:
        alone = i == 0 and j >= r.t.n and r.t.capital(k)
        return alone or (called and r.word(i - 1) not in r.says.no_month_behind)
    return called and (r.word(k) not in r.says.weak_months or r.word(i - 1) in r.says.weak_month_calls)


def _year_of_month(r: Reader, j: int) -> tuple[int, int] | None:
    k = j
    sep = r.word(k)
    parted = sep in r.says.year_links or sep in (",", "/", "-")
    if parted:
        k += 1
        if r.word(k) in r.says.article:
            k += 1
        k = r.skip(k, "year.word") if r.role(k, "year.word") else k
    n = year(r, k)
    if n is None:
        span = modified(r, k) if parted or r.says.year_without_of else None
        if span and span.unit == "year" and span.start:
            return span.start.year, span.j
        return None
    if n.width == 2 and not (
        parted
        and (sep in r.says.short_year_links or sep in ("-", "/"))
        and not r.word(n.j).isalpha()
        and r.word(n.j) not in (":", "-", "%")
    ):
        return None
    if n.width != 2 and not (1900 <= n.value <= 2100 or parted):
        return None
    return (n.value, n.j) if not chained_after(r, n.j) or r.word(n.j) == "-" else None


@remembered
def year_alone(r: Reader, i: int) -> Span | None:
    """«en 2027», «año 2008», «el 2019»: a year that a word calls for."""
    word = r.word(i)
    named = word in r.says.year_word or (word == "calendar" and r.word(i + 1) == "year")
    k = r.skip(i, "year.word") if named else i
    n = year(r, k) if named else plain_year(r, k)
    if n is None or (n.width and chained_before(r, k)) or (chained_after(r, n.j) and r.word(n.j) != "-"):
        return None
    if not named:
        alone = i == 0 and n.j >= r.t.n
        called = i > 0 and r.role(i - 1, "year.call") is not None
        if not (alone or called) or not _year_closes(r, n.j):
            return None
        if n.width == 0 and (not called or r.word(i - 1) in r.says.no_year_behind):
            return None
    elif not n.width and n.value < 1000:
        return None
    start = civil.make(n.value, 1, 1)
    return Span(i, n.j, start, civil.add_months(start, 12), "year", year=n.value, said=frozenset({"year"}), rule="year") if start else None


def _year_closes(r: Reader, j: int) -> bool:
    word = r.word(j)
    if not word or not word[0].isalpha():
        return word not in ("%", ":", "x", "*", "+")
    found = r.found[j]
    return any(k in found for k in ("filler", "range", "range.and", "and", "open.post", "open", "from")) or word in r.says.past_word


@remembered
def quarter(r: Reader, i: int) -> Span | None:
    """«t1», «Q3 2026», «2026-Q1», «primer trimestre de 2017», «segundo semestre»."""
    first = r.t.num[i]
    if first >= 1900 and first <= 2099:
        k = i + 1
        if r.word(k) in ("-", "/") and r.t.glued(k):
            k += 1
        got = _quarter_word(r, k)
        return _quarter_span(r, i, got[2], got[0], got[1], first, bare=False) if got and not chained_before(r, i) else None
    got = _quarter_word(r, i)
    if got is None:
        return None
    name, n, j = got
    k = j
    if r.word(k) in ("-", "/"):
        k += 1
    k = r.skip(k, "of")
    k = r.skip(k, "the", "year.word") if r.t.num[k] < 0 and r.t.num[r.skip(k, "the", "year.word")] >= 0 else k
    y = plain_year(r, k)
    if y:
        return _quarter_span(r, i, y.j, name, n, y.value, bare=False)
    span = modified(r, k) or bare(r, k)
    if span and span.unit == "year" and span.start:
        return _quarter_span(r, i, span.j, name, n, span.start.year, bare="bare" in span.said)
    return _quarter_span(r, i, j, name, n, r.today.year, bare=True)


def _quarter_word(r: Reader, i: int) -> tuple[str, int, int] | None:
    for role, name in (("quarter", "quarter"), ("half.year", "half")):
        hit = r.role(i, role)
        if hit and r.t.glued(i + 1):
            return name, hit[0], hit[1]
    n = number(r, i)
    if n is None or not n.ordinal or not 1 <= n.value <= 4:
        return None
    unit = r.role(n.j, "unit")
    if unit and unit[0] in ("quarter", "half"):
        return unit[0], n.value, unit[1]
    if r.word(n.j) in r.says.quarter_word and n.j > i:
        return "quarter", n.value, n.j + 1
    return None


def _quarter_span(r: Reader, i: int, j: int, name: str, n: int, year_: int, *, bare: bool) -> Span | None:  # noqa: PLR0913 - what the node holds
    months = 3 if name == "quarter" else 6
    start = civil.make(year_, (n - 1) * months + 1, 1)
    if start is None:
        return None
    end = civil.add_months(start, months)
    if bare and end <= r.today and not r.past:
        start, end = civil.add_months(start, 12), civil.add_months(end, 12)
    return Span(i, j, start, end, name, said=frozenset({name}), rule="quarter", year=None if bare else start.year)


@remembered
def decade(r: Reader, i: int) -> Span | None:
    """«la década de 1990», «los años noventa», «the 1990s», «15th century»."""
    k = r.skip(i, "decade.of")
    value = r.t.num[k]
    if value >= 0 and r.t.glued(k + 1) and (r.word(k + 1) == "s" or (r.word(k + 1) == "'" and r.word(k + 2) == "s")) and value % 10 == 0:
        end = k + 2 if r.word(k + 1) == "s" else k + 3
        return _decade(i, end, civil.full_year(value) if value >= 100 or value >= 20 else value + 2000)
    if k > i and r.word(i) != "the" and r.word(i) != "in":
        n = number(r, k)
        if n and not n.ordinal and n.value % 10 == 0 and (n.value >= 1000 or 20 <= n.value <= 90) and r.word(k - 1) not in r.says.article:
            named = any(r.word(x) in r.says.decade_word for x in range(i, k))
            if named and not r.role(n.j, "unit"):
                return _decade(i, n.j, civil.full_year(n.value))
    return None


def _decade(i: int, j: int, year_: int) -> Span | None:
    start = civil.make(year_ // 10 * 10, 1, 1)
    return Span(i, j, start, civil.add_months(start, 120), "decade", said=frozenset({"decade"}), rule="decade") if start else None
