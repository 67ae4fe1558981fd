"""Who is it: partners and contacts of a directory snapshot by name, RUT, phone or mail, with accents, legal forms and a typo let pass."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from crm.model import Contact, Partner
from crm.parsing.directory import company_key
from crm.services.house.office import Office
from crm.services.meaning.directory import Snapshot
from crm.store import Store
from crm.text import fold, fold_company

ALIKE = 60.0  # from here a name is offered where none fits
SHOWN = 5
_SLIP = 4  # letters from which a word may hold a typing slip
_FIGURES = re.compile(r"[\d.\-+()\s/]*\d[\d.\-+()\s/]*k?", re.ASCII)


class Rank(IntEnum):
    """How well something fits, the best first."""

    FULL = 0  # the whole name as it is written
    EXACT = 1  # the name without legal form, a whole RUT, phone, mail or number
    PREFIX = 2
    WORD = 3
    INSIDE = 4
    TYPO = 5


@dataclass(frozen=True, slots=True)
class Who:
    """A partner, or a contact with the partner."""

    rank: Rank
    partner: Partner
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What can be searched of one of them. `plain` are the names without legal form; `beside` are the partner's words, for a contact."""

    partner: Partner
    contact: Contact | None
    full: frozenset[str]
    plain: frozenset[str]
    names: tuple[str, ...]
    words: tuple[str, ...]
    beside: tuple[str, ...]
    rut: str
    phone: str
    mail: str

    @property
    def order(self) -> tuple[bool, str, int]:
        return self.contact is not None, self.names[0] if self.names else "", (self.contact or self.partner).id


@dataclass(frozen=True, slots=True)
class Index:
    """A snapshot made ready to be searched: `vocabulary` leads from a word to the entries that hold it, `said` from all names."""

    version: int
    entries: tuple[_Entry, ...]
    vocabulary: Mapping[str, frozenset[int]]
    words: tuple[str, ...]
    said: tuple[tuple[str, ...], tuple[int, ...]]

    def find(self, text: str) -> tuple[Who, ...]:
        """Whoever fits, the best first; words with a typing slip only where none fits without."""
        wish = _Wish.of(text)
        ranked = [(rank, entry) for entry in self.entries if (rank := wish.rank(entry)) is not None]
        best = min((rank for rank, _ in ranked), default=Rank.TYPO)
        slipped = self._nearly(wish) if best > Rank.EXACT else set()
        if best >= Rank.INSIDE:
            slipped |= self._slipped(wish)
        known = {entry.order for _, entry in ranked}
        ranked += [(Rank.TYPO, self.entries[at]) for at in slipped if self.entries[at].order not in known]
        ranked.sort(key=lambda pair: (pair[0], wish.plain not in pair[1].plain, pair[1].order))
        return tuple(Who(rank, entry.partner, entry.contact) for rank, entry in ranked)

    def _slipped(self, wish: "_Wish") -> set[int]:
        """The entries that hold every word of the wish, give or take one letter in one of them."""
        found: set[int] = set()
        if not wish.words:
            return found
        sure = [frozenset(at for word, held in self.vocabulary.items() if word.startswith(one) for at in held) for one in wish.words]
        for slip, one in enumerate(wish.words):
            near = frozenset(at for word in near_words(one, self.words) for at in self.vocabulary[word])
            found |= near.intersection(*(held for place, held in enumerate(sure) if place != slip))
        return found

    def _nearly(self, wish: "_Wish") -> set[int]:
        """The entries whose whole name is the wish, give or take one letter."""
        if len(wish.name) < _SLIP - 1:
            return set()
        names, owners = self.said
        hits = (process.extract(one, names, scorer=OSA.distance, score_cutoff=1, limit=None) for one in {wish.name, wish.full})
        return {owners[place] for found in hits for _, _, place in found}

    def nearest(self, text: str) -> tuple[Partner, ...]:
        """The partners whose names look most like the text."""
        named = [(name, entry.partner) for entry in self.entries if entry.contact is None for name in entry.names]
        hits = process.extract(company_key(text), [name for name, _ in named], scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=SHOWN * 2)
        return tuple({named[at][1].id: named[at][1] for _, _, at in hits}.values())[:SHOWN]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A query made ready: as a name, as figures, as a mail address."""

    full: str
    plain: str  # without legal form, but with every little word: «Ferretería del Sur» is not «Ferretería Sur»
    name: str
    words: tuple[str, ...]
    figures: str

    @staticmethod
    def of(text: str) -> "_Wish":
        full = " ".join(fold(text).split())
        name = company_key(text)
        figures = _figures(full) if _FIGURES.fullmatch(full) else ""
        return _Wish(full, fold_company(text), name, tuple(name.split()), figures)

    def rank(self, entry: _Entry) -> Rank | None:
        """How well an entry fits; None where it does not."""
        found = [rank for rank in (self._by_name(entry), self._by_figures(entry), self._by_mail(entry)) if rank is not None]
        return min(found) if found else None

    def _by_name(self, entry: _Entry) -> Rank | None:
        if self.full in entry.full:
            return Rank.FULL
        if not self.name:
            return None
        if self.name in entry.names:
            return Rank.EXACT
        if any(name.startswith(self.name) for name in entry.names):
            return Rank.PREFIX
        own = [any(word.startswith(one) for word in entry.words) for one in self.words]
        if any(own) and all(mine or any(w.startswith(one) for w in entry.beside) for mine, one in zip(own, self.words, strict=True)):
            return Rank.WORD
        return Rank.INSIDE if len(self.name) > 2 and any(self.name in name for name in entry.names) else None

    def _by_figures(self, entry: _Entry) -> Rank | None:
        if len(self.figures) < 4:
            return None
        bare = self.figures.lstrip("0")
        if entry.rut and self.figures == entry.rut:
            return Rank.EXACT
        if bare and entry.phone and (entry.phone == bare or (len(bare) >= 8 and entry.phone.endswith(bare))):
            return Rank.EXACT
        if entry.rut.startswith(self.figures):
            return Rank.PREFIX
        return Rank.INSIDE if len(bare) >= 5 and bare in entry.phone else None

    def _by_mail(self, entry: _Entry) -> Rank | None:
        if not entry.mail or len(self.full) < 3 or " " in self.full:
            return None
        if self.full == entry.mail:
            return Rank.EXACT
        if "@" in self.full and entry.mail.startswith(self.full):
            return Rank.PREFIX
        return Rank.INSIDE if ("@" in self.full or "." in self.full) and self.full in entry.mail else None


def near_words(word: str, words: Sequence[str]) -> list[str]:
    """Those of `words` that differ from it by one letter at most (left out, put in, exchanged, swapped)."""
    if len(word) < _SLIP:
        return [word] if word in words else []
    return [found for found, _, _ in process.extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)]


def alike(words: Sequence[str], texts: Iterable[tuple[int, str]]) -> list[int]:
    """Ids of the texts that hold every word, give or take one letter in each."""
    found = [(key, text.split()) for key, text in texts]
    return [key for key, said in found if words and all(near_words(word, said) for word in words)]


def _figures(text: str) -> str:
    return re.sub(r"[^\dk]", "", text)


def _entry(partner: Partner, contact: Contact | None = None, beside: tuple[str, ...] = ()) -> _Entry:
    one = contact or partner
    said = [one.name] if contact else [name for name in (partner.name, partner.trade_name) if name]
    names = tuple(dict.fromkeys(company_key(name) for name in said))
    return _Entry(
        partner=partner,
        contact=contact,
        full=frozenset(" ".join(fold(name).split()) for name in said),
        plain=frozenset(map(fold_company, said)),
        names=names,
        words=tuple(word for name in names for word in name.split()),
        beside=beside,
        rut=_figures(fold(partner.rut or "")) if contact is None else "",
        phone=_figures(one.phone or "").lstrip("0"),
        mail=(one.email or "").lower(),
    )


def index(snapshot: Snapshot) -> Index:
    """Make a snapshot ready."""
    partners = {key: _entry(partner) for key, partner in snapshot.partners.items()}
    placed = ((partners.get(contact.partner_id), contact) for contact in snapshot.contacts.values())
    entries = (*partners.values(), *(_entry(firm.partner, contact, firm.words) for firm, contact in placed if firm))
    vocabulary: dict[str, set[int]] = {}
    for at, entry in enumerate(entries):
        for word in entry.words:
            vocabulary.setdefault(word, set()).add(at)
    said = [(name, at) for at, entry in enumerate(entries) for name in sorted({*entry.names, *entry.full})]
    return Index(
        snapshot.version,
        entries,
        {word: frozenset(held) for word, held in vocabulary.items()},
        tuple(vocabulary),
        (tuple(name for name, _ in said), tuple(at for _, at in said)),
    )


_KEPT: WeakKeyDictionary[Store, Index] = WeakKeyDictionary()


def index_of(office: Office, snapshot: Snapshot) -> Index:
    """The index of an office's snapshot, made again only when a name changed."""
    kept = _KEPT.get(office.store)
    if kept is None or kept.version != snapshot.version:
        kept = _KEPT[office.store] = index(snapshot)
    return kept


def certain(found: Sequence[Who]) -> Who | None:
    """The one who is meant, where nobody else fits as well and no letter had to be changed."""
    if not found or found[0].rank is Rank.TYPO:
        return None
    worst = found[0].rank if found[0].rank in (Rank.FULL, Rank.EXACT, Rank.INSIDE) else Rank.WORD
    return found[0] if len({one.partner.id for one in found if one.rank <= worst}) == 1 else None
