"""«1 listo, 2 para el lunes»: typed on the list that was shown last, or on the one that is replied to."""

from collections.abc import Sequence

from bot.heard import ListLine
from bot.pieces.ordering import carried_out
from bot.pieces.scene import seen
from bot.turn import Turn
from crm.decision import Decision
from crm.memory import Shows
from crm.services.write import orders

_FEW = 3  # words beyond which a line about no list is taken for a sentence


async def typed(turn: Turn) -> Decision | None:
    """Orders about the numbers of a list; None where nobody has seen one."""
    said = turn.the(ListLine).orders
    if not said:
        return _no_list(turn, "What is done? /pending shows what is open: «1 done».")
    context = _list(turn)
    if context is None:
        return _no_list(turn) if said[0].do == "done" and len(turn.text.split()) <= _FEW else None
    if said[0].do == "show":
        return await _shown(turn, said[0].numbers, context)
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, context.list or ())
    lines = await orders.decide(here, said)
    return await carried_out(turn, lines, context) if lines else _no_list(turn, "Nothing on that list is open.")


def _list(turn: Turn) -> Shows | None:
    found = turn.situation.listed if turn.reply_to is None else turn.situation.replied
    return found.context if found and found.context.list is not None else None


def _no_list(turn: Turn, msgid: str = "Which list do you mean? /pending shows yours.") -> Decision:
    return Decision.saying(turn.say(turn.words(msgid)))


async def _shown(turn: Turn, numbers: Sequence[int], context: Shows) -> Decision | None:
    """«3» shows what stands there, as its button does; several numbers, or one that is not there, say nothing."""
    ids = context.list or ()
    if len(numbers) != 1 or not 0 < numbers[0] <= len(ids):
        return None
    return await seen(turn, ids[numbers[0] - 1], context)
