"""/start, /ayuda and /cancelar."""

from bot.dialog import Turn
from bot.menu import COMMANDS, about, keyboard
from crm.decision import Decision, DropDraft
from crm.kinds import KINDS
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.services import drafts

START = {"start"}
HELP = {"ayuda", "help"}
CANCEL = {"cancelar", "cancel"}


async def start(turn: Turn) -> Decision | None:
    """/start: who this is, one sentence to try, and the keyboard."""
    if turn.command not in START:
        return None
    said = turn.render(
        "welcome",
        message={"menu": keyboard(turn.words)},
        name=turn.staff.first_name,
        office=turn.office.name,
        example=_examples(turn)[0][1],
    )
    return Decision(parcels=lambda _: said)


async def help_(turn: Turn) -> Decision | None:
    """/ayuda: a sentence a kind to say, and the commands."""
    if turn.command not in HELP:
        return None
    said = helping(turn)
    return Decision(parcels=lambda _: said)


def helping(turn: Turn, *, first: int = 0) -> list[NewParcel]:
    """The help and the keyboard, as parcels from number `first` on."""
    lines = [(command.names[turn.words.language], about(command, turn.words)) for command in COMMANDS if command.listed]
    return turn.render("help", first=first, message={"menu": keyboard(turn.words)}, examples=_examples(turn), commands=lines)


def _examples(turn: Turn) -> list[tuple[str, str]]:
    """Icon and example sentence of every kind that has one."""
    return [(kind.icon, turn.words.of(kind.name, kind.example)) for kind in KINDS if kind.by_chat and kind.example]


async def cancel(turn: Turn) -> Decision | None:
    """/cancelar always works: the open question goes, with its buttons."""
    if turn.command not in CANCEL:
        return None
    draft = await drafts.active(turn.office, turn.staff)
    if draft is None:
        said = turn.say(turn.words("Nothing is open. Write to me whenever you like."))
        return Decision(parcels=lambda _: said)
    said = turn.say(turn.words("✖️ Cancelled."))
    if draft.message_id:
        said += _without_buttons(turn, draft.message_id, len(said))
    return Decision((DropDraft(draft.id),), lambda _: said)


def _without_buttons(turn: Turn, message_id: int, n: int) -> list[NewParcel]:
    """Take the buttons off a message that no longer counts."""
    return [turn.parcel(n, ChatMessage("", edit=message_id))]
