"""Methods that put a message without a file into a chat."""

from __future__ import annotations

import json
from typing import Any

from playground.cloud import Chat, Cloud
from playground.entities import formatted
from playground.errors import bad_request
from playground.keyboards import checked_markup
from playground.markup import units
from playground.model import Json
from playground.params import Params

MAX_TEXT = 4096
MAX_CAPTION = 1024
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "record_audio", "upload_audio",
}  # fmt: skip


def text_of(params: Params) -> Json:
    """Return `text` and `entities`; raises BotApiError when empty or too long."""
    text, entities = formatted(params.text("text") or "", params.text("parse_mode"), params.json("entities"))
    if not text:
        raise bad_request("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text, **({"entities": entities} if entities else {})}


def caption_of(params: Params) -> Json:
    """Return `caption` and `caption_entities`, nothing for an empty caption."""
    too_long = "message caption is too long"
    caption, entities = formatted(params.text("caption") or "", params.text("parse_mode"), params.json("caption_entities"), too_long)
    if units(caption) > MAX_CAPTION:
        raise bad_request(too_long)
    if not caption:
        return {}
    return {"caption": caption, **({"caption_entities": entities} if entities else {})}


def reply_of(cloud: Cloud, chat: Chat, params: Params) -> Json:
    """Return `reply_to_message` when the bot asked for one and it exists."""
    about = params.json("reply_parameters")
    if isinstance(about, dict):
        wanted, lenient = about.get("message_id"), bool(about.get("allow_sending_without_reply"))
    else:
        wanted, lenient = params.integer("reply_to_message_id"), params.flag("allow_sending_without_reply")
    if not wanted:
        return {}
    if not isinstance(wanted, int) or wanted not in chat.messages:
        if lenient:
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": cloud.quoted(chat, wanted)}


def put(cloud: Cloud, params: Params, content: Json, chat: Chat | None = None) -> Json:
    """Check markup and reply, add the message, and change the reply keyboard when asked to."""
    chat = chat or cloud.reachable(params.text("chat_id"))
    markup = checked_markup(params.json("reply_markup"))
    reply = reply_of(cloud, chat, params)
    inline = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    body = cloud.add(chat, cloud.bot.user(), {**reply, **content, **inline})
    if markup and not inline:
        chat.keyboard = None if markup.get("remove_keyboard") else markup
        cloud.keep(chat)
    return body


def send_message(cloud: Cloud, params: Params) -> Json:
    """Send a text."""
    chat = cloud.reachable(params.text("chat_id"))
    return put(cloud, params, text_of(params), chat)


def send_location(cloud: Cloud, params: Params) -> Json:
    """Send a point on the map."""
    latitude, longitude = params.decimal("latitude"), params.decimal("longitude")
    if latitude is None or longitude is None or not -90 <= latitude <= 90 or not -180 <= longitude <= 180:
        raise bad_request("latitude is empty" if latitude is None else "wrong location specified")
    return put(cloud, params, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(cloud: Cloud, params: Params) -> Json:
    """Send a phone contact."""
    phone, name = params.text("phone_number"), params.text("first_name")
    if not phone:
        raise bad_request("phone number is empty")
    if not name:
        raise bad_request("first name is empty")
    contact: Json = {"phone_number": phone, "first_name": name}
    for extra in ("last_name", "vcard"):
        if params.text(extra):
            contact[extra] = params.text(extra)
    return put(cloud, params, {"contact": contact})


def send_chat_action(cloud: Cloud, params: Params) -> bool:
    """Show «typing…» for a few seconds."""
    chat = cloud.reachable(params.text("chat_id"))
    action = params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    cloud.hub.publish("action", chat=chat.id, action=action)
    return True


def _original(cloud: Cloud, params: Params, what: str) -> Json:
    source = cloud.known(params.text("from_chat_id"))
    number = params.integer("message_id")
    if number not in source.messages:
        raise bad_request(f"message to {what} not found")
    original: Json = json.loads(json.dumps(source.messages[number]))
    return original


def copy_message(cloud: Cloud, params: Params) -> Json:
    """Send the content of a message again, without saying where it came from."""
    original = _original(cloud, params, "copy")
    content = {key: value for key, value in original.items() if key not in BELONGS_TO_ONE}
    if params.text("caption") is not None and "text" not in content:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content.update(caption_of(params))
    return {"message_id": put(cloud, params, content)["message_id"]}


def forward_message(cloud: Cloud, params: Params) -> Json:
    """Send a message again and say whose it was."""
    original = _original(cloud, params, "forward")
    content: dict[str, Any] = {key: value for key, value in original.items() if key not in BELONGS_TO_ONE}
    content["forward_origin"] = {"type": "user", "date": original["date"], "sender_user": original["from"]}
    return put(cloud, params, content)


BELONGS_TO_ONE = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message", "forward_origin", "media_group_id"}
