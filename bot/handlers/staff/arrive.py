"""«/start <token>»: an invitation connects the Telegram account that opens it with the person it invites."""

from bot.heard import Arrival
from bot.menu import keyboard
from bot.pieces.helping import helping
from bot.turn import Turn
from crm import notices
from crm.decision import Decision, Link
from crm.errors import ConflictError
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.render import chat
from crm.services.staff import invitations
from crm.services.staff.invitations import Look, State
from crm.words import words_for


async def arrive(turn: Turn) -> Decision | None:
    """The first handler of all: only here may somebody be who is invited and not connected yet."""
    found = await invitations.look(turn.office, turn.the(Arrival).token)
    if found is None or found.state is not State.OPEN:
        if turn.situation.staff is None:
            raise ConflictError  # the invitation went while this turn began: decided anew, the stranger's way
        return None  # connected people are welcomed, whatever link they open
    if found.staff.id != turn.staff.id:
        return _taken(turn, found)
    link = Link(found.id, found.staff.id, turn.staff.telegram_id or 0)
    said = [*await _welcome(turn), *_told(turn, found)]
    return Decision((link,), lambda _: said)


def _taken(turn: Turn, found: Look) -> Decision:
    """One account is one person: the invitation stays as it is for the account it was meant for."""
    sentence = "This Telegram account is connected already, as {name}. The invitation of {other} still works from another account."
    return Decision.saying(turn.render("people_said", text=turn.words(sentence, name=turn.staff.name, other=found.staff.name)))


async def _welcome(turn: Turn) -> list[NewParcel]:
    hello = turn.render(
        "people_welcome", message={"menu": keyboard(turn.words)}, name=turn.staff.first_name, full=turn.staff.name, office=turn.office.name
    )
    return hello + await helping(turn, first=len(hello))


def _told(turn: Turn, found: Look) -> list[NewParcel]:
    """Who made the invitation hears that it was used, once."""
    if found.by is None or found.by.id == turn.staff.id or not found.by.active:
        return []
    text = chat("people_connected", words_for(found.by), name=turn.staff.name)
    return notices.in_chat(found.by, f"connected:{found.id}", ChatMessage(text))
