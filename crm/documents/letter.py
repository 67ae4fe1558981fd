"""A letter as data: everything that stands on the paper, nothing that has to be looked up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.model import DEFAULT_LANGUAGE


class Paper(StrEnum):
    """Sheet sizes; the value is what CSS calls it."""

    LETTER = "letter"  # carta, the usual one in Chile
    A4 = "A4"
    OFICIO = "216mm 330mm"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The office that writes. `logo` is PNG, JPEG or SVG; `footer` replaces the foot made of the other fields."""

    name: str
    rut: str = ""
    address: str = ""
    phone: str = ""
    mail: str = ""
    web: str = ""
    footer: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to. `address` is lines and may be empty; `opening` stands above the name («Señores» unless said)."""

    name: str
    address: tuple[str, ...] = ()
    rut: str = ""
    trade_name: str = ""
    city: str = ""
    contact: str = ""
    position: str = ""  # of the contact
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot of the Remitente."""

    name: str
    position: str = ""
    phone: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to print. Without `number` it is a draft and says so on every page.

    body: plain text; a blank line parts paragraphs, other line ends are kept. With `fill` its placeholders are filled from this letter.
    with_logo: the head is printed (the office's name where there is no logo); without it the head stays empty, for printed stationery.
    with_signature: the closing and the sender's foot are printed; without it the text ends where the body ends.
    """

    number: str | None
    dated: date
    place: str
    office: Letterhead
    to: Addressee
    sender: Signature
    reference: str = ""
    body: str = ""
    fill: bool = False
    with_logo: bool = True
    with_signature: bool = True
    language: str = DEFAULT_LANGUAGE
    paper: Paper = Paper.LETTER

    @property
    def draft(self) -> bool:
        return self.number is None
