"""The moment of a clause: which one counts, and what it means for its kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from crm.kinds import FieldType, Kind
from crm.parsing import when
from crm.parsing.moments import Moment, Value
from crm.parsing.parts import Parts, Work, end_of_head_part, phrase_before
from crm.parsing.reading import Intent
from crm.parsing.spent import Spent
from crm.parsing.verbs import Head, match, phrases

#: Moments of a clause, each with the tokens that say it.
Said = list[tuple[Moment, list[int]]]


@dataclass
class Timed:
    value: Value | None = None
    guessed: bool = False
    ask: bool = False
    weekday: bool = False
    remarks: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def of(took: Spent) -> Timed:
        """Time that was spent; guessed where only its length was said."""
        remarks = {"when": took.length} if took.length else {}
        return Timed((took.start, took.end), guessed=bool(took.length), remarks=remarks)


def moment_of(work: Work, parts: Parts, head: Head | None, *, done: bool) -> tuple[Moment | None, set[int]]:
    """The moment of the clause and the tokens that say it."""
    clause = parts.clause
    said = work.said_in(clause.i, clause.j, done=done)
    own = [(m, k) for m, k in said if m.rule != "now"]
    if not done:
        own = [(m, k) for m, k in own if not _over(m, work.now)]
        for _, k in (pair for pair in said if pair[0].rule == "now"):
            parts.urgent = True
            parts.drop |= set(k)
    if done and head is not None:
        limit = end_of_head_part(work, parts, head)
        own = [(m, k) for m, k in own if k[0] < limit]
        own = [(m, k) for m, k in own if when.for_done(m, work.now) is not None]
    if head is not None and head.noun and head.kind != work.verbs.generic and not work.kinds[head.kind].has(work.kinds[head.kind].moment):
        colon = next((k for k in range(head.j, clause.j) if work.t.word[k] == ":"), clause.j)
        own = [(m, k) for m, k in own if k[0] < colon]
    if head is not None and not head.done and not work.kinds[head.kind].has(work.kinds[head.kind].moment):
        saying = next((k for k in range(head.j, clause.j) if work.t.word[k] in work.verbs.words.saying), clause.j)
        own = [(m, k) for m, k in own if k[0] < saying]  # "send an email to Diego saying the truck arrives tomorrow at 8"
    own, drop = _by_label(work, head, own)
    if not own:
        return None, drop
    own = _addressed(work, own)
    chosen = when.merged([m for m, _ in own])
    used = own[:2] if chosen is not None and chosen is not own[0][0] else own[:1]
    for _, k in used:
        drop |= set(k) | _leads(work, k[0], clause.i)
    return chosen, drop


def on_the_same_day(work: Work, parts: Parts, moment: Moment | None, before: Sequence[Intent], *, done: bool) -> tuple[Moment | None, bool]:
    """A bare hour behind a day of the same sentence is of that day: «mañana a las 9 llamo a Karen y a las 11 visito a Rosa».

    So is what is done «ese mismo día».
    """
    last = before[-1] if before and not before[-1].done else None
    earlier = last.moment if last else None
    if done or last is None or earlier is None:
        return moment, False
    day = last.when[0] if isinstance(last.when, tuple) else last.when
    on = day.date() if isinstance(day, dt.datetime) else day
    if not isinstance(on, dt.date):
        return moment, False
    if moment is None:
        return _said_again(work, parts, earlier, on), False
    apart = earlier.end > moment.start or bool(set(".;\n") & set(work.t.source[earlier.end : moment.start]))
    if not isinstance(moment.value, dt.time) or earlier.said <= {"moment"} or apart:
        return moment, False
    return when.on_day(moment, on), True


def _said_again(work: Work, parts: Parts, earlier: Moment, on: dt.date) -> Moment | None:
    """The day before, where a clause says «ese mismo día»."""
    table = phrases(work.verbs.words.same_day)
    k, j = next(((k, j) for k in range(parts.clause.i, parts.clause.j) if (j := match(table, work.t, k)) > k), (0, 0))
    parts.drop |= set(range(k, j))
    return replace(earlier, kind="date", value=on, recurrence=None) if j else None


def _over(moment: Moment, now: dt.datetime) -> bool:
    """What is still to be done is for no day that has passed: «facturar lo del viernes pasado» only names it."""
    last = moment.value[-1] if isinstance(moment.value, tuple) else moment.value
    return isinstance(last, dt.date) and (last.date() if isinstance(last, dt.datetime) else last) < now.date()


def _addressed(work: Work, own: Said) -> Said:
    """Moments that say when, before those that only name something: «saludo de navidad el 24»."""
    named = [pair for pair in own if pair[0].rule == "holiday" and _only_names(work, pair[1])]
    others = [pair for pair in own if pair not in named]
    return [*others, *named]


def _only_names(work: Work, tokens: list[int]) -> bool:
    """«saludo de navidad», "the xmas party": a feast that tells which, since a word follows or «de» goes before it."""
    t, before = work.t, tokens[0] - 1
    if before >= 0 and t.word[before] == work.verbs.words.of_plain:
        return True
    behind = tokens[-1] + 1
    thing = t.word[behind].isalpha() and not work.in_moment[behind]
    return (
        work.verbs.words.feast_names
        and thing
        and t.word[behind] not in {*work.verbs.words.splitters, *work.verbs.words.people_prepositions}
    )


def _by_label(work: Work, head: Head | None, own: Said) -> tuple[Said, set[int]]:
    """Without the moments of other fields («válida hasta el 15»), one that is called the kind's own first; the tokens of the labels."""
    if head is None:
        return own, set()
    kind = work.kinds[head.kind]
    called: Said = []
    rest: Said = []
    drop: set[int] = set()
    for m, k in own:
        at, name = _label(work, kind, k[0])
        if name:
            drop |= set(range(at, k[0])) if name == kind.moment else set(range(at, k[-1] + 1))
        if not name or name == kind.moment:
            (called if name else rest).append((m, k))
    return [*called, *rest], drop


def _label(work: Work, kind: Kind, i: int) -> tuple[int, str]:
    """Where the words begin that call the moment at token i, and the field that they name."""
    said = work.verbs.moments[kind.name]
    for phrase in sorted(said, key=len, reverse=True):
        words = phrase.split()
        for p in range(max(0, i - len(words) - 1), i):
            if work.t.word[p : p + len(words)] == words and p + len(words) >= i - 1:
                return p, said[phrase]
    return i, ""


def _leads(work: Work, i: int, low: int) -> set[int]:
    """The prepositions before a moment."""
    table = phrases(work.verbs.words.moment_leads)
    drop: set[int] = set()
    labelled = i - 1 if i and work.t.word[i - 1] == ":" else i  # «Plazo: 10/12»
    if phrase_before(work.t, table, labelled, low) is not None:
        i = labelled
    for _ in range(3):
        at = phrase_before(work.t, table, i, low)
        if at is None:
            break
        drop |= set(range(at, i))
        i = at
    return drop


def timed_by(work: Work, kind: Kind | None, moment: Moment | None, *, done: bool) -> Timed:
    slot = kind is not None and kind.has(kind.moment) and kind.field(kind.moment).type is FieldType.SLOT
    if moment is None:
        return Timed(ask=slot and not done)
    if moment.impossible or (not done and "weekday" in moment.doubts):  # «lunes 29» of no month that is near: never months away
        return Timed(value=None, ask=True, remarks={"when": moment.text})
    if done:
        past = when.for_done(moment, work.now)
        return Timed(past.value, past.guessed, weekday="weekday" in moment.said) if past else Timed()
    if slot:
        at, missing = when.for_slot(moment, work.now)
        return Timed(at.value, at.guessed, missing, remarks={"when": at.remark} if at.remark else {})
    due = when.for_due(moment, work.now, work.calendar)
    return Timed(due.value, due.guessed, "year" in moment.doubts, remarks={"when": due.remark} if due.remark else {})
