"""Bounces: a mail that had left comes back, and the document that it carried did not arrive."""

import re
from collections.abc import Sequence

from crm.model import DeliveryState, Parcel, ParcelState
from crm.services.house.office import OUTBOX, Office
from crm.services.mailing.keys import bounced_parcel, message_id, named_parcel
from crm.services.papers import outcomes
from crm.store import Tx, documents, outbox, parameters

_NAMES = 10  # of mails that a bounce speaks of
KEY = "mail_key"  # behind bounce addresses, kept in the database (app.mail makes it)
_DELAYED = re.compile(rb"^action:\s*(delayed|relayed|expanded|delivered)", re.IGNORECASE | re.MULTILINE)
_WHOM = re.compile(rb"^final-recipient:\s*(?:rfc822\s*;)?\s*(\S+@\S+)", re.IGNORECASE | re.MULTILINE)
_WHY = re.compile(rb"^diagnostic-code:\s*(.+(?:\r?\n[ \t].+)*)", re.IGNORECASE | re.MULTILINE)


async def came_back(office: Office, address: str, raw: bytes, about: Sequence[str] = ()) -> bool:
    """A bounce makes what it speaks of undelivered; False where it says nothing of anything of ours, or nothing new.

    It comes to the keyed address of its parcel, or names our keyed Message-ID in what it sends back (`about`).
    """
    if _DELAYED.search(raw):
        return False
    async with office.store.begin() as tx:
        key = await parameters.get(tx, KEY)
        parcel = await _parcel(tx, address, about, bytes.fromhex(key)) if key else None
        delivery = await documents.by_key(tx, parcel.dedupe_key) if parcel and outcomes.DELIVERY in parcel.payload else None
        if parcel is None or delivery is None or delivery.state is not DeliveryState.SENT:
            return False
        await outcomes.settled(tx, office, parcel, ParcelState.FAILED, _why(raw, several="," in delivery.address))
    office.bell.ring(OUTBOX)
    return True


async def _parcel(tx: Tx, address: str, about: Sequence[str], key: bytes) -> Parcel | None:
    """The parcel that came back; one that only a Message-ID names must have left under it."""
    parcel_id = bounced_parcel(address, key)
    if parcel_id:
        return await outbox.by_id(tx, parcel_id)
    for name in about[:_NAMES]:
        parcel = await outbox.by_id(tx, named_parcel(name) or 0)
        if parcel and message_id(parcel, key, name.rpartition("@")[2].rstrip("> ")) == name.strip():
            return parcel
    return None


def _why(raw: bytes, *, several: bool) -> str:
    """The other side's words; of a mail to several with the one whom it did not reach."""
    found, whom = _WHY.search(raw), _WHOM.search(raw) if several else None
    parts = [" ".join(one.group(1).decode("utf-8", "replace").split()) for one in (whom, found) if one]
    return ": ".join(part.removeprefix("smtp; ") for part in parts)[:300]
