"""Lengths of time, and the moments that lie such a length from now."""

from __future__ import annotations

import datetime as dt

from crm.parsing.moments import civil
from crm.parsing.moments.nodes import Day, Dur, Instant
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules.numbers import number

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "bimester": 2, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_ORDER = (
    "second",
    "minute",
    "hour",
    "workday",
    "day",
    "week",
    "fortnight",
    "month",
    "bimester",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
)
#: Letters that stand for a unit only right after digits.
_LETTERS = frozenset("smhdwy")
_MOST = 100_000


@remembered
def duration(r: Reader, i: int) -> Dur | None:
    """«dos horas y media», «3 meses y 2 semanas», «half an hour», «1h 30 min»."""
    first = _single(r, i)
    if first is None:
        return None
    for _ in range(3):
        k = first.j
        if r.word(k) == ",":
            k += 1
        if r.role(k, "and"):
            k += 1
        more = _single(r, k) if k > first.j or r.t.num[k] >= 0 else None
        if more is None or _ORDER.index(more.unit) >= _ORDER.index(first.unit):
            break
        first = Dur(
            i,
            more.j,
            first.months + more.months,
            first.days + more.days,
            first.seconds + more.seconds,
            first.workdays + more.workdays,
            more.unit,
        )
    return first


def _single(r: Reader, i: int) -> Dur | None:
    amount, j, words = _amount(r, i)
    if amount is None:
        return _one_and_a_half(r, i)
    hit = _unit(r, j, words=words)
    if hit is None or hit[0] not in _ORDER:
        return None
    unit, j = hit
    extra, j = _half_after(r, j)
    return _of(i, j, amount + extra, unit)


def _one_and_a_half(r: Reader, i: int) -> Dur | None:
    """«hora y media», «mes y medio»: one and a half without the one."""
    hit = r.role(i, "unit")
    if hit is None or hit[0] not in _ORDER or not r.says.one_left_out:
        return None
    extra, j = _half_after(r, hit[1])
    return _of(i, j, 1 + extra, hit[0]) if j > hit[1] else None


def _unit(r: Reader, j: int, *, words: bool) -> tuple[str, int] | None:
    hit = r.role(j, "unit")
    if hit is None:
        return None
    if r.word(j) in _LETTERS and r.word(j) != "h" and (words or not r.t.glued(j)):
        return None
    return hit


def _amount(r: Reader, i: int) -> tuple[float | None, int, bool]:  # noqa: C901, PLR0911 - a rule is a list of refusals
    """How many, the index after it, and whether it was said in words."""
    for name in ("about", "some", "article"):
        hit = r.role(i, name)
        if hit:
            if name == "article" and r.role(hit[1], "some"):
                continue
            return float(hit[0]), hit[1], True
    half = r.role(i, "fraction") or r.role(i, "half")
    if half:
        k = half[1] + 1 if r.role(half[1], "article") else half[1]
        if r.role(k, "unit"):
            return half[0] / 60, k, True
    n = number(r, i)
    if n is None or (n.ordinal and n.width):
        return None, i, False
    if n.ordinal or n.value > _MOST:
        return None, i, False
    if r.word(n.j) in r.says.more_word and r.role(n.j + 1, "unit"):
        return float(n.value), n.j + 1, n.width == 0
    if n.width and r.word(n.j) in (".", ",") and r.t.glued(n.j) and r.t.num[n.j + 1] >= 0 and r.t.glued(n.j + 1):
        digits = r.t.end[n.j + 1] - r.t.start[n.j + 1]
        return n.value + r.t.num[n.j + 1] / 10**digits, n.j + 2, False
    if r.role(n.j, "and"):
        half = r.role(n.j + 1, "fraction") or r.role(n.j + 1, "half")
        if half and r.role(half[1], "unit"):
            return n.value + half[0] / 60, half[1], True
    return float(n.value), n.j, n.width == 0


def _half_after(r: Reader, j: int) -> tuple[float, int]:
    """«… y media», «… and a half» after the unit."""
    if r.role(j, "and"):
        hit = r.role(j + 1, "fraction")
        if hit and not r.role(hit[1], "unit"):
            return hit[0] / 60, hit[1]
    return 0.0, j


def _of(i: int, j: int, amount: float, unit: str) -> Dur:
    if unit in _SECONDS:
        return Dur(i, j, 0, 0, round(amount * _SECONDS[unit]), 0, unit)
    if unit == "workday":
        return Dur(i, j, 0, 0, 0, int(amount), unit)
    if unit in _DAYS:
        days = amount * _DAYS[unit]
        if days == int(days):
            return Dur(i, j, 0, int(days), 0, 0, unit)
        return Dur(i, j, 0, int(days), round((days - int(days)) * 86400), 0, "hour" if unit == "day" else "day")
    months = amount * _MONTHS[unit]
    return Dur(i, j, int(months), round((months - int(months)) * 30), 0, 0, unit if months == int(months) else "day")


def is_clockwise(unit: str) -> bool:
    """Whether a unit is shorter than a day."""
    return unit in _SECONDS


def shift_day(r: Reader, day: dt.date, dur: Dur, sign: int) -> dt.date:
    """The day that lies a length of days, weeks, months … from another."""
    day = civil.add_days(civil.add_months(day, sign * dur.months), sign * dur.days)
    left = dur.workdays
    guard = 0
    while left and guard < 4000:
        day = civil.add_days(day, sign)
        left -= r.cal.is_working(day)
        guard += 1
    return day


def shift_now(r: Reader, dur: Dur, sign: int) -> dt.datetime:
    """The local moment a length from now; hours are counted on the time line, across changes of the clock."""
    day = shift_day(r, r.today, dur, sign)
    local = dt.datetime.combine(day, r.now.time())
    if not dur.seconds:
        return local
    try:
        if r.tz is None:
            return local + sign * dt.timedelta(seconds=dur.seconds)
        moved = local.replace(tzinfo=r.tz).astimezone(dt.UTC) + sign * dt.timedelta(seconds=dur.seconds)
        return moved.astimezone(r.tz).replace(tzinfo=None)
    except OverflowError:
        return local


@remembered
def from_now(r: Reader, i: int) -> Day | Instant | None:
    """«en 3 días», «dentro de media hora», «hace dos semanas», «2 weeks ago», «30 minutos después»."""
    for name, sign in (("in", 1), ("ago", -1)):
        hit = r.role(i, name)
        if hit:
            dur = duration(r, hit[1])
            if dur:
                j = r.skip(dur.j, "later") if sign > 0 else dur.j
                if r.says.ago_overrules_in and sign > 0 and r.role(dur.j, "ago.post"):
                    return None
                return _result(r, i, j, dur, sign)
    dur = duration(r, i)
    if dur is None:
        return None
    ago = r.role(dur.j, "ago.post")
    if ago:
        return _result(r, i, ago[1], dur, -1)
    later = r.role(dur.j, "later")
    if later and _ends(r, later[1]):
        return _result(r, i, later[1], dur, 1)
    return None


def _ends(r: Reader, j: int) -> bool:
    """Whether «después» closes the phrase: no day follows that it could count from."""
    return not (r.role(j, "of") or r.role(j, "day") or r.t.num[j] >= 0) or r.word(j) in r.says.counts_on


def _result(r: Reader, i: int, j: int, dur: Dur, sign: int) -> Day | Instant:
    if dur.seconds or is_clockwise(dur.unit):
        return Instant(i, j, shift_now(r, dur, sign), "from-now")
    return Day(i, j, shift_day(r, r.today, dur, sign), said=frozenset({dur.unit}), rule="from-now")
