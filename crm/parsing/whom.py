"""The partner and contact of a clause: sure, to be asked, unknown, or those of the clause before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.parsing.parts import Parts, Work, after_person, end_of_head_part, prepositions_before, words_of_mention
from crm.parsing.people import Mention
from crm.parsing.reading import Candidates, Intent
from crm.parsing.verbs import Head
from crm.who.entries import Id

#: «Marta o a Juan»: so many tokens lie between two names that are alternatives.
_NEAR = 3


@dataclass
class Who:
    partner: Id | None = None
    contact: Id | None = None
    follows: int | None = None
    guessed: set[str] = field(default_factory=set)
    ask: list[str] = field(default_factory=list)
    candidates: list[Candidates] = field(default_factory=list)


def people_of(work: Work, parts: Parts, head: Head | None, before: Sequence[Intent]) -> Who:
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
        if (
            m.role == "staff" and not m.exact and who.contact is None and "contact" not in who.ask and t.word[m.j] in work.verbs.words.of
        ) and any(o.role == "partner" and o.i in (m.j + 1, m.j + 2) for o in parts.mentions):
            who.ask.append("contact")
            who.candidates.append(Candidates("contact", words_of_mention(work, m)))
            parts.drop |= set(range(m.i, m.j)) | prepositions_before(work, m.i, parts.clause.i)


def _inside_text(work: Work, parts: Parts, head: Head | None, m: Mention) -> bool:
    """A capital word deep in the description names a thing more often than a customer."""
    if head is None:
        return True
    own = end_of_head_part(work, parts, head) if head.done else parts.clause.j
    return m.i >= own or (m.before in work.verbs.words.of_things and not after_person(parts, m))


def _best(work: Work, mentions: list[Mention]) -> Mention:
    """Of several the one that is addressed: after «a», «con», «para» rather than «de»; the sure one first."""
    return min(mentions, key=lambda m: (m.before not in work.verbs.words.addressed, m.one is None, m.i))


def _partner(work: Work, who: Who, partners: list[Mention], contacts: list[Mention]) -> None:
    if not partners:
        return
    m = _best(work, partners)
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
        who.candidates.append(Candidates("partner", words_of_mention(work, m), ids))


def _contact(work: Work, who: Who, contacts: list[Mention]) -> None:
    if not contacts:
        return
    m = _best(work, contacts)
    ids = tuple(dict.fromkeys(m.ids))
    others = _alternatives(work, m, contacts)
    if others:
        who.ask.append("contact")
        who.candidates.append(Candidates("contact", words_of_mention(work, m), (*ids, *others)))
        return
    if who.partner is not None:
        here = tuple(i for i in ids if work.directory.partner_of.get(i) == who.partner)
        if not here:
            who.ask.append("contact")
            who.candidates.append(Candidates("contact", words_of_mention(work, m), ids))
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
        who.candidates.append(Candidates("contact", words_of_mention(work, m), ids))


def _alternatives(work: Work, m: Mention, contacts: list[Mention]) -> tuple[Id, ...]:
    """Who else may be meant: «Marta o Juan»."""
    words = work.t.word
    near = [
        other
        for other in contacts
        for one, two in [(m, other) if m.i < other.i else (other, m)]
        if 0 < two.i - one.j <= _NEAR and work.verbs.words.ors & set(words[one.j : two.i])
    ]
    return tuple(id_ for other in near for id_ in other.ids)


def _nobody(work: Work, who: Who, parts: Parts, unknown: list[Mention]) -> None:
    """A name that nobody has: the field it must be is asked."""
    for m in unknown:
        at_company = any(o.i == m.j + 1 and o.before in work.verbs.words.of for o in unknown if o is not m)
        name = "contact" if at_company or who.partner is not None or "partner" in who.ask else "partner"
        if name == "contact" and who.contact is not None:
            continue
        if name not in who.ask:
            who.ask.append(name)
            who.candidates.append(Candidates(name, words_of_mention(work, m)))
        parts.why.append("nobody is called " + words_of_mention(work, m))


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
