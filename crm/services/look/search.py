"""Search: partners, contacts and actions by whatever somebody remembers of them; the same on both engines.

People are looked for in the directory snapshot (crm.who), actions in the store's folded text by substring. A hit's rank
says how well it fits; hits come best first.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from crm.kinds import KIND, KINDS
from crm.model import Action, Contact, Partner, Staff
from crm.permissions import Deed, may_with, whose
from crm.services.house.office import Office
from crm.services.meaning import directory, whois
from crm.services.meaning.whois import Who
from crm.store import Tx, actions, finding, people
from crm.text import fold
from crm.who.names import company_key
from crm.who.ranking import Rank
from crm.who.slips import alike

MOST = 60  # hits that one result holds
LONGEST = 120  # characters of a query that are read
_NUMBER = re.compile(r"(?:(?P<noun>[^\d#]+?)\s+)?(?:n[o°º]?\.?\s*)?#?(?P<number>(?:[a-z]{1,5}[-/]?)?(?:\d{4}-)?\d{1,8}|\d{1,18})")
_NUMBER_WORDS = frozenset(("n", "no", "nr", "nro", "num", "numero", "number"))
_INITIAL = re.compile(r"(?P<initial>[a-z]{1,3})[\s.-]*#?(?P<number>\d{1,18})")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: exactly one of the three, and how well it fits. A contact comes with its partner."""

    rank: Rank
    partner: Partner | None = None
    contact: Contact | None = None
    action: Action | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What it is, for a message to remember."""
        if self.action:
            return "action", self.action.id
        if self.contact:
            return "contact", self.contact.id
        assert self.partner
        return "partner", self.partner.id


def clean(text: str) -> str:
    """A query as it is read: one line without what neither engine takes, not endless."""
    return " ".join(text.replace("\x00", " ").encode("utf-8", "ignore").decode().split())[:LONGEST]


async def search(office: Office, person: Staff, text: str, *, most: int = MOST) -> tuple[Hit, ...]:
    """Everything that the text may mean and that the person may see, the best first; nothing for an empty text."""
    wish = clean(text)
    if not fold(wish):
        return ()
    found = [_of_person(one) for one in await known(office, wish) if one.rank < Rank.LIKE]
    async with office.store.read() as tx:
        ranks = await _actions(tx, wish, whose(person))
        items = await actions.get_many(tx, list(ranks))
    found += [Hit(ranks[key], action=items[key]) for key in ranks if key in items]
    return tuple(sorted(found, key=lambda hit: hit.rank)[:most])  # stable: people before actions, each in their own order


async def known(office: Office, text: str) -> tuple[Who, ...]:
    """The partners and contacts that the text may mean, the best first."""
    return whois.find(await directory.snapshot(office), clean(text))


async def nearest(office: Office, text: str) -> tuple[Partner, ...]:
    """Partners whose names look most like the text, where nothing was found."""
    return whois.nearest(await directory.snapshot(office), clean(text))


async def again(office: Office, person: Staff, keys: list[tuple[str, int]]) -> tuple[Hit | None, ...]:
    """The same hits by what a message remembers, as they stand now; None where one is no longer there."""
    ids: dict[str, list[int]] = {}
    for what, key in keys:
        ids.setdefault(what, []).append(key)
    async with office.store.read() as tx:
        items = await actions.get_many(tx, ids.get("action", []))
        contacts = {one.id: one for one in await people.contacts_by_id(tx, ids.get("contact", []))}
        wanted = {*ids.get("partner", []), *(one.partner_id for one in contacts.values())}
        partners = {one.id: one for one in await people.partners_by_id(tx, wanted)}
    seen = {key: one for key, one in items.items() if not one.removed and may_with(person, Deed.SEE, one)}
    made: list[Hit | None] = []
    for what, key in keys:
        contact = contacts.get(key) if what == "contact" else None
        partner = partners.get(contact.partner_id if contact else key) if what != "action" else None
        action = seen.get(key) if what == "action" else None
        made.append(Hit(Rank.FULL, partner, contact, action) if partner or action else None)
    return tuple(made)


def _of_person(one: Who) -> Hit:
    return Hit(one.rank, one.partner, one.contact)


async def _actions(tx: Tx, wish: str, mine: Collection[int] | None) -> dict[int, Rank]:
    """Ids of actions with their ranks: by number («tarea 145», «145»), by words, else by words with one typing slip."""
    found: dict[int, Rank] = {}
    kind, number = numbered(wish)
    if number:
        found |= dict.fromkeys(await finding.numbered(tx, number, kind=kind, mine=mine), Rank.FIGURES)
    if kind:  # «cotización 1187»: a number of its own stands in the text
        for key in await finding.saying(tx, [number], kind=kind, mine=mine, limit=MOST):
            found.setdefault(key, Rank.PREFIX)
    for name, initial in by_initial(wish):
        for key in await finding.numbered(tx, initial, kind=name, mine=mine):
            found.setdefault(key, Rank.PREFIX)
    words = company_key(wish).split()
    if all(len(word) < finding.SHORT for word in words):
        return found  # «3», «de»: any text holds that
    for key in await finding.saying(tx, words, mine=mine, limit=MOST):
        found.setdefault(key, Rank.WORDS)
    if not found:
        found = dict.fromkeys(alike(words, await finding.texts(tx, mine=mine)), Rank.TYPO)
    return found


async def action_named(office: Office, name: str) -> tuple[str, int | None]:
    """Kind and id of the newest action that is called so («tarea 145»); no kind where none is named, no id where nothing has it."""
    kind, number = numbered(name)
    if not kind:
        return "", None
    async with office.store.read() as tx:
        keys = [*await finding.numbered(tx, number, kind=kind), *await finding.saying(tx, [number], kind=kind, limit=MOST)]
        found = await actions.get_many(tx, keys)
    called = [item.id for item in found.values() if KIND[kind].own_number(item) == number and not item.removed]
    return kind, max(called, default=None)


def numbered(wish: str) -> tuple[str, str]:
    """The kind (empty for any) and number that a query names; empty where it names none: «tarea 145», «carta 2026-0034», «#145»."""
    match = _NUMBER.fullmatch(fold(wish))
    if match is None:
        return "", ""
    noun = (match["noun"] or "").strip()
    if not noun or noun.rstrip(".°") in _NUMBER_WORDS:
        return "", match["number"]
    said = {noun, noun.removesuffix("s"), noun.removesuffix("es")}
    named = next((kind.name for kind in KINDS if said & _nouns(kind.name)), "")
    return (named, match["number"]) if named else ("", "")


def by_initial(wish: str) -> list[tuple[str, str]]:
    """«T-12», «ll 12»: the kinds that begin so, with the number."""
    match = _INITIAL.fullmatch(fold(wish))
    if match is None:
        return []
    called = ((kind.name, {fold(kind.title), *map(fold, kind.commands.values())}) for kind in KINDS)
    return [(name, match["number"]) for name, titles in called if any(title.startswith(match["initial"]) for title in titles)]


def _nouns(name: str) -> frozenset[str]:
    """How a kind is called, in both languages."""
    kind = KIND[name]
    phrases = (noun for said in kind.phrases.values() for noun in said.nouns)
    return frozenset((fold(kind.title), *kind.commands.values(), *phrases))
