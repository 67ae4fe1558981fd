"""Stretches of days: this week, next month, 2026, the first quarter, the end of March, the last three years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.numbers import number, plain_year, year
from crm.parsing.moments.rules.numeric import chained_after, chained_before, full_date, month_figures

_SHIFT = {"next": 1, "last": -1, "this": 0, "afternext": 2, "beforelast": -2, "coming": 1, "recent": -1}
_SUBDAY = {"second": 1, "minute": 60, "hour": 3600}
_PERIODS = frozenset({"week", "fortnight", "weekend", "workweek", "month", "quarter", "half", "year", "decade", "century"})
_COUNTED = {"day": 1, "workday": 1, "week": 7, "fortnight": 14, "weekend": 7}
_COUNTED_MONTHS = {"month": 1, "year": 12}
_MOST = 10_000


@remembered
def modified(r: Reader, i: int) -> Span | None:
    """«próxima semana», «mes pasado», «los próximos 3 días», «last two decades», «este septiembre»."""
    found = r.found[i]
    if not found and r.t.num[i] < 0:
        return None
    mod = found.get("mod")
    if mod:
        return _mod_first(r, i, mod)
    unit = found.get("unit")
    if unit:
        post = r.role(unit[1], "mod")
        if post and _is_post(r, unit[1], post[0]) and not _mod_starts_more(r, post):
            return _shifted(r, i, post[1], unit[0], post[0])
    month = found.get("month")
    if month:
        post = r.role(month[1], "mod")
        if post and r.lang == "es" and post[0] in ("next", "last", "recent"):
            return _month_mod(r, i, post[1], month[0], post[0])
    return _counted(r, i)


def _is_post(r: Reader, j: int, mod: str) -> bool:
    if r.lang == "en":
        return mod in ("afternext", "beforelast")
    return mod != "this" or r.word(j) in ("en", "actual", "presente")


def _mod_starts_more(r: Reader, post: tuple[str, int]) -> bool:
    """Whether «pasado» begins «pasado mañana» and not the modifier of the word before it."""
    return r.role(post[1] - 1, "day") is not None


def _mod_first(r: Reader, i: int, mod: tuple[str, int]) -> Span | None:
    kind, j = mod
    if r.lang == "es" and kind == "next" and r.word(i) == "otra" and not r.role(j, "unit"):
        return None
    unit = r.role(j, "unit")
    if unit:
        if r.lang == "es" and unit[1] < r.t.n and kind in ("this", "next", "last"):
            double = r.role(unit[1], "mod")
            if double and double[0] in ("next", "last") and kind == "this":
                return _shifted(r, i, double[1], unit[0], double[0])
        return _shifted(r, i, unit[1], unit[0], kind)
    modal = r.lang == "en" and r.word(j) in ("may", "march") and not r.t.capital(j)
    month = r.role(j, "month") or (r.role(j, "month?") if not modal and r.t.num[(r.role(j, "month?") or (0, j))[1]] < 0 else None)
    if month:
        return _month_mod(r, i, month[1], month[0], kind)
    amount, k = _how_many(r, j)
    if amount is None or kind not in ("next", "last", "recent", "coming"):
        return None
    unit = r.role(k, "unit")
    return _run(r, i, unit[1], unit[0], amount, 1 if kind in ("next", "coming") else -1) if unit and len(r.word(k)) > 1 else None


def _how_many(r: Reader, j: int) -> tuple[int | None, int]:
    some = r.role(j, "some") or r.role(j, "about")
    if some:
        return some[0], some[1]
    n = number(r, j)
    if n is None or n.ordinal or n.value > _MOST:
        return None, j
    return n.value, n.j


def _counted(r: Reader, i: int) -> Span | None:
    """A number, a unit and a modifier in any other order: «2 días siguientes», «3 next weeks»."""
    amount, j = _how_many(r, i)
    if amount is None:
        return None
    unit = r.role(j, "unit")
    if unit and len(r.word(j)) > 1:
        post = r.role(unit[1], "mod")
        if post and r.lang == "es" and post[0] in ("next", "last") and not _mod_starts_more(r, post):
            return _run(r, i, post[1], unit[0], amount, 1 if post[0] == "next" else -1)
        return None
    mod = r.role(j, "mod")
    if mod and mod[0] in ("next", "last"):
        unit = r.role(mod[1], "unit")
        if unit and len(r.word(mod[1])) > 1:
            return _run(r, i, unit[1], unit[0], amount, 1 if mod[0] == "next" else -1)
    return None


def _shifted(r: Reader, i: int, j: int, unit: str, mod: str) -> Span | None:
    if unit in _SUBDAY:
        return _run(r, i, j, unit, 1, 1 if mod in ("next", "coming") else -1) if mod in ("next", "last", "coming", "recent") else None
    if unit not in _PERIODS:
        return None
    start, end = civil.period(unit, r.today, _SHIFT[mod])
    return Span(i, j, start, end, unit, said=frozenset({unit}), year=start.year if unit == "year" else None, rule="period")


def _run(r: Reader, i: int, j: int, unit: str, n: int, sign: int) -> Span | None:
    """The n units to come or gone by, counted from today (from now for hours and minutes)."""
    said = frozenset({unit})
    if unit in _SUBDAY:
        try:
            other = r.now + sign * dt.timedelta(seconds=n * _SUBDAY[unit])
        except OverflowError:
            return None
        ends = (r.now, other) if sign > 0 else (other, r.now)
        return Span(i, j, ends[0], ends[1], unit, said=said, rule="run")
    if unit in ("quarter", "half", "decade", "century"):
        here, after = civil.period(unit, r.today)
        first = civil.period(unit, r.today, n)[1] if sign > 0 else civil.period(unit, r.today, -n)[0]
        return Span(i, j, *((after, first) if sign > 0 else (first, here)), unit, said=said, rule="run")
    if unit == "workday":
        return _workdays(r, i, j, n, sign)
    if unit in _COUNTED:
        far = civil.add_days(r.today, sign * n * _COUNTED[unit])
    elif unit in _COUNTED_MONTHS:
        far = civil.add_months(r.today, sign * n * _COUNTED_MONTHS[unit])
    else:
        return None
    if sign > 0:
        return Span(i, j, civil.add_days(r.today, 1), civil.add_days(far, 1), unit, said=said, rule="run")
    return Span(i, j, far, r.today, unit, said=said, rule="run")


def _workdays(r: Reader, i: int, j: int, n: int, sign: int) -> Span:
    day, left, tries = r.today, n, 0
    while left and tries < 4000:
        day = civil.add_days(day, sign)
        left -= r.cal.is_working(day)
        tries += 1
    ends = (civil.add_days(r.today, 1), civil.add_days(day, 1)) if sign > 0 else (day, r.today)
    return Span(i, j, ends[0], ends[1], "workday", said=frozenset({"day"}), rule="run")


def _month_mod(r: Reader, i: int, j: int, month: int, mod: str) -> Span:
    this = dt.date(r.today.year, month, 1)
    if mod in ("next", "coming", "afternext"):
        start = this if this > r.today else civil.add_months(this, 12)
    elif mod in ("last", "recent", "beforelast"):
        start = this if civil.add_months(this, 1) <= r.today else civil.add_months(this, -12)
    else:
        start = this
    return Span(i, j, start, civil.add_months(start, 1), "month", month=month, said=frozenset({"month"}), rule="month")


def bare(r: Reader, i: int) -> Span | None:
    """A unit alone, as it stands after «fines de» or «del»: «mes», «la semana» mean the running one."""
    i2 = r.skip(i, "the")
    unit = r.role(i2, "unit")
    if unit is None or unit[0] not in _PERIODS:
        return None
    post = r.role(unit[1], "mod")
    if post and _is_post(r, unit[1], post[0]):
        return None
    start, end = civil.period(unit[0], r.today)
    return Span(i, unit[1], start, end, unit[0], said=frozenset({unit[0], "bare"}), rule="period")


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
    if r.word(i - 1) not in ("de", "of") or i < 2:
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
    return Span(i, hit[1], start, civil.add_months(start, 1), "month", hit[0], r.t.num[i], frozenset({"month", "year"}), "month") if start else None


def _month_called(r: Reader, i: int, k: int, j: int, *, strong: bool) -> bool:
    from crm.parsing.moments.rules.days import is_name  # noqa: PLC0415

    before = r.found[i - 1] if i > 0 else {}
    listed = i > 1 and (r.word(i - 1) in (",", "y", "o", "and", "or") and (r.role(i - 2, "month") or r.role(i - 2, "month?"))) is not None and r.word(i - 1) in (",", "y", "o", "and", "or")
    called = "month.call" in before or "edge" in before or bool(listed)
    if strong:
        if r.word(k) in ("julio", "abril", "april", "june", "august") and (is_name(r, k) or (r.lang == "es" and r.t.capital(k) and not called)):
            return False
        if not called and i == 0 and j >= r.t.n:
            return True
        return called
    if r.lang == "en" and r.word(k) in ("may", "march"):
        alone = i == 0 and j >= r.t.n and r.t.capital(k)
        return alone or (called and r.word(i - 1) not in ("this", "that", "past", "to", "and", "the"))
    return called and (r.word(k) not in ("set", "may") or r.word(i - 1) in ("en", "de", "este"))


def _year_of_month(r: Reader, j: int) -> tuple[int, int] | None:
    k = j
    sep = r.word(k)
    parted = sep in (",", "/", "-", "de", "del", "of", "in")
    if parted:
        k += 1
        if r.word(k) in ("el", "the"):
            k += 1
        k = r.skip(k, "year.word") if r.role(k, "year.word") else k
    n = year(r, k)
    if n is None:
        span = modified(r, k) if parted or r.lang == "en" else None
        if span and span.unit == "year" and span.start:
            return span.start.year, span.j
        return None
    if n.width == 2 and not (parted and sep in ("de", "del", "-", "/") and not r.word(n.j).isalpha() and r.word(n.j) not in (":", "-", "%")):
        return None
    if n.width != 2 and not (1900 <= n.value <= 2100 or parted):
        return None
    return (n.value, n.j) if not chained_after(r, n.j) or r.word(n.j) == "-" else None


@remembered
def year_alone(r: Reader, i: int) -> Span | None:
    """«en 2027», «año 2008», «el 2019»: a year that a word calls for."""
    word = r.word(i)
    named = word in ("ano", "year", "cy") or (word == "calendar" and r.word(i + 1) == "year")
    k = r.skip(i, "year.word") if named else i
    n = year(r, k) if named else plain_year(r, k)
    if n is None or (n.width and chained_before(r, k)) or chained_after(r, n.j) and r.word(n.j) != "-":
        return None
    if not named:
        alone = i == 0 and n.j >= r.t.n
        called = i > 0 and r.role(i - 1, "year.call") is not None
        if not (alone or called) or not _year_closes(r, n.j):
            return None
        if n.width == 0 and (not called or r.word(i - 1) in ("y", "and", "a", "o", "de")):
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
    return any(k in found for k in ("filler", "range", "range.and", "and", "open.post", "open", "from")) or word in ("o", "or", "fue", "was", "estuvieron")


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
    if r.word(n.j) in ("cuarto", "cuatrimestre") and n.j > i:
        return "quarter", n.value, n.j + 1
    return None


def _quarter_span(r: Reader, i: int, j: int, name: str, n: int, year_: int, *, bare: bool) -> Span | None:
    months = 3 if name == "quarter" else 6
    start = civil.make(year_, (n - 1) * months + 1, 1)
    if start is None:
        return None
    end = civil.add_months(start, months)
    if bare and end <= r.today and not r.past:
        start, end = civil.add_months(start, 12), civil.add_months(end, 12)
    return Span(i, j, start, end, name, said=frozenset({name}), rule="quarter", year=None if bare else start.year)


@remembered
def ordinal_week(r: Reader, i: int) -> Span | None:
    """«tercera semana de enero», «última semana de 2016», «semana 3 de 2027», «first 2 weeks of 2021», «tercer mes de 2021»."""
    if r.word(i) in ("semana", "week", "wk"):
        n = number(r, i + 1)
        if n is None or n.ordinal or not n.width or not 1 <= n.value <= 53 or r.word(n.j) == ":":
            return None
        around = _whole(r, n.j)
        year_ = around.start.year if around and around.start and around.unit == "year" else r.today.year
        start, end = civil.iso_week(year_, n.value)
        return Span(i, around.j if around and around.unit == "year" else n.j, start, end, "week", said=frozenset({"week"}), rule="week-number")
    n = number(r, i)
    if n is None or not n.ordinal or n.value == 0:
        return None
    amount, k = (1, n.j)
    if r.t.num[n.j] > 0 or r.role(n.j, "num"):
        many, k2 = _how_many(r, n.j)
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
    if k == j and r.lang == "es" and not r.role(j, "mod"):
        return None
    k = r.skip(k, "the")
    return any_span(r, k, called=True)


def _piece(r: Reader, i: int, around: Span, unit: str, n: int, amount: int) -> Span | None:
    assert around.start and around.end
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
    from crm.parsing.moments.rules.days import day  # noqa: PLC0415

    hit = r.role(i, "week.of")
    if hit is None:
        return None
    for k in (hit[1], r.skip(hit[1], "the")):
        inner = day(r, k)
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
    if name in ("later", "earlier") and k == j and r.lang == "es" and not r.role(j, "mod"):
        return None
    span = any_span(r, k, called=True) or _this_day(r, k, name)
    if span is None or (k == j and r.lang == "es" and not r.role(j, "mod")):
        return None
    if span.unit == "weekend" and name == "end" and r.word(k) == "semana":
        return None
    return _edge(r, span, name, i, span.j)


def _this_day(r: Reader, k: int, name: str) -> Span | None:
    from crm.parsing.moments.rules.days import day  # noqa: PLC0415

    if name not in ("begin", "mid"):
        return None
    inner = day(r, k)
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


def _cut(unit: str, start: dt.date, end: dt.date, name: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    if name == "rest":
        return (max(start, today), civil.add_days(end, -1) if unit != "day" else end)
    here = start < today < end
    if name in ("later", "earlier") and here and unit in ("week", "month", "day") or (here and name in ("later", "earlier") and unit == "year" and False):
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
        if n and not n.ordinal and n.value % 10 == 0 and (n.value >= 1000 or 20 <= n.value <= 90) and r.word(k - 1) not in ("el",):
            named = any(r.word(x) in ("decada", "anos") for x in range(i, k))
            if named and not r.role(n.j, "unit"):
                return _decade(i, n.j, civil.full_year(n.value))
    return None


def _decade(i: int, j: int, year_: int) -> Span | None:
    start = civil.make(year_ // 10 * 10, 1, 1)
    return Span(i, j, start, civil.add_months(start, 120), "decade", said=frozenset({"decade"}), rule="decade") if start else None


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
    if r.word(i) + " " + r.word(i + 1) not in ("semana santa", "holy week", "easter week"):
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
    if not found and r.t.num[i] < 0 and r.word(i) not in ("semana", "week"):
        return None
    best: Span | None = None
    for rule in (modified, month, year_month, year_alone, quarter, ordinal_week, half_month, week_of, edged, decade, month_figures, _weekend_alone, _holy_week):
        got = rule(r, i)
        if got is not None and (best is None or got.j > best.j) and not (rule is month_figures and full_date(r, i)):
            best = got
    return best


@remembered
def _called_span(r: Reader, i: int) -> Span | None:
    got = span(r, i) or bare(r, i)
    if got:
        return got
    from crm.parsing.moments.rules.days import is_name  # noqa: PLC0415

    hit = r.role(i, "month") or r.role(i, "month?")
    if hit and not (r.word(i) in ("julio", "abril") and r.t.capital(i) and is_name(r, i)):
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
