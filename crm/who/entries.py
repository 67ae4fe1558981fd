"""Whoever may be named, as the directory is given them, and as they are searched."""

from __future__ import annotations

from dataclasses import dataclass

from crm.text import fold_company
from crm.who.names import company_key, digits_of, with_form

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
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class ContactName:
    """A person at a partner (the partner's id)."""

    id: Id
    name: str
    partner: Id | None = None
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Called:
    """One name, less of it from form to form: with its legal form, without it, without little words."""

    full: str
    plain: str
    key: str

    @staticmethod
    def of(name: str) -> Called:
        return Called(with_form(name), fold_company(name), company_key(name))

    @property
    def forms(self) -> tuple[str, str, str]:
        return self.full, self.plain, self.key


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A partner or a contact as it is searched: the own name first, then a trade name."""

    id: Id
    partner: Id | None
    is_contact: bool
    names: tuple[Called, ...]
    words: tuple[str, ...]
    rut: str
    phone: str
    mail: str

    @property
    def plain(self) -> str:
        """The own name without legal form, but with every little word: «Ferretería del Sur» is not «Ferretería Sur»."""
        return self.names[0].plain if self.names else ""

    @property
    def order(self) -> tuple[bool, str, str]:
        """Partners before contacts, each by name."""
        return self.is_contact, self.names[0].key if self.names else "", f"{self.id:>12}"

    @staticmethod
    def of(one: PartnerName | ContactName) -> Entry:
        """Made ready; the costly part of an index."""
        is_contact = isinstance(one, ContactName)
        said = (one.name,) if isinstance(one, ContactName) else (one.name, one.trade_name)
        names = tuple(Called.of(name) for name in said if name)
        words = tuple(dict.fromkeys(word for name in names for word in name.key.split()))
        rut = digits_of(one.rut) if isinstance(one, PartnerName) else ""
        partner = one.partner if isinstance(one, ContactName) else one.id
        return Entry(one.id, partner, is_contact, names, words, rut, digits_of(one.phone).lstrip("0"), one.mail.lower())
