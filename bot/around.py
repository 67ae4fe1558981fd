"""What goes around every turn, whatever was decided: the pending items as first page of a day, and the line in a group."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from bot.handlers.lists.lists import COMMANDS as LISTS
from bot.pieces import albums
from bot.turn import Turn
from bot.worker import Around
from crm import notices
from crm.clock import local_to_utc
from crm.decision import Create, Decision, Recorded
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.render import chat
from crm.services.look import lists
from crm.services.queue import intake


async def first_page(turn: Turn, decision: Decision) -> Decision:
    """The parameter `pending_first`: before the first answer of a day, and after /start, what the person has to do."""
    message = turn.update.message
    if message is None or turn.command in LISTS or not turn.office.parameters.get("pending_first", False):
        return decision
    begun = turn.command == "start"
    midnight = local_to_utc(turn.today, time(), turn.staff.zone)
    if not begun and await intake.wrote_since(turn.office, turn.claim, midnight):
        return decision
    view = await lists.pending_list(turn.office, turn.staff, turn.staff, turn.now, words=turn.words)
    if not view.total:
        return decision
    page = replace(turn.parcel(0, lists.message(view, turn.words)), dedupe_key=f"first:{turn.claim.id}")

    def parcels(done: Recorded) -> Sequence[NewParcel]:
        answers = decision.parcels(done)
        return [*answers, page] if begun else [page, *answers]  # an open question stays the newest message

    return replace(decision, parcels=parcels)


async def word_in_group(turn: Turn, decision: Decision) -> Decision:
    """What was decided, and one line in the group that says where the answer is; nothing of the office stands in it."""
    message = turn.update.message
    if message is None or not turn.in_group:
        return decision
    done = any(isinstance(effect, Create) for effect in decision.effects)
    words, who = turn.words, turn.staff.first_name
    text = words("✅ Noted, {name}. The details are in your own chat.", name=who) if done else ""
    line = ChatMessage(
        chat("draft", words, text=text or words("💬 {name}, I answer in your own chat.", name=who)), reply_to=message.message_id
    )
    parcel = notices.to_chat(message.chat.id, f"group:{turn.claim.id}", line)
    return replace(decision, parcels=lambda recorded: [*decision.parcels(recorded), parcel])


AROUND: tuple[Around, ...] = (albums.first_answer, first_page, word_in_group)
