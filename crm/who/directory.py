"""Everybody whom somebody may name, as a value: staff, partners and contacts, indexed by the ways in which they are said.

A directory never changes. `changed` gives the next one, in which only the names of whoever changed were indexed anew: the tables are
copied, what stands in them is shared. Whoever asks is no part of it: `seen_by` is a view that shares every table.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from crm.languages.naming import COMPANY_WORDS, SECTORS
from crm.text import fold
from crm.who.entries import ContactName, Entry, Id, PartnerName, StaffName
from crm.who.names import words_of
from crm.who.postings import Postings

Table = dict[str, tuple[Id, ...]]
Entries = dict[str, tuple[Entry, ...]]

_FEW = 64  # new words up to which each is put in its place; more are sorted together


class Directory:
    """The names of an office; `me` is who asks."""

    def __init__(
        self,
        staff: Sequence[StaffName] = (),
        partners: Sequence[PartnerName] = (),
        contacts: Sequence[ContactName] = (),
        me: Id | None = None,
    ) -> None:
        self.me = me
        self.partners: dict[Id, PartnerName] = {}
        self.contacts: dict[Id, ContactName] = {}
        self.partner_entries: dict[Id, Entry] = {}
        self.contact_entries: dict[Id, Entry] = {}
        # What a sentence looks up.
        self.partner_keys: Table = {}
        self.partner_full: Table = {}
        self.partner_words: Table = {}  # distinctive word of a name → partners
        self.partner_sectors: Table = {}  # «minera», «clinica» → partners that are called so
        self.partner_ruts: Table = {}
        self.contact_names: Table = {}  # full name, and first name with each surname
        self.contact_firsts: Table = {}
        self.contact_lasts: Table = {}
        self.name_starts: Entries = {}  # the first words of all names, as tokens
        self.partner_of: dict[Id, Id | None] = {}
        # What a query looks up.
        self.said: Entries = {}  # every form of every name
        self.words: Entries = {}
        self.figures: Entries = {}
        self.mails: Entries = {}
        self.vocabulary: list[str] = []  # the words in order, so that those that begin alike stand together
        self._set_staff(staff)
        self._take_in(partners, contacts)
        self._order_words(self.words)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Directory:
        """The directory of `explain phrase --directory`: `{"me","staff":[…],"partners":[…],"contacts":[…]}`."""
        return cls(
            tuple(StaffName(s["id"], s["name"], str(s.get("username") or s["id"])) for s in data.get("staff", ())),
            tuple(PartnerName(p["id"], p["name"], p.get("trade_name") or "", p.get("rut") or "") for p in data.get("partners", ())),
            tuple(ContactName(c["id"], c["name"], c.get("partner")) for c in data.get("contacts", ())),
            data.get("me"),
        )

    def seen_by(self, me: Id | None) -> Directory:
        """The same names, asked by somebody."""
        view = copy.copy(self)
        view.me = me
        return view

    def changed(
        self,
        staff: Sequence[StaffName],
        partners: Sequence[PartnerName] = (),
        contacts: Sequence[ContactName] = (),
        *,
        gone: Collection[tuple[bool, Id]] = (),
    ) -> Directory:
        """The next directory: those partners and contacts as they are now, without whoever is gone (is it a contact, which)."""
        fresh = copy.copy(self)
        for name, table in vars(self).items():
            if isinstance(table, dict | list):
                setattr(fresh, name, table.copy())
        fresh._set_staff(staff)  # noqa: SLF001 - it is one of us
        fresh._forget((*gone, *((False, one.id) for one in partners), *((True, one.id) for one in contacts)))  # noqa: SLF001
        fresh._order_words(word for entry in fresh._take_in(partners, contacts) for word in entry.words)  # noqa: SLF001
        return fresh

    def owner(self, entry: Entry) -> Entry | None:
        """The partner of a contact, a partner itself; None where the partner is no longer there."""
        return self.partner_entries.get(entry.partner) if entry.partner is not None else None

    def beginning(self, start: str) -> Iterator[str]:
        """The words that begin so."""
        at = bisect_left(self.vocabulary, start)
        while at < len(self.vocabulary) and self.vocabulary[at].startswith(start):
            yield self.vocabulary[at]
            at += 1

    def _order_words(self, words: Iterable[str]) -> None:
        """Put new words where they belong. A word that nobody has any more stays and leads to nobody."""
        fresh = set(words)
        if len(fresh) > _FEW:
            self.vocabulary = sorted({*self.vocabulary, *fresh})
            return
        for word in fresh:
            at = bisect_left(self.vocabulary, word)
            if at == len(self.vocabulary) or self.vocabulary[at] != word:
                self.vocabulary.insert(at, word)

    def _set_staff(self, staff: Sequence[StaffName]) -> None:
        """The staff is small and indexed anew each time."""
        self.staff = tuple(staff)
        named = [(words_of(one.name), one) for one in staff]
        full, firsts = Postings(), Postings()
        for words, one in named:
            full.add(" ".join(words), one.id)
            firsts.add(words[0] if words else "", one.id)
        self.staff_names: Table = full.put_into({})
        self.staff_firsts: Table = firsts.put_into({})
        self.staff_users: dict[str, Id] = {words[0]: one.id for words, one in named if words}
        self.staff_users |= {fold(str(one.id)): one.id for one in staff}
        self.staff_users |= {fold(one.username): one.id for one in staff if one.username}
        self._staff_starts = frozenset(word for name in self.staff_names for word in _first_token(name))

    def starts_name(self, word: str) -> bool:
        """Whether a name of anybody begins with that token."""
        return word in self.name_starts or word in self._staff_starts

    def _take_in(self, partners: Iterable[PartnerName], contacts: Iterable[ContactName]) -> list[Entry]:
        """Index those, who are not in it yet."""
        fresh: list[Entry] = []
        for firm in partners:
            self.partners[firm.id] = firm
            self.partner_entries[firm.id] = Entry.of(firm)
            fresh.append(self.partner_entries[firm.id])
        for person in contacts:
            self.contacts[person.id] = person
            self.partner_of[person.id] = person.partner
            self.contact_entries[person.id] = Entry.of(person)
            fresh.append(self.contact_entries[person.id])
        for table, postings in self._postings(fresh):
            postings.put_into(table)
        return fresh

    def _forget(self, who: Iterable[tuple[bool, Id]]) -> None:
        """Take whoever is in it out of every table."""
        known = [entry for is_contact, key in who if (entry := (self.contact_entries if is_contact else self.partner_entries).get(key))]
        for table, postings in self._postings(known):
            postings.take_from(table)
        for entry in known:
            if entry.is_contact:
                del self.contacts[entry.id], self.contact_entries[entry.id], self.partner_of[entry.id]
            else:
                del self.partners[entry.id], self.partner_entries[entry.id]

    def _postings(self, entries: Sequence[Entry]) -> Iterator[tuple[dict[str, tuple[Any, ...]], Postings]]:
        """Each table with what those entries put into it."""
        firms, persons = [one for one in entries if not one.is_contact], [one for one in entries if one.is_contact]
        names = {one: words_of(self.contacts[one.id].name) for one in persons}
        yield self.partner_keys, Postings.of((name.key, one.id) for one in firms for name in one.names)
        yield self.partner_full, Postings.of((name.full, one.id) for one in firms for name in one.names)
        yield self.partner_words, Postings.of((w, one.id) for one in firms for w in one.words if w not in COMPANY_WORDS and len(w) > 2)
        yield self.partner_sectors, Postings.of((w, one.id) for one in firms for w in one.words if w in SECTORS)
        yield self.partner_ruts, Postings.of((one.rut, one.id) for one in firms)
        yield self.contact_names, Postings.of((name, one.id) for one, words in names.items() for name in _persons_names(words))
        yield self.contact_firsts, Postings.of((words[0], one.id) for one, words in names.items() if words)
        yield self.contact_lasts, Postings.of((w, one.id) for one, words in names.items() for w in words[1:] if len(w) > 2)
        yield self.name_starts, Postings.of((word, one) for one in entries for form in _starting(one) for word in _first_token(form))
        yield self.said, Postings.of((form, one) for one in entries for name in one.names for form in name.forms)
        yield self.words, Postings.of((word, one) for one in entries for word in one.words)
        yield self.figures, Postings.of((figures, one) for one in entries for figures in (one.rut, one.phone))
        yield self.mails, Postings.of((one.mail, one) for one in entries)


def _starting(entry: Entry) -> list[str]:
    """The forms of a name that a sentence may begin it with: a person's first name is no little word."""
    return [name.full if entry.is_contact else form for name in entry.names for form in (name.key, name.full)]


def _first_token(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name)[:1]


def _persons_names(words: tuple[str, ...]) -> list[str]:
    """The full name, and the first name with each surname."""
    return [" ".join(words), *(f"{words[0]} {word}" for word in (words[1:] if len(words) > 2 else ()))]
