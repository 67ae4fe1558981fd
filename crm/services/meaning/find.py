"""Finding partners by a typed part of the name or RUT, in a directory snapshot of this process."""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from rapidfuzz import fuzz, process
from stdnum.cl import rut as ruts

from crm.flow import Matches
from crm.model import Partner
from crm.services.house.office import Office
from crm.services.meaning.directory import Snapshot
from crm.store import Store
from crm.text import fold, fold_company

SURE = 95.0  # facts.md, "Language": accept from here, ask from PERHAPS
PERHAPS = 80.0
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Index:
    """The names and RUTs of a snapshot, folded once."""

    version: int
    partners: Mapping[int, Partner]
    names: tuple[tuple[int, str], ...]  # partner id and folded name; a trade name is a second line
    ruts: tuple[tuple[str, int], ...]

    def find(self, text: str) -> Matches:
        """By the whole name, by the beginnings of its words, else by likeness."""
        wish = fold_company(text)
        exact = {key for key, name in self.names if name == wish}
        if len(exact) == 1:
            return Matches(sure=self.partners[exact.pop()])
        starts = wish.split()
        found = dict.fromkeys(key for key, name in self.names if _begins(starts, name.split()))
        if len(found) == 1:
            return Matches(sure=self.partners[next(iter(found))])
        if found:
            return Matches(maybe=tuple(self.partners[key] for key in list(found)[:SHOWN]))
        return self._alike(wish)

    def _alike(self, wish: str) -> Matches:
        names = [name for _, name in self.names]
        hits = process.extract(wish, names, scorer=fuzz.WRatio, score_cutoff=PERHAPS, limit=SHOWN) if len(wish) > 2 else []
        if hits and fuzz.QRatio(wish, hits[0][0]) >= SURE:
            return Matches(sure=self.partners[self.names[hits[0][2]][0]])
        return Matches(maybe=tuple(self.partners[key] for key in dict.fromkeys(self.names[at][0] for _, _, at in hits)))

    def by_rut(self, digits: str) -> tuple[Partner, ...]:
        """The partners whose RUT begins with those digits."""
        return tuple(self.partners[key] for rut, key in self.ruts if rut.startswith(digits.upper()))[:SHOWN]


def _begins(starts: list[str], words: list[str]) -> bool:
    return bool(starts) and all(any(word.startswith(start) for word in words) for start in starts)


def index(snapshot: Snapshot) -> Index:
    """Fold a snapshot's names."""
    named = ((p.id, name) for p in snapshot.partners.values() for name in (p.name, p.trade_name) if name)
    return Index(
        snapshot.version,
        snapshot.partners,
        tuple((key, fold_company(name)) for key, name in named),
        tuple((ruts.compact(p.rut), p.id) for p in snapshot.partners.values() if p.rut),
    )


_KEPT: WeakKeyDictionary[Store, Index] = WeakKeyDictionary()


def index_of(office: Office, snapshot: Snapshot) -> Index:
    """The index of an office's snapshot, folded again only when a name changed."""
    kept = _KEPT.get(office.store)
    if kept is None or kept.version != snapshot.version:
        kept = _KEPT[office.store] = index(snapshot)
    return kept


def people_named(text: str, named: Mapping[int, str]) -> list[int]:
    """Whom of a few people a typed name means: the exact one, else all whose names begin like its words."""
    wish = fold(text)
    exact = [key for key, name in named.items() if fold(name) == wish]
    return exact or [key for key, name in named.items() if _begins(wish.split(), fold(name).split())]
