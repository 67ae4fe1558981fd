"""One sentence of the office, read: `read` gives its intents, what was guessed, and the one thing to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from crm.kinds import KINDS, Kind
from crm.languages import language_of
from crm.parsing import people, spread, typed
from crm.parsing.amounts import figures
from crm.parsing.assigning import assign, urgency
from crm.parsing.clauses import Clause, Splitter
from crm.parsing.heads import direction_of, final_head, is_done
from crm.parsing.moments import OFFICE, Calendar, Moment, read_moments
from crm.parsing.nobody import Strangers
from crm.parsing.parts import Parts, Work
from crm.parsing.people import Mention
from crm.parsing.questions import command
from crm.parsing.reading import Candidates, Command, Intent, Reading
from crm.parsing.spent import planned, spent
from crm.parsing.timing import Timed, moment_of, on_the_same_day, timed_by
from crm.parsing.verbs import Head, verbs_of
from crm.parsing.whom import Who, people_of
from crm.parsing.wording import own_words
from crm.who.directory import Directory
from crm.who.names import digits_of

__all__ = ["Candidates", "Command", "Directory", "Intent", "Reading", "read"]

#: A text longer than this is read up to here; the rest is kept as text.
LONGEST = 4096


def read(
    text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind] = KINDS, *, calendar: Calendar = OFFICE
) -> Reading:
    """The text as intents or as a command. Never raises; what cannot be read is one intent without kind that asks for it."""
    lang = language_of(lang)
    work = gather(text[:LONGEST], now, lang, directory, kinds, calendar)
    asked = command(work.t, work.verbs, work.mentions, work.future)
    if asked:
        return Reading(text, lang, now, command=asked)
    if not any(w[0].isalnum() for w in work.t.word[: work.t.n]):
        return Reading(
            text,
            lang,
            now,
            (Intent(None, False, 0, len(text), text.strip(), responsible=directory.me, ask=("kind",)),) if text.strip() else (),
        )
    return Reading(text, lang, now, _intents(work))


def gather(text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind], calendar: Calendar) -> Work:
    """Everything that is found in a text before it is put together: moments, figures, people."""
    t = typed.tokens(text, lang)
    typed.own(t, directory.starts_name, verbs_of(lang, kinds).language.questions.owned)
    verbs = verbs_of(lang, kinds)
    work = Work(t, now, verbs, directory, {k.name: k for k in kinds}, calendar)
    work.future = read_moments(text, now, lang, calendar=calendar)
    work.figures = figures(text)
    work.in_moment = [False] * (t.n + 1)
    work.in_figure = [False] * (t.n + 1)
    for m in work.future:
        for k in work.tokens_of(m.start, m.end):
            work.in_moment[k] = True
    for f in work.figures:
        if f.sort != "quantity":
            for k in work.tokens_of(f.start, f.end):
                work.in_figure[k] = True
    taken = [a or b for a, b in zip(work.in_moment, work.in_figure, strict=True)]
    work.mentions = people.Finder(t, directory, taken, verbs.language, lambda p: verbs.head(t, p) is not None).all()
    _ruts_are_partners(work)
    return work


def _ruts_are_partners(work: Work) -> None:
    for f in work.figures:
        if f.sort == "rut":
            ids = work.directory.partner_ruts.get(digits_of(f.value), ())
            where = work.tokens_of(f.start, f.end)
            if ids and where:
                work.mentions.append(Mention(where[0], where[-1] + 1, "partner", ids, sure=len(ids) == 1))
    work.mentions.sort(key=lambda m: m.i)


def _intents(work: Work) -> tuple[Intent, ...]:
    t = work.t
    covered = [False] * (t.n + 1)
    ours = [False] * (t.n + 1)
    for m in work.mentions:
        covered[m.i : m.j] = [True] * (m.j - m.i)
        ours[m.i : m.j] = [bool(m.staff)] * (m.j - m.i)
    splitter = Splitter(t, work.verbs, skip=work.in_moment, ahead=_ahead(work), people=covered, staff=ours, taken=work.in_figure)
    clauses = splitter.split()
    behind = frozenset(c.head.j for c in clauses if c.head and _wants_person(work, c.head))
    lower = frozenset(j for j in behind if t.word[j] in work.verbs.words.wants)
    known = [a or b or c for a, b, c in zip(work.in_moment, work.in_figure, covered, strict=True)]
    unknown = Strangers(t, known, work.verbs.words.people_prepositions, lower=lower, direct=behind).all()
    heads = {k for c in clauses if c.head for k in range(c.head.i, c.head.j)}
    work.mentions = sorted([*work.mentions, *(m for m in unknown if m.i not in heads)], key=lambda m: m.i)
    built: list[Intent] = []
    for clause in clauses:
        built += _of_clause(work, clause, built)
    return tuple(_ordered(work, built))


def _ahead(work: Work) -> list[bool]:
    """The tokens of moments that are still to come."""
    ahead = [False] * (work.t.n + 1)
    for m in work.future:
        first = m.first
        day = first.date() if isinstance(first, dt.datetime) else first
        if isinstance(day, dt.date) and day > work.now.date():
            for k in work.tokens_of(m.start, m.end):
                ahead[k] = True
    return ahead


def _of_clause(work: Work, clause: Clause, before: Sequence[Intent]) -> list[Intent]:
    """The intents of a clause: one, or one for each customer of a list."""
    groups = spread.listed(work, clause)
    if not groups:
        return [_intent(work, clause, before)]
    parts = Parts(clause, [m for m in work.mentions if clause.i <= m.i < clause.j])
    assign(work, parts)
    head = final_head(work, parts)
    done = is_done(work, parts, head)
    moments = spread.moments_of(work, clause, len(groups), done=done)
    kind = work.kinds[head.kind] if head else None
    if not spread.spreads(work, kind, groups, moments):
        return [_intent(work, clause, before, also=groups[1:])]
    made: list[Intent] = []
    for group, moment in zip(groups, moments, strict=True):
        others = frozenset(m for other in groups if other is not group for m in other)
        made.append(_intent(work, clause, [*before, *made], without=others, at=moment))
    return [made[0], *(replace(one, follows=made[0].follows) for one in made[1:])]


def _wants_person(work: Work, head: Head) -> bool:
    """Whether the word after «a» or «con» behind this head is somebody: the kind has a contact and is about meeting or calling."""
    return head.kind != work.verbs.generic and work.kinds[head.kind].has("contact") and not head.noun


def _ordered(work: Work, built: list[Intent]) -> list[Intent]:
    """A call that nobody answered stays to be made, unless the same text already says when it is tried again."""
    built = _without(built, {k for k, (one, again) in enumerate(pairwise(built)) if again.follows == k and _said_again(work, one, again)})
    for k, one in enumerate(built):
        if one.outcome == "no-answer" and any(later.kind == one.kind and not later.done for later in built[k + 1 :]):
            built[k] = replace(one, done=True)
    return built


def _without(built: Sequence[Intent], gone: Collection[int]) -> list[Intent]:
    """The intents that are left, which follow each other as before."""
    place = list(accumulate((k not in gone for k in range(len(built))), initial=0))
    after = {k: None if k in gone else place[k] for k in range(len(built))} | {None: None}
    return [replace(one, follows=after[one.follows]) for k, one in enumerate(built) if k not in gone]


def _said_again(work: Work, one: Intent, again: Intent) -> bool:
    """Whether the next intent says all that this one does: what was not done and is to be done, a call that is told twice."""
    negated = "negated" in one.why and again.kind == one.kind and not again.done
    return one.partner == again.partner and (negated or _told_twice(work, one, again))


def _told_twice(work: Work, one: Intent, again: Intent) -> bool:
    """One call, of which the second verb says with whom: "called ACME and spoke with Marta"."""
    joined = work.t.source[one.end : again.start].strip().lower() in work.verbs.words.splitters
    said = one.done and again.done and one.kind == again.kind and bool(one.kind) and work.kinds[one.kind or ""].has("outcome")
    return joined and said and one.contact is None and again.contact is not None and one.when is None and one.text in (_bare(work, one), "")


def _bare(work: Work, one: Intent) -> str:
    """The first word of an intent, which is all that stands in its text where it says no more than its verb."""
    words = work.t.source[one.start : one.end].split()
    return (words[0][:1].upper() + words[0][1:]) if words else ""


def _intent(
    work: Work,
    clause: Clause,
    before: Sequence[Intent],
    *,
    also: Sequence[Sequence[Mention]] = (),
    without: frozenset[Mention] = frozenset(),
    at: Moment | None = None,
) -> Intent:
    """What a clause says. `also` are groups that stay in its text, `without` those that have an action of their own, `at` is its moment."""
    parts = Parts(clause, [m for m in work.mentions if clause.i <= m.i < clause.j and m not in without])
    parts.drop |= spread.tokens(work, clause, without)
    urgency(work, parts)
    assign(work, parts)
    head = final_head(work, parts)
    done = is_done(work, parts, head)
    if head is not None and head.done and not done:
        head = work.verbs.still_to_do(work.t, head)
    took = spent(work, parts, head, done=done) if at is None else None
    head, done = (took.head, True) if took else (planned(work, parts, head, done=done), done)
    moment, said_by = moment_of(work, parts, head, done=done)
    parts.drop |= said_by | (took.tokens if took else set())
    if at is not None:
        parts.drop |= {k for k in range(clause.i, clause.j) if work.in_moment[k]}
    moment, same_day = on_the_same_day(work, parts, at or moment, before, done=done)
    who = people_of(work, parts, head, before)
    parts.kept = {m for group in also for m in group if m.one not in (who.partner, who.contact)}
    parts.kept |= {m for m in parts.mentions if _in_no_field(m, who)}
    start, end = work.t.span(clause.i, clause.j) if clause.j > clause.i else (0, 0)
    kind = work.kinds[head.kind] if head else None
    timed = Timed.of(took) if took else timed_by(work, kind, moment, done=done)
    timed.guessed |= same_day
    figs = tuple(f for f in work.figures if start <= f.start < end)
    candidates = [*who.candidates, *((Candidates("responsible", "", parts.responsible_options),) if parts.responsible_options else ())]
    nobody = None if parts.responsible_options else work.directory.me
    return Intent(
        kind=kind.name if kind else None,
        done=done,
        start=start,
        end=end,
        text=own_words(work, parts, head),
        partner=who.partner,
        contact=who.contact,
        responsible=nobody if parts.responsible is None else parts.responsible,
        when=timed.value,
        moment=moment,
        recurrence=moment.recurrence if moment else None,
        amount=next((f for f in figs if f.sort == "money"), None),
        figures=figs,
        direction=direction_of(work, parts, head, kind),
        outcome=parts.outcome,
        urgent=parts.urgent,
        follows=who.follows,
        guessed=_guessed(work, parts, who, timed, head if done else None),
        ask=_asked(parts, who, timed, kind),
        candidates=tuple(candidates),
        remarks=timed.remarks,
        why=tuple(parts.why),
    )


def _in_no_field(m: Mention, who: Who) -> bool:
    """Whether another customer is named than the one whose action it is: «catálogo a ACME y precios a Andes»."""
    return m.role == "partner" and m.one is not None and who.partner is not None and m.one != who.partner


def _asked(parts: Parts, who: Who, timed: Timed, kind: Kind | None) -> tuple[str, ...]:
    """The fields that must be asked, the kind first."""
    ask = ["kind"] if kind is None else []
    ask += who.ask
    ask += ["when"] if timed.ask else []
    ask += ["responsible"] if parts.responsible_options else []
    return tuple(dict.fromkeys(ask))


def _guessed(work: Work, parts: Parts, who: Who, timed: Timed, did: Head | None) -> frozenset[str]:
    """The fields that were neither said nor defaults."""
    guessed = set(who.guessed)
    if timed.guessed:
        guessed.add("when")
    if parts.outcome == "no-answer":
        guessed.add("done")
    if did is not None and timed.weekday and any(work.t.word[k].endswith("mos") for k in (did.i, did.j - 1)):
        guessed |= {"done", "when"}  # «nos reunimos el viernes» is said of what was and of what will be
    return frozenset(guessed)
