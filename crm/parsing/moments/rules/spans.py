"""Stretches of days: this week, next month, 2026, the first quarter, the end of March, the last three years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.months import decade, month, quarter, year_alone, year_month
from crm.parsing.moments.rules.names import is_name
from crm.parsing.moments.rules.numbers import number, plain_year
from crm.parsing.moments.rules.numeric import full_date, month_figures
from crm.parsing.moments.rules.periods import bare, how_many, modified


@remembered
def ordinal_week(r: Reader, i: int) -> Span | None:
    """«tercera semana de enero», «última semana de 2016», «semana 3 de 2027», «first 2 weeks of 2021», «tercer mes de 2021»."""
    if r.word(i) in r.says.week_word:
        n = number(r, i + 1)
        if n is None or n.ordinal or not n.width or not 1 <= n.value <= 53 or r.word(n.j) == ":":
            return None
        around = _whole(r, n.j)
        year_ = around.start.year if around and around.start and around.unit == "year" else r.today.year
        start, end = civil.iso_week(year_, n.value)
        return Span(
            i, around.j if around and around.unit == "year" else n.j, start, end, "week", said=frozenset({"week"}), rule="week-number"
        )
    n = number(r, i)
    if n is None or not n.ordinal or n.value == 0:
        return None
    amount, k = (1, n.j)
    if r.t.num[n.j] > 0 or r.role(n.j, "num"):
        many, k2 = how_many(r, n.j)
        if many and many < 60:
            amount, k = many, k2
    unit = r.role(k, "unit")
    if unit is None or unit[0] not in ("week", "month", "day", "weekend"):
        return None
    around = _whole(r, unit[1])
    if around is None or not around.start or not around.end:
        return None
    return _piece(r, i, around, unit[0], n.value, amount)


def _whole(r: Reader, j: int) -> Span | None:
    """The period after «de» or «of»."""
    k = r.skip(j, "of")
    if k == j and r.says.of_is_said and not r.role(j, "mod"):
        return None
    k = r.skip(k, "the")
    return any_span(r, k, called=True)


def _piece(r: Reader, i: int, around: Span, unit: str, n: int, amount: int) -> Span | None:
    assert around.start
    assert around.end
    said = frozenset({unit})
    if unit in ("week", "weekend"):
        if around.unit == "year":
            ends = civil.iso_week(around.start.year, n)
        elif around.unit == "month":
            ends = civil.nth_week(around.start, around.end, n)
            if "bare" in around.said and ends[1] <= r.today and not r.past:
                ends = civil.nth_week(*civil.period("month", around.start, 1), n)
        else:
            return None
        start, end = ends
        if amount > 1:
            start, end = (start, civil.add_days(start, 7 * amount)) if n > 0 else (civil.add_days(end, -7 * amount), end)
        if unit == "weekend":
            start, end = civil.add_days(start, 5), civil.add_days(start, 7)
        return Span(i, around.j, start, end, "week", said=said, rule="nth-week")
    if unit == "month" and around.unit == "year":
        start = civil.add_months(around.start, n - 1) if n > 0 else civil.add_months(around.end, -amount)
        return Span(i, around.j, start, civil.add_months(start, amount), "month", said=said, rule="nth-month")
    if unit == "day" and amount > 1 and around.unit in ("month", "year", "week"):
        start = around.start if n > 0 else civil.add_days(around.end, -amount)
        return Span(i, around.j, start, civil.add_days(start, amount), "day", said=said, rule="nth-days")
    return None


@remembered
def week_of(r: Reader, i: int) -> Span | None:
    """«la semana del 18», «la semana que comienza el 4 de febrero», «the week of the 18th»."""
    hit = r.role(i, "week.of")
    if hit is None:
        return None
    for k in (hit[1], r.skip(hit[1], "the")):
        inner = r.day(r, k)
        if inner:
            start, end = civil.period("week", inner.on)
            return Span(i, inner.j, start, end, "week", said=frozenset({"week"}) | inner.said, rule="week-of")
    return None


@remembered
def edged(r: Reader, i: int) -> Span | None:
    """«fines de mes», «principios de la próxima semana», «mid May», «resto de la semana», «later this week»."""
    word = r.role(i, "span.word")
    if word:
        start, end = civil.period(word[0][0], r.today)
        return _edge(r, Span(i, word[1], start, end, word[0][0]), word[0][1], i, word[1])
    hit = r.role(i, "edge")
    if hit is None:
        return None
    name, j = hit
    k = r.skip(j, "of") if not r.role(j, "mod") else j
    k = r.skip(k, "the") if not r.role(k, "mod") else k
    if name in ("later", "earlier") and k == j and r.says.of_is_said and not r.role(j, "mod"):
        return None
    span = any_span(r, k, called=True) or _this_day(r, k, name)
    if span is None or (k == j and r.says.of_is_said and not r.role(j, "mod")):
        return None
    if span.unit == "weekend" and name == "end" and r.word(k) in r.says.week_word:
        return None
    return _edge(r, span, name, i, span.j)


def _this_day(r: Reader, k: int, name: str) -> Span | None:
    if name not in ("begin", "mid"):
        return None
    inner = r.day(r, k)
    return Span(k, inner.j, inner.on, civil.add_days(inner.on, 1), "day", said=inner.said) if inner else None


def _edge(r: Reader, span: Span, name: str, i: int, j: int) -> Span | None:
    start, end = span.start, span.end
    if not start or not end:
        return None
    said = span.said | {"edge"}
    if "bare" in span.said and name in ("begin", "early", "mid", "later") and not r.past:
        cut = _cut(span.unit, start, end, name, r.today)
        if cut and cut[1] <= r.today and name != "later":
            start, end = civil.period(span.unit, start, 1)
    cut = _cut(span.unit, start, end, name, r.today)
    return Span(i, j, cut[0], cut[1], span.unit, said=said, rule="edge") if cut else None


def _cut(unit: str, start: dt.date, end: dt.date, name: str, today: dt.date) -> tuple[dt.date, dt.date] | None:  # noqa: PLR0911 - a rule is a list of refusals
    if name == "rest":
        return (max(start, today), civil.add_days(end, -1) if unit != "day" else end)
    here = start < today < end
    if (name in ("later", "earlier") and here and unit in ("week", "month", "day")) or (False):
        return (max(today, start), end) if name == "later" else (start, today)
    fine = {"later": "late", "earlier": "early"}.get(name, name)
    if unit in ("week", "workweek"):
        places = {"begin": (0, 3), "early": (0, 3), "mid": (2, 4), "end": (3, 7), "late": (3, 7)}
        a, b = places[fine]
        return civil.add_days(start, a), civil.add_days(start, b)
    if unit == "month":
        places = {"begin": (0, 10), "early": (0, 15), "mid": (9, 20), "end": (20, 31), "late": (15, 31)}
        a, b = places[fine]
        return civil.add_days(start, a), min(civil.add_days(start, b), end)
    if unit in ("year", "quarter", "half", "decade"):
        months = {"year": 12, "quarter": 3, "half": 6, "decade": 120}[unit]
        thirds = {"begin": (0, 4), "early": (0, 6), "mid": (4, 8), "end": (8, 12), "late": (6, 12)}
        a, b = thirds[fine]
        return civil.add_months(start, a * months // 12), civil.add_months(start, b * months // 12)
    if unit == "day":
        return start, end
    return None


def half_month(r: Reader, i: int) -> Span | None:
    """«primera quincena de enero», «la segunda quincena»."""
    n = number(r, i)
    if n is None or not n.ordinal or n.value not in (1, 2, -1):
        return None
    unit = r.role(n.j, "unit")
    if unit is None or unit[0] != "fortnight":
        return None
    around = _whole(r, unit[1])
    if around is None or around.unit != "month":
        start, end = civil.period("month", r.today)
        around = Span(i, unit[1], start, end, "month", said=frozenset({"bare"}))
    if not around.start or not around.end:
        return None
    middle = civil.add_days(around.start, 15)
    start, end = (around.start, middle) if n.value == 1 else (middle, around.end)
    if "bare" in around.said and end <= r.today and not r.past:
        start, end = civil.add_months(around.start, 1), civil.add_days(civil.add_months(around.start, 1), 15)
    return Span(i, around.j, start, end, "fortnight", said=frozenset({"fortnight"}), rule="half-month")


def _weekend_alone(r: Reader, i: int) -> Span | None:
    unit = r.role(i, "unit")
    if unit is None or unit[0] != "weekend":
        return None
    start, end = civil.period("weekend", r.today)
    return Span(i, unit[1], start, end, "weekend", said=frozenset({"weekend"}), rule="period")


def _holy_week(r: Reader, i: int) -> Span | None:
    if f"{r.word(i)} {r.word(i + 1)}" not in r.says.holy_week:
        return None
    sunday = resolve.holiday(r, civil.easter)
    return Span(i, i + 2, civil.add_days(sunday, -6), civil.add_days(sunday, 1), "week", said=frozenset({"holiday"}), rule="holiday")


@remembered
def span(r: Reader, i: int) -> Span | None:
    """The longest stretch of days that starts at token i."""
    best = _longest(r, i)
    j = r.skip(i, "the", "month.of") if r.role(i, "the") else i
    if j > i:
        inner = _longest(r, j)
        if inner and (best is None or inner.j > best.j):
            best = replace(inner, i=i)
    return best


def _longest(r: Reader, i: int) -> Span | None:
    found = r.found[i]
    if not found and r.t.num[i] < 0 and r.word(i) not in r.says.week_word:
        return None
    best: Span | None = None
    for rule in (
        modified,
        month,
        year_month,
        year_alone,
        quarter,
        ordinal_week,
        half_month,
        week_of,
        edged,
        decade,
        month_figures,
        _weekend_alone,
        _holy_week,
    ):
        got = rule(r, i)
        if got is not None and (best is None or got.j > best.j) and not (rule is month_figures and full_date(r, i)):
            best = got
    return best


@remembered
def _called_span(r: Reader, i: int) -> Span | None:
    got = span(r, i) or bare(r, i)
    if got:
        return got
    hit = r.role(i, "month") or r.role(i, "month?")
    if hit and not (r.says.months_lower_case and r.word(i) in r.says.namesakes and r.t.capital(i) and is_name(r, i)):
        start = resolve.month_start(r, hit[0])
        j = hit[1] + 1 if r.word(hit[1]) == "." and not r.role(i, "month") and r.word(hit[1] + 1) else hit[1]
        return Span(i, j, start, civil.add_months(start, 1), "month", hit[0], said=frozenset({"month"}), rule="month")
    n = plain_year(r, i)
    if n:
        start = dt.date(n.value, 1, 1)
        return Span(i, n.j, start, civil.add_months(start, 12), "year", year=n.value, said=frozenset({"year"}), rule="year")
    return None


def any_span(r: Reader, i: int, *, called: bool) -> Span | None:
    """A stretch of days; `called` where the words before make a bare month, year or «mes» one too."""
    return _called_span(r, i) if called else span(r, i)
