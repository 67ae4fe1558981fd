"""Who is it: partners and contacts of a directory snapshot as crm.who ranks them."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm.flow import Matches
from crm.model import Contact, Partner
from crm.services.meaning.directory import Snapshot
from crm.who import ranking
from crm.who.ranking import Found, Rank

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Who:
    """A partner, or a contact with the partner."""

    rank: Rank
    partner: Partner
    contact: Contact | None = None
    close: bool = False


def find(people: Snapshot, text: str) -> tuple[Who, ...]:
    """Whoever fits, the best first."""
    return tuple(_who(people, one) for one in ranking.find(people.names, text))


def nearest(people: Snapshot, text: str) -> tuple[Partner, ...]:
    """The partners whose names look most like the text, where nobody is found."""
    return tuple(people.partners[int(key)] for key in ranking.nearest(people.names, text, SHOWN))


def matches(people: Snapshot, text: str) -> Matches:
    """The same for the field of a draft: the partner, with the contact where one was named."""
    found = find(people, text)
    sure = certain(found)
    if sure:
        return Matches(sure.partner, contact=sure.contact.id if sure.contact else None)
    return Matches(maybe=tuple({one.partner.id: one.partner for one in meant(found)}.values())[:SHOWN])


def by_rut(people: Snapshot, digits: str) -> tuple[Partner, ...]:
    """The partners whose RUT begins with those digits."""
    found = (key for rut, ids in people.names.partner_ruts.items() if rut.startswith(digits.lower()) for key in ids)
    return tuple(people.partners[int(key)] for key in found)[:SHOWN]


def certain(found: Sequence[Who]) -> Who | None:
    """The one who is meant, where nobody else fits as well."""
    best = ranking.certain([_found(one) for one in found])
    return next((one for one in found if best and _found(one) == best), None)


def meant(found: Sequence[Who]) -> tuple[Who, ...]:
    """Who may be meant: those that fit best."""
    best = ranking.meant([_found(one) for one in found])
    return tuple(found[: len(best)])


def _who(people: Snapshot, one: Found) -> Who:
    contact = people.contacts[int(one.contact)] if one.contact is not None else None
    return Who(one.rank, people.partners[int(one.partner)], contact, one.close)


def _found(one: Who) -> Found:
    return Found(one.rank, one.partner.id, one.contact.id if one.contact else None, one.close)
