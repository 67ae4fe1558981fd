"""Outcomes: what a settled parcel means for the document that it carried; written in the transaction that settles it."""

import logging
from collections.abc import Mapping

from markupsafe import Markup

from crm import notices
from crm.kinds import KIND
from crm.model import Action, Channel, Delivery, DeliveryState, Parcel, ParcelState, Staff
from crm.notices.ways import ways_to
from crm.render import chat
from crm.services.house.office import Office
from crm.services.mailing import outbound, refusals, testmail
from crm.services.papers import panels
from crm.services.write.asjson import difference
from crm.store import Tx, actions, changes, documents, outbox, people
from crm.views import inside

log = logging.getLogger(__name__)

DELIVERY, PRESS = "delivery", "press"
MARKS = frozenset({DELIVERY, PRESS, testmail.MARK})  # of payloads of which whoever asked for them is told

_BECOMES = {
    ParcelState.SENT: DeliveryState.SENT,
    ParcelState.UNSURE: DeliveryState.ASKED,
    ParcelState.FAILED: DeliveryState.FAILED,
    ParcelState.CANCELLED: DeliveryState.CANCELLED,
}


# What shows an action of a kind that is no document on paper.
READERS: Mapping[str, panels.Read] = {"email": outbound.read}


async def settled(tx: Tx, office: Office, parcel: Parcel, state: ParcelState, error: str | None = None, *, ref: str = "") -> None:
    """Write what became of a document's parcel, and promise to tell it; nothing for any other parcel.

    `ref` is the Message-ID of a mail that left: its answers find the action by it. `error` says why, or whom a sent mail did not reach.
    """
    if DELIVERY in parcel.payload:
        delivery = await documents.by_key(tx, parcel.dedupe_key)
        if delivery:
            await _delivered(tx, office, delivery, state, error or "", ref if parcel.channel is Channel.MAIL else "")
    elif PRESS in parcel.payload and state is ParcelState.FAILED:
        await _not_printed(tx, office, parcel, error or "")
    elif testmail.MARK in parcel.payload:
        await testmail.tell(tx, office, parcel, state, error or "")


async def waits(tx: Tx, office: Office, parcel: Parcel, error: str) -> None:
    """A mail that could not leave yet: its message says why, once for each reason."""
    delivery = await documents.by_key(tx, parcel.dedupe_key) if DELIVERY in parcel.payload and parcel.channel is Channel.MAIL else None
    if delivery is None or delivery.state is not DeliveryState.WAITING or delivery.error == error:
        return
    await documents.set_delivery(tx, delivery.id, DeliveryState.WAITING, at=office.now(), error=error)
    asker = await people.get_staff(tx, delivery.staff_id)
    await _edited(tx, office, await actions.get(tx, delivery.action_id), asker, delivery, f"waiting:{parcel.attempts}")


async def _delivered(tx: Tx, office: Office, delivery: Delivery, state: ParcelState, error: str, message_id: str) -> None:
    """No printer knows whether paper came out: what it took is asked about, like what it perhaps took."""
    await documents.lock(tx, delivery.action_id)
    becomes = _BECOMES[state]
    if becomes is DeliveryState.SENT and delivery.channel is Channel.PRINTER:
        becomes = DeliveryState.ASKED
    await documents.set_delivery(tx, delivery.id, becomes, at=office.now(), error=error or None)
    item = await _moved(tx, office, await actions.get(tx, delivery.action_id), becomes, delivery.key, message_id)
    asker = await people.get_staff(tx, delivery.staff_id)
    await _edited(tx, office, item, asker, delivery, becomes)
    if becomes is DeliveryState.FAILED:
        await _undelivered(tx, office, item, delivery.key, delivery.address, error)
    elif becomes is DeliveryState.SENT and error:
        await _undelivered(tx, office, item, delivery.key, error, "")


async def _moved(tx: Tx, office: Office, before: Action, becomes: DeliveryState, source: str, message_id: str) -> Action:
    """The action's own state: it arrived on one way, or was given up on one. Its version grows, so that older buttons no longer count."""
    kind = KIND[before.kind]
    state = {DeliveryState.SENT: kind.delivered, DeliveryState.FAILED: kind.undelivered}.get(becomes, before.state)
    is_open = kind.state(state).open
    closed = None if is_open else before.closed_at or office.now()
    values = {"state": state, "is_open": is_open, "closed_at": closed}
    if kind.due_back:
        values["due_at"] = office.now() if is_open else None
    if message_id and (kind.queued or not before.message_id):
        values["message_id"] = message_id
    after = await documents.move(tx, before.id, values)
    change = await changes.open_change(tx, at=office.now(), staff_id=None, source=source)
    was, became = difference(before, after)
    await changes.note(tx, change, before.id, verb=becomes.value, before=was, after=became, version=after.version)
    return after


async def _edited(tx: Tx, office: Office, item: Action, asker: Staff, delivery: Delivery, becomes: str) -> None:
    """The message where this way was chosen shows what became of it."""
    if delivery.message_id is None or asker.telegram_id is None:
        return
    panel = await _read(item)(tx, office, item, asker, None)
    on_file = await panels.is_file(tx, asker, delivery.message_id)
    message = panel.message(edit=delivery.message_id, on_file=on_file)
    await panels.put(tx, office, panel, asker, f"panel:{delivery.id}:{becomes}:{item.version}", message)


def _read(item: Action) -> panels.Read:
    return READERS.get(item.kind, panels.read)


async def _undelivered(tx: Tx, office: Office, item: Action, key: str, address: str, error: str) -> None:
    """The responsible hears of it, with the ways that are left."""
    person = await people.get_staff(tx, item.responsible_id)
    panel = await _read(item)(tx, office, item, person, None)
    text = chat("letter_undelivered", panel.words, name=panel.view.name, address=address, why=refusals.plain(panel.words, error))
    await _notice(tx, office, panel, person, f"undelivered:{key}", text)


async def _not_printed(tx: Tx, office: Office, parcel: Parcel, error: str) -> None:
    item = await actions.get(tx, int(parcel.payload[PRESS]))
    person = await people.get_staff(tx, int(parcel.payload["asker"]))
    panel = await panels.read(tx, office, item, person)
    text = chat("letter_unprinted", panel.words, name=inside(panel.view.name), why=error[:600])
    await _notice(tx, office, panel, person, f"unprinted:{parcel.dedupe_key}", text)


async def _notice(tx: Tx, office: Office, panel: panels.Shown, person: Staff, key: str, text: Markup) -> None:
    for way in list(ways_to(person).values())[:1]:
        parcel = notices.by_way(way, key, panel.notice(text, way.channel), action_id=panel.item.id, staff_id=person.id)
        await outbox.put(tx, [parcel], at=office.machine())
