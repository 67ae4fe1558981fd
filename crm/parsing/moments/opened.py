"""Ranges that are open on one side: «antes del 15», «hasta el viernes», «after 3pm»; and the end or rest of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.parsing.moments import civil
from crm.parsing.moments.compose import expression, simple
from crm.parsing.moments.model import Point
from crm.parsing.moments.nodes import Clock
from crm.parsing.moments.reader import Reader, remembered
from crm.parsing.moments.results import Bound, Hit, settle, to_hit
from crm.parsing.moments.rules.clocks import clock
from crm.parsing.moments.rules.days import day
from crm.parsing.moments.rules.spans import any_span


@remembered
def opened(r: Reader, i: int) -> Hit | None:
    """«antes del 15», «hasta el viernes», «desde mañana», «after 3pm», «by Friday»."""
    hit = r.role(i, "open")
    if hit is None:
        return None
    bound, j = hit
    inner = _inner(r, i, j)
    if inner is None:
        return None
    if bound == "since" and "clocks" in inner.rule:
        return replace(inner, i=i)
    return _bound(i, inner, bound)


def _inner(r: Reader, i: int, j: int) -> Hit | None:
    best: Hit | None = None
    places = [j]
    if j - 1 > i and r.word(j - 1) in r.says.parted_open:
        places.append(j - 1)
    for k in (*places, r.skip(j, "the")):
        got = simple(r, k) or _called_hit(r, k) or _hour(r, k)
        if got and (best is None or got.j > best.j):
            best = got
    if best is None and r.word(j - 1) in r.says.of_the and r.t.num[j] >= 0:
        d = day(r, j)
        best = Hit(j, d.j, "date", d.on, d.said, rule=d.rule) if d else None
    return best


def _called_hit(r: Reader, k: int) -> Hit | None:
    s = any_span(r, k, called=True)
    if (
        s is None
        or ("bare" in s.said and s.unit != "weekend")
        or s.start is None
        or (s.rule == "month" and not r.role(k, "month") and r.says.short_months_are_words)
    ):
        return None
    return Hit(k, s.j, "daterange", (s.start, s.end), s.said, rule=s.rule)


def _hour(r: Reader, k: int) -> Hit | None:
    """A bare hour after «by» or «before» at the end of a clause: «by 5»."""
    c: Clock | None = clock(r, k)
    if c is None or not c.soft or (r.says.hour_articles and r.word(k) not in r.says.hour_articles) or r.t.num[k] < 0:
        return None
    if r.word(c.j) not in ("", ".", ",", ";", "!", "?") or r.t.num[c.j + 1] >= 0 or not 1 <= c.hour <= 20:
        return None
    return Hit(k, c.j, "time", dt.time(*settle(c, None, r)), frozenset({"hour"}), rule="clock")


_OPEN_KIND = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}


def _bound(i: int, inner: Hit, bound: Bound) -> Hit | None:
    value = inner.value
    first = value[0] if isinstance(value, tuple) else value
    last = value[1] if isinstance(value, tuple) else value
    if inner.kind == "date" and isinstance(last, dt.date):
        last = civil.add_days(last, 1)
    if bound in ("before", "until"):
        starts = bound == "before" and inner.rule != "edge"
        end = first if starts or inner.kind in ("time", "datetime") else last
        ends: tuple[Point | None, Point | None] = (None, end)
    else:
        start = last if bound == "after" and inner.kind not in ("time", "datetime") else first
        ends = (start, None)
    kind = _OPEN_KIND.get(inner.kind, inner.kind)
    return replace(inner, i=i, kind=kind, value=ends, bound=bound, other=None)


@remembered
def day_then_open(r: Reader, i: int) -> Hit | None:  # noqa: PLR0911 - a rule is a list of refusals
    """«mañana antes de las 5», «el viernes después de las 15:00», «1/1/2016 y después»."""
    e = expression(r, i)
    if e is None or e.clock or e.clocks or e.part or e.instant or e.repeat:
        return None
    hit = to_hit(r, e)
    if hit is None:
        return None
    post = r.role(e.j, "open.post")
    if post and not r.role(post[1], "of"):
        return _bound(i, replace(hit, j=post[1]), post[0])
    if e.day is None:
        return None
    k = e.j + 1 if r.word(e.j) in (",", "no") and not r.role(e.j, "open") else e.j
    word = r.role(k, "open")
    if word is None:
        return None
    inner = _inner(r, k, word[1])
    if inner is None or inner.kind != "time" or isinstance(inner.value, tuple) or not isinstance(inner.value, dt.time):
        return None
    at = dt.datetime.combine(e.day.on, inner.value)
    ends = (None, at) if word[0] in ("before", "until") else (at, None)
    return Hit(i, inner.j, "datetimerange", ends, e.day.said | {"hour"}, rule="open", bound=word[0], impossible=e.day.impossible)


@remembered
def within(r: Reader, i: int) -> Hit | None:
    """«within 2 weeks»: from now to then."""
    from crm.parsing.moments.rules.durations import duration, is_clockwise, shift_day, shift_now  # noqa: PLC0415

    hit = r.role(i, "within")
    dur = duration(r, hit[1]) if hit else None
    if dur is None:
        return None
    if dur.seconds or is_clockwise(dur.unit):
        return Hit(i, dur.j, "datetimerange", (r.now, shift_now(r, dur, 1)), frozenset({dur.unit}), rule="within", bound="until")
    return Hit(i, dur.j, "daterange", (r.today, shift_day(r, r.today, dur, 1)), frozenset({dur.unit}), rule="within", bound="until")


@remembered
def end_of_day(r: Reader, i: int) -> Hit | None:
    """«fin del día», «al finalizar el domingo», «eod tomorrow»."""
    rest = _rest_of_day(r, i)
    if rest:
        return rest
    of = r.role(i, "eod.of")
    if of:
        d = day(r, of[1])
        if d:
            return Hit(i, d.j, "datetime", dt.datetime.combine(d.on, dt.time(23, 59)), d.said, rule="end-of-day")
    hit = r.role(i, "eod")
    if hit is None:
        return None
    d = day(r, r.skip(hit[1], "filler") if not r.role(hit[1], "day") else hit[1])
    on = d.on if d else r.today
    return Hit(i, d.j if d else hit[1], "datetime", dt.datetime.combine(on, dt.time(23, 59)), frozenset({"day"}), rule="end-of-day")


def _rest_of_day(r: Reader, i: int) -> Hit | None:
    """«el resto del día», «the rest of the day»: from now to midnight."""
    hit = r.role(i, "edge")
    if hit is None or hit[0] != "rest":
        return None
    k = r.skip(hit[1], "of")
    d = day(r, k) or day(r, r.skip(k, "the"))
    unit = r.role(r.skip(k, "the"), "unit")
    if d is not None and d.on == r.today:
        j = d.j
    elif unit and unit[0] == "day":
        j = unit[1]
        d = day(r, r.skip(j, "of")) if r.role(j, "of") else None
        j = d.j if d is not None and d.on == r.today else j
    else:
        return None
    return Hit(i, j, "datetimerange", (r.now, dt.datetime.combine(r.today, dt.time(23, 59))), frozenset({"day"}), rule="rest-of-day")
