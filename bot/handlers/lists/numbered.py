"""«tarea 113 lista», «pasa el llamado 87 al lunes»: an order that names its action by kind and number, as the bot names it."""

from bot.heard import NumberedOrder
from bot.pieces.ordering import carried_out
from bot.pieces.scene import seen
from bot.turn import Turn
from crm.decision import Decision
from crm.memory import NOTHING
from crm.services.look import search
from crm.services.write import orders


async def ordered(turn: Turn) -> Decision | None:
    """The order done, or the action shown where only its name is said; None where no kind is called so."""
    heard = turn.the(NumberedOrder)
    kind, key = await search.action_named(turn.office, heard.name)
    if key is None:
        return _nobody(turn, heard.name) if kind else None
    if heard.order.do == "show":
        return await seen(turn, key, NOTHING)
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, [key])
    return await carried_out(turn, await orders.decide(here, [heard.order]), None)


def _nobody(turn: Turn, what: str) -> Decision:
    return Decision.saying(turn.say(turn.words("Nothing is called «{what}».", what=what)))
