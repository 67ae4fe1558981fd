"""Recipients: to whom mail may go, with the addresses that the directory knows of partners, contacts and staff."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crm.checks import mail_address
from crm.errors import InvalidValueError
from crm.flow.addresses import SEVERAL, joined
from crm.flow.model import Recipient, Recipients
from crm.model import Contact, Partner, Staff
from crm.services.meaning import whois
from crm.services.meaning.directory import Snapshot
from crm.who.few import people_named
from crm.who.ranking import Rank

NAME = 3  # words that a name has at most: more are a sentence
_AT = re.compile(r"\s+(de|del|of|from|at)\s+", re.IGNORECASE)


def _partner(one: Partner) -> Recipient:
    return Recipient(f"p{one.id}", one.name, one.email or "", one.id)


def _contact(one: Contact) -> Recipient:
    return Recipient(f"c{one.id}", one.name, one.email or "", one.partner_id, one.id)


def _staff(one: Staff) -> Recipient:
    return Recipient(f"s{one.id}", one.name, one.email or "")


def with_code(people: Snapshot, code: str) -> Recipient | None:
    """Whom a button's code names."""
    known: Mapping[str, tuple[Mapping[int, Any], Callable[[Any], Recipient]]] = {
        "p": (people.partners, _partner),
        "c": (people.contacts, _contact),
        "s": (people.staff, _staff),
    }
    if code[:1] not in known or not code[1:].isdecimal():
        return None
    found, made = known[code[0]]
    one = found.get(int(code[1:]))
    return made(one) if one else None


def with_address(people: Snapshot, address: str) -> Recipient | None:
    """Whose mail address that is: a contact's before a partner's own, then one of the staff."""
    every: Iterable[Recipient] = (*map(_contact, people.contacts.values()), *map(_partner, people.partners.values()))
    every = (*every, *map(_staff, people.staff.values()))
    return next((one for one in every if one.address.lower() == address), None)


def of_partner(people: Snapshot, partner_id: int) -> tuple[Recipient, ...]:
    """A partner's own address and those of its contacts."""
    firm = people.partners.get(partner_id)
    contacts = (_contact(one) for one in people.contacts.values() if one.partner_id == partner_id)
    return _distinct([*contacts, *([_partner(firm)] if firm else [])])


def _distinct(found: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """Those that have an address, each once."""
    return tuple({one.address: one for one in reversed([*found]) if one.address}.values())[::-1]


def chosen(people: Snapshot, answers: Mapping[str, Any], recent: Sequence[int]) -> Recipients:
    """The addresses of the partner or contact that a draft names already; of the last ones used where it names nobody."""
    contact = people.contacts.get(answers.get("contact") or 0)
    partner = people.partners.get(answers.get("partner") or 0)
    if contact and contact.email:
        return Recipients(_contact(contact), (_contact(contact),))
    if partner:
        found = of_partner(people, partner.id)
        if contact or not found:
            return Recipients(maybe=found, without=(contact or partner).name)
        return Recipients(found[0] if len(found) == 1 else None, found)
    return Recipients(maybe=_distinct(_partner(people.partners[key]) for key in recent if key in people.partners))


def whom(people: Snapshot, text: str) -> Recipients:
    """Whom a name, an address or a button's code means."""
    exact = with_address(people, text.strip().lower()) if "@" in text else with_code(people, text)
    if exact and exact.address:
        return Recipients(exact, (exact,))
    found = _named(people, text)
    reached = _distinct(found)
    without = next((one.name for one in found if not one.address), "") if not reached else ""
    sure = reached[0] if len(reached) == 1 and not _slipped(people, text) else None
    return Recipients(sure, reached, without)


def several(people: Snapshot, said: str) -> dict[str, Any] | None:
    """«Juan y a Marta de ACME», «a@x.cl, b@y.cl» as one answer; None where it is one, empty where one of several is not clear."""
    parts = [part.strip() for part in SEVERAL.split(said) if part.strip()]
    if len(parts) < 2 or whom(people, said).maybe:
        return None
    *_, last = parts
    name, _, firm = (*_AT.split(last, maxsplit=1), "", "")[:3] if "@" not in last else (last, "", "")
    found = [_answer(people, part, firm) for part in (*parts[:-1], name)]
    if all(found):
        return joined([one for one in found if one])
    return {} if any(found) and all(len(part.split()) <= NAME for part in (*parts[:-1], name)) else None


def _answer(people: Snapshot, name: str, firm: str) -> Mapping[str, Any] | None:
    sure = (whom(people, f"{name} {firm}").sure if firm else None) or whom(people, name).sure
    if sure or "@" not in name:
        return sure.answer if sure else None
    try:
        return {"address": mail_address(name), "contact": None}
    except InvalidValueError:
        return None


def _named(people: Snapshot, text: str) -> list[Recipient]:
    """Everybody who is called so, the staff first; a partner with its contacts."""
    hits = whois.find(people, text)
    best = whois.meant(hits)
    named = people_named(text, {key: one.name for key, one in people.staff.items()})
    found = [_staff(people.staff[key]) for key in named]
    persons = [_contact(hit.contact) for hit in best if hit.contact]
    firms = [hit.partner for hit in best if not hit.contact] if not (persons and hits[0].contact) else []
    return found + persons + [one for firm in firms for one in (of_partner(people, firm.id) or (_partner(firm),))]


def _slipped(people: Snapshot, text: str) -> bool:
    """Whether a letter had to be changed to find anybody."""
    hits = whois.find(people, text)
    return bool(hits) and hits[0].rank is Rank.TYPO
