"""Papers: an action is issued as a document under its number, and the document takes its ways; the part of a commit that does it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from crm.decision import CameOut, Deliver, Effect, Issue, StopDeliveries
from crm.errors import ConflictError
from crm.kinds import KIND
from crm.model import Action, Channel, Delivery, DeliveryState, Staff
from crm.services.papers import series
from crm.services.write.asjson import difference, from_json
from crm.store import Tx, actions, changes, documents

FINAL = frozenset({"number", "deliver", "stop", "came_out"})  # verbs of the history that no undo takes back: they have ways of their own


class Work(Protocol):
    """What a commit has made so far (crm.services.write.commit)."""

    tx: Tx
    now: datetime
    at: datetime
    by: Staff | None
    change_id: int
    actions: list[Action]
    deliveries: list[Delivery]


async def _issue(work: Work, effect: Issue) -> None:
    """Number, text and data in one transaction: the counter's row stays locked, so there is neither gap nor double."""
    before = await actions.get(work.tx, effect.action_id)
    kind = KIND[before.kind]
    if before.state != kind.initial or before.removed:
        raise ConflictError
    number = await series.following(work.tx, kind.name, effect.on.year)
    values = {"state": kind.issued, "is_open": False, "closed_at": work.now, "dated": effect.on, "document_number": number}
    await _changed(work, effect.action_id, effect.version, values, "number")
    await documents.freeze(work.tx, effect.action_id, number=number, content={**effect.content, "number": number}, at=work.now)


async def _deliver(work: Work, effect: Deliver) -> None:
    assert work.by
    row = {
        "action_id": effect.action_id,
        "key": key_of(effect),
        "channel": effect.channel,
        "address": effect.address,
        "state": DeliveryState.WAITING,
        "staff_id": work.by.id,
        "at": work.now,
        "message_id": effect.message_id,
    }
    kind = KIND[(await actions.get(work.tx, effect.action_id)).kind]
    values = {"state": kind.queued, "is_open": False, "closed_at": work.now, "due_at": None} if kind.queued else {}
    await _changed(work, effect.action_id, effect.version, values, "deliver", {"channel": effect.channel, "address": effect.address})
    if effect.instead_of:
        await documents.set_delivery(work.tx, effect.instead_of, DeliveryState.REPLACED, at=work.now)
    await documents.add_delivery(work.tx, row)
    work.deliveries[:] = await documents.deliveries_of(work.tx, effect.action_id)


def key_of(effect: Deliver) -> str:
    """The key of the parcel and of its delivery: one version of a document takes one way, however often a button is tapped."""
    return f"deliver:{effect.action_id}:{effect.version}"


async def _stop(work: Work, effect: StopDeliveries) -> None:
    """Paper is on its way at once and is never asked back: only mail waits."""
    ways = await documents.deliveries_of(work.tx, effect.action_id)
    waiting = {way.key: way for way in ways if way.state is DeliveryState.WAITING and way.channel is Channel.MAIL}
    stopped = await documents.stop_parcels(work.tx, list(waiting), at=work.at)
    kind = KIND[(await actions.get(work.tx, effect.action_id)).kind]
    back = await _before_the_way(work.tx, effect.action_id) if kind.queued and stopped else {}
    await _changed(work, effect.action_id, effect.version, back, "stop")
    for key in stopped:
        await documents.set_delivery(work.tx, waiting[key].id, DeliveryState.CANCELLED, at=work.now)
    work.deliveries[:] = await documents.deliveries_of(work.tx, effect.action_id)


async def _before_the_way(tx: Tx, action_id: int) -> dict[str, Any]:
    """How the action stood before it went on its last way: a draft, or one that had come back and was overdue."""
    lines = [line for _, line in await changes.of_action(tx, action_id) if line.verb == "deliver"]
    return from_json(lines[-1].before) if lines else {}


async def _came_out(work: Work, effect: CameOut) -> None:
    before = await actions.get(work.tx, effect.action_id)
    kind = KIND[before.kind]
    values = {"state": kind.delivered, "is_open": False, "closed_at": before.closed_at or work.now}
    await _changed(work, effect.action_id, effect.version, values, "came_out")
    await documents.set_delivery(work.tx, effect.delivery_id, DeliveryState.SENT, at=work.now)
    work.deliveries[:] = await documents.deliveries_of(work.tx, effect.action_id)


async def _changed(
    work: Work, action_id: int, version: int, values: Mapping[str, Any], verb: str, said: Mapping[str, Any] | None = None
) -> None:
    """The change with its line of history, and what else is `said` there (a way and its address)."""
    stood = await actions.get(work.tx, action_id)
    item = await actions.change(work.tx, action_id, version, values)
    before, after = difference(stood, item)
    await changes.note(work.tx, work.change_id, action_id, verb=verb, before=before, after={**after, **(said or {})}, version=item.version)
    work.actions.append(item)


DO: Mapping[type[Effect], Callable[[Any, Any], Any]] = {
    Issue: _issue,
    Deliver: _deliver,
    StopDeliveries: _stop,
    CameOut: _came_out,
}
