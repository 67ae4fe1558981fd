"""What a clause says in the end: its kind, whether it has happened, whether it came in or went out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm.kinds import Kind
from crm.parsing.moments import Moment
from crm.parsing.parts import Parts, Work, end_of_head_part, first_token, said_in
from crm.parsing.verbs import Head, match, phrases


def final_head(work: Work, parts: Parts) -> Head | None:
    """The head after looking at what follows it: «hacer llamado», «enviar correo», «devolver cajas»."""
    head = parts.clause.head
    t, w = work.t, work.verbs.words
    if head is None:
        return _silent_head(work, parts)
    word = t.word[head.i]
    k = head.j
    while t.word[k] in w.articles:
        k += 1
    noun = work.verbs.nouns.get(t.word[k]) if k < parts.clause.j else None
    verbs = {**dict.fromkeys(w.light), **w.sending}
    dids = {**dict.fromkeys(w.light_did), **w.sent_did}
    if word in w.scheduled and noun is not None:
        return Head(head.i, k + 1, noun, done=False)
    base = work.verbs.grammar.infinitive(word) or word
    for table, done, forms in ((dids, True, (word,)), (verbs, False, (word, base, *work.verbs.grammar.of_order(word)))):
        for form in forms:
            if form in table and noun is not None:
                allowed = table[form]
                if allowed is None or t.word[k] in allowed:
                    parts.why.append(f"{word} {t.word[k]}")
                    return Head(head.i, k + 1, noun, done, noun=False)
    implied = w.implied_noun.get(base)
    if implied in work.verbs.nouns and not head.noun and head.size == 1 and not _has_object(work, parts, head, frozenset()):
        return replace(head, kind=work.verbs.nouns[implied])
    objects = w.object_decides.get(base, w.object_decides.get(word))
    of_a_thing = objects is not None and _has_object(work, parts, head, objects)
    among_us = work.kinds[head.kind].has("outcome") and _among_us(parts, head)
    return replace(head, kind=work.verbs.generic) if not head.noun and (of_a_thing or among_us) else head


def _among_us(parts: Parts, head: Head) -> bool:
    """Whether the verb is about staff alone: «hablarlo con Diego» is no call to a customer."""
    behind = [m for m in parts.mentions if m.i >= head.j]
    return bool(behind) and behind[0].i <= head.j + 2 and behind[0].role == "staff" and all(m.role == "staff" for m in behind)


def _silent_head(work: Work, parts: Parts) -> Head | None:
    """«No contestó» alone is about a call: the kind that has an outcome."""
    t, table = work.t, phrases(work.verbs.words.no_answer)
    ends = [j for k in range(parts.clause.i, parts.clause.j) if (j := match(table, t, k)) > k]
    if not ends:
        return None
    last = max(ends)
    if (
        last < parts.clause.j
        and t.word[last].isalnum()
        and not (work.in_moment[last] or any(m.i <= last + 1 and last < m.j for m in parts.mentions))
    ):
        return None
    kind = next((k.name for k in work.verbs.kinds if k.has("outcome")), None)
    return Head(parts.clause.i, parts.clause.i, kind, done=True) if kind else None


def _has_object(work: Work, parts: Parts, head: Head, own: frozenset[str]) -> bool:
    """Whether something follows the verb that is neither its own noun, a person, a moment nor a preposition's phrase."""
    t = work.t
    k = head.j
    while k < parts.clause.j and t.word[k] in work.verbs.words.articles:
        k += 1
    if k >= parts.clause.j or work.in_moment[k] or t.word[k] in own or any(m.i <= k < m.j for m in parts.mentions):
        return False
    return t.word[k].isalnum() and t.word[k] not in work.verbs.words.people_prepositions | work.verbs.words.no_object


def is_done(work: Work, parts: Parts, head: Head | None) -> bool:  # noqa: PLR0911 - a rule is a list of refusals
    """Whether it has happened: a done-verb, «acabo de», a noun with a moment gone by; never under «no»."""
    t, w = work.t, work.verbs.words
    clause = parts.clause
    if head is None:
        return False
    if said_in(t, w.no_answer, clause.i, clause.j) and work.kinds[head.kind].has("outcome"):
        parts.outcome = "no-answer"
        return False
    lead = clause.i
    just = any(match(phrases(w.just_done), t, k) == head.i for k in range(max(lead, head.i - 4), head.i))
    not_yet = clause.negated or any(match(phrases(w.not_yet), t, k) == head.i for k in range(max(lead, head.i - 4), head.i))
    if (
        parts.assigned
        and head.weak != "third"
        and not head.third
        and t.source[t.place(t.end[head.j - 1] - 1)] in work.verbs.grammar.wish_ends
    ):
        return False
    if not_yet:
        parts.why.append("negated")
        return False
    told = any((j := match(work.verbs.before_did, t, k)) == head.i and j > k + 1 for k in range(max(lead, head.i - 4), head.i))
    wished = t.source[t.place(t.end[head.j - 1] - 1)] in work.verbs.grammar.wish_ends
    if head.done and not told and wished and set(w.that) & set(t.word[clause.i : head.i]):
        return False
    if head.done or just:
        return not (head.done and head.noun)
    if head.noun or (head.j - head.i > 1 and not head.done and _light_noun(work, head)):
        return _noun_is_past(work, parts, head)
    return False


def _light_noun(work: Work, head: Head) -> bool:
    return work.t.word[head.j - 1] in work.verbs.nouns


def _noun_is_past(work: Work, parts: Parts, head: Head) -> bool:
    """«Llamada de Juan», «reunión ayer con ACME»: nouns of things that came in or lie behind."""
    limit = end_of_head_part(work, parts, head)
    own = [m for m in work.future if parts.clause.i <= first_token(work, m) < limit]
    if work.t.word[head.j] in work.verbs.words.happened | work.verbs.words.came_in:
        parts.drop.add(head.j)
        return True
    if own:
        first = own[0].first
        if "year" in own[0].doubts and own[0].other is not None:
            return True
        if isinstance(first, dt.datetime):
            aware = first if first.tzinfo or work.now.tzinfo is None else first.replace(tzinfo=work.now.tzinfo)
            return aware < work.now and own[0].rule != "now" and not _goes_on(own[0], work.now)
        if isinstance(first, dt.date):
            return first < work.now.date() and own[0].bound is None and not isinstance(own[0].value, tuple)
        return False
    return _inbound_noun(work, parts, head)


def _goes_on(moment: Moment, now: dt.datetime) -> bool:
    """Whether hours have begun and are not over: «hoy 9:00–10:30 reunión» at ten."""
    last = moment.value[1] if isinstance(moment.value, tuple) and "clocks" in moment.rule.split("+") else None
    return isinstance(last, dt.datetime) and last > now


def _inbound_noun(work: Work, parts: Parts, head: Head) -> bool:
    return bool(
        head.noun
        and work.kinds[head.kind].has("direction")
        and work.t.word[head.j] in work.verbs.words.inbound_noun
        and any(m.i in (head.j + 1, head.j + 2) for m in parts.mentions)
    )


def direction_of(work: Work, parts: Parts, head: Head | None, kind: Kind | None) -> str | None:
    if head is None or kind is None or not kind.has("direction"):
        return None
    if work.verbs.words.impersonal in work.t.word[parts.clause.i : head.i] or (head.done and parts.assigned):
        return "out"
    if head.noun and work.t.word[head.j] in work.verbs.words.came_in:
        return "in"
    third = (head.third and not head.inbound) or (head.done and any(m.j == head.i and not m.staff for m in parts.mentions))
    return "in" if head.inbound or third or _inbound_noun(work, parts, head) else "out"
