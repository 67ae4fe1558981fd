"""A contact as a telephone shares it: name, number and vCard as columns of a contact, whose number it is already. Mostly pure."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from crm import checks
from crm.errors import InvalidValueError
from crm.model import Contact, Partner
from crm.services.house.office import Office
from crm.services.meaning import directory

_LONGEST = 100  # letters of a name, as crm.checks keeps it
_FEWEST = 7  # figures by which a number is known again


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared: `values` are columns of a contact (no name where none can be read), `firm` what the vCard says it works for.

    `unread` is a number that is none.
    """

    values: Mapping[str, str]
    firm: str = ""
    unread: str = ""


def read(first: str, last: str, phone: str, vcard: str = "") -> Shared:
    """Only what can be read is taken over."""
    card = dict(_lines(vcard))
    said = {
        "name": (checks.person_name, f"{first} {last}".strip()[:_LONGEST]),
        "position": (lambda text: checks.one_line(text, "position", 60), card.get("TITLE", "")),
        "phone": (_number, phone),
        "email": (checks.mail_address, card.get("EMAIL", "")),
    }
    values = {}
    for name, (check, text) in said.items():
        try:
            values[name] = check(text) if text.strip() else ""
        except InvalidValueError:
            values[name] = ""
    found = {name: value for name, value in values.items() if value}
    return Shared(found, card.get("ORG", "").partition(";")[0], phone.strip()[:40] if phone.strip() and "phone" not in found else "")


def _lines(vcard: str) -> Iterator[tuple[str, str]]:
    """Each property's first value, folded lines joined."""
    seen = set()
    for line in re.sub(r"\r?\n[ \t]", "", vcard[:20_000]).splitlines():
        head, _, value = line.partition(":")
        name = head.partition(";")[0].rpartition(".")[2].strip().upper()
        if value.strip() and name not in seen:
            seen.add(name)
            yield name, re.sub(r"\\(.)", r"\1", value).strip()


def _number(text: str) -> str:
    """Telegram leaves out the plus: more than ten figures are a number with its country."""
    bare = re.sub(r"[\s.()-]", "", text)
    return checks.phone_number(f"+{bare}" if re.fullmatch(r"[1-9]\d{10,}", bare) else text)


@dataclass(frozen=True, slots=True)
class Known:
    """Whose number it is already: a contact's, or a partner's own."""

    partner: Partner
    contact: Contact | None = None


async def known(office: Office, values: Mapping[str, Any]) -> Known | None:
    """Who has that number; a person before a firm."""
    wish = _figures(values.get("phone") or "")
    if len(wish) < _FEWEST:
        return None
    people = await directory.snapshot(office)

    def has(one: Contact | Partner) -> bool:
        bare = re.sub(r"\D", "", one.phone or "")  # a long directory is not parsed number by number
        return bare.endswith(wish[-_FEWEST:]) and _figures(one.phone or "") == wish

    person = next((one for one in people.contacts.values() if has(one)), None)
    if person and person.partner_id in people.partners:
        return Known(people.partners[person.partner_id], person)
    firm = next((one for one in people.partners.values() if has(one)), None)
    return Known(firm) if firm else None


def _figures(phone: str) -> str:
    """A number's figures in one form, however it was written down."""
    with suppress(InvalidValueError):
        phone = _number(phone)
    return re.sub(r"\D", "", phone)
