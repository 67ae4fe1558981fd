"""Partners and contacts as people enter them: one line read into fields, every value checked, doubles found, two made one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crm import checks
from crm.decision import AddRecord, SetRecord
from crm.errors import InvalidValueError
from crm.memory import Wants
from crm.model import Contact, Partner
from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.services.write import masterdata
from crm.store import actions, people
from crm.text import fold, fold_company

_MAIL = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
_RUT = re.compile(r"(?:rut\s*:?\s*)?\b(\d{1,2}\.?\d{3}\.?\d{3}\s*-\s*[\dk])\b", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+\d|\b\d)[\d\s()-]{6,}\d")
_TWO_MAILS = re.compile(r"(?<![^\s,;])[a-z0-9._-]+,[^\s,;<>]+@[^\s,;<>]+")  # «ventas,compras@nueva.cl» is one mail address, and a wrong one
_NEARLY_RUT = re.compile(r"[\d.]+\s*-\s*[\dk]?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_FORMS = frozenset({"rut", "phone", "email"})  # what can be told by its form, and written again alone


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is known of a partner or contact: the column, its label (a message id), how it is read."""

    name: str
    label: str
    read: Callable[[str], str]
    optional: bool = True


def _line(name: str, longest: int = 120) -> Callable[[str], str]:
    return lambda text: checks.one_line(text, name, longest)


PARTNER: Mapping[str, Piece] = {
    piece.name: piece
    for piece in (
        Piece("name", "Name", _line("name"), optional=False),
        Piece("trade_name", "Trade name", _line("trade_name")),
        Piece("rut", "RUT", checks.rut_number),
        Piece("address", "Address", _line("address")),
        Piece("city", "City", _line("city", 60)),
        Piece("phone", "Phone", checks.phone_number),
        Piece("email", "Mail", checks.mail_address),
    )
}
CONTACT: Mapping[str, Piece] = {
    piece.name: piece
    for piece in (
        Piece("name", "Name", checks.person_name, optional=False),
        Piece("position", "Position", _line("position", 60)),
        Piece("phone", "Phone", checks.phone_number),
        Piece("email", "Mail", checks.mail_address),
    )
}
PIECES: Mapping[str, Mapping[str, Piece]] = {masterdata.PARTNER: PARTNER, masterdata.CONTACT: CONTACT}


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody who is there already and may be the same; `field` says what is the same."""

    partner: Partner
    field: str


def _taken_out(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """What a pattern finds, and the text without it."""
    found = pattern.search(text)
    return (found[0], text[: found.start()] + "," + text[found.end() :]) if found else ("", text)


def read_partner(text: str) -> dict[str, str]:
    """«Ferretería Nueva SpA, 76.333.222-1, +56 9 …, ventas@nueva.cl, Av. Matta 100, Santiago» as columns; InvalidValueError."""
    values, parts = _read(text, with_rut=True)
    values["name"] = PARTNER["name"].read(parts[0] if parts else "")
    for part in parts[1:]:
        _told_by_form(part, with_rut=True)
        name = "address" if any(c.isdigit() for c in part) and "address" not in values else "city"
        name = name if name not in values else "address"
        if name not in values:
            values[name] = PARTNER[name].read(part)
    return values


def read_contact(text: str) -> dict[str, str]:
    """«Pedro Lira, bodega, +56 9 …, pedro@nueva.cl» as columns; InvalidValueError."""
    values, parts = _read(text, with_rut=False)
    values["name"] = CONTACT["name"].read(parts[0] if parts else "")
    for part in parts[1:]:
        _told_by_form(part, with_rut=False)
    if len(parts) > 1:
        values["position"] = CONTACT["position"].read(" ".join(parts[1:]))
    return values


def _read(text: str, *, with_rut: bool) -> tuple[dict[str, str], list[str]]:
    """What can be told by its form, wherever it stands, and the parts between commas that are left."""
    values: dict[str, str] = {}
    rest = text.replace("\n", ",")
    if ", " in rest and (two := _TWO_MAILS.search(rest)):
        raise InvalidValueError("email", two[0])
    for name, pattern in (("email", _MAIL), ("rut", _RUT), ("phone", _PHONE)):
        if name == "rut" and not with_rut:
            continue
        found, rest = _taken_out(rest, pattern)
        if found:
            values[name] = PARTNER[name].read(found.strip("<>.; "))
    return values, [part for part in (" ".join(part.split()) for part in re.split("[,;]", rest)) if part]


def _told_by_form(part: str, *, with_rut: bool) -> None:
    """InvalidValueError for a part that has no word in it: a RUT or phone number that is none."""
    nearly = with_rut and _NEARLY_RUT.fullmatch(part)
    if nearly or not any(c.isalpha() for c in part):
        raise InvalidValueError("rut" if nearly else "phone", part)


def to_mend(wants: Wants, error: InvalidValueError, line: str) -> Wants:
    """The question with what is kept of a line whose RUT, phone or mail does not fit, so that this alone may be written again."""
    known = error.field in _FORMS and error.expected and error.expected in line
    return replace(wants, line=line, wrong=error.field, said=error.expected) if known else wants


def mended(kept: Wants, text: str) -> str:
    """The line with what was written in place of what did not fit; the text where it is a line of its own. InvalidValueError."""
    field, said = kept.wrong, text.strip()
    if not field or "," in said or "\n" in said or (" " in said if field == "email" else _WORD.search(said)):
        return text
    try:
        PARTNER[field].read(said)
    except InvalidValueError as error:
        if error.field == field:
            raise
    return kept.line.replace(kept.said, said, 1)


async def doubles(office: Office, values: Mapping[str, Any], *, but: int = 0) -> list[Double]:
    """Who has the same RUT (active or not), the same folded name, or the same mail address."""
    async with office.store.read() as tx:
        same_rut = await people.partner_by_rut(tx, values["rut"]) if values.get("rut") else None
        known = await people.known_address(tx, values["email"]) if values.get("email") else None
    found = [Double(same_rut, "rut")] if same_rut else []
    if values.get("name"):
        wish = fold_company(values["name"])
        snapshot = await directory.snapshot(office)
        found += [Double(p, "name") for p in snapshot.partners.values() if wish in (fold_company(p.name), fold_company(p.trade_name or ""))]
    found += [Double(known[0], "email")] if known and known[0].active else []
    return list({one.partner.id: one for one in reversed(found) if one.partner.id != but}.values())[::-1]


async def contact_doubles(office: Office, partner_id: int, values: Mapping[str, Any]) -> Contact | None:
    """The contact who may be the same: of that name at that partner, or of that mail address anywhere."""
    async with office.store.read() as tx:
        here = await people.contacts_of(tx, partner_id)
        known = await people.known_address(tx, values["email"]) if values.get("email") else None
    named = next((one for one in here if fold(one.name) == fold(values["name"])), None)
    return named or (known[1] if known else None)


def new_partner(values: Mapping[str, Any]) -> AddRecord:
    return AddRecord(masterdata.PARTNER, dict(values))


def new_contact(partner_id: int, values: Mapping[str, Any]) -> AddRecord:
    return AddRecord(masterdata.CONTACT, {**values, "partner_id": partner_id})


def changed(subject: str, key: int, values: Mapping[str, Any]) -> SetRecord:
    return SetRecord(subject, str(key), dict(values))


async def partner(office: Office, partner_id: int) -> tuple[Partner, list[Contact]] | None:
    """A partner with its contacts, those who left at the end; None where there is none."""
    async with office.store.read() as tx:
        found = await people.partners_by_id(tx, [partner_id])
        if not found:
            return None
        contacts = await people.contacts_of(tx, partner_id, gone=True)
    return found[0], sorted(contacts, key=lambda one: (not one.active, fold(one.name)))


async def contact(office: Office, contact_id: int) -> Contact | None:
    async with office.store.read() as tx:
        return next(iter(await people.contacts_by_id(tx, [contact_id])), None)


async def weight(office: Office, partner_id: int) -> tuple[int, int]:
    """How many actions and contacts a partner has."""
    async with office.store.read() as tx:
        counts = await actions.partner_counts(tx, partner_id, mine=None)
        return sum(total for _, total, _ in counts), len(await people.contacts_of(tx, partner_id, gone=True))


def meant(error: InvalidValueError, text: str) -> str:
    """The text with the RUT that was meant, where only its check digit is wrong; empty elsewhere."""
    if error.field != "check digit":
        return ""
    found = _RUT.search(text)
    if found is None:
        return checks.rut_meant(text, error.expected)
    return text[: found.start(1)] + checks.rut_meant(found[1], error.expected) + text[found.end(1) :]


def rut_of(text: str) -> str:
    """The RUT that stands in a text; the text where none does."""
    found = _RUT.search(text)
    return found[1] if found else text
