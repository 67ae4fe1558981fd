"""A document after its issue: the ways that it may take, chosen and answered in the message that shows it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from bot.pieces.scene import Scene
from crm.decision import CameOut, Decision, Deliver, Recorded, StopDeliveries
from crm.message import PrintJob
from crm.model import Channel, Delivery, DeliveryState, NewParcel, Priority
from crm.notices import mail_way
from crm.services.papers import covermail, panels, printing
from crm.services.papers.issuing import key_of
from crm.services.papers.panels import Panel


async def show(found: Scene, note: str = "") -> Decision:
    """The document with its ways; its PDF again where that was asked for, or printed again where it is missing."""
    turn, item = found.turn, found.item
    panel = await panels.of(turn.office, item, turn.staff, turn.words)
    if panel.document.pdf is None:
        said = [*turn.say(turn.words("The PDF is being made…")), printing.press_parcel(item, turn.staff, f"{item.id}:{turn.claim.id}")]
    elif turn.on_file and note:
        said = [turn.parcel(0, panel.message(edit=turn.shown, note=note))]
    else:
        said = [turn.parcel(0, panel.message(with_file=True, note=note))]
    return Decision.saying(said)


async def _mail(found: Scene) -> Decision | None:
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)
    chosen = panel.mails[_number(found) : _number(found) + 1]
    return _sent(found, panel, Channel.MAIL, chosen[0]) if chosen else None


async def _print(found: Scene) -> Decision | None:
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)
    chosen = panel.printers[_number(found) : _number(found) + 1]
    return _sent(found, panel, Channel.PRINTER, chosen[0]) if chosen else None


async def _print_again(found: Scene) -> Decision | None:
    """What did not come out goes to the same printer once more."""
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)
    old = _asked(panel, _number(found))
    return _sent(found, panel, Channel.PRINTER, old.address, instead_of=old.id) if old else None


def _sent(found: Scene, panel: Panel, channel: Channel, address: str, *, instead_of: int = 0) -> Decision:
    """The way and its parcel in one transaction; the message shows it."""
    turn, item = found.turn, found.item
    effect = Deliver(item.id, item.version, channel, address, turn.shown, instead_of)
    waiting = Delivery(0, item.id, key_of(effect), channel, address, DeliveryState.WAITING, turn.staff.id, turn.office.now())
    parcel = _by_mail(panel, waiting) if channel is Channel.MAIL else _on_paper(panel, waiting)
    note = turn.words("What is printed cannot be taken back.") if channel is Channel.PRINTER else ""
    return Decision((effect,), lambda done: [parcel, *_shown(found, panel, done, note)])


def _by_mail(panel: Panel, way: Delivery) -> NewParcel:
    """It waits as long as it may be taken back."""
    assert panel.reader.person
    mail = covermail.of(panel.item.kind, panel.document, panel.reader.person)
    return _parcel(way, mail_way(way.address).order_key, mail.payload(), panel.delay)


def _on_paper(panel: Panel, way: Delivery) -> NewParcel:
    job = PrintJob(panel.document.pdf or "", panel.file_name)
    return _parcel(way, f"printer:{way.address}", job.payload(), 0.0)


def _parcel(way: Delivery, order_key: str, payload: Mapping[str, object], delay: float) -> NewParcel:
    return NewParcel(
        dedupe_key=way.key,
        order_key=order_key,
        channel=way.channel,
        address=way.address,
        payload={**payload, "delivery": way.action_id},
        priority=Priority.NOTICE,
        action_id=way.action_id,
        staff_id=way.staff_id,
        delay=delay,
    )


def _shown(found: Scene, panel: Panel, done: Recorded, note: str = "") -> list[NewParcel]:
    after = panels.after(panel, done.actions[-1], done.deliveries)
    return [found.turn.parcel(0, after.message(edit=found.turn.shown, note=note))]


async def _stop(found: Scene) -> Decision:
    """«Deshacer»: mail that waits is stopped; what has left is named, because nobody can take it back."""
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)

    def parcels(done: Recorded) -> Sequence[NewParcel]:
        out = [way for way in done.deliveries if way.state in panels.LIVE]
        words = found.turn.words
        note = words("What has left cannot be taken back: {what}.", what=", ".join(panels.address_text(way) for way in out)) if out else ""
        return _shown(found, panel, done, note)

    return Decision((StopDeliveries(found.item.id, found.item.version),), parcels)


async def _came_out(found: Scene) -> Decision | None:
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)
    way = _asked(panel, _number(found))
    if way is None:
        return None
    return Decision((CameOut(found.item.id, found.item.version, way.id),), lambda done: _shown(found, panel, done))


async def _here(found: Scene) -> Decision:
    panel = await panels.of(found.turn.office, found.item, found.turn.staff, found.turn.words)
    said = [found.turn.parcel(0, replace(panel, done=True).message(edit=found.turn.shown))]
    return Decision.saying(said)


def _number(found: Scene) -> int:
    assert found.turn.press
    return found.turn.press.number(3)


def _asked(panel: Panel, delivery_id: int) -> Delivery | None:
    return next((way for way in panel.ways if way.id == delivery_id and way.state is DeliveryState.ASKED), None)


WAYS: Mapping[str, Callable[[Scene], Awaitable[Decision | None]]] = {
    "mail": _mail,
    "print": _print,
    "again": _print_again,
    "out": _came_out,
    "stop": _stop,
    "here": _here,
}
