"""One sentence of the office, read: `read` gives its intents, what was guessed, and the one thing to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from crm.kinds import KINDS, Kind
from crm.parsing import people
from crm.parsing.amounts import figures
from crm.parsing.assigning import assign, urgency
from crm.parsing.clauses import Clause, Splitter
from crm.parsing.directory import Directory
from crm.parsing.heads import direction_of, final_head, is_done
from crm.parsing.moments import OFFICE, Calendar, read_moments
from crm.parsing.moments.tokens import Tokens
from crm.parsing.parts import Parts, Work
from crm.parsing.people import Mention
from crm.parsing.questions import command
from crm.parsing.reading import Candidates, Command, Intent, Reading
from crm.parsing.timing import moment_of, timed_by
from crm.parsing.verbs import Head, verbs_of
from crm.parsing.whom import people_of
from crm.parsing.wording import own_words

__all__ = ["Candidates", "Command", "Directory", "Intent", "Reading", "read"]

#: A text longer than this is read up to here; the rest is kept as text.
LONGEST = 4096


def read(
    text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind] = KINDS, *, calendar: Calendar = OFFICE
) -> Reading:
    """The text as intents or as a command. Never raises; what cannot be read is one intent without kind that asks for it."""
    lang = lang[:2].lower() if lang[:2].lower() in ("es", "en") else "es"
    work = _gather(text[:LONGEST], now, lang, directory, kinds, calendar)
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


def _gather(text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind], calendar: Calendar) -> Work:
    t = Tokens(text)
    verbs = verbs_of(lang, kinds)
    work = Work(t, now, verbs, directory, {k.name: k for k in kinds}, calendar)
    work.future = read_moments(text, now, lang, calendar=calendar)
    work.past = read_moments(text, now, lang, direction="past", calendar=calendar)
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
    work.mentions = people.Finder(t, directory, taken, verbs.words.PEOPLE_PREPOSITIONS, lambda p: verbs.head(t, p) is not None).all()
    _ruts_are_partners(work)
    return work


def _ruts_are_partners(work: Work) -> None:
    for f in work.figures:
        if f.sort == "rut":
            id_ = work.directory.partner_ruts.get(f.value.replace(".", "").upper())
            where = work.tokens_of(f.start, f.end)
            if id_ is not None and where:
                work.mentions.append(Mention(where[0], where[-1] + 1, "partner", (id_,), sure=True))
    work.mentions.sort(key=lambda m: m.i)


def _intents(work: Work) -> tuple[Intent, ...]:
    t = work.t
    covered = [False] * (t.n + 1)
    ours = [False] * (t.n + 1)
    for m in work.mentions:
        covered[m.i : m.j] = [True] * (m.j - m.i)
        ours[m.i : m.j] = [bool(m.staff)] * (m.j - m.i)
    clauses = Splitter(t, work.verbs, skip=work.in_moment, people=covered, staff=ours, taken=work.in_figure).split()
    wants = frozenset(c.head.j for c in clauses if c.head and _wants_person(work, c.head) and t.word[c.head.j] in work.verbs.words.WANTS)
    direct = frozenset(c.head.j for c in clauses if c.head and _wants_person(work, c.head))
    taken = [a or b for a, b in zip(work.in_moment, work.in_figure, strict=True)]
    unknown = people.unknown_names(t, taken, work.mentions, work.verbs.words.PEOPLE_PREPOSITIONS, wants, direct)
    heads = {k for c in clauses if c.head for k in range(c.head.i, c.head.j)}
    work.mentions = sorted([*work.mentions, *(m for m in unknown if m.i not in heads)], key=lambda m: m.i)
    built: list[Intent] = []
    for clause in clauses:
        built.append(_intent(work, clause, built))
    return tuple(_ordered(built))


def _wants_person(work: Work, head: Head) -> bool:
    """Whether the word after «a» or «con» behind this head is somebody: the kind has a contact and is about meeting or calling."""
    return head.kind != work.verbs.generic and work.kinds[head.kind].has("contact") and not head.noun


def _ordered(built: list[Intent]) -> list[Intent]:
    """A call that nobody answered stays to be made, unless the same text already says when it is tried again."""
    for k, one in enumerate(built):
        again = built[k + 1] if k + 1 < len(built) else None
        if (
            "negated" in one.why
            and again
            and again.kind == one.kind
            and not again.done
            and again.follows == k
            and again.partner == one.partner
        ):
            rest = [
                replace(i, follows=None if i.follows == k else i.follows - 1 if i.follows and i.follows > k else i.follows)
                for i in built[k + 1 :]
            ]
            return _ordered([*built[:k], *rest])
        if one.outcome == "no-answer" and any(later.kind == one.kind and not later.done for later in built[k + 1 :]):
            built[k] = replace(one, done=True)
    return built


# ------------------------------------------------------------------ one clause


def _intent(work: Work, clause: Clause, before: Sequence[Intent]) -> Intent:
    parts = Parts(clause, [m for m in work.mentions if clause.i <= m.i < clause.j])
    urgency(work, parts)
    assign(work, parts)
    head = final_head(work, parts)
    done = is_done(work, parts, head)
    moment, moment_drop = moment_of(work, parts, head, done=done)
    parts.drop |= moment_drop
    who = people_of(work, parts, head, before)
    start, end = work.t.span(clause.i, clause.j) if clause.j > clause.i else (0, 0)
    kind = work.kinds[head.kind] if head else None
    timed = timed_by(work, kind, moment, done=done)
    money = next((f for f in work.figures if f.sort == "money" and start <= f.start < end), None)
    figs = tuple(f for f in work.figures if start <= f.start < end)
    ask = list(who.ask)
    guessed = set(who.guessed)
    if kind is None:
        ask.insert(0, "kind")
    if timed.ask:
        ask.append("when")
    if timed.guessed:
        guessed.add("when")
    if (head is not None and done and work.t.word[head.j - 1].endswith("mos")) or (
        head is not None and done and work.t.word[head.i].endswith("mos")
    ):
        guessed |= {"done", "when"} if moment is not None and "weekday" in moment.said else set()
    if parts.outcome == "no-answer":
        guessed.add("done")
    if parts.responsible_options:
        ask.append("responsible")
    if parts.responsible_guessed:
        guessed.add("responsible")
    candidates = list(who.candidates)
    if parts.responsible_options:
        candidates.append(Candidates("responsible", "", parts.responsible_options))
    return Intent(
        kind=kind.name if kind else None,
        done=done,
        start=start,
        end=end,
        text=own_words(work, parts, head),
        partner=who.partner,
        contact=who.contact,
        responsible=parts.responsible if parts.responsible is not None else (None if parts.responsible_options else work.directory.me),
        when=timed.value,
        moment=moment,
        recurrence=moment.recurrence if moment else None,
        amount=money,
        figures=figs,
        direction=direction_of(work, parts, head, kind),
        outcome=parts.outcome,
        urgent=parts.urgent,
        follows=who.follows,
        guessed=frozenset(guessed),
        ask=tuple(dict.fromkeys(ask)),
        candidates=tuple(candidates),
        remarks=timed.remarks,
        why=tuple(parts.why),
    )


# ------------------------------------------------------------------ moments of a clause


# ------------------------------------------------------------------ people of a clause


# ------------------------------------------------------------------ the clause's own words
