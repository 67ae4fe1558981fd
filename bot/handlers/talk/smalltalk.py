"""«Hola» and «gracias» are answered and recorded nowhere."""

from bot.heard import SmallTalk
from bot.turn import Turn
from crm.decision import Decision
from crm.parsing.smalltalk import Talk


async def smalltalk(turn: Turn) -> Decision | None:
    """A greeting or thanks, where no question is open."""
    talk = turn.the(SmallTalk).talk
    name = turn.staff.name.split()[0]
    hello = turn.words("Hello, {name}. Tell me what you did or what has to be done; /help shows examples.", name=name)
    return Decision.saying(turn.say(hello if talk is Talk.GREETING else "👍"))
