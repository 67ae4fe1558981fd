"""Time that was spent: «ayer de 10 a 12 capacitación en ACME», "yesterday 2 hours of training". It is over, and took from then to then."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from crm.flow.spoken import bare_hours
from crm.kinds import FieldType, Kind
from crm.languages import LANGUAGES, one_of
from crm.parsing.moments import Moment
from crm.parsing.parts import Parts, Work
from crm.parsing.verbs import Head

_FRACTIONS = {said: minutes for one in LANGUAGES.values() for said, minutes in one.answers.fractions.items()}
_AND = rf"\s+(?:{one_of(lambda one: one.answers.ands)})\s+"
_PART = re.compile(rf"{_AND}({'|'.join(_FRACTIONS)})\b", re.IGNORECASE)
_HOUR = rf"\d{{1,2}}(?:[:.]\d{{2}}|{_AND}(?:{'|'.join(_FRACTIONS)})\b)?"
_ARTICLE = rf"(?:(?:{one_of(lambda one: one.answers.hour_articles)})\s+)?"
_SPAN = rf"{_ARTICLE}(?P<start>{_HOUR})\s*(?:{one_of(lambda one: one.answers.between_span)}|-|–)\s*{_ARTICLE}(?P<end>{_HOUR})\b(?!\s*[/%])"
_OPENED = rf"\b(?:{one_of(lambda one: one.answers.before_span)})\s+"
_HOURS = re.compile(rf"{_OPENED}{_SPAN}", re.IGNORECASE)
BARE_SPAN = re.compile(rf"(?:{_OPENED})?{_SPAN}", re.IGNORECASE)
_MORNING = dt.time(9)  # when something began of which nobody said it
_LONGEST = 16 * 60  # minutes that one person can spend on something in a day


@dataclass(frozen=True, slots=True)
class Spent:
    """An activity's head, its hours, and the tokens that say them. `length` is what was said where nobody said the hours."""

    head: Head
    start: dt.datetime
    end: dt.datetime
    tokens: frozenset[int]
    length: str = ""


def hours_said(text: str) -> tuple[re.Match[str], dt.time, dt.time] | None:
    """«de 10 a 11» in a text, with its two hours."""
    found = _HOURS.search(text)
    hours = bare_hours(f"de {_figures(found['start'])} a {_figures(found['end'])}") if found else None
    return (found, hours[0], hours[1]) if found and hours and hours[1] and hours[0] < hours[1] else None


def _figures(hour: str) -> str:
    """«10 y media» as 10:30."""
    return _PART.sub(lambda m: f":{_FRACTIONS[m[1].lower()]}", hour)


def spent(work: Work, parts: Parts, head: Head | None, *, done: bool) -> Spent | None:
    """What a clause says of time that was spent; None where it says none, or speaks of what is still to come."""
    kind = next((kind for kind in work.verbs.kinds if kind.measures), None)
    if kind is None or parts.clause.negated or parts.outcome or not _may_take(work, head, kind, done=done):
        return None
    done = done or (head is None and any(word in work.verbs.words.spent for word in work.t.word[parts.clause.i : parts.clause.j]))
    own = work.said_in(parts.clause.i, parts.clause.j, done=done)
    found = _by_range(work, own) or _by_hours(work, parts, own, done=done) or _by_length(work, parts, head, own, done=done)
    if found is None or (head is None and not _says_more(work, parts, found[2], own)):
        return None
    start, end, tokens, length = found
    return Spent(_as_head(work, parts, head, kind), start, end, frozenset(tokens), length)


def planned(work: Work, parts: Parts, head: Head | None, *, done: bool) -> Head | None:
    """The head of «mañana de 10 a 12 capacitación»: work that is to take from then to then has a place in the agenda."""
    if done or head is None or head.kind != work.verbs.generic or work.t.word[head.i] not in work.verbs.words.task_nouns:
        return head
    kind = next((kind for kind in work.verbs.kinds if _has_slot(kind) and not kind.measures), None)
    hours = any(
        _is_range(m) and isinstance(m.value, tuple) and isinstance(m.value[1], dt.datetime) and m.value[1] > work.now
        for m, _ in work.said_in(parts.clause.i, parts.clause.j, done=False)
    )
    return Head(head.i, head.i, kind.name, done=False) if kind and hours else head


def _as_head(work: Work, parts: Parts, head: Head | None, measuring: Kind) -> Head:
    """The head of an activity: its own words stand, those of anything else become what was done."""
    if head is not None and head.kind == measuring.name:
        return head
    first = parts.clause.i if head is None else head.i
    verb = next((k for k in range(first, parts.clause.j) if work.t.word[k] in work.verbs.words.spent), None)
    return Head(first, first, measuring.name, done=True) if verb is None else Head(verb, verb + 1, measuring.name, done=True)


_Found = tuple[dt.datetime, dt.datetime, set[int], str]
_Own = Sequence[tuple[Moment, list[int]]]


def _may_take(work: Work, head: Head | None, measuring: Kind, *, done: bool) -> bool:
    """Whether this head may be something that took time: nothing special, a meeting by its noun, or what is measured anyway."""
    if head is None or head.kind == work.verbs.generic:
        return True
    kind = work.kinds[head.kind]
    if kind is measuring:
        return done
    return head.noun and _has_slot(kind)


def _has_slot(kind: Kind) -> bool:
    return kind.has(kind.moment) and kind.field(kind.moment).type is FieldType.SLOT


def _is_range(moment: Moment) -> bool:
    """«de 10 a 12»: both hours were said."""
    return "clocks" in moment.rule.split("+") and isinstance(moment.value, tuple) and not moment.impossible


def _by_range(work: Work, own: _Own) -> _Found | None:
    """«ayer de 10 a 12»: both hours and their day in one piece."""
    for m, k in own:
        start, end = m.value if _is_range(m) and isinstance(m.value, tuple) else (None, None)
        if isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and start < end <= work.now:
            return start, end, set(k), ""
    return None


def _by_hours(work: Work, parts: Parts, own: _Own, *, done: bool) -> _Found | None:
    """«estuve en ACME de 10 a 11», «ayer capacitación en ACME de 10 a 12»: the hours stand apart from the day, or are today's."""
    first, last = work.t.span(parts.clause.i, parts.clause.j)
    said = hours_said(work.t.source[first:last])
    day = _day(work, own)
    if said is None or not (day or (done and not own)):
        return None
    on = day[0].date() if day else work.now.date()
    start, end = (dt.datetime.combine(on, hour, tzinfo=work.now.tzinfo) for hour in said[1:])
    tokens = {*work.tokens_of(first + said[0].start(), first + said[0].end()), *(day[1] if day else ())}
    return (start, end, tokens, "") if end <= work.now else None


def _by_length(work: Work, parts: Parts, head: Head | None, own: _Own, *, done: bool) -> _Found | None:
    """«ayer 2 horas de capacitación»: how long, and of the hours nothing; it is put where it may have been."""
    day = _day(work, own)
    verb = head is not None and head.kind == work.verbs.generic and not done and work.t.word[head.i] not in work.verbs.words.task_nouns
    if verb or not (day or (done and not own)):
        return None
    first = bisect_left(work.lengths, (parts.clause.i,))
    within = takewhile(lambda one: one[1] <= parts.clause.j, (work.lengths[k] for k in range(first, len(work.lengths))))
    length = next((one for one in within if _is_length(work, one[0], one[1])), None)
    if length is None or not 0 < length[2] <= _LONGEST:
        return None
    took, today = dt.timedelta(minutes=length[2]), day is None or day[0].date() == work.now.date()
    start = work.now.replace(second=0, microsecond=0) - took if today else day[0]  # type: ignore[index]
    if start.date() != (day[0].date() if day else work.now.date()):
        return None  # «hoy 8 horas» at six in the morning
    begin, end = work.t.span(length[0], length[1])
    return start, start + took, {*range(length[0], length[1]), *(day[1] if day else ())}, work.t.source[begin:end]


def _day(work: Work, own: _Own) -> tuple[dt.datetime, list[int]] | None:
    """The day (or part of one) that a clause names and that has come, with the hour at which it may have begun."""
    for m, k in own:
        first = m.value[0] if isinstance(m.value, tuple) else m.value
        if m.impossible or m.bound is not None or not isinstance(first, dt.date) or (isinstance(m.value, tuple) and "part" not in m.said):
            continue
        at = first if isinstance(first, dt.datetime) else dt.datetime.combine(first, _MORNING, tzinfo=work.now.tzinfo)
        if at.date() <= work.now.date() and m.kind != "datetime":
            return at, k
    return None


def _is_length(work: Work, i: int, j: int) -> bool:
    """Whether that is how long something took: not «hace 2 horas», «2 horas después»."""
    words = work.verbs.words
    return work.t.word[i - 1 if i else -1] not in words.no_length_before and work.t.word[j] not in words.no_length_behind


def _says_more(work: Work, parts: Parts, tokens: set[int], own: _Own) -> bool:
    """Whether a clause names anything besides its time."""
    said = tokens | {token for _, k in own for token in k}
    little = work.verbs.words.people_prepositions | work.verbs.words.articles
    return any(
        k not in said and work.t.word[k][0].isalnum() and work.t.word[k] not in little for k in range(parts.clause.i, parts.clause.j)
    )
