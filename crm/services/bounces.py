"""Bounces: a mail that had left comes back, and the document that it carried did not arrive."""

import re

from crm.model import DeliveryState, ParcelState
from crm.services import outcomes
from crm.services.mailnames import bounced_parcel
from crm.services.office import OUTBOX, Office
from crm.store import documents, outbox, parameters

KEY = "mail_key"  # behind bounce addresses, kept in the database (app.mail makes it)
_DELAYED = re.compile(rb"^action:\s*(delayed|relayed|expanded|delivered)", re.IGNORECASE | re.MULTILINE)
_WHY = re.compile(rb"^diagnostic-code:\s*(.+(?:\r?\n[ \t].+)*)", re.IGNORECASE | re.MULTILINE)


async def came_back(office: Office, address: str, raw: bytes) -> bool:
    """A bounce to one of our keyed addresses makes its document undelivered; False where it says nothing of one, or nothing new."""
    if _DELAYED.search(raw):
        return False
    async with office.store.begin() as tx:
        key = await parameters.get(tx, KEY)
        parcel_id = bounced_parcel(address, bytes.fromhex(key)) if key else None
        parcel = await outbox.by_id(tx, parcel_id) if parcel_id else None
        delivery = await documents.by_key(tx, parcel.dedupe_key) if parcel and outcomes.DELIVERY in parcel.payload else None
        if parcel is None or delivery is None or delivery.state is not DeliveryState.SENT:
            return False
        await outcomes.settled(tx, office, parcel, ParcelState.FAILED, _why(raw))
    office.bell.ring(OUTBOX)
    return True


def _why(raw: bytes) -> str:
    found = _WHY.search(raw)
    return " ".join(found.group(1).decode("utf-8", "replace").split())[:300] if found else ""
