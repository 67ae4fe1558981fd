"""Methods that change or delete a message."""

from __future__ import annotations

import json
from typing import Any

from playground.cloud import Chat, Cloud
from playground.errors import bad_request
from playground.keyboards import checked_markup
from playground.methods.media import media_item
from playground.methods.sending import caption_of, text_of
from playground.model import Json
from playground.params import Params

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as "
    "a current content and reply markup of the message"
)
DELETE_WITHIN = 48 * 3600
MEDIA = ("photo", "document", "voice", "audio", "video", "animation", "sticker")
WITH_CAPTION = ("photo", "document", "voice", "audio", "video", "animation")


def _target(cloud: Cloud, params: Params) -> tuple[Chat, Json]:
    """Return the bot's own message that is to be edited."""
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = cloud.reachable(params.text("chat_id"))
    number = params.integer("message_id")
    if not number:
        raise bad_request("message identifier is not specified")
    body = chat.messages.get(number)
    if body is None:
        raise bad_request("message to edit not found")
    if body["from"]["id"] != cloud.bot.id:
        raise bad_request("message can't be edited")
    return chat, body


def _apply(cloud: Cloud, chat: Chat, old: Json, content: Json, drop: tuple[str, ...], params: Params) -> Json:
    """Replace the dropped fields by the new content; an edit without markup takes the buttons away."""
    markup = checked_markup(params.json("reply_markup"), inline_only=True)
    kept = {key: value for key, value in old.items() if key not in (*drop, "reply_markup", "edit_date")}
    new: Json = {**kept, **content, **({"reply_markup": markup} if markup else {})}
    cloud.finish(new)
    before = {key: value for key, value in old.items() if key != "edit_date"}
    if json.dumps(new, sort_keys=True) == json.dumps(before, sort_keys=True):
        raise bad_request(NOT_MODIFIED)
    # A change of buttons alone is not shown as an edit.
    if {**new, "reply_markup": None} != {**before, "reply_markup": None} or "edit_date" in old:
        new["edit_date"] = cloud.stamp()
    chat.messages[old["message_id"]] = new
    cloud.changed(chat, new)
    return new


def edit_message_text(cloud: Cloud, params: Params) -> Json:
    """Replace the text."""
    chat, body = _target(cloud, params)
    content = text_of(params)
    if "text" not in body:
        raise bad_request("there is no text in the message to edit")
    return _apply(cloud, chat, body, content, ("text", "entities"), params)


def edit_message_caption(cloud: Cloud, params: Params) -> Json:
    """Replace the caption of a file."""
    chat, body = _target(cloud, params)
    content = caption_of(params)
    if not any(kind in body for kind in WITH_CAPTION):
        raise bad_request("there is no caption in the message to edit")
    return _apply(cloud, chat, body, content, ("caption", "caption_entities"), params)


def edit_message_reply_markup(cloud: Cloud, params: Params) -> Json:
    """Replace the buttons."""
    chat, body = _target(cloud, params)
    return _apply(cloud, chat, body, {}, (), params)


def edit_message_media(cloud: Cloud, params: Params) -> Json:
    """Replace the file and its caption."""
    chat, body = _target(cloud, params)
    content = media_item(cloud, params.json("media"), params)
    if not any(kind in body for kind in MEDIA):
        raise bad_request("there is no media in the message to edit")
    return _apply(cloud, chat, body, content, (*MEDIA, "caption", "caption_entities"), params)


def delete_message(cloud: Cloud, params: Params) -> bool:
    """Delete a message of the last 48 hours."""
    chat = cloud.reachable(params.text("chat_id"))
    _delete(cloud, chat, params.integer("message_id"))
    return True


def _delete(cloud: Cloud, chat: Chat, number: int | None) -> None:
    body = chat.messages.get(number or 0)
    if body is None or number is None:
        raise bad_request("message to delete not found")
    if cloud.stamp() - body["date"] > DELETE_WITHIN:
        raise bad_request("message can't be deleted for everyone")
    cloud.remove(chat, number)


def delete_messages(cloud: Cloud, params: Params) -> bool:
    """Delete up to a hundred messages and skip those that are gone."""
    chat = cloud.reachable(params.text("chat_id"))
    numbers: Any = params.json("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages to delete")
    for number in numbers:
        if isinstance(number, int) and number in chat.messages:
            _delete(cloud, chat, number)
    return True
