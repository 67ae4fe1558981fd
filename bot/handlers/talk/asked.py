"""An answer to a question that is no draft: a parameter, a line of a table, a partner's data. What is asked stands in the message."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.dialog import Turn
from bot.handlers.office import parameters, tableasking
from bot.handlers.partners import contacts, editing, entering, merging, sharedcontact
from bot.handlers.staff import handover, mine, staffcard
from crm.decision import Decision
from crm.flow.reading import bare
from crm.services.meaning import understand
from crm.services.write import notes

WANTS = parameters.WANTS  # context of such a question: {"what": …, and what its handler needs}

ANSWERED: Mapping[str, Callable[[Turn, Mapping[str, Any]], Awaitable[Decision | None]]] = {
    "parameter": parameters.answered,
    "mine": mine.answered,
    "person": staffcard.answered,
    "handover": handover.answered,
    "entry": tableasking.answered,
    "partner": entering.answered,
    "piece": editing.answered,
    "contact": contacts.answered,
    "merge": merging.answered,
    sharedcontact.WHAT: sharedcontact.typed,
}


async def _asks(turn: Turn) -> bool:
    """«¿qué tengo mañana?» in between is no answer: it is answered itself."""
    if "?" not in turn.text:
        return False
    return await understand.question(turn.office, turn.text, turn.said_at, turn.words.language, me=turn.staff.id) is not None


async def answer(turn: Turn) -> Decision | None:
    """What is written (or sent) right after such a question, or as a reply to it."""
    if turn.update.message is None or turn.command:
        return None
    shown = turn.reply_to
    context = await (notes.newest(turn.office, turn.chat_id) if shown is None else notes.context(turn.office, turn.chat_id, shown))
    wanted = context.get(WANTS)
    if not wanted or wanted.get("what") not in ANSWERED or (shown is None and await _asks(turn)):
        return None
    if bare(turn.text) == bare(turn.words("✖️ Cancel")):
        said = turn.say(turn.words("✖️ Cancelled."))
        return Decision(parcels=lambda _: said)
    return await ANSWERED[wanted["what"]](turn, wanted)
