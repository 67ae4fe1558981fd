"""A button that is typed instead of tapped: «deshacer», «emitir», «hecho» right below the message that has it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from telegram import Update

from bot.dialog import Turn, first_of
from bot.handlers.lists import typed
from bot.pieces.pickers import without_buttons
from crm.decision import Decision
from crm.flow.reading import bare
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.parsing.smalltalk import talk_of
from crm.services.write import drafts, notes

_LONGEST = 40  # a label is short; a longer text is a sentence


async def pressed(turn: Turn) -> Decision | None:
    """What the button of that name does, on the message that is replied to, else on the newest. Questions of a draft read their own."""
    message = turn.update.message
    said = bare(turn.text) if len(turn.text) <= _LONGEST else ""
    if message is None or not message.text or turn.command or turn.in_group or not said or said.isdigit() or message.forward_origin:
        return None  # a number is for the list, and what somebody else wrote orders nothing
    if turn.reply_to is None and await drafts.active(turn.office, turn.staff):
        return None
    found = await notes.displayed(turn.office, turn.chat_id, turn.reply_to)
    if found is None:
        return None
    shown, shown_id = found
    data = next((button.data for row in shown.buttons for button in row if bare(button.text) == said and button.data), "")
    if data:
        return await _as_tapped(turn, shown_id, data)
    context = shown.context or {}
    if "action" not in context or {"talk", "draft"} & set(context) or talk_of(turn.text):
        return None
    return await typed.alone(turn, shown, partial(_as_tapped, turn, shown_id))


async def _as_tapped(turn: Turn, shown_id: int, data: str) -> Decision | None:
    """The turn as if the button had been tapped; what it shows comes below what was typed."""
    from bot.handlers import HANDLERS  # noqa: PLC0415 - the list names this module

    raw = turn.update.to_dict()
    message = raw.pop("message")
    shown = {"message_id": shown_id, "chat": message["chat"], "date": message["date"]}
    raw["callback_query"] = {"id": "", "from": message["from"], "chat_instance": "", "message": shown, "data": data}
    tapped = replace(turn, update=Update.de_json(raw, turn.bot))
    decision = await first_of(HANDLERS, tapped)
    return decision and replace(decision, parcels=lambda done: _below(turn, decision.parcels(done), shown_id))


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
