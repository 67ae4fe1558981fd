"""One sentence of the office, read: `read` gives its intents, what was guessed, and the one thing to ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crm.kinds import KINDS, FieldType, Kind
from crm.parsing import people, when
from crm.parsing.amounts import Figure, figures
from crm.parsing.clauses import Clause, Splitter
from crm.parsing.directory import Directory, Id
from crm.parsing.moments import OFFICE, Calendar, Moment, Value, read_moments
from crm.parsing.moments.tokens import Tokens
from crm.parsing.people import Mention
from crm.parsing.questions import command
from crm.parsing.reading import Candidates, Command, Intent, Reading
from crm.parsing.verbs import Head, Verbs, infinitive, infinitives_of, match, phrases, verbs_of

__all__ = ["Candidates", "Command", "Directory", "Intent", "Reading", "read"]

#: A text longer than this is read up to here; the rest is kept as text.
LONGEST = 4096


@dataclass
class Work:
    """Everything found in one text before it is put together."""

    t: Tokens
    now: dt.datetime
    verbs: Verbs
    directory: Directory
    kinds: dict[str, Kind]
    calendar: Calendar
    future: tuple[Moment, ...] = ()
    past: tuple[Moment, ...] = ()
    figures: tuple[Figure, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    in_moment: list[bool] = field(default_factory=list)
    in_figure: list[bool] = field(default_factory=list)

    def tokens_of(self, start: int, end: int) -> list[int]:
        t = self.t
        return [k for k in range(t.n) if start <= t.place(t.start[k]) < end]


def read(text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind] = KINDS, *, calendar: Calendar = OFFICE) -> Reading:
    """The text as intents or as a command. Never raises; what cannot be read is one intent without kind that asks for it."""
    lang = lang[:2].lower() if lang[:2].lower() in ("es", "en") else "es"
    work = _gather(text[:LONGEST], now, lang, directory, kinds, calendar)
    asked = command(work.t, work.verbs, work.mentions, work.future)
    if asked:
        return Reading(text, lang, now, command=asked)
    if not any(w[0].isalnum() for w in work.t.word[: work.t.n]):
        return Reading(text, lang, now, (Intent(None, False, 0, len(text), text.strip(), responsible=directory.me, ask=("kind",)),) if text.strip() else ())
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
        if "negated" in one.why and again and again.kind == one.kind and not again.done and again.follows == k and again.partner == one.partner:
            rest = [replace(i, follows=None if i.follows == k else i.follows - 1 if i.follows and i.follows > k else i.follows) for i in built[k + 1 :]]
            return _ordered([*built[:k], *rest])
        if one.outcome == "no-answer" and any(later.kind == one.kind and not later.done for later in built[k + 1 :]):
            built[k] = replace(one, done=True)
    return built


# ------------------------------------------------------------------ one clause


@dataclass
class Parts:
    """What one clause holds, and which of its tokens are not its own text."""

    clause: Clause
    mentions: list[Mention]
    drop: set[int] = field(default_factory=set)
    responsible: Id | None = None
    responsible_guessed: bool = False
    responsible_options: tuple[Id, ...] = ()
    assigned: bool = False
    urgent: bool = False
    outcome: str | None = None
    why: list[str] = field(default_factory=list)


def _intent(work: Work, clause: Clause, before: Sequence[Intent]) -> Intent:
    parts = Parts(clause, [m for m in work.mentions if clause.i <= m.i < clause.j])
    _urgency(work, parts)
    _assignment(work, parts)
    head = _final_head(work, parts)
    done = _is_done(work, parts, head)
    moment, moment_drop = _moment(work, parts, head, done=done)
    parts.drop |= moment_drop
    who = _people(work, parts, head, before)
    start, end = work.t.span(clause.i, clause.j) if clause.j > clause.i else (0, 0)
    kind = work.kinds[head.kind] if head else None
    timed = _timed(work, kind, moment, done=done)
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
    if head is not None and done and work.t.word[head.j - 1].endswith("mos") or (head is not None and done and work.t.word[head.i].endswith("mos")):
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
        text=_text(work, parts, head),
        partner=who.partner,
        contact=who.contact,
        responsible=parts.responsible if parts.responsible is not None else (None if parts.responsible_options else work.directory.me),
        when=timed.value,
        moment=moment,
        recurrence=moment.recurrence if moment else None,
        amount=money,
        figures=figs,
        direction=_direction(work, parts, head, kind),
        outcome=parts.outcome,
        urgent=parts.urgent,
        follows=who.follows,
        guessed=frozenset(guessed),
        ask=tuple(dict.fromkeys(ask)),
        candidates=tuple(candidates),
        remarks=timed.remarks,
        why=tuple(parts.why),
    )


def _urgency(work: Work, parts: Parts) -> None:
    t, table, again = work.t, phrases(work.verbs.words.URGENT), phrases(work.verbs.words.AGAIN)
    for k in range(parts.clause.i, parts.clause.j):
        parts.drop |= set(range(k, match(again, t, k)))
    k = parts.clause.i
    while k < parts.clause.j:
        j = match(table, t, k)
        if j > k:
            parts.urgent = True
            parts.drop |= set(range(k, j))
            k = j
        else:
            k += 1


def _assignment(work: Work, parts: Parts) -> None:
    """Who is to do it: «tarea para Ana:», «que Ana llame», «dile a Pedro que», «Ana: llamar», «@ana», «Ana has to»."""
    for m in parts.mentions:
        if not m.staff:
            continue
        where = _assigns(work, parts, m)
        if where is None:
            continue
        parts.mentions.remove(m)
        parts.drop |= set(range(where[0], where[1]))
        others = m.staff
        beside = next((o for o in parts.mentions if o.staff and o.i == m.j + 1 and work.t.word[m.j] in ("y", "and", "e")), None)
        if beside is not None:
            parts.mentions.remove(beside)
            parts.drop |= set(range(m.i, beside.j))
            others = (*m.staff, *beside.staff)
        if len(others) == 1:
            parts.responsible = others[0]
        else:
            parts.responsible_options = others
        parts.assigned = True
        parts.why.append("assigned to " + work.t.source[slice(*work.t.span(m.i, m.j))])
        return


def _assigns(work: Work, parts: Parts, m: Mention) -> tuple[int, int] | None:
    """The tokens that assign to a staff member, or None where it is only named."""
    t, w = work.t, work.verbs.words
    head = parts.clause.head
    left, right = t.word[m.i - 1] if m.i else "", t.word[m.j]
    if t.word[m.i] == "@":
        start = m.i - 1 if left in ("para", "for", "a", "to") else m.i
        return (start, m.j + (right in (":", ",")))
    told = _behind(t, phrases(w.TELL), m.i, parts.clause.i)
    if told is not None:
        j = m.j + 1 if right in w.THAT or right == "to" else m.j
        return (told, j)
    if right == ":" and (m.i == parts.clause.i or (head is not None and head.noun and head.j == m.i) or left in ("para", "for", "a", "to", ",", "de")):
        start = m.i - 1 if left in ("para", "for", "a", "to", ",", "de") else m.i
        return (start, m.j + 1)
    subject = match(phrases(w.SUBJECT_VERBS), t, m.j)
    if (m.i == parts.clause.i or left in ("que", "that", ",", ":")) and subject > m.j and (work.verbs.head(t, subject) or head is None):
        return (m.i - (left in ("que", "that")), subject)
    ordered = head is not None and m.j <= head.i <= m.j + 2
    if left in w.THAT and (ordered or (right in ("y", "and") and any(o.staff and o.i == m.j + 1 for o in parts.mentions))):
        return (m.i - 1, m.j)
    if m.i == parts.clause.i and right == "," and work.verbs.head(t, m.j + 1):
        return (m.i, m.j + 1)
    if m.i == parts.clause.i and head is not None and not head.done and not head.noun and head.i == m.j:
        return (m.i, m.j)
    if head is not None and head.done and not head.noun and head.i == m.j and m.role == "staff":
        return (m.i, m.j)
    if m.i == parts.clause.i and right in w.THAT and head is not None and head.i == m.j + 1:
        return (m.i, m.j + 1)
    assigned = _behind(t, phrases(w.FOR_STAFF), m.i, parts.clause.i)
    if assigned is None:
        return None
    noun_before = head is not None and head.noun and head.j == assigned
    explicit = m.i - assigned > 1 or t.word[assigned] in ("responsable", "encargado", "responsible", "owner")
    if head is not None and m.j <= head.i and t.word[assigned] in ("para", "for") and not head.done:
        return (assigned, m.j + (right in (":", ",")))
    only_staff = m.role == "staff" and t.word[assigned] in ("para", "for") and (head is None or not head.noun or head.kind == work.verbs.generic)
    if (noun_before and head is not None and t.word[assigned] not in ("de",) and head.kind == work.verbs.generic) or explicit or only_staff:
        return (assigned, m.j + (right in (":", ",")))
    return None


def _behind(t: Tokens, table: Mapping[str, tuple[tuple[str, ...], ...]], i: int, low: int) -> int | None:
    """Where a phrase of a table starts that ends right before token i."""
    for size in (4, 3, 2, 1):
        p = i - size
        if p >= low and any(len(words) == size and t.word[p:i] == list(words) for words in table.get(t.word[p], ())):
            return p
    return None


def _final_head(work: Work, parts: Parts) -> Head | None:
    """The head after looking at what follows it: «hacer llamado», «enviar correo», «devolver cajas»."""
    head = parts.clause.head
    t, w = work.t, work.verbs.words
    if head is None:
        return _silent_head(work, parts)
    word = t.word[head.i]
    k = head.j
    while t.word[k] in w.ARTICLES:
        k += 1
    noun = work.verbs.nouns.get(t.word[k]) if k < parts.clause.j else None
    verbs = {**{x: None for x in w.LIGHT}, **w.SENDING}
    dids = {**{x: None for x in w.LIGHT_DID}, **w.SENT_DID}
    if word in w.SCHEDULED and noun is not None:
        return Head(head.i, k + 1, noun, done=False)
    base = infinitive(word) or word
    for table, done, forms in ((dids, True, (word,)), (verbs, False, (word, base, *infinitives_of(word)))):
        for form in forms:
            if form in table and noun is not None:
                allowed = table[form]
                if allowed is None or t.word[k] in allowed:
                    parts.why.append(f"{word} {t.word[k]}")
                    return Head(head.i, k + 1, noun, done, noun=False)
    implied = w.IMPLIED_NOUN.get(base)
    if implied in work.verbs.nouns and not head.noun and not _has_object(work, parts, head, frozenset()):
        return replace(head, kind=work.verbs.nouns[implied])
    objects = w.OBJECT_DECIDES.get(base) or w.OBJECT_DECIDES.get(word)
    if objects is not None and not head.noun and _has_object(work, parts, head, objects):
        return replace(head, kind=work.verbs.generic)
    return head


def _silent_head(work: Work, parts: Parts) -> Head | None:
    """«No contestó» alone is about a call: the kind that has an outcome."""
    t, table = work.t, phrases(work.verbs.words.NO_ANSWER)
    ends = [j for k in range(parts.clause.i, parts.clause.j) if (j := match(table, t, k)) > k]
    if not ends:
        return None
    last = max(ends)
    if last < parts.clause.j and t.word[last].isalnum() and not (work.in_moment[last] or any(m.i <= last + 1 and last < m.j for m in parts.mentions)):
        return None
    kind = next((k.name for k in work.verbs.kinds if k.has("outcome")), None)
    return Head(parts.clause.i, parts.clause.i, kind, done=True) if kind else None


def _has_object(work: Work, parts: Parts, head: Head, own: frozenset[str]) -> bool:
    """Whether something follows the verb that is neither its own noun, a person, a moment nor a preposition's phrase."""
    t = work.t
    k = head.j
    while k < parts.clause.j and t.word[k] in work.verbs.words.ARTICLES:
        k += 1
    if k >= parts.clause.j or work.in_moment[k] or t.word[k] in own or any(m.i <= k < m.j for m in parts.mentions):
        return False
    return t.word[k].isalnum() and t.word[k] not in work.verbs.words.PEOPLE_PREPOSITIONS and t.word[k] not in ("por", "sobre", "manana", "hoy")


def _is_done(work: Work, parts: Parts, head: Head | None) -> bool:
    """Whether it has happened: a done-verb, «acabo de», a noun with a moment gone by; never under «no»."""
    t, w = work.t, work.verbs.words
    clause = parts.clause
    if head is None:
        return False
    if _said_in(t, w.NO_ANSWER, clause.i, clause.j) and work.kinds[head.kind].has("outcome"):
        parts.outcome = "no-answer"
        return False
    lead = clause.i
    just = any(match(phrases(w.JUST_DONE), t, k) == head.i for k in range(max(lead, head.i - 4), head.i))
    not_yet = clause.negated or any(match(phrases(w.NOT_YET), t, k) == head.i for k in range(max(lead, head.i - 4), head.i))
    if parts.assigned and head.weak != "third" and not head.third and t.source[t.place(t.end[head.j - 1] - 1)] in "ea":
        return False
    if not_yet:
        parts.why.append("negated")
        return False
    if head.done and "que" in t.word[clause.i : head.i] and t.source[t.place(t.end[head.j - 1] - 1)] in "ea":
        return False
    if head.done or just:
        return not (head.done and head.noun)
    if head.noun or head.j - head.i > 1 and not head.done and _light_noun(work, head):
        return _noun_is_past(work, parts, head)
    return False


def _light_noun(work: Work, head: Head) -> bool:
    return work.t.word[head.j - 1] in work.verbs.nouns


def _noun_is_past(work: Work, parts: Parts, head: Head) -> bool:
    """«Llamada de Juan», «reunión ayer con ACME»: nouns of things that came in or lie behind."""
    limit = _end_of_head_part(work, parts, head)
    own = [m for m in work.future if parts.clause.i <= _first_token(work, m) < limit]
    if work.t.word[head.j] in work.verbs.words.HAPPENED | work.verbs.words.CAME_IN:
        parts.drop.add(head.j)
        return True
    if own:
        first = own[0].first
        if "year" in own[0].doubts and own[0].other is not None:
            return True
        if isinstance(first, dt.datetime):
            aware = first if first.tzinfo or work.now.tzinfo is None else first.replace(tzinfo=work.now.tzinfo)
            return aware < work.now and own[0].rule != "now"
        if isinstance(first, dt.date):
            return first < work.now.date() and own[0].bound is None and not isinstance(own[0].value, tuple)
        return False
    return _inbound_noun(work, parts, head)


def _inbound_noun(work: Work, parts: Parts, head: Head) -> bool:
    return bool(
        head.noun
        and work.kinds[head.kind].has("direction")
        and work.t.word[head.j] in work.verbs.words.INBOUND_NOUN
        and any(m.i in (head.j + 1, head.j + 2) for m in parts.mentions)
    )


def _first_token(work: Work, m: Moment) -> int:
    found = work.tokens_of(m.start, m.end)
    return found[0] if found else -1


def _said_in(t: Tokens, listed: tuple[str, ...], a: int, b: int) -> bool:
    table = phrases(listed)
    return any(match(table, t, k) > k for k in range(a, b))


def _direction(work: Work, parts: Parts, head: Head | None, kind: Kind | None) -> str | None:
    if head is None or kind is None or not kind.has("direction"):
        return None
    if "se" in work.t.word[parts.clause.i : head.i] or (head.done and parts.assigned):
        return "out"
    if head.noun and work.t.word[head.j] in work.verbs.words.CAME_IN:
        return "in"
    third = (head.third and not head.inbound) or (head.done and any(m.j == head.i and not m.staff for m in parts.mentions))
    return "in" if head.inbound or third or _inbound_noun(work, parts, head) else "out"


# ------------------------------------------------------------------ moments of a clause


@dataclass
class Timed:
    value: Value | None = None
    guessed: bool = False
    ask: bool = False
    remarks: dict[str, str] = field(default_factory=dict)


def _moment(work: Work, parts: Parts, head: Head | None, *, done: bool) -> tuple[Moment | None, set[int]]:
    """The moment of the clause and the tokens that say it."""
    clause = parts.clause
    own = [(m, work.tokens_of(m.start, m.end)) for m in (work.past if done else work.future)]
    own = [(m, k) for m, k in own if k and clause.i <= k[0] < clause.j and m.rule != "now"]
    if not done:
        for m in work.future:
            k = work.tokens_of(m.start, m.end)
            if m.rule == "now" and k and clause.i <= k[0] < clause.j:
                parts.urgent = True
                parts.drop |= set(k)
    if done and head is not None:
        limit = _end_of_head_part(work, parts, head)
        own = [(m, k) for m, k in own if k[0] < limit]
        own = [(m, k) for m, k in own if when.for_done(m, work.now) is not None]
    if head is not None and head.noun and head.kind != work.verbs.generic and not work.kinds[head.kind].has(work.kinds[head.kind].moment):
        colon = next((k for k in range(head.j, clause.j) if work.t.word[k] == ":"), clause.j)
        own = [(m, k) for m, k in own if k[0] < colon]
    if not own:
        return None, set()
    own = _addressed(work, own)
    chosen = when.merged([m for m, _ in own])
    used = own[:2] if chosen is not None and chosen is not own[0][0] else own[:1]
    drop: set[int] = set()
    for _, k in used:
        drop |= set(k) | _leads(work, k[0], clause.i)
    return chosen, drop


def _addressed(work: Work, own: list[tuple[Moment, list[int]]]) -> list[tuple[Moment, list[int]]]:
    """Moments that say when, before those that only name something: «saludo de navidad el 24»."""
    named = [pair for pair in own if work.t.word[pair[1][0] - 1] in ("de", "of") and pair[1][0] > 0 and pair[0].rule == "holiday"]
    others = [pair for pair in own if pair not in named]
    return [*others, *named]


def _end_of_head_part(work: Work, parts: Parts, head: Head) -> int:
    """Where the part that the done-verb governs ends: at a comma or at «quiere», «que», «para»."""
    t = work.t
    for k in range(head.j, parts.clause.j):
        if work.in_moment[k] or work.in_figure[k] or any(m.i <= k < m.j for m in parts.mentions):
            continue
        if t.word[k] in ("para", "for") and head.done and not (work.in_moment[k + 1] or any(m.i in (k + 1, k + 2) for m in parts.mentions)):
            return k
        if t.word[k] in work.verbs.words.SUBORDINATE or t.word[k] in ("que", "that", ".", ";", ":"):
            return k
        if t.word[k] == "," and not (k + 1 < t.n and work.in_moment[k + 1]):
            return k
    return parts.clause.j


def _leads(work: Work, i: int, low: int) -> set[int]:
    """The prepositions before a moment."""
    table = phrases(work.verbs.words.MOMENT_LEADS)
    drop: set[int] = set()
    for _ in range(3):
        at = _behind(work.t, table, i, low)
        if at is None:
            break
        drop |= set(range(at, i))
        i = at
    return drop


def _timed(work: Work, kind: Kind | None, moment: Moment | None, *, done: bool) -> Timed:
    slot = kind is not None and kind.has(kind.moment) and kind.field(kind.moment).type is FieldType.SLOT
    if moment is None:
        return Timed(ask=slot and not done)
    if moment.impossible:
        return Timed(value=None, ask=True, remarks={"when": moment.text})
    if done:
        past = when.for_done(moment, work.now)
        return Timed(past.value, past.guessed) if past else Timed()
    if slot:
        at, missing = when.for_slot(moment, work.now)
        return Timed(at.value, at.guessed, missing, {"when": at.remark} if at.remark else {})
    due = when.for_due(moment, work.now, work.calendar)
    return Timed(due.value, due.guessed, "year" in moment.doubts, {"when": due.remark} if due.remark else {})


# ------------------------------------------------------------------ people of a clause


@dataclass
class Who:
    partner: Id | None = None
    contact: Id | None = None
    follows: int | None = None
    guessed: set[str] = field(default_factory=set)
    ask: list[str] = field(default_factory=list)
    candidates: list[Candidates] = field(default_factory=list)


def _people(work: Work, parts: Parts, head: Head | None, before: Sequence[Intent]) -> Who:
    who = Who()
    partners = [m for m in parts.mentions if m.role == "partner"]
    contacts = [m for m in parts.mentions if m.role == "contact"]
    unknown = [m for m in parts.mentions if m.role == "unknown" and not _inside_text(work, parts, head, m)]
    parts.mentions = [m for m in parts.mentions if m.role != "unknown" or m in unknown]
    _partner(work, who, partners, contacts)
    _contact(work, who, contacts)
    _namesake(work, who, parts)
    _nobody(work, who, parts, unknown)
    _inherit(who, before, parts)
    return who


def _namesake(work: Work, who: Who, parts: Parts) -> None:
    """«Pedro de ACME» is no Pedro of ours: somebody at ACME whom nobody knows yet."""
    t = work.t
    for m in parts.mentions:
        if m.role == "staff" and not m.exact and who.contact is None and "contact" not in who.ask and t.word[m.j] in ("de", "from", "of", "at", "del"):
            if any(o.role == "partner" and o.i in (m.j + 1, m.j + 2) for o in parts.mentions):
                who.ask.append("contact")
                who.candidates.append(Candidates("contact", _said(work, m)))


def _inside_text(work: Work, parts: Parts, head: Head | None, m: Mention) -> bool:
    """A capital word deep in the description names a thing more often than a customer."""
    if head is None:
        return True
    own = _end_of_head_part(work, parts, head) if head.done else parts.clause.j
    return m.i >= own or (m.before in ("de", "of", "en", "by", "desde", "por") and not _after_person(parts, m))


def _after_person(parts: Parts, m: Mention) -> bool:
    return any(o.j in (m.i - 1, m.i - 2) for o in parts.mentions if o is not m)


def _best(mentions: list[Mention]) -> Mention:
    """Of several the one that is addressed: after «a», «con», «para» rather than «de»; the sure one first."""
    return min(mentions, key=lambda m: (m.before not in ("a", "con", "para", "to", "with", "for", "al"), m.one is None, m.i))


def _partner(work: Work, who: Who, partners: list[Mention], contacts: list[Mention]) -> None:
    if not partners:
        return
    m = _best(partners)
    ids = m.ids
    if m.one is None and contacts:
        fitting = {work.directory.partner_of.get(i) for c in contacts for i in c.ids}
        narrowed = tuple(i for i in ids if i in fitting)
        ids = narrowed if len(narrowed) == 1 else ids
    if len(ids) == 1 and (m.sure or len(m.ids) > 1):
        who.partner = ids[0]
        if not m.exact:
            who.guessed.add("partner")
    else:
        who.ask.append("partner")
        who.candidates.append(Candidates("partner", _said(work, m), ids))


def _contact(work: Work, who: Who, contacts: list[Mention]) -> None:
    if not contacts:
        return
    m = _best(contacts)
    ids = tuple(dict.fromkeys(m.ids))
    if who.partner is not None:
        here = tuple(i for i in ids if work.directory.partner_of.get(i) == who.partner)
        if not here:
            who.ask.append("contact")
            who.candidates.append(Candidates("contact", _said(work, m), ids))
            return
        ids = here
    elif "partner" in who.ask:
        options = next((c.ids for c in who.candidates if c.field == "partner"), ())
        ids = tuple(i for i in ids if work.directory.partner_of.get(i) in options) or ids
    if len(ids) == 1 and (m.sure or (len(set(m.ids)) > 1) or who.partner is not None) and len(m.ids) == len(set(m.ids)):
        who.contact = ids[0]
        if not m.exact:
            who.guessed.add("contact")
        if who.partner is None and "partner" not in who.ask:
            who.partner = work.directory.partner_of.get(ids[0])
            if who.partner is not None:
                who.guessed.add("partner")
    else:
        who.ask.append("contact")
        who.candidates.append(Candidates("contact", _said(work, m), ids))


def _nobody(work: Work, who: Who, parts: Parts, unknown: list[Mention]) -> None:
    """A name that nobody has: the field it must be is asked."""
    for m in unknown:
        at_company = any(o.i == m.j + 1 and o.before in ("de", "from", "of", "at", "del") for o in unknown if o is not m)
        name = "contact" if at_company or who.partner is not None or "partner" in who.ask else "partner"
        if name == "contact" and who.contact is not None:
            continue
        if name not in who.ask:
            who.ask.append(name)
            who.candidates.append(Candidates(name, _said(work, m)))
        parts.why.append("nobody is called " + _said(work, m))


def _inherit(who: Who, before: Sequence[Intent], parts: Parts) -> None:
    """A later clause speaks of the same people unless it names others."""
    if not before:
        return
    named = who.partner is not None or who.contact is not None or bool(who.ask)
    source = len(before) - 1
    last = before[source]
    if named and not (who.partner is None and who.contact is None):
        if last.partner is not None and last.partner == who.partner:
            who.follows = source
        return
    if named:
        return
    if last.partner is None and last.contact is None and not ({"partner", "contact"} & set(last.ask)):
        who.follows = source if last.done else None
        return
    who.partner, who.contact, who.follows = last.partner, last.contact, source
    who.guessed |= {name for name in ("partner", "contact") if getattr(who, name) is not None}
    parts.why.append("people of the clause before")


def _said(work: Work, m: Mention) -> str:
    start, end = work.t.span(m.i, m.j)
    return work.t.source[start:end]


# ------------------------------------------------------------------ the clause's own words


def _text(work: Work, parts: Parts, head: Head | None) -> str:
    """What it is about: the clause without its head, people, moment and assignment; the verb of a task stays."""
    t, clause = work.t, parts.clause
    if head is None:
        start, end = t.span(clause.i, clause.j)
        return _sentence(t.source[start:end])
    drop = set(parts.drop)
    own = _end_of_head_part(work, parts, head) if head.done else clause.j
    for m in parts.mentions:
        if m.i < own and (m.role != "unknown" or m.before in ("a", "con", "to", "with", "al") or m.i == head.j or _after_person(parts, m)):
            drop |= set(range(m.i, m.j)) | _prepositions(work, m.i, clause.i)
    for one, other in zip(parts.mentions, parts.mentions[1:], strict=False):
        if other.i == one.j + 1 and t.word[one.j] in ("y", "and", "e", ",") and other.i < own:
            drop.add(one.j)
    keep_verb = head.kind == work.verbs.generic and not head.noun
    begin = head.i if keep_verb else head.j
    if head.noun and head.kind == work.verbs.generic and t.word[begin] == ":":
        begin += 1
    if head.noun and not keep_verb and head.kind != work.verbs.generic and _noun_goes_on(work, parts, head, drop):
        begin, keep_verb = head.i, True
    if work.kinds[head.kind].has("phone"):
        for f in work.figures:
            where = work.tokens_of(f.start, f.end) if f.sort == "phone" else []
            drop |= set(where) | (_prepositions(work, where[0], clause.i) if where else set())
    lead = _lead_text(work, parts, head)
    kept = [k for k in range(begin, clause.j) if k not in drop]
    body = _pieces(work, kept, strip=not keep_verb)
    if not body and not keep_verb:
        start, end = t.span(head.i, head.j)
        body = _without_trail(work, t.source[start:end])
    return _sentence(f"{lead} {body}".strip() if lead else body)


def _noun_goes_on(work: Work, parts: Parts, head: Head, drop: set[int]) -> bool:
    """Whether the noun is only the start of its name: «reunión de equipo», «visita técnica»."""
    t, k = work.t, head.j
    if k >= parts.clause.j or k in drop:
        return False
    if t.word[k] in ("de", "of"):
        return k + 1 not in drop
    return t.word[k].isalpha() and t.word[k] not in work.verbs.words.PEOPLE_PREPOSITIONS and match(phrases(work.verbs.words.TEXT_LEADS), t, k) == k


def _lead_text(work: Work, parts: Parts, head: Head) -> str:
    """Words before the head that are more than moments, people and «hay que»: a sentence that leads up to it."""
    t, clause = work.t, parts.clause
    kept = [
        k
        for k in range(clause.i, head.i)
        if k not in parts.drop and not work.in_moment[k] and not any(m.i <= k < m.j for m in parts.mentions) and t.word[k][0].isalnum()
    ]
    verbs = work.verbs
    p, left = clause.i, []
    while p < head.i:
        j = max(match(verbs.before_todo, t, p), match(verbs.before_did, t, p))
        if j > p:
            p = min(j, head.i)
            continue
        if p in kept and t.word[p] not in verbs.words.ARTICLES and t.word[p] not in verbs.words.PEOPLE_PREPOSITIONS and t.word[p] not in ("no", "que", "not"):
            left.append(p)
        p += 1
    if len(left) < 2:
        return ""
    start, end = t.span(left[0], left[-1] + 1)
    return t.source[start:end] + ","


def _prepositions(work: Work, i: int, low: int) -> set[int]:
    t, drop, k = work.t, set(), i - 1
    while k >= low and (t.word[k] in work.verbs.words.PEOPLE_PREPOSITIONS or t.word[k] in work.verbs.words.APPOSITIONS or t.word[k] in ("el", "la", "los", "the", "don", "dona", "senor", "senora", "sr", "sra", ".")):
        if t.word[k] == "." and t.word[k - 1] not in ("sr", "sra", "srta"):
            break
        drop.add(k)
        k -= 1
    return drop


def _pieces(work: Work, kept: list[int], *, strip: bool) -> str:
    """The kept tokens with what stands between neighbours, without stray marks and leading «por», «para», «sobre»."""
    t = work.t
    runs: list[tuple[int, int]] = []
    for k in kept:
        if runs and runs[-1][1] == k:
            runs[-1] = (runs[-1][0], k + 1)
        else:
            runs.append((k, k + 1))
    text = " ".join(t.source[slice(*t.span(a, b))] for a, b in runs)
    text = re.sub(r"\s+([,.;:!?)])", r"\1", text)
    text = re.sub(r"([,;:]\s*)+(?=[,;:.])", "", text)
    text = text.strip(" ,;:.-–()\n\t¿?¡!")
    return _without_leads(work, text) if strip else text


def _without_leads(work: Work, text: str) -> str:
    for _ in range(3):
        t = Tokens(text)
        j = match(phrases(work.verbs.words.TEXT_LEADS), t, 0) if t.n else 0
        if j == 0 or j >= t.n:
            return "" if j and j >= t.n else text
        text = text[t.place(t.start[j]) :].strip(" ,;:.-")
    return text


def _without_trail(work: Work, text: str) -> str:
    """A head without the preposition it ends in: «Juntarme con» is «Juntarme»."""
    first, _, last = text.rpartition(" ")
    return first if first and last.lower() in work.verbs.words.TRAILING else text


def _sentence(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:-–")
    return text[:1].upper() + text[1:]
