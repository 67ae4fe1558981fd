"""Periods counted from today: this week, next month, the last three years."""

from __future__ import annotations

import datetime as dt

from crm.parsing.moments import civil
from crm.parsing.moments.nodes import Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.numbers import number

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
        if post and r.says.modifier_follows and post[0] in ("next", "last", "recent"):
            return _month_mod(r, i, post[1], month[0], post[0])
    return _counted(r, i)


def _is_post(r: Reader, j: int, mod: str) -> bool:
    if not r.says.modifier_follows:
        return mod in ("afternext", "beforelast")
    return mod != "this" or r.word(j) in r.says.this_behind


def _mod_starts_more(r: Reader, post: tuple[str, int]) -> bool:
    """Whether «pasado» begins «pasado mañana» and not the modifier of the word before it."""
    return r.role(post[1] - 1, "day") is not None


def _mod_first(r: Reader, i: int, mod: tuple[str, int]) -> Span | None:
    kind, j = mod
    if kind == "next" and r.word(i) in r.says.other_next and not r.role(j, "unit"):
        return None
    unit = r.role(j, "unit")
    if unit:
        if r.says.modifier_follows and unit[1] < r.t.n and kind in ("this", "next", "last"):
            double = r.role(unit[1], "mod")
            if double and double[0] in ("next", "last") and kind == "this":
                return _shifted(r, i, double[1], unit[0], double[0])
        return _shifted(r, i, unit[1], unit[0], kind)
    modal = r.word(j) in r.says.month_verbs and not r.t.capital(j)
    month = r.role(j, "month") or (r.role(j, "month?") if not modal and r.t.num[(r.role(j, "month?") or (0, j))[1]] < 0 else None)
    if month:
        return _month_mod(r, i, month[1], month[0], kind)
    amount, k = how_many(r, j)
    if amount is None or kind not in ("next", "last", "recent", "coming"):
        return None
    unit = r.role(k, "unit")
    return _run(r, i, unit[1], unit[0], amount, 1 if kind in ("next", "coming") else -1) if unit and len(r.word(k)) > 1 else None


def how_many(r: Reader, j: int) -> tuple[int | None, int]:
    some = r.role(j, "some") or r.role(j, "about")
    if some:
        return some[0], some[1]
    n = number(r, j)
    if n is None or n.ordinal or n.value > _MOST:
        return None, j
    return n.value, n.j


def _counted(r: Reader, i: int) -> Span | None:
    """A number, a unit and a modifier in any other order: «2 días siguientes», «3 next weeks»."""
    amount, j = how_many(r, i)
    if amount is None:
        return None
    unit = r.role(j, "unit")
    if unit and len(r.word(j)) > 1:
        post = r.role(unit[1], "mod")
        if post and r.says.modifier_follows and post[0] in ("next", "last") and not _mod_starts_more(r, post):
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


def _run(r: Reader, i: int, j: int, unit: str, n: int, sign: int) -> Span | None:  # noqa: PLR0911 - a rule is a list of refusals
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
