"""Single days: relative, weekdays, day and month, holidays, the nth weekday of a month, days counted from days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil, holidays, resolve
from crm.parsing.moments.nodes import Day, Span
from crm.parsing.moments.reader import HIDDEN, Reader, remembered
from crm.parsing.moments.rules import spans
from crm.parsing.moments.rules.durations import duration, from_now, is_clockwise, shift_day
from crm.parsing.moments.rules.numbers import number, year
from crm.parsing.moments.rules.numeric import chained_after, chained_before, full_date, of, short_date

_AFTER_THE = frozenset({"la", "las", "esta", "una", "cada", "media", "esa", "toda"})
_POST = frozenset({"next", "last", "afternext", "beforelast", "recent", "coming"})
_NAMES = frozenset({"domingo", "julio", "abril"})


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
def _core(r: Reader, i: int) -> Day | None:
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
        options.append(_holiday(r, i))
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
    if hit is None or (r.role(i, "part") and r.word(i - 1) in _AFTER_THE and hit[1] == i + 1):
        return None
    if r.word(hit[1]) == "de" and r.word(i) in ("ultimo", "siguiente", "proximo"):
        return None
    return Day(i, hit[1], civil.add_days(r.today, hit[0]), said=frozenset({"day"}), rule="relative")


def _is_called(r: Reader, i: int) -> bool:
    """Whether the word before calls for a day: an article, «próximo», «on»."""
    before = r.found[i - 1] if i > 0 else {}
    return "on" in before or "the" in before or "mod" in before or "of" in before or "every" in before


def _weekday_word(r: Reader, i: int) -> tuple[int, int] | None:
    """Weekday and the index after it; abbreviations only where something beside them calls for one."""
    hit = r.role(i, "weekday")
    if hit:
        return None if r.word(i) in _NAMES and is_name(r, i) else hit
    weak = r.role(i, "weekday?")
    if weak is None:
        return None
    n, j = weak
    if r.word(j) == "." and r.t.glued(j) and len(r.word(i)) > 1:
        return (n, j + 1) if len(r.word(i)) > 2 or _day_follows(r, j + 1) else None
    if len(r.word(i)) <= 2:
        alone = (r.word(j) == "," and r.t.num[j + 1] >= 0) or (i == 0 and j >= r.t.n)
        return (n, j) if alone or (r.t.num[j] >= 0 and r.word(j + 1) in ("de", "/")) or _at_start_beside_day(r, i, j) else None
    called = _is_called(r, i) and r.word(i - 1) not in ("the", "in", "of", "de")
    beside = r.t.num[j] >= 0 or r.role(j, "at!") or (r.word(j) == "," and r.t.num[j + 1] >= 0) or (r.role(j, "month") is not None)
    alone = i == 0 and j >= r.t.n
    if r.word(i) == "mar" and r.lang == "es" and r.word(j).isalpha() and not (r.role(j, "at!") or r.word(j) in ("en", "por")):
        return None
    return (n, j) if called or beside or alone or r.role(j, "the") and r.t.num[j + 1] >= 0 else None


def _at_start_beside_day(r: Reader, i: int, j: int) -> bool:
    return i == 0 and r.role(j, "day") is not None


def _day_follows(r: Reader, j: int) -> bool:
    return r.t.num[j] >= 0 or r.role(j, "the") is not None or r.role(j, "at!") is not None or r.word(j) in ("", ",")


def is_name(r: Reader, i: int) -> bool:
    """Whether Julio, Abril or Domingo is a person here: a capital after «a», «con», «don», or beside a surname."""
    if not r.t.capital(i):
        return r.word(i - 1) in ("don", "sr", "senor", "santo")
    if r.word(i - 1) in ("el", "este", "proximo", "en", "mes", "del", "al", "desde", "hasta", "todos", "los", "cada", "pasado"):
        return r.t.capital(i + 1) and not r.found[i + 1]
    if i > 0 and r.role(i - 1, "person") and r.word(i - 1) != "de":
        return True
    if r.word(i + 1) in _SAYS or (r.word(i + 1).isalpha() and r.t.source[r.t.place(r.t.end[i + 1] - 1)] in "óÓ"):
        return True
    return r.t.capital(i + 1) and not (r.found[i + 1] or r.t.num[i + 1] >= 0)


#: Verbs after which a capital Domingo or Julio at the start is somebody.
_SAYS = frozenset("quiere pide dice necesita viene va no esta puede queda debe llama manda pregunta confirma acepta".split())


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
def weekday(r: Reader, i: int) -> Day | None:
    """«viernes», «viernes 12 de mayo», «lunes 21», «lunes pasado», «miércoles de la próxima semana»."""
    hit = _weekday_word(r, i)
    if hit is None:
        return None
    n, j = hit
    dated = _weekday_dated(r, i, j, n)
    if dated:
        return dated
    mod = r.role(j, "mod")
    if mod and mod[0] in _POST and not r.role(j, "day"):
        if r.lang == "es" or mod[0] in ("afternext", "beforelast"):
            return _mod_day(r, i, mod[1], n, mod[0])
    week = _week_after(r, j)
    if week and week.start:
        return Day(i, week.j, civil.add_days(civil.week_start(week.start), n), weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-of-week")
    late = from_now(r, r.skip(j, "filler") if r.word(j) == "," else j) if r.lang == "en" else None
    if isinstance(late, Day):
        return Day(i, late.j, civil.add_days(civil.week_start(late.on), n), weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-of-week")
    on, other = resolve.weekday(r, n)
    doubts = frozenset({"weekday-is-today"}) if other else frozenset()
    return Day(i, j, on, weekday=n, said=frozenset({"weekday"}), rule="weekday", other=other, doubts=doubts)


def _weekday_dated(r: Reader, i: int, j: int, n: int) -> Day | None:
    k = j
    if r.word(k) in (",", "(", "-", "."):
        k += 1
    k = r.skip(k, "the") if not r.role(k, "month") else k
    if r.role(k, "unit") and r.word(k) == "dia":
        k += 1
    inner = _inner_day(r, k)
    if inner:
        end = inner.j + 1 if r.word(inner.j) == ")" and r.word(j) == "(" else inner.j
        if inner.other and inner.other.weekday() == n != inner.on.weekday():
            inner = replace(inner, on=inner.other, other=None, doubts=inner.doubts - {"year"})
        doubts = inner.doubts if inner.on.weekday() == n or inner.impossible else inner.doubts | {"weekday"}
        return replace(inner, i=i, j=end, weekday=n, said=inner.said | {"weekday"}, doubts=doubts)
    m = number(r, k)
    if m is None or not 1 <= m.value <= 31 or (r.word(j) == "," and k == j + 1) or not (m.width or m.ordinal or r.lang == "es"):
        return None
    if not _number_is_day(r, m.j) or (r.word(j) == "-"):
        return None
    on, far = resolve.weekday_and_day(r, n, m.value)
    doubts = frozenset({"weekday"}) if far else frozenset()
    return Day(i, m.j, on, day=m.value, weekday=n, said=frozenset({"weekday", "day"}), rule="weekday-day", doubts=doubts)


def _number_is_day(r: Reader, j: int) -> bool:
    """Whether the number before j can be a day of the month: no hour, unit, or figure goes on."""
    word = r.word(j)
    if (word in (":", "-", "/") and r.t.glued(j)) or word in ("%", "am", "pm", "h") or (word in ("a", "p") and r.word(j + 1) in (".", "m") and r.lang == "es"):
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


def _week_after(r: Reader, j: int) -> Span | None:
    k = j
    if r.word(k) in (",", "-"):
        k += 1
    k = r.skip(k, "of") if not r.role(k, "mod") else k
    k = r.skip(k, "the")
    week = spans.modified(r, k)
    return week if week and week.unit in ("week", "fortnight") else None


def _week_then_weekday(r: Reader, i: int) -> Day | None:
    """«la próxima semana el martes», «next week on Tuesday»."""
    week = spans.modified(r, i)
    if week is None or week.unit != "week" or week.start is None:
        return None
    k = week.j
    if r.word(k) in (",", "-"):
        k += 1
    k = r.skip(k, "on", "the")
    hit = r.role(k, "weekday") or (r.role(k, "weekday?") if r.lang == "en" else None)
    if hit is None:
        return None
    after = r.role(hit[1], "range") or r.role(hit[1], "range.and")
    if after and r.role(after[1], "weekday"):
        return None
    return Day(i, hit[1], civil.add_days(week.start, hit[0]), weekday=hit[0], said=frozenset({"weekday", "week"}), rule="weekday-of-week")


def _modified(r: Reader, i: int) -> Day | None:
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
        return Day(i, feast[1], _feast_mod(r, feast[0], mod[0]), said=frozenset({"holiday"}), rule="holiday")
    return None


def _feast_mod(r: Reader, rule: holidays.Rule, mod: str) -> dt.date:
    this = rule(r.today.year)
    if mod == "this":
        return this or r.today
    if mod in ("last", "recent"):
        return this if this and this < r.today else rule(r.today.year - 1) or r.today
    return this if this and this > r.today else rule(r.today.year + 1) or r.today


def _mod_day(r: Reader, i: int, j: int, n: int, mod: str) -> Day:
    on, other = resolve.weekday_mod(r, n, mod)
    if r.past and mod == "this" and on > r.today:
        on = civil.add_days(on, -7)
    if not r.past and mod == "this" and on < r.today:
        on, other = civil.add_days(on, 7), on
    doubts = frozenset({"which-week"}) if other else frozenset()
    return Day(i, j, on, weekday=n, said=frozenset({"weekday", "week"}), rule="weekday-mod", other=other, doubts=doubts)


@remembered
def day_month(r: Reader, i: int) -> Day | None:
    """«21 de mayo», «1ero de enero de 2027», «3-ene», «twenty second of June», «17 del 11», «el 15 del próximo mes»."""
    n = number(r, i)
    if n is None or not 1 <= n.value <= 31 or n.width > 2 or (n.width and chained_before(r, i) and not _after_dash(r, i)):
        return None
    k = n.j
    if r.word(k) in (".", ",") and (r.role(k + 1, "month") or (r.word(k) == "." and r.role(k + 1, "month?"))):
        k += 1
    linked = r.word(k) in ("de", "del", "of", "d", "/", "-", "the")
    if linked:
        k += 1
        k = r.skip(k, "the") if r.role(k, "the") and not r.role(k, "month") else k
        k = r.skip(k, "month.of")
    month = r.role(k, "month") or r.role(k, "month?")
    if month:
        if r.lang == "en" and not n.width and not n.ordinal:
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
        month = spans.modified(r, k) or spans.bare(r, k)
        if month and month.unit == "month" and month.start:
            on = civil.make(month.start.year, month.start.month, value)
            said = frozenset({"day", "month"})
            if on is None:
                return Day(i, month.j, month.end or r.today, month.start.year, month.start.month, value, said=said, impossible=True, rule="day-of-month", doubts=frozenset({"impossible"}))
            return Day(i, month.j, on, month.start.year, month.start.month, value, said=said, rule="day-of-month")
    if r.word(k - 1) == "del" and figures and r.t.num[k] >= 0 and 1 <= r.t.num[k] <= 12 and r.t.end[k] - r.t.start[k] <= 2:
        if not chained_after(r, k + 1) and (r.word(k + 1) in ("", ".", ",", ";", "a", "de", "del", "?", "!") or not r.word(k + 1).isalpha()):
            return _with_year(r, i, k + 1, r.t.num[k], value)
    return None


def _with_year(r: Reader, i: int, j: int, month: int, day_: int) -> Day | None:
    """The day and month that end at j, with the year that may follow, unless it is a street."""
    if _is_street(r, i, j):
        return None
    found = _year_after(r, j)
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


def _year_after(r: Reader, j: int) -> tuple[int, int] | None:
    k = j
    if r.word(k) == "." and not r.t.num[k + 1] < 0 and r.t.end[k + 1] - r.t.start[k + 1] == 4:
        k += 1
    sep = r.word(k)
    parted = sep in (",", "/", "-", "de", "del", "of", "in")
    if parted:
        k += 1
        if sep in ("de", "in", "of") and r.word(k) in ("el", "the"):
            k += 1
        k = r.skip(k, "year.word") if r.role(k, "year.word") and (r.t.num[r.skip(k, "year.word")] >= 0) else k
    n = year(r, k)
    if n is not None:
        if n.width == 2 and r.word(k) != "'":
            tight = sep in ("/", "-") and not r.t.glued(n.j)
            closed = parted and r.word(n.j) in ("", ".", "?", "!", ")", ";") or tight
            late = n.value % 100 > 31 and not r.word(n.j).isalpha() and r.word(n.j) not in (":", "%") and n.i == j
            if not (parted and closed) and not late:
                return None
            return n.value, n.j
        if 1900 <= n.value <= 2100 or (parted and 1000 <= n.value <= 2999) or not n.width:
            if not chained_after(r, n.j) or r.word(n.j) == "-":
                return n.value, n.j
        return None
    if parted:
        span = spans.modified(r, r.skip(k, "the"))
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
    return value >= 0 and 3 <= width <= 5 and not 1900 <= value <= r.today.year + 60 and r.word(j + 1) not in (":", "h", "hrs", "hr", "horas")


@remembered
def month_day(r: Reader, i: int) -> Day | None:
    """«mayo 5 del 2026», «Oct. 2», «Jan-1», «sep-23-2020», «March the fifth»."""
    month = r.role(i, "month") or r.role(i, "month?")
    if month is None:
        return None
    k = month[1]
    if r.word(k) == ".":
        k += 1
    if r.word(k) in ("-", "/") or (r.word(k) == "," and r.lang == "en"):
        k += 1
    k = r.skip(k, "the") if r.lang == "en" else k
    n = number(r, k)
    if n is None or not 1 <= n.value <= 31 or n.width > 2:
        return None
    if not (_number_is_day(r, n.j) or (r.word(n.j) == "-" and (r.t.num[n.j + 1] >= 0 or r.role(n.j + 1, "month") or r.role(n.j + 1, "month?")))
            or (r.lang == "en" and r.word(n.j) == "/") or r.word(n.j) == "("):
        return None
    if r.role(i, "month?") and not r.role(i, "month") and n.width == 0 and not n.ordinal and r.word(i) in ("may", "march"):
        if r.lang == "en" and not r.t.capital(i) and not r.role(i - 1, "month.call"):
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
    if r.word(i) not in ("dia", "day"):
        return None
    n = number(r, i + 1)
    if n is None or n.ordinal or not 1 <= n.value <= 31 or (r.word(i) == "day" and not n.width) or n.width > 2:
        return None
    inner = day_month(r, i + 1)
    if inner:
        return replace(inner, i=i)
    if not _number_is_day(r, n.j) or (r.lang == "en"):
        return None
    return Day(i, n.j, resolve.day_of_month(r, n.value), day=n.value, said=frozenset({"day"}), rule="bare-day")


_NOT_DAYS = frozenset("por piso x veces vez cajas por ciento metros mil pisos de y o".split())


def bare_day(r: Reader, i: int) -> Day | None:
    """«el 15», «al 4.º», «on the 21st»: a number that an article makes a day."""
    n = number(r, i)
    if n is None or not 1 <= n.value <= 31 or n.width > 2 or (n.width and chained_before(r, i)):
        return None
    before = r.word(i - 1)
    if r.lang == "es":
        if n.width == 0 or before not in ("el", "del", "al"):
            return None
        if n.ordinal and r.word(n.j).isalpha() and not r.found[n.j]:
            return None
    elif not ((before == "the" or (before in ("on", "by") and (n.ordinal or n.width == 2))) and (n.width or (n.ordinal and n.value > 1))):
        if not (n.width and n.ordinal and before in ("at",)):
            return None
    if not _number_is_day(r, n.j) or not _closes(r, n.j):
        return None
    if r.lang == "en" and not n.width and not r.role(i - 2, "on") and r.word(i - 2) not in ("for", "on", "by"):
        return None
    return Day(i, n.j, resolve.day_of_month(r, n.value), day=n.value, said=frozenset({"day"}), rule="bare-day")


def _closes(r: Reader, j: int) -> bool:
    """Whether no noun follows that the number would count."""
    word = r.word(j)
    if not word or not (word[0].isalpha() or word == HIDDEN):
        return word not in ("%", "*", "+", "=", "<", ">", "&")
    if word == HIDDEN:
        return False
    if r.lang == "en":
        found = r.found[j]
        return bool(found) and any(k in found for k in ("filler", "at", "open", "range", "part", "range.and", "day", "weekday", "open.post", "and", "noon"))
    return word not in _NOT_DAYS or (word == "de" and r.role(j + 1, "month") is not None) or (word in ("y", "o") and r.word(j + 1) in ("el", "despues", "antes", "mas"))


@remembered
def nth(r: Reader, i: int) -> Day | None:
    """«primer lunes de marzo», «último viernes de mes», «último día hábil del mes», «the 15th day of next month»."""
    n = number(r, i)
    if n is None or not n.ordinal or n.value == 0:
        return None
    k = n.j
    weekday_ = r.role(k, "weekday") or r.role(k, "weekday?")
    unit = r.role(k, "unit")
    if not weekday_ and not (unit and unit[0] in ("day", "workday")):
        return None
    j = weekday_[1] if weekday_ else (unit[1] if unit else k)
    part = r.role(j, "part")
    after = r.skip(part[1] if part and r.lang == "en" else j, "of")
    if after == j and r.lang == "en" and not r.role(j, "month"):
        return None
    after = r.skip(after, "the")
    span = spans.any_span(r, after, called=True)
    if span is None or span.unit not in ("month", "year", "week", "quarter") or not span.start or not span.end:
        return None
    on = _nth_of(r, span, n.value, weekday_[0] if weekday_ else None, unit[0] if unit and not weekday_ else "")
    if on is None:
        return None
    if "bare" in span.said and on < r.today and not r.past:
        start, end = civil.period(span.unit, span.start, 1)
        on = _nth_of(r, replace(span, start=start, end=end), n.value, weekday_[0] if weekday_ else None, unit[0] if unit and not weekday_ else "")
    return Day(i, span.j, on, said=frozenset({"day", "month"}), rule="nth") if on else None


def _nth_of(r: Reader, span: Span, n: int, weekday_: int | None, unit: str) -> dt.date | None:
    assert span.start and span.end
    if weekday_ is not None:
        return civil.nth_weekday(span.start, span.end, weekday_, n)
    if unit == "workday":
        on = civil.add_days(span.start, -1) if n > 0 else span.end
        for _ in range(min(abs(n), 31)):
            on = civil.add_days(on, 1 if n > 0 else -1)
            tries = 0
            while not r.cal.is_working(on) and tries < 40:
                on = civil.add_days(on, 1 if n > 0 else -1)
                tries += 1
        return on
    on = civil.add_days(span.start, n - 1) if n > 0 else civil.add_days(span.end, n)
    return on if span.start <= on < span.end else None


def _holiday(r: Reader, i: int) -> Day | None:
    hit = r.role(i, "holiday")
    if hit is None:
        return None
    rule, j = hit
    said = frozenset({"holiday"})
    found = _holiday_year(r, j)
    if found:
        on = rule(found[0])
        return Day(i, found[1], on, said=said | {"year"}, rule="holiday") if on else None
    mod = r.role(j, "mod")
    if mod and r.lang == "es" and mod[0] in ("next", "last", "recent"):
        return Day(i, mod[1], _feast_mod(r, rule, mod[0]), said=said, rule="holiday")
    return Day(i, j, resolve.holiday(r, rule), said=said, rule="holiday")


def _holiday_year(r: Reader, j: int) -> tuple[int, int] | None:
    found = _year_after(r, j)
    if found and found[0] >= 1900:
        return found
    span = spans.modified(r, r.skip(j, "of"))
    if span and span.unit == "year" and span.start:
        return span.start.year, span.j
    return None


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
    return Day(i, later[1], civil.add_days(first, 7 * (n.value - 1)), weekday=hit[0], said=frozenset({"weekday", "week"}), rule="weekdays-ahead")


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
