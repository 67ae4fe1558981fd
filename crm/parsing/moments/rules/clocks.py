"""Times of day and parts of the day."""

from __future__ import annotations

from dataclasses import replace

from crm.parsing.moments.nodes import Clock
from crm.parsing.moments.reader import HIDDEN, Reader, remembered
from crm.parsing.moments.rules.numbers import number
from crm.parsing.moments.rules.numeric import chained_after, chained_before
from crm.parsing.moments.rules.parts import part, with_part


def _width(r: Reader, i: int) -> int:
    return r.t.end[i] - r.t.start[i] if r.t.num[i] >= 0 else 0


@remembered
def meridiem(r: Reader, j: int) -> tuple[str, int] | None:
    """«am», «p.m.», «p m», or «a» right after figures."""
    word = r.word(j)
    if word in ("am", "pm"):
        return word, j + 2 if r.word(j + 1) == "." and r.t.glued(j + 1) and r.t.num[j + 2] < 0 else j + 1
    if word not in ("a", "p"):
        return None
    k = j + 1
    if r.word(k) == ".":
        k += 1
    if r.word(k) == "m" and (k > j + 1 or r.t.num[k + 1] < 0):
        return word + "m", k + 2 if r.word(k + 1) == "." else k + 1
    if r.t.glued(j) and r.t.num[j - 1] >= 0 and r.word(j + 1) in ("", ".", ",", " ", "?", "!", ")", "-") and r.says.meridiem_letter:
        return word + "m", j + 1
    return None


@remembered
def clock(r: Reader, i: int) -> Clock | None:
    """One time of day: «15:30», «a las 3 y media», «cuarto para las 8», «5 de la tarde», «half past seven», «16 hrs», «noon»."""
    found = r.found[i]
    at = found.get("at")
    j = at[1] if at else i
    strong = "at!" in found or (at is not None and (r.word(at[1] - 1), r.word(j)) in r.says.one_oclock)
    inner = _spoken(r, j) or _counted_minutes(r, j) or _read(r, j, strong=strong, at=at is not None)
    if inner is None and at:
        return _spoken(r, i) or _counted_minutes(r, i) or _read(r, i, strong=False, at=False)
    if inner is None:
        return None
    if at is None:
        return inner
    firm = strong or not inner.soft or (r.says.firm_at and not inner.bare)
    return replace(inner, i=i, soft=not firm)


def _spoken(r: Reader, i: int) -> Clock | None:
    hit = r.role(i, "spot")
    if hit:
        return Clock(i, hit[1], hit[0][0], hit[0][1], sure=True, mer="spot")
    hit = r.role(i, "noon")
    if hit and r.word(i - 1) not in r.says.no_noon_behind:
        return Clock(i, hit[1], hit[0][0], hit[0][1], sure=True, mer="noon")
    return None


def _counted_minutes(r: Reader, i: int) -> Clock | None:
    """«cuarto para las 8», «cinco para las tres», «half past seven», «20 min past eight», «tres min pasadas las 10»."""
    frac = r.role(i, "fraction")
    if frac and r.word(i) != "1":
        minutes, j = frac
    else:
        n = number(r, i)
        if n is None or n.ordinal or not 1 <= n.value <= 59:
            return None
        minutes, j = n.value, n.j
        unit = r.role(j, "unit")
        if unit and unit[0] == "minute":
            j = unit[1]
    sign = 1
    hit = r.role(j, "past") or _half(r, i, j)
    if hit is None:
        hit, sign = r.role(j, "to"), -1
        if hit is None or (r.says.minutes_to and not (frac or minutes in r.says.minutes_to)):
            return None
        if r.says.minutes_to and (r.word(i - 1) in r.says.hours_between or _two_hours(r, i, j)):
            return None  # "from ten to eleven", "10 to 11 tomorrow" are two hours, no ten minutes
    base = _read(r, hit[1], strong=True, at=True) or _spoken(r, hit[1])
    if base is None or (base.minute and sign < 0):
        return None
    if sign > 0 and not base.minute and not base.sure:
        return Clock(i, base.j, base.hour, minutes, sure=False, part=base.part, mer=base.mer)
    hour = base.hour if base.sure else _office_hour(r, base.hour)
    total = (hour * 60 + base.minute + sign * minutes) % 1440
    return Clock(i, base.j, total // 60, total % 60, sure=True, part=base.part, mer=base.mer)


def _two_hours(r: Reader, i: int, j: int) -> bool:
    return r.word(i).isdigit() and r.word(j) in r.says.minutes_word and r.word(i - 1) not in r.says.hour_call


def _half(r: Reader, i: int, j: int) -> tuple[int, int] | None:
    """The British "at half 3", which leaves out the "past"."""
    said = r.says.half_without_past and r.word(i) == "half" and j == i + 1 and r.role(i - 1, "at!") and 1 <= r.t.num[j] <= 12
    return (0, j) if said else None


def _read(r: Reader, i: int, *, strong: bool, at: bool) -> Clock | None:
    """Figures or words of an hour from token i on."""
    t = r.t
    if t.num[i] >= 0:
        if chained_before(r, i) and r.word(i - 1) not in ("-", "@", "t"):
            return None
        return _figures(r, i, strong=strong, at=at)
    if r.word(i) == "t" and t.num[i + 1] >= 0 and t.glued(i + 1) and r.word(i + 2) == ":":
        return _figures(r, i + 1, strong=True, at=True)
    n = number(r, i)
    if n is None or n.ordinal or n.width or not 0 <= n.value <= 24 or (r.word(i) in r.says.plain_number and not strong):
        return None
    return _tail(r, i, n.j, n.value, 0, strong=strong, words=True)


def _figures(r: Reader, i: int, *, strong: bool, at: bool) -> Clock | None:  # noqa: C901, PLR0911 - a rule is a list of refusals
    t, hour, width = r.t, r.t.num[i], _width(r, i)
    sep = r.word(i + 1)
    follows = t.num[i + 2] if sep in (":", ".", "h") else -1
    if width <= 2 and hour <= 24 and follows >= 0 and t.glued(i + 1) and _width(r, i + 2) == 2 and follows <= 59:
        near = t.glued(i + 2) or (at and sep == ":")
        if near and (sep != "." or (i == 0 and i + 3 >= t.n) or at or _marked(r, i + 3) or _beside_day(r, i)):
            j = i + 3
            if r.word(j) == sep and t.glued(j) and 0 <= t.num[j + 1] <= 59 and _width(r, j + 1) == 2:
                j += 2
            if chained_after(r, j) and not (r.word(j) == "-" and t.num[j + 1] <= 24):
                return None
            done = _finish(r, i, j, hour, follows, exact=hour > 12 or hour == 0 or (r.word(i).startswith("0") and width == 2))
            return replace(done, soft=False) if done else None
    if width in (3, 4) and (strong or _marked(r, i + 1)) and hour // 100 <= 24 and hour % 100 <= 59:
        mark = r.role(i + 1, "hourmark") or meridiem(r, i + 1)
        if mark or (width == 4 and at and not 1900 <= hour <= 2099) or (at and r.role(i + 1, "part.in") and part(r, i + 1)):
            if chained_after(r, i + 1) and r.word(i + 1) != "-":
                return None
            return _finish(r, i, i + 1, hour // 100, hour % 100, exact=width == 4)
    if width > 2 or hour > 24 or (sep in (":", "/") and t.glued(i + 1) and t.num[i + 2] >= 0 and t.glued(i + 2)):
        return None
    if sep in (".", ",") and t.glued(i + 1) and t.num[i + 2] >= 0 and t.glued(i + 2):
        return None
    if sep == "h" and 0 <= follows <= 59 and _width(r, i + 2) == 2 and ((t.glued(i + 1) and t.glued(i + 2)) or meridiem(r, i + 3)):
        return _finish(r, i, i + 3, hour, follows, exact=False)
    return _tail(r, i, i + 1, hour, 0, strong=strong, words=False)


def _beside_day(r: Reader, i: int) -> bool:
    """Whether «8.30» follows a day or opens a range of hours: «lunes 8.30», «de 3.30 a 5.55»."""
    return r.word(i - 1) in r.says.hours_between or r.role(i - 1, "weekday") is not None or r.role(i - 1, "day") is not None


def _marked(r: Reader, j: int) -> bool:
    return meridiem(r, j) is not None or r.role(j, "hourmark") is not None


def _tail(r: Reader, i: int, j: int, hour: int, minute: int, *, strong: bool, words: bool) -> Clock | None:  # noqa: PLR0913 - what the node holds
    """Minutes in words, then the mark: «y media», «menos cuarto», «y 20», «treinta», «cero dos»."""
    said = hour
    hour, minute, k = _minutes(r, j, hour, words=words, strong=strong)
    said_minutes = k > j
    done = _finish(r, i, k, hour, minute, exact=hour > 12 or hour == 0)
    if done and said_minutes and hour != said and not (done.part or done.mer):
        total = (_office_hour(r, said) * 60 + minute - 60) % 1440
        done = replace(done, hour=total // 60, minute=total % 60, sure=True)
    if done is None or done.j > k:
        if done is not None and not said_minutes:
            more = _after_mark(r, done)
            return more or done
        return done
    if strong:
        if not said_minutes and _counts_things(r, k, hour):
            return None
        return done
    soft = not (said_minutes and r.says.half_is_clock and r.role(j, "and") and r.role(j + 1, "fraction"))
    return Clock(i, k, done.hour, done.minute, done.sure, True, done.part, done.mer, bare=soft and not said_minutes)


def _office_hour(r: Reader, hour: int) -> int:
    """The hour of the day that a bare hour means in an office: 1 to 6 are in the afternoon."""
    return hour + 12 if 1 <= hour < r.cal.first_hour else hour


def _after_mark(r: Reader, c: Clock) -> Clock | None:
    """«8pm y media», «9pm menos cuarto»."""
    plus = r.role(c.j, "plus") or r.role(c.j, "minus")
    if plus is None or c.minute:
        return None
    frac = r.role(plus[1], "fraction")
    if frac is None or r.role(frac[1], "unit"):
        return None
    total = c.hour * 60 + (frac[0] if r.role(c.j, "plus") else -frac[0])
    return Clock(c.i, frac[1], total // 60 % 24, total % 60, c.sure, c.soft, c.part, c.mer)


def _minutes(r: Reader, j: int, hour: int, *, words: bool, strong: bool) -> tuple[int, int, int]:
    minus = r.role(j, "minus")
    if minus:
        amount = _few_minutes(r, minus[1])
        if amount:
            total = (hour * 60 - amount[0]) % 1440
            return total // 60, total % 60, amount[1]
    plus = r.role(j, "plus")
    if plus and (words or strong or r.role(plus[1], "fraction")):
        amount = _few_minutes(r, plus[1])
        if amount and not (amount[0] < 5 and r.t.num[plus[1]] < 0 and not words) and not _is_next_hour(r, plus[1], amount, strong=strong):
            return hour, amount[0], amount[1]
    if words or (strong and r.t.num[j] >= 0 and _width(r, j) <= 2):
        amount = _plain_minutes(r, j, words=words)
        if amount:
            return hour, amount[0], amount[1]
    return hour, 0, j


def _is_next_hour(r: Reader, k: int, amount: tuple[int, int], *, strong: bool) -> bool:
    """«entre las 5 y 6 p.m.»: the second number is the other end, not minutes."""
    if r.t.num[k] >= 0 and amount[0] < 10 and amount[0] != 5 and _width(r, k) == 1:
        return True
    return (amount[0] <= 24 and r.t.num[k] >= 0 and (meridiem(r, amount[1]) is not None or r.word(k + 1) in (":", ".")) and not strong) or (
        r.t.num[k] >= 0 and r.word(k + 1) == ":" and r.t.glued(k + 1)
    )


def _few_minutes(r: Reader, k: int) -> tuple[int, int] | None:
    frac = r.role(k, "fraction")
    if frac and not r.role(frac[1], "unit") and r.word(k) != "1":
        return frac
    n = number(r, k)
    if n is None or n.ordinal or not 1 <= n.value <= 59:
        return None
    unit = r.role(n.j, "unit")
    if unit:
        return (n.value, unit[1]) if unit[0] == "minute" else None
    return n.value, n.j


def _plain_minutes(r: Reader, j: int, *, words: bool) -> tuple[int, int] | None:
    """«siete treinta y cinco», «seis cero dos», «6 0 2»."""
    n = number(r, j)
    if n is None or n.ordinal or n.value > 59:
        return None
    if n.width == 2 and n.value >= 10 and (meridiem(r, n.j) or (r.says.minutes_apart and r.word(n.j) in ("", ".", ",", "?"))):
        return n.value, n.j
    if n.value == 0:
        unit = number(r, n.j)
        return (unit.value, unit.j) if unit and 0 <= unit.value <= 9 and not unit.ordinal else None
    if not words or n.width:
        return None
    if n.value < 10 or r.role(n.j, "unit") or r.role(n.j, "month") or (r.word(n.j) in r.says.of and r.role(n.j + 1, "month")):
        return None
    return n.value, n.j


def _counts_things(r: Reader, k: int, hour: int) -> bool:
    """Whether a plural follows that the number counts: «a las 20 cajas», «a las dos personas»."""
    word = r.word(k)
    if word == "%" or (word == HIDDEN and hour > 24):
        return True
    return (
        r.says.things_after_at
        and hour > 1
        and len(word) > 3
        and word.endswith("s")
        and word.isalpha()
        and word not in r.says.no_things
        and not r.t.capital(k)
        and not r.found[k]
    )


def _finish(r: Reader, i: int, j: int, hour: int, minute: int, *, exact: bool) -> Clock | None:  # noqa: PLR0911 - a rule is a list of refusals
    """The clock with the mark after it: am, pm, hrs, «en punto», «de la tarde»."""
    if hour > 24 or (hour == 24 and minute):
        return None
    k = r.skip(j, "sharp") if r.word(j) not in r.says.approximate else j
    mer = meridiem(r, k)
    if mer and hour <= 12:
        k = mer[1]
        again = part(r, k)
        return Clock(
            i, again.j if again and again.called and again.shift is None else k, _with_meridiem(hour, mer[0]), minute, sure=True, mer=mer[0]
        )
    if mer:
        k = mer[1]
        return Clock(i, k, hour % 24, minute, sure=True, mer=mer[0])
    mark = r.role(k, "hourmark")
    if mark and _mark_is_clock(r, i, k, hour, minute):
        k = mark[1] + 1 if r.word(mark[1]) == "." and r.word(k) in ("hrs", "hr", "h", "hs") else mark[1]
        word = r.word(mark[1] - 1)
        mer = meridiem(r, k)
        if mer and hour <= 12:
            return Clock(i, mer[1], _with_meridiem(hour, mer[0]), minute, sure=True, mer=mer[0])
        day_part = part(r, k)
        if day_part and day_part.called and day_part.shift is None and r.role(k, "part.in"):
            return Clock(i, day_part.j, with_part(hour, day_part.name), minute, sure=True, part=day_part.name)
        return Clock(i, k, hour % 24, minute, sure=exact or hour > 12, mer="mark" if word != "ish" else None)
    k = r.skip(k, "sharp")
    day_part = part(r, k)
    if (
        day_part
        and day_part.called
        and day_part.shift is None
        and (r.role(k, "part.in") or r.says.bare_parts)
        and r.word(k) not in ("a", "al", ",")
    ):
        return Clock(i, day_part.j, with_part(hour, day_part.name), minute, sure=True, part=day_part.name)
    said = k > j or (minute > 0 and r.word(i + 1) in (":", ".", "h"))
    return Clock(i, k, hour % 24, minute, sure=exact, soft=not said, mer=None)


def _mark_is_clock(r: Reader, i: int, k: int, hour: int, minute: int) -> bool:
    """Whether «hrs» marks a time of day and not a length: «16 hrs» is a time, «en 2 hrs» is not."""
    before = r.word(i - 1)
    if r.word(k) in r.says.hour_words:
        called = minute > 0 or r.role(i - 1, "at!") is not None or before in r.says.before_hours
        return called or (r.says.day_in_24_hours and hour >= 13 and before not in r.says.length_calls)
    if r.word(k) in ("hrs", "hr", "h", "hs", "hras"):
        return (
            minute > 0
            or before in r.says.before_hrs
            or (hour >= 7 and before not in r.says.length_calls)
            or (r.word(k) == "h" and before in r.says.before_h)
        )
    return True


def _with_meridiem(hour: int, mer: str) -> int:
    return hour % 12 + (12 if mer == "pm" else 0)
