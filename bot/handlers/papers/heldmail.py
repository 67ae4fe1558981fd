"""Buttons under notices about held mail: «Sí, fui yo», «No, descartar», «Descartar»."""

from bot.turn import Turn
from crm.decision import Decision
from crm.errors import ForbiddenError, NotFoundError
from crm.services.mailing import inbound as mails


async def mail(turn: Turn) -> Decision | None:
    """The buttons `mail:mine|notmine|drop:<input id>`; the notice is edited in place, so that it is answered once."""
    words, number = turn.words, turn.press.number(1)
    mine = turn.press.args[0] == "mine"
    try:
        waited = await (mails.confirm_mine if mine else mails.discard)(turn.office, turn.staff, number)
    except ForbiddenError:
        return Decision.saying(turn.say(words("Only the person in whose name it came can say so."), edit=None, reply_to=turn.shown))
    except NotFoundError:
        waited = False
    if not waited:
        text = words("That mail no longer waits.")
    else:
        text = words("Done: it is being handled as yours.") if mine else words("Discarded. Thank you for telling me.")
    return Decision.saying(turn.say(text))
