"""Letters: what an action says as everything that stands on the paper, its proof, and the PDF of what was issued."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from crm.codec import Codec
from crm.documents import Addressee, DocumentError, Letter, Letterhead, Press, Signature
from crm.errors import NotFoundError
from crm.languages import language_of
from crm.model import Action, Contact, Partner, Staff
from crm.services.house.office import Office
from crm.services.write import notes
from crm.store import Tx, actions, blobs, documents, people
from crm.text import fold

NOTHING_CHANGES = frozenset({"missing", "placeholder", "template", "forbidden", "size", "logo"})  # trying again does not help

_LETTER = Codec(Letter, whole=True)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants written: a standard text of the table or a body of one's own, to whom, about what."""

    partner_id: int
    contact_id: int | None
    responsible_id: int
    reference: str
    text: int | None
    body: str
    logo: bool
    signature: bool

    @staticmethod
    def of(values: Mapping[str, Any], by: Staff) -> "Wanted":
        """From the values of a Create or of an action, details included."""
        return Wanted(
            partner_id=values["partner_id"],
            contact_id=values.get("contact_id"),
            responsible_id=values.get("responsible_id") or by.id,
            reference=values.get("reference") or "",
            text=values.get("text") or None,
            body=values.get("body") or "",
            logo=values.get("logo") is not False,
            signature=values.get("signature") is not False,
        )


def values_of(item: Action) -> dict[str, Any]:
    """What a stored letter says, as `Wanted.of` takes it."""
    columns = {name: getattr(item, name) for name in ("partner_id", "contact_id", "responsible_id", "reference")}
    return {**item.details, **columns}


@dataclass(frozen=True, slots=True)
class Proof:
    """A letter as it would be printed: `pdf` marked as a draft, `blanks` the placeholders that leave a hole."""

    letter: Letter
    pdf: bytes
    blanks: tuple[str, ...] = ()


async def compose(office: Office, wanted: Wanted, dated: date) -> Letter:
    """The letter as data, without a number; nothing is rendered yet."""
    async with office.store.read() as tx:
        partner = await people.get_partner(tx, wanted.partner_id)
        contact = await people.get_contact(tx, wanted.contact_id) if wanted.contact_id else None
        sender = await people.get_staff(tx, wanted.responsible_id)
        body = await documents.text_of(tx, wanted.text) if wanted.text else wanted.body
    return Letter(
        number=None,
        dated=dated,
        place=str(office.parameters.get("place", "")),
        office=office.parameters.get("letterhead") or Letterhead(office.name),
        to=_addressee(partner, contact),
        sender=Signature(sender.name, mail=sender.email or ""),
        reference=wanted.reference,
        body=body,
        fill=True,
        with_logo=wanted.logo,
        with_signature=wanted.signature,
        language=language_of(office.parameters.get("language")),
    )


def _addressee(partner: Partner, contact: Contact | None) -> Addressee:
    return Addressee(
        name=partner.name,
        address=tuple(line for line in (partner.address, partner.city) if line),
        rut=partner.rut or "",
        trade_name=partner.trade_name or "",
        city=partner.city or "",
        contact=contact.name if contact else "",
        position=(contact.position or "") if contact else "",
    )


def press_of(office: Office) -> Press:
    """The press; DocumentError where this process has none."""
    if office.press is None:
        raise DocumentError("closed")
    return office.press


async def proof(office: Office, letter: Letter) -> Proof:
    """The letter rendered; DocumentError says what is wrong with it."""
    press = press_of(office)
    blanks = await press.blanks(letter)
    return Proof(letter, await press.letter(letter), tuple(blanks))


def freeze(letter: Letter, logo: str) -> dict[str, Any]:
    """A letter as JSON, its logo by the SHA-256 under which it is stored (empty: none)."""
    return {**_LETTER.encode(replace(letter, office=replace(letter.office, logo=None))), "logo_sha256": logo}


def looks(letter: Letter) -> str:
    """The mark of all that stands on the paper besides number and date."""
    return notes.mark({**freeze(letter, notes.mark({"logo": letter.office.logo})), "dated": "", "number": ""})


def thaw(content: Mapping[str, Any], logo: bytes | None) -> Letter:
    """The letter that `freeze` kept; UnreadableError."""
    letter = _LETTER.decode(content)
    return replace(letter, office=replace(letter.office, logo=logo))


async def frozen(tx: Tx, action_id: int) -> Letter:
    """The letter that an action was issued as; NotFoundError where it was not."""
    document = await documents.of_action(tx, action_id)
    if document is None:
        raise NotFoundError
    logo = document.content["logo_sha256"]
    return thaw(document.content, await blobs.get(tx, logo) if logo else None)


async def existing(office: Office, action_id: int) -> Action | None:
    """The action of that id, None where it is gone."""
    async with office.store.read() as tx:
        found = (await actions.get_many(tx, [action_id])).get(action_id)
    return None if found is None or found.removed else found


async def without_echo(office: Office, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without a note that only names the partner once more («/carta acme»)."""
    note = fold(str(values.get("description") or ""))
    async with office.store.read() as tx:
        partner = await people.get_partner(tx, values["partner_id"])
    echo = note in fold(f"{partner.name} {partner.trade_name or ''} {partner.rut or ''}")
    return {name: value for name, value in values.items() if not (name == "description" and echo)}
