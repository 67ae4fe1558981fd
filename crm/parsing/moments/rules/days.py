"""Single days: relative, weekdays, day and month, holidays, the nth weekday of a month, days counted from days."""

from __future__ import annotations

from dataclasses import replace

from crm.parsing.moments import civil, resolve
from crm.parsing.moments.nodes import Day, Span
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.rules import periods
from crm.parsing.moments.rules.dates import bare_day, day_month, month_day, number_is_day, numbered_day, triple
from crm.parsing.moments.rules.durations import duration, from_now, is_clockwise, shift_day
from crm.parsing.moments.rules.named import feast, feast_mod, nth
from crm.parsing.moments.rules.names import is_name
from crm.parsing.moments.rules.numbers import number
from crm.parsing.moments.rules.numeric import full_date, of, short_date

_POST = frozenset({"next", "last", "afternext", "beforelast", "recent", "coming"})


@remembered
def day(r: Reader, i: int) -> Day | None:
    """The longest day that starts at token i, with its article."""
    best = _core(r, i)
    for name in ("on", "the"):
        hit = r.role(i, name)
        if hit and hit[1] > i:
            inner = _core(r, hit[1])
            if inner and (best is None or inner.j > best.j):
                best = replace(inner, i=i)
    return best


@remembered
def _core(r: Reader, i: int) -> Day | None:  # noqa: C901 - a rule is a list of refusals
    found = r.found[i]
    figures = r.t.num[i] >= 0
    if not found and not figures:
        return None
    options: list[Day | None] = []
    if figures:
        options += [full_date(r, i), short_date(r, i)]
    if figures or "ordinal" in found or "num" in found or "tens" in found:
        options += [day_month(r, i), nth(r, i), triple(r, i), bare_day(r, i)]
    if "month" in found or "month?" in found:
        options += [month_day(r, i), triple(r, i)]
    if "day" in found:
        options.append(_relative(r, i))
    if "weekday" in found or "weekday?" in found:
        options.append(weekday(r, i))
    if "mod" in found:
        options.append(_modified(r, i))
    if "holiday" in found:
        options.append(feast(r, i))
    if "unit" in found:
        options += [_day_after(r, i), numbered_day(r, i)]
    options.append(_counted(r, i))
    options.append(_weekdays_ahead(r, i))
    late = from_now(r, i)
    if isinstance(late, Day):
        options.append(late)
    options.append(_week_then_weekday(r, i))
    best: Day | None = None
    for option in options:
        if option is not None and (best is None or option.j > best.j):
            best = option
    return best


def _relative(r: Reader, i: int) -> Day | None:
    hit = r.role(i, "day")
    if hit is None or (r.role(i, "part") and r.word(i - 1) in r.says.morning_calls and hit[1] == i + 1):
        return None
    if r.word(hit[1]) in r.says.of and r.word(i) in r.says.not_today:
        return None
    return Day(i, hit[1], civil.add_days(r.today, hit[0]), said=frozenset({"day"}), rule="relative")


def _is_called(r: Reader, i: int) -> bool:
    """Whether the word before calls for a day: an article, «próximo», «on»."""
    before = r.found[i - 1] if i > 0 else {}
    return "on" in before or "the" in before or "mod" in before or "of" in before or "every" in before


def _weekday_word(r: Reader, i: int) -> tuple[int, int] | None:  # noqa: PLR0911 - a rule is a list of refusals
    """Weekday and the index after it; abbreviations only where something beside them calls for one."""
    hit = r.role(i, "weekday")
    if hit:
        return None if r.word(i) in r.says.namesakes and is_name(r, i) else hit
    weak = r.role(i, "weekday?")
    if weak is None:
        return None
    n, j = weak
    if r.word(j) == "." and r.t.glued(j) and len(r.word(i)) > 1:
        return (n, j + 1) if len(r.word(i)) > 2 or _day_follows(r, j + 1) else None
    if len(r.word(i)) <= 2:
        alone = (r.word(j) == "," and r.t.num[j + 1] >= 0) or (i == 0 and j >= r.t.n)
        return (
            (n, j)
            if alone or (r.t.num[j] >= 0 and (r.word(j + 1) == "/" or r.word(j + 1) in r.says.of)) or _at_start_beside_day(r, i, j)
            else None
        )
    if r.says.plain_weekdays and (r.word(i) in r.says.plain_weekdays or r.role(j, "part")):
        return n, j
    called = _is_called(r, i) and r.word(i - 1) not in r.says.no_weekday_call
    beside = r.t.num[j] >= 0 or r.role(j, "at!") or (r.word(j) == "," and r.t.num[j + 1] >= 0) or (r.role(j, "month") is not None)
    alone = i == 0 and j >= r.t.n
    if r.word(i) in r.says.weekday_words and r.word(j).isalpha() and not (r.role(j, "at!") or r.word(j) in r.says.weekday_word_then):
        return None
    return (n, j) if called or beside or alone or (r.role(j, "the") and r.t.num[j + 1] >= 0) else None


def _at_start_beside_day(r: Reader, i: int, j: int) -> bool:
    return i == 0 and r.role(j, "day") is not None


def _day_follows(r: Reader, j: int) -> bool:
    return r.t.num[j] >= 0 or r.role(j, "the") is not None or r.role(j, "at!") is not None or r.word(j) in ("", ",")


def _inner_day(r: Reader, k: int) -> Day | None:
    """A day in figures or a day and month, as it follows a weekday."""
    best: Day | None = None
    for option in (full_date(r, k), _loose_short(r, k), day_month(r, k), month_day(r, k), triple(r, k)):
        if option and (best is None or option.j > best.j):
            best = option
    return best


def _loose_short(r: Reader, k: int) -> Day | None:
    return short_date(r, k)


@remembered
def weekday(r: Reader, i: int) -> Day | None:  # noqa: PLR0911 - a rule is a list of refusals
    """«viernes», «viernes 12 de mayo», «lunes 21», «lunes pasado», «miércoles de la próxima semana»."""
    hit = _weekday_word(r, i)
    if hit is None:
        return None
    n, j = hit
    dated = _weekday_dated(r, i, j, n)
    if dated:
        return dated
    mod = r.role(j, "mod")
    if mod and mod[0] in _POST and not r.role(j, "day") and (r.says.modifier_follows or mod[0] in ("afternext", "beforelast")):
        return _mod_day(r, i, mod[1], n, mod[0])
    week = _week_after(r, j)
    if week and week.start:
        return Day(
            i,
            week.j,
            civil.add_days(civil.week_start(week.start), n),
            weekday=n,
            said=frozenset({"weekday", "week"}),
            rule="weekday-of-week",
        )
    late = from_now(r, r.skip(j, "filler") if r.word(j) == "," else j) if r.says.weekday_before_length else None
    if isinstance(late, Day):
        return Day(
            i, late.j, civil.add_days(civil.week_start(late.on), n), weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-of-week"
        )
    on, other = resolve.weekday(r, n)
    if not r.past and r.word(j) in r.says.week_later and r.word(j + 1) not in r.says.week_goes_on:
        return Day(i, j + 1, civil.add_days(on, 7), weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-of-week")  # "Friday week"
    doubts = frozenset({"weekday-is-today"}) if other else frozenset()
    return Day(i, j, on, weekday=n, said=frozenset({"weekday"}), rule="weekday", other=other, doubts=doubts)


def _weekday_dated(r: Reader, i: int, j: int, n: int) -> Day | None:
    k = j
    if r.word(k) in (",", "(", "-", "."):
        k += 1
    k = r.skip(k, "the") if not r.role(k, "month") else k
    if r.role(k, "unit") and r.word(k) in r.says.day_word:
        k += 1
    inner = _inner_day(r, k)
    if inner:
        end = inner.j + 1 if r.word(inner.j) == ")" and r.word(j) == "(" else inner.j
        inner = _as_the_weekday_says(r, inner, n)
        doubts = inner.doubts if inner.on.weekday() == n or inner.impossible else inner.doubts | {"weekday"}
        return replace(inner, i=i, j=end, weekday=n, said=inner.said | {"weekday"}, doubts=doubts)
    m = number(r, k)
    if m is None or not 1 <= m.value <= 31 or (r.word(j) == "," and k == j + 1) or not (m.width or m.ordinal or r.says.cardinal_days):
        return None
    if not number_is_day(r, m.j) or (r.word(j) == "-"):
        return None
    on, gone, far = resolve.weekday_and_day(r, n, m.value)
    doubts = frozenset({"weekday", "year"} if gone else {"weekday"}) if far else frozenset()
    return Day(i, m.j, on, day=m.value, weekday=n, said=frozenset({"weekday", "day"}), rule="weekday-day", doubts=doubts, other=gone)


def _as_the_weekday_says(r: Reader, d: Day, n: int) -> Day:
    """The day, or its other reading where only that one falls on the weekday or is much nearer: month and day swapped, or just gone by."""
    fits = d.on.weekday() == n
    if d.impossible or (fits and abs((d.on - r.today).days) <= resolve.FAR):
        return d
    if d.figures and d.month and d.day and d.day <= 12:
        swapped = of(r, d.i, d.j, d.year, d.day, d.month, d.said, frozenset({"day-month-order"}))
        if swapped and swapped.on.weekday() == n and (not fits or abs((swapped.on - r.today).days) <= resolve.FAR):
            return swapped
    if fits:
        return d
    if d.other and d.other.weekday() == n:
        return replace(d, on=d.other, other=d.on)
    return d


def _week_after(r: Reader, j: int) -> Span | None:
    k = j
    if r.word(k) in (",", "-"):
        k += 1
    k = r.skip(k, "of") if not r.role(k, "mod") else k
    k = r.skip(k, "the")
    week = periods.modified(r, k)
    return week if week and week.unit in ("week", "fortnight") else None


def _week_then_weekday(r: Reader, i: int) -> Day | None:
    """«la próxima semana el martes», «next week on Tuesday»."""
    week = periods.modified(r, i)
    if week is None or week.unit != "week" or week.start is None:
        return None
    k = week.j
    if r.word(k) in (",", "-"):
        k += 1
    k = r.skip(k, "on", "the")
    hit = r.role(k, "weekday") or (r.role(k, "weekday?") if r.says.short_weekday_in_week else None)
    if hit is None:
        return None
    after = r.role(hit[1], "range") or r.role(hit[1], "range.and")
    if after and r.role(after[1], "weekday"):
        return None
    return Day(i, hit[1], civil.add_days(week.start, hit[0]), weekday=hit[0], said=frozenset({"weekday", "week"}), rule="weekday-of-week")


def _modified(r: Reader, i: int) -> Day | None:  # noqa: PLR0911 - a rule is a list of refusals
    """«próximo viernes», «este 12/05», «next 6th of April», «próxima navidad»."""
    mod = r.role(i, "mod")
    if mod is None:
        return None
    hit = r.role(mod[1], "weekday") or r.role(mod[1], "weekday?")
    if hit:
        dated = _weekday_dated(r, mod[1], hit[1], hit[0])
        if dated:
            return replace(dated, i=i)
        day = _mod_day(r, i, hit[1], hit[0], mod[0])
        week = _week_after(r, hit[1])
        return replace(day, j=week.j, on=civil.add_days(civil.week_start(week.start), hit[0])) if week and week.start else day
    inner = full_date(r, mod[1]) or short_date(r, mod[1]) or day_month(r, mod[1]) or month_day(r, mod[1])
    if inner and inner.month and inner.day and not inner.impossible:
        if mod[0] == "this":
            on = civil.make(inner.year or r.today.year, inner.month, inner.day)
            return replace(inner, i=i, on=on or inner.on)
        return replace(inner, i=i)
    feast = r.role(mod[1], "holiday")
    if feast and mod[0] in ("next", "last", "this", "coming", "recent"):
        return Day(i, feast[1], feast_mod(r, feast[0], mod[0]), said=frozenset({"holiday"}), rule="holiday")
    return None


def _mod_day(r: Reader, i: int, j: int, n: int, mod: str) -> Day:
    on, other = resolve.weekday_mod(r, n, mod)
    if r.past and mod == "this" and on > r.today:
        on = civil.add_days(on, -7)
    if not r.past and mod == "this" and on < r.today:
        on, other = civil.add_days(on, 7), on
    doubts = frozenset({"which-week"}) if other else frozenset()
    return Day(i, j, on, weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-mod", other=other, doubts=doubts)


def _weekdays_ahead(r: Reader, i: int) -> Day | None:
    """«two Sundays from now», «en dos viernes más»."""
    n = number(r, i)
    if n is None or n.ordinal or not 1 <= n.value <= 60:
        return None
    hit = r.role(n.j, "weekdays")
    if hit is None or isinstance(hit[0], str):
        return None
    later = r.role(hit[1], "later")
    if later is None:
        return None
    first = civil.next_weekday(r.today, hit[0])
    return Day(
        i, later[1], civil.add_days(first, 7 * (n.value - 1)), weekday=hit[0], said=frozenset({"weekday", "week"}), rule="weekdays-ahead"
    )


def _day_after(r: Reader, i: int) -> Day | None:
    """«el día después de navidad», «the week before Easter» counted in days."""
    unit = r.role(i, "unit")
    if unit is None or unit[0] not in ("day", "week") or r.role(i, "week.of"):
        return None
    for name, sign in (("after.of", 1), ("before.of", -1)):
        hit = r.role(unit[1], name)
        if hit:
            base = day(r, hit[1])
            if base:
                return Day(i, base.j, civil.add_days(base.on, sign * (1 if unit[0] == "day" else 7)), said=base.said, rule="counted")
    return None


def _counted(r: Reader, i: int) -> Day | None:
    """«dos días después de hoy», «2 weeks before Christmas», «3 días antes del viernes»."""
    dur = duration(r, i)
    if dur is None or is_clockwise(dur.unit) or dur.seconds:
        return None
    for name, sign in (("after.of", 1), ("before.of", -1)):
        hit = r.role(dur.j, name)
        if hit:
            base = day(r, hit[1])
            if base:
                return Day(i, base.j, shift_day(r, base.on, dur, sign), said=base.said | {dur.unit}, rule="counted")
    return None
