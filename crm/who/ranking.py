"""The one ranking: how well what somebody wrote fits each partner and contact of a directory, and who is meant by that.

The field of a draft, a card, a search and a sentence ask here, so that a name means the same everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from crm.languages.naming import COMPANY_WORDS
from crm.text import fold
from crm.who.directory import Directory
from crm.who.entries import Called, Entry, Id
from crm.who.names import figures_of
from crm.who.slips import LEAST, near_words

SURE, ASK = 95.0, 80.0  # facts.md: accept a name that is so like, ask between
NEAREST = 60.0  # from here a name is offered where none fits
_ALIKE = 70.0  # what tells companies apart has to be as like as this
_MOST = 10  # names that are like one
_SHORT = 3  # letters below which a text is too short to be part of a name or slipped


class Rank(IntEnum):
    """How well something fits, the best first."""

    FULL = 0  # the whole name as it is written, with its legal form
    NAME = 1  # the name without it and without little words, which many leave out
    TRADE = 2  # any of that of the trade name
    FIGURES = 3  # a whole RUT, phone or mail address; a number of an action
    RUN = 4  # several words as they stand in a company's name, little ones too: «los pinos» is not Pinos Altos
    WORDS = 5  # all words are words of the name
    PREFIX = 6  # all words begin words of the name, or a RUT or address begins so
    PART = 7
    TYPO = 8  # one letter is another
    LIKE = 9  # no more than like it; only where nobody fits otherwise


@dataclass(frozen=True, slots=True)
class Found:
    """A partner, or a contact with the partner. `close` is a slipped name that nobody doubts: as like as SURE."""

    rank: Rank
    partner: Id
    contact: Id | None = None
    close: bool = False


def find(directory: Directory, text: str) -> tuple[Found, ...]:
    """Whoever fits, the best first; names with a typing slip only where nobody's whole name fits, such as are like it where nobody else."""
    wish = _Wish.of(text)
    ranked = {entry: rank for entry in _candidates(directory, wish) if (rank := _rank(directory, wish, entry)) is not None}
    best = min(ranked.values(), default=Rank.LIKE)
    if best > Rank.FIGURES and not wish.figures:
        ranked |= {entry: Rank.TYPO for entry in _nearly(directory, wish) if entry not in ranked}
    if best >= Rank.PART:
        ranked |= {entry: Rank.TYPO for entry in _slipped(directory, wish) if entry not in ranked}
    ranked = ranked or dict.fromkeys(_like(directory, wish), Rank.LIKE)
    made = [(rank, not _close(wish, rank, entry), wish.called.plain != entry.plain, entry.order, entry) for entry, rank in ranked.items()]
    return tuple(_found(rank, entry, close=not far) for rank, far, _, _, entry in sorted(made) if directory.owner(entry))


def _found(rank: Rank, entry: Entry, *, close: bool) -> Found:
    assert entry.partner is not None
    return Found(rank, entry.partner, entry.id if entry.is_contact else None, close=close)


def partners_by_words(directory: Directory, text: str) -> tuple[Id, ...]:
    """The partners in whose names all words stand, as `find` and `meant` have them. Only tables are looked at."""
    wish = _Wish.of(text)
    held = [{entry for entry in directory.words.get(one, ()) if not entry.is_contact} for one in wish.words]
    ranked = {entry: _by_parts(wish, entry, ()) or Rank.LIKE for entry in (set.intersection(*held) if held else ())}
    best = min(ranked.values(), default=Rank.LIKE)
    return tuple(entry.id for entry in sorted(ranked, key=lambda one: one.order) if ranked[entry] is best)


def meant(found: Sequence[Found]) -> tuple[Found, ...]:
    """Who may be meant: those that fit best, and nobody else. One is certain, several are asked; a slip may be certain too (`certain`)."""
    if not found:
        return ()
    return tuple(one for one in found if (one.rank, one.close) == (found[0].rank, found[0].close))


def certain(found: Sequence[Found]) -> Found | None:
    """The one partner who is meant, where nobody else fits as well; a person's slipped name is asked always."""
    best = meant(found)
    if len({one.partner for one in best}) != 1:
        return None
    return best[0] if best[0].rank < Rank.TYPO or (best[0].close and best[0].contact is None) else None


def nearest(directory: Directory, text: str, most: int) -> tuple[Id, ...]:
    """The partners whose names look most like the text, where nobody was found."""
    names = directory.partner_keys
    hits = process.extract(Called.of(text).key, names.keys(), scorer=fuzz.WRatio, score_cutoff=NEAREST, limit=most * 2)
    return tuple(dict.fromkeys(key for name, _, _ in hits for key in names[name]))[:most]


def distinct(said: str, name: str) -> bool:
    """Whether the words that tell companies apart are unlike: «Constructora Nueva» is not «Constructora Los Pinos»."""
    own, theirs = (" ".join(w for w in one.split() if w not in COMPANY_WORDS) for one in (said, name))
    return bool(own and theirs) and fuzz.QRatio(own, theirs) < _ALIKE


@dataclass(frozen=True, slots=True)
class _Wish:
    """A query made ready: as a name, as figures, as a mail address."""

    called: Called
    words: tuple[str, ...]
    figures: str
    mail: str

    @staticmethod
    def of(text: str) -> "_Wish":
        called, folded = Called.of(text), fold(text)
        return _Wish(called, tuple(called.key.split()), figures_of(text), "" if " " in folded or len(folded) < _SHORT else folded)

    @property
    def bare(self) -> str:
        """A phone without the zero that was dialled before it."""
        return self.figures.lstrip("0")


def _candidates(directory: Directory, wish: _Wish) -> set[Entry]:
    """Everybody who may fit, by the tables: nobody else has to be looked at."""
    found: set[Entry] = set()
    for form in wish.called.forms:
        found.update(directory.said.get(form, ()))
    found |= _by_words(directory, wish)
    name = wish.called.key
    if len(name) >= _SHORT:
        found.update(entry for said, held in directory.said.items() if name in said for entry in held)
    if len(wish.figures) >= 4:
        found.update(entry for said, held in directory.figures.items() if _fits(wish, said) for entry in held)
    if wish.mail and ("@" in wish.mail or "." in wish.mail):
        found.update(entry for said, held in directory.mails.items() if wish.mail in said for entry in held)
    return found


def _fits(wish: _Wish, figures: str) -> bool:
    return figures.startswith(wish.figures) or (len(wish.bare) >= 5 and wish.bare in figures)


def _by_words(directory: Directory, wish: _Wish) -> set[Entry]:
    """Who has a word that begins like each of the wish; a contact at least one, and the partner the others."""
    if not wish.words:
        return set()
    each = [{entry for word in directory.beginning(one) for entry in directory.words.get(word, ())} for one in wish.words]
    own = set.intersection(*each)
    mixed = {entry for held in each for entry in held if entry.is_contact} if len(each) > 1 else set()
    beside = [held | {e for e in mixed if directory.owner(e) in held} for held in each]
    return own | mixed.intersection(*beside)


def _rank(directory: Directory, wish: _Wish, entry: Entry) -> Rank | None:
    """How well an entry fits; None where it does not."""
    ranks = (_by_name(directory, wish, entry), _by_figures(wish, entry), _by_mail(wish, entry))
    return min((rank for rank in ranks if rank is not None), default=None)


def _by_name(directory: Directory, wish: _Wish, entry: Entry) -> Rank | None:
    for rank, same in enumerate(_whole(wish, entry)):
        if same:
            return Rank(rank)
    owner = directory.owner(entry)
    return _by_parts(wish, entry, owner.words if owner and entry.is_contact else ())


def _whole(wish: _Wish, entry: Entry) -> tuple[bool, bool, bool]:
    """Whether the wish is the whole name as it is written, all that counts of it, or that of a trade name."""
    key, full = wish.called.key, wish.called.full
    same = [(bool(full) and full == name.full, bool(key) and key == name.key) for name in entry.names]
    return any(said for said, _ in same[:1]), any(said for _, said in same[:1]), any(map(any, same[1:]))


def _by_parts(wish: _Wish, entry: Entry, beside: tuple[str, ...]) -> Rank | None:
    """By words of the name; `beside` are the partner's, which may be said with a contact's."""
    if not entry.is_contact and " " in wish.called.plain and any(f" {wish.called.plain} " in f" {name.plain} " for name in entry.names):
        return Rank.RUN
    if any(one in entry.words for one in wish.words) and all(one in entry.words or one in beside for one in wish.words):
        return Rank.WORDS
    mine = [any(word.startswith(one) for word in entry.words) for one in wish.words]
    if any(mine) and all(here or any(w.startswith(one) for w in beside) for here, one in zip(mine, wish.words, strict=True)):
        return Rank.PREFIX
    return Rank.PART if len(wish.called.key) >= _SHORT and any(wish.called.key in name.key for name in entry.names) else None


def _by_figures(wish: _Wish, entry: Entry) -> Rank | None:
    figures, bare = wish.figures, wish.bare
    if len(figures) < 4:
        return None
    if entry.rut and figures == entry.rut:
        return Rank.FIGURES
    if bare and entry.phone and (entry.phone == bare or (len(bare) >= 8 and entry.phone.endswith(bare))):
        return Rank.FIGURES
    if entry.rut.startswith(figures):
        return Rank.PREFIX
    return Rank.PART if len(bare) >= 5 and bare in entry.phone else None


def _by_mail(wish: _Wish, entry: Entry) -> Rank | None:
    if not wish.mail or not entry.mail:
        return None
    if wish.mail == entry.mail:
        return Rank.FIGURES
    if "@" in wish.mail and entry.mail.startswith(wish.mail):
        return Rank.PREFIX
    return Rank.PART if ("@" in wish.mail or "." in wish.mail) and wish.mail in entry.mail else None


def _close(wish: _Wish, rank: Rank, entry: Entry) -> bool:
    """Whether a slipped name is so like that nobody doubts it."""
    return rank >= Rank.TYPO and any(fuzz.QRatio(wish.called.key, name.key) >= SURE for name in entry.names)


def _nearly(directory: Directory, wish: _Wish) -> Iterator[Entry]:
    """Whose whole name is the wish, give or take one letter."""
    if len(wish.called.key) < LEAST - 1:
        return
    for form in {wish.called.key, wish.called.full}:
        for said, _, _ in process.extract(form, directory.said.keys(), scorer=OSA.distance, score_cutoff=1, limit=None):
            yield from directory.said[said]


def _like(directory: Directory, wish: _Wish) -> Iterator[Entry]:
    """Whose name is like the wish, what tells companies apart as well."""
    name = wish.called.key
    if len(name) < LEAST or wish.figures:
        return
    for said, _, _ in process.extract(name, directory.said.keys(), scorer=fuzz.QRatio, score_cutoff=ASK, limit=_MOST):
        if not distinct(name, said):
            yield from directory.said[said]


def _slipped(directory: Directory, wish: _Wish) -> Iterator[Entry]:
    """Who holds every word of the wish, give or take one letter in one of them."""
    if not wish.words:
        return
    sure = [{entry for word in directory.beginning(one) for entry in directory.words.get(word, ())} for one in wish.words]
    for slip, one in enumerate(wish.words):
        near = {entry for word in near_words(one, directory.words.keys()) for entry in directory.words[word]}
        yield from near.intersection(*(held for place, held in enumerate(sure) if place != slip))
