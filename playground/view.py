"""From Telegram's JSON to what a test or a page wants to know about a message."""

from __future__ import annotations

from datetime import UTC, datetime

from playground.entities import to_html
from playground.files import KINDS
from playground.model import Button, Json, Message

OTHER_KINDS = ("location", "contact", "text", "new_chat_members")


def message_view(body: Json, bot_id: int) -> Message:
    """Return a message as a value."""
    kind = next((kind for kind in ("animation", *KINDS, *OTHER_KINDS) if kind in body), "other")
    text: str = body.get("text") or body.get("caption") or ""
    entities: list[Json] = body.get("entities") or body.get("caption_entities") or []
    file = body.get(kind)
    if isinstance(file, list):
        file = file[-1] if file else None
    about = file if isinstance(file, dict) else {}
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    return Message(
        message_id=body["message_id"],
        chat_id=body["chat"]["id"],
        from_bot=body["from"]["id"] == bot_id,
        kind=kind,
        text=text,
        html=to_html(text, entities),
        entities=tuple(entities),
        buttons=tuple(tuple(Button(b["text"], b.get("callback_data"), b.get("url")) for b in row) for row in rows),
        reply_to=body.get("reply_to_message", {}).get("message_id"),
        date=datetime.fromtimestamp(body["date"], UTC),
        edited="edit_date" in body,
        file_name=about.get("file_name"),
        file_id=about.get("file_id"),
        raw=body,
    )
