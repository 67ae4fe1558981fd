"""Printing: the frozen content of what was issued becomes PDF bytes once, which are archived and from then on sent."""

from datetime import datetime

from crm.documents import DocumentError
from crm.errors import DeliveryError
from crm.model import Action, Channel, Document, NewParcel, Parcel, Receipt, Staff
from crm.services.house.office import OUTBOX, Office
from crm.services.papers import letters, panels
from crm.store import Tx, actions, blobs, documents, people
from crm.words import words_for

MARK = "press"  # a parcel with it asks for the PDF of that action's document


def press_parcel(item: Action, asker: Staff, key: str) -> NewParcel:
    """Ask for the PDF of what was issued; `asker` gets it in the chat."""
    return NewParcel(
        dedupe_key=f"press:{key}",
        order_key=f"press:{item.id}",
        channel=Channel.PRESS,
        address="press",
        payload={MARK: item.id, "asker": asker.id},
        action_id=item.id,
        staff_id=asker.id,
    )


async def make(office: Office, parcel: Parcel) -> Receipt:
    """Print what a parcel asks for. However often it runs, and wherever it was killed before, the bytes that were archived first stay.

    Raises:
        DeliveryError: the sentence in the asker's language; permanent where trying again cannot help.
    """
    action_id = int(parcel.payload[MARK])
    async with office.store.read() as tx:
        document = await documents.of_action(tx, action_id)
        if document is None:
            raise DeliveryError("nothing was issued", permanent=True)
        asker = await people.get_staff(tx, parcel.payload["asker"])
        letter = await letters.frozen(tx, action_id)
    data = None
    if document.pdf is None:
        try:
            data = await letters.press_of(office).letter(letter)
        except DocumentError as error:
            raise DeliveryError(error.sentence(words_for(asker)), permanent=error.code in letters.NOTHING_CHANGES) from error
    async with office.store.begin() as tx:
        item = await actions.get(tx, action_id)
        sha256 = await _archived(tx, item, document, data, office.machine())
        panel = await panels.read(tx, office, item, asker)
        await panels.put(tx, office, panel, asker, f"{parcel.dedupe_key}:shown", panel.message(with_file=True))
    office.bell.ring(OUTBOX)
    return Receipt(sha256)


async def _archived(tx: Tx, item: Action, document: Document, data: bytes | None, at: datetime) -> str:
    """Keep the bytes under their hash unless others were kept before; the hash of those that are kept."""
    if data is not None:
        sha256 = await blobs.put(tx, data, at=at)
        if await documents.archive(tx, item.id, sha256):
            name = panels.file_name(item.kind, document)
            await actions.attach(tx, item.id, sha256=sha256, name=name, media_type="application/pdf", size=len(data))
    kept = await documents.of_action(tx, item.id)
    assert kept
    assert kept.pdf
    return kept.pdf
