"""/start, /ayuda and /cancelar."""

from bot.menu import keyboard
from bot.pieces.helping import examples, helping
from bot.pieces.pickers import without_buttons
from bot.turn import Turn
from crm.decision import Decision, DropDraft
from crm.kinds import KINDS

START = ("start",)
HELP = ("ayuda", "help")


async def start(turn: Turn) -> Decision | None:
    """/start: who this is, one sentence to try, and the keyboard."""
    said = turn.render(
        "welcome",
        message={"menu": keyboard(turn.words)},
        name=turn.staff.first_name,
        office=turn.office.name,
        example=examples(turn, KINDS)[0][1],
    )
    return Decision.saying(said)


async def help_(turn: Turn) -> Decision | None:
    """/ayuda: a sentence a kind to say, and the commands."""
    return await _help(turn)


async def _help(turn: Turn) -> Decision:
    return Decision.saying(await helping(turn))


async def cancel(turn: Turn) -> Decision | None:
    """/cancelar always works: the open question goes, with its buttons."""
    draft = turn.situation.draft
    if draft is None and turn.newest.wants:
        return Decision.saying(turn.say(turn.words("✖️ Cancelled.")))
    if draft is None:
        return Decision.saying(turn.say(turn.words("Nothing is open. Write to me whenever you like.")))
    said = turn.say(turn.words("✖️ Cancelled."))
    if draft.message_id:
        said += without_buttons(turn, draft.message_id, len(said))
    return Decision((DropDraft(draft.id),), lambda _: said)
