"""A button that is typed instead of tapped: «deshacer», «emitir», «hecho» right below the message that has it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.heard import Label, Tap
from bot.pieces.ordering import carried_out
from bot.pieces.pickers import without_buttons
from bot.routes import route
from bot.turn import Turn
from crm.buttons import decode, encode
from crm.decision import Decision
from crm.flow.reading import bare
from crm.kinds import KIND
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.services.look import lists
from crm.services.look.situation import Standing
from crm.services.write import orders


async def pressed(turn: Turn) -> Decision | None:
    """What the button of that name does, on the message that is replied to, else on the newest; or an order about its one action."""
    below = turn.the(Label).below
    said = bare(turn.text)
    data = next((button.data for row in below.message.buttons for button in row if bare(button.text) == said and button.data), "")
    if data:
        return await _as_tapped(turn, below, data)
    shows = below.context
    if shows.action is None or shows.talk or shows.draft is not None or turn.understood.talk:
        return None
    return await _alone(turn, below)


async def _alone(turn: Turn, below: Standing) -> Decision | None:
    """«no contestó», «para el lunes», «a Ana» right below a message that shows one action: the same orders without a number.

    What a button of the action does is left to that button, which asks what has to be asked. «Listo» often says only «all right»: it
    closes an action where the message offers that.
    """
    key = below.context.action or 0
    item = (await lists.actions_of(turn.office, [key])).get(key)
    if item is None:
        return None
    kind = KIND[item.kind]
    named = [v for v in kind.verbs_from(item.state) if bare(turn.words.of(kind.name, v.label)) == bare(turn.text) and v.name != kind.finish]
    if named:
        return await _as_tapped(turn, below, encode("do", item.id, named[0].name))
    order = turn.understood.order_alone
    if order is None:
        return None
    verb = orders.verb_of(kind, order.do)
    data = encode("do", item.id, verb.name) if verb else ""
    if order.do == "done" and not any(button.data == data for row in below.message.buttons for button in row):
        return None
    if verb:
        return await _as_tapped(turn, below, data)
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, [item.id])
    return await carried_out(turn, await orders.decide(here, [order]), None)


async def _as_tapped(turn: Turn, below: Standing, data: str) -> Decision | None:
    """The turn as if the button had been tapped; what it shows comes below what was typed."""
    decision = await route(turn, Tap(decode(data), below.id))
    return decision and replace(decision, parcels=lambda done: _below(turn, decision.parcels(done), below.id))


def _below(turn: Turn, parcels: Sequence[NewParcel], shown_id: int) -> list[NewParcel]:
    """What would replace the tapped message, as a new one; the buttons above go."""
    own = f"reply:{turn.claim.id}:"
    said = [_anew(parcel, shown_id) if parcel.dedupe_key.startswith(own) else parcel for parcel in parcels]
    return said + (without_buttons(turn, shown_id, len(said)) if said != list(parcels) else [])


def _anew(parcel: NewParcel, shown_id: int) -> NewParcel:
    message = ChatMessage.of(parcel.payload)
    if message.edit != shown_id or not message.text or message.on_file:
        return parcel
    return replace(parcel, payload=replace(message, edit=None).payload())
