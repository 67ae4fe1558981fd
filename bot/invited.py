"""Strangers: one sentence each, and who of them brings an invitation that works."""

from telegram import Update

from crm import notices
from crm.languages import language_of
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.render import chat
from crm.services.house.office import Office
from crm.services.staff import invitations
from crm.services.staff.invitations import Look, State
from crm.words import Words


async def look(office: Office, update: Update) -> Look | None:
    """The invitation that a message opens; None where it opens none, or one that never was."""
    message = update.message
    return await invitations.look(office, invitations.token_of(message.text or "")) if message else None


def refusal_of(office: Office, update: Update, found: Look | None) -> list[NewParcel]:
    """What somebody outside is told, once a day: why the invitation does not work. A made-up one is a stranger's message like any other."""
    sender, here = update.effective_user, update.effective_chat
    if sender is None or here is None or update.message is None:
        return []
    words = Words(language_of(sender.language_code))
    if found is None:
        key, text = "stranger", chat("stranger", words, office=office.name)
    else:
        key, text = f"invitation:{found.id}:{found.state}", chat("people_said", words, text=_why(found.state, words))
    return [notices.to_chat(here.id, f"{key}:{here.id}:{office.machine():%Y-%m-%d}", ChatMessage(text))]


def _why(state: State, words: Words) -> str:
    return {
        State.USED: words("That invitation was already used. Ask your administrator for a new one."),
        State.REVOKED: words("That invitation no longer works: there is a newer one, or it was withdrawn."),
        State.EXPIRED: words("That invitation has expired. Ask your administrator for a new one."),
    }[state]
