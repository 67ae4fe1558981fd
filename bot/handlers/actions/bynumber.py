"""«tarea 113 lista», «pasa el llamado 87 al lunes»: an order that names its action by kind and number, as the bot names it."""

from bot.dialog import Turn
from bot.handlers.lists import typed
from bot.handlers.lists.search import NAMED
from bot.pieces.scene import seen
from crm.decision import Decision
from crm.services.look import search
from crm.services.meaning import understand
from crm.services.write import orders

_LONGEST = 120  # a longer text is a sentence


async def ordered(turn: Turn) -> Decision | None:
    """The order done, or the action shown where only its name is said; None where the text says anything else."""
    message = turn.update.message
    named = NAMED.search(turn.text) if len(turn.text) <= _LONGEST else None
    if message is None or not message.text or turn.command or named is None:
        return None
    plain = f"{turn.text[: named.start()]}1{turn.text[named.end() :]}"
    said = await understand.orders(turn.office, plain, turn.said_at, turn.words.language, me=turn.staff.id)
    kind, key = await search.action_named(turn.office, named[0]) if len(said) == 1 else ("", None)
    if key is None:
        return _nobody(turn, named[0]) if kind else None
    if said[0].do == "show":
        return await seen(turn, key, {})
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, [key])
    return await typed.carried_out(turn, await orders.decide(here, said), {})


def _nobody(turn: Turn, what: str) -> Decision:
    said = turn.say(turn.words("Nothing is called «{what}».", what=what))
    return Decision(parcels=lambda _: said)
