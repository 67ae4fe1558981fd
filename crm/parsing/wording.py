"""The words of a clause that are its own: without head, people, moment and assignment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.kinds import FieldType, Kind
from crm.parsing.parts import Parts, Work, after_person, end_of_head_part, prepositions_before, words_of_mention
from crm.parsing.people import Mention
from crm.parsing.typed import tokens
from crm.parsing.verbs import Head, match, phrases


def own_words(work: Work, parts: Parts, head: Head | None) -> str:
    """What it is about: the clause without its head, people, moment and assignment; the verb of a task stays."""
    t, clause = work.t, parts.clause
    if head is None:
        start, end = t.span(clause.i, clause.j)
        return _sentence(t.source[start:end])
    drop = set(parts.drop)
    own = end_of_head_part(work, parts, head) if head.done else clause.j
    ours = _ours(work, parts, head, drop)
    for m in parts.mentions:
        if m in ours or m.i >= own:
            continue
        if m.role != "unknown" or m.before in work.verbs.words.towards or m.i == head.j or after_person(parts, m):
            drop |= set(range(m.i, m.j)) | prepositions_before(work, m.i, clause.i)
    for one, other in zip(parts.mentions, parts.mentions[1:], strict=False):
        if (
            not {one, other} <= set(ours)
            and other.i == one.j + 1
            and (t.word[one.j] in work.verbs.words.ands or t.word[one.j] == ",")
            and other.i < own
        ):
            drop.add(one.j)
    keep_verb = head.kind == work.verbs.generic and not head.noun
    begin = head.i if keep_verb else head.j
    if head.noun and head.kind == work.verbs.generic and t.word[begin] == ":":
        begin += 1
    if head.noun and not keep_verb and head.kind != work.verbs.generic and _noun_goes_on(work, parts, head, drop):
        begin, keep_verb = head.i, True
    drop |= _in_fields(work, work.kinds[head.kind], clause.i)
    lead = _lead_text(work, parts, head)
    kept = [k for k in range(begin, clause.j) if k not in drop]
    body = ("" if keep_verb else _with_ours(work, head, ours, kept)) or _pieces(work, kept, strip=not keep_verb)
    if not body and not keep_verb and head.size:
        body = _without_trail(work, t.source[slice(*t.span(_noun_of(work, head), head.j))])
    return _sentence(f"{lead} {_to_do(work, head, body)}".strip())


def _to_do(work: Work, head: Head, body: str) -> str:
    """«Mande la cotización», «mando la cotización» as it stands on a list: «mandar la cotización»."""
    t = work.t
    word = t.source[slice(*t.span(head.i, head.i + 1))]
    thing = t.word[head.i] in work.verbs.nouns or (head.i > 0 and t.word[head.i - 1] in work.verbs.words.articles)  # «el pago», «almuerzo»
    return head.base + body.removeprefix(word) if head.base and not head.done and not thing and body.startswith(word) else body


def _noun_of(work: Work, head: Head) -> int:
    """Where the noun of «agendar una reunión» starts: on a list it is the meeting, not the booking of it. The head itself without one."""
    base = work.verbs.grammar.of_order(work.t.word[head.i])
    if not {work.t.word[head.i], *base} & set(work.verbs.words.booking):
        return head.i
    nouns = phrases(tuple(noun for noun, kind in work.verbs.nouns.items() if kind == head.kind))
    return next((k for k in range(head.i + 1, head.j) if match(nouns, work.t, k) == head.j), head.i)


def _ours(work: Work, parts: Parts, head: Head, drop: set[int]) -> list[Mention]:
    """Those named that no field of the kind holds, who of us is meant before all: «discutirlo con Diego», «reunión con Ana»."""
    held = {FieldType.STAFFS, FieldType.ADDRESS} & {f.type for f in work.kinds[head.kind].fields}
    return [m for m in parts.mentions if m in parts.kept or (not held and m.role == "staff" and m.i not in drop)]


def _with_ours(work: Work, head: Head, ours: Sequence[Mention], kept: Sequence[int]) -> str:
    """«Reunión con Ana»: the head and who of us is there, where nothing else is left to say."""
    t, w = work.t, work.verbs.words
    little = {*w.people_prepositions, *w.splitters}
    said = [k for k in kept if k >= head.j and t.word[k].isalnum() and t.word[k] not in little]
    if not ours or any(not any(m.i <= k < m.j for m in ours) for k in said):
        return ""
    names = f" {w.splitters[0]} ".join(words_of_mention(work, m) for m in ours)
    preposition = next((m.before for m in ours if m.before in w.wants), w.wants[1])
    return f"{_without_trail(work, t.source[slice(*t.span(head.i, head.j))])} {preposition} {names}"


def _in_fields(work: Work, kind: Kind, low: int) -> set[int]:
    """The tokens of figures that the kind keeps in fields of their own: its phone, its amount."""
    own = {"phone": FieldType.PHONE, "money": FieldType.MONEY}
    types = {f.type for f in kind.fields}
    drop: set[int] = set()
    for f in work.figures:
        where = work.tokens_of(f.start, f.end) if own.get(f.sort) in types else []
        if where and where[0] >= low:
            drop |= set(where) | prepositions_before(work, where[0], low)
    return drop


def _noun_goes_on(work: Work, parts: Parts, head: Head, drop: set[int]) -> bool:
    """Whether the noun is only the start of its name: «reunión de equipo», «visita técnica»."""
    t, k = work.t, head.j
    if k >= parts.clause.j or k in drop:
        return False
    if t.word[k] == work.verbs.words.of_plain:
        return k + 1 not in drop
    return (
        t.word[k].isalpha()
        and t.word[k] not in work.verbs.words.people_prepositions
        and match(phrases(work.verbs.words.text_leads), t, k) == k
    )


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
        if (
            p in kept
            and t.word[p] not in verbs.words.articles
            and t.word[p] not in verbs.words.people_prepositions
            and t.word[p] not in verbs.words.not_text
        ):
            left.append(p)
        p += 1
    if len(left) < 2:
        return ""
    start, end = t.span(left[0], left[-1] + 1)
    return t.source[start:end] + ","


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
        t = tokens(text, work.verbs.lang)
        j = match(phrases(work.verbs.words.text_leads), t, 0) if t.n else 0
        if j == 0 or j >= t.n:
            return "" if j and j >= t.n else text
        text = text[t.place(t.start[j]) :].strip(" ,;:.-")
    return text


def _without_trail(work: Work, text: str) -> str:
    """A head without the preposition it ends in: «Juntarme con» is «Juntarme»."""
    first, _, last = text.rpartition(" ")
    return first if first and last.lower() in work.verbs.words.trailing else text


def _sentence(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:-–")
    return text[:1].upper() + text[1:]
