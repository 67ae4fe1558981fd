"""Everybody whom a sentence may name, as a value: staff, partners and contacts with the ways their names are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crm.languages.naming import COMPANY_STOPS, COMPANY_WORDS, SECTORS
from crm.text import fold, fold_company

Id = int | str


@dataclass(frozen=True, slots=True)
class StaffName:
    """A person of the office; `username` is what stands behind the @."""

    id: Id
    name: str
    username: str = ""


@dataclass(frozen=True, slots=True)
class PartnerName:
    """A customer or supplier."""

    id: Id
    name: str
    trade_name: str = ""
    rut: str = ""


@dataclass(frozen=True, slots=True)
class ContactName:
    """A person at a partner (the partner's id)."""

    id: Id
    name: str
    partner: Id | None = None


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a person's name."""
    return tuple(fold(name).replace(".", " ").replace(",", " ").split())


def company_key(name: str) -> str:
    """A company's name without legal form and little words: «Ferretería del Sur SpA» is «ferreteria sur»."""
    words = [w for w in fold_company(name).replace("-", " ").split() if w not in COMPANY_STOPS]
    return " ".join(words) or fold_company(name)


def _index(pairs: Iterable[tuple[str, Id]]) -> dict[str, tuple[Id, ...]]:
    table: dict[str, tuple[Id, ...]] = {}
    for key, id_ in pairs:
        if key and id_ not in table.get(key, ()):
            table[key] = (*table.get(key, ()), id_)
    return table


@dataclass(frozen=True)
class Directory:
    """A snapshot of the names of an office; its indexes are built once, on first use."""

    staff: tuple[StaffName, ...] = ()
    partners: tuple[PartnerName, ...] = ()
    contacts: tuple[ContactName, ...] = ()
    me: Id | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Directory:
        """The directory of `explain phrase --directory`: `{"me","staff":[…],"partners":[…],"contacts":[…]}`."""
        return cls(
            tuple(StaffName(s["id"], s["name"], str(s.get("username") or s["id"])) for s in data.get("staff", ())),
            tuple(PartnerName(p["id"], p["name"], p.get("trade_name") or "", p.get("rut") or "") for p in data.get("partners", ())),
            tuple(ContactName(c["id"], c["name"], c.get("partner")) for c in data.get("contacts", ())),
            data.get("me"),
        )

    @cached_property
    def partner_keys(self) -> dict[str, tuple[Id, ...]]:
        names = [(company_key(n), p.id) for p in self.partners for n in (p.name, p.trade_name) if n]
        return _index(names)

    @cached_property
    def name_starts(self) -> frozenset[str]:
        """The first words of all names, as tokens."""
        names = (*self.partner_keys, *self.partner_full, *self.contact_names, *self.staff_names)
        return frozenset(word for name in names for word in re.findall(r"[^\W_]+", name)[:1])

    @cached_property
    def searched(self) -> tuple[tuple[str, list[str], dict[str, tuple[Id, ...]]], ...]:
        """Names that one with a typing slip is compared with: role, names, whose they are."""
        return (("partner", list(self.partner_keys), self.partner_keys), ("contact", list(self.contact_names), self.contact_names))

    @cached_property
    def partner_full(self) -> dict[str, tuple[Id, ...]]:
        """Whole name with its legal form → partners: it decides between companies whose names differ in nothing else."""
        return _index(
            (" ".join(fold(n).replace(".", "").replace(",", " ").split()), p.id) for p in self.partners for n in (p.name, p.trade_name) if n
        )

    @cached_property
    def partner_words(self) -> dict[str, tuple[Id, ...]]:
        """Distinctive word of a name → partners."""
        return _index(
            (w, i) for key, ids in self.partner_keys.items() for w in key.split() for i in ids if w not in COMPANY_WORDS and len(w) > 2
        )

    @cached_property
    def partner_sectors(self) -> dict[str, tuple[Id, ...]]:
        """«minera», «clinica» → partners that are called so."""
        return _index((w, i) for key, ids in self.partner_keys.items() for w in key.split() for i in ids if w in SECTORS)

    @cached_property
    def partner_ruts(self) -> dict[str, Id]:
        return {p.rut.replace(".", "").upper(): p.id for p in self.partners if p.rut}

    @cached_property
    def contact_names(self) -> dict[str, tuple[Id, ...]]:
        """Full name, and first name with first surname → contacts."""
        pairs = []
        for c in self.contacts:
            words = words_of(c.name)
            pairs.append((" ".join(words), c.id))
            if len(words) > 2:
                pairs += [(" ".join((words[0], words[k])), c.id) for k in range(1, len(words))]
        return _index(pairs)

    @cached_property
    def contact_firsts(self) -> dict[str, tuple[Id, ...]]:
        return _index((words_of(c.name)[0], c.id) for c in self.contacts if words_of(c.name))

    @cached_property
    def contact_lasts(self) -> dict[str, tuple[Id, ...]]:
        return _index((w, c.id) for c in self.contacts for w in words_of(c.name)[1:] if len(w) > 2)

    @cached_property
    def staff_names(self) -> dict[str, tuple[Id, ...]]:
        return _index((" ".join(words_of(s.name)), s.id) for s in self.staff)

    @cached_property
    def staff_firsts(self) -> dict[str, tuple[Id, ...]]:
        return _index((words_of(s.name)[0], s.id) for s in self.staff if words_of(s.name))

    @cached_property
    def staff_users(self) -> dict[str, Id]:
        table = {words_of(s.name)[0]: s.id for s in self.staff if words_of(s.name)}
        table |= {fold(str(s.id)): s.id for s in self.staff}
        table |= {fold(s.username): s.id for s in self.staff if s.username}
        return table

    @cached_property
    def partner_of(self) -> dict[Id, Id | None]:
        return {c.id: c.partner for c in self.contacts}
