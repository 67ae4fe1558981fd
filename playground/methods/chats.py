"""Methods about a chat itself."""

from __future__ import annotations

from playground.cloud import Cloud
from playground.errors import bad_request, forbidden
from playground.model import Json
from playground.params import Params


def get_chat(cloud: Cloud, params: Params) -> Json:
    """Return the full description of a chat."""
    chat = cloud.known(params.text("chat_id"))
    extras = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": ACCEPTED}
    return {**chat.json(), **extras}


ACCEPTED = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def get_chat_member(cloud: Cloud, params: Params) -> Json:
    """Return what somebody is in a chat."""
    chat = cloud.known(params.text("chat_id"))
    user_id = params.integer("user_id")
    if user_id == cloud.bot.id:
        return {"status": "left" if chat.left else "member", "user": cloud.bot.user()}
    person = next((person for person in cloud.people.values() if person.telegram_id == user_id), None)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return {"status": "member", "user": person.user()}


def leave_chat(cloud: Cloud, params: Params) -> bool:
    """Leave a group."""
    chat = cloud.known(params.text("chat_id"))
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    if chat.left:
        raise forbidden("bot is not a member of the group chat")
    chat.left = True
    cloud.keep(chat)
    return True
