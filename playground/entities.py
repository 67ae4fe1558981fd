"""Texts with entities: reading parameters, trimming, finding links and commands, and back to HTML for assertions."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from playground.errors import bad_request
from playground.markup import parse_html, units
from playground.model import Json

MAX_ENTITIES = 100
# Far more than any valid text with its tags; what is longer is not even parsed.
MAX_SOURCE = 65_536
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/@<])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("url", re.compile(r"(?<![\w@])(?:https?://[^\s<>«»\"]*[^\s<>«»\".,;:!?)]|www\.[^\s<>«»\"]*[^\s<>«»\".,;:!?)])")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*\.[A-Za-z]{2,24}(?![\w-])")),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\w@.])")),
    ("phone_number", re.compile(r"(?<![\w+/-])\+\d(?:[ -]?\d){7,14}(?![\w-])")),
    ("hashtag", re.compile(r"(?<![\w#&])#[^\W\d]\w{0,99}")),
)
TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}


def formatted(text: str, parse_mode: str | None, given: Any, too_long: str = "message is too long") -> tuple[str, list[Json]]:
    """Return plain text and entities of a text parameter; raises BotApiError when Telegram would refuse it."""
    if len(text) > MAX_SOURCE:
        raise bad_request(too_long)
    if "\0" in text:
        text = text.replace("\0", " ")
    if parse_mode and parse_mode.lower() != "none":
        if parse_mode.lower() != "html":
            # The product writes HTML only; refusing the others loudly beats imitating them badly.
            raise bad_request("unsupported parse_mode")
        plain, entities = parse_html(text)
    else:
        plain, entities = text, _given(given, text)
    if len(entities) > MAX_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    return trimmed(plain.replace("\r", ""), entities)


def _given(given: Any, text: str) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("can't parse entities: expected an Array")
    entities: list[Json] = []
    for entity in given:
        if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
            raise bad_request("can't parse MessageEntity: object expected as MessageEntity")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be a valid Number')
        if offset + length > units(text):
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {offset}")
        entities.append(dict(entity))
    return entities


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space from both ends as Telegram does and move the entities along."""
    body = text.lstrip()
    cut = units(text) - units(body)
    body = body.rstrip()
    end = units(body)
    kept: list[Json] = []
    for entity in entities:
        begins = max(0, entity["offset"] - cut)
        stops = min(end, entity["offset"] - cut + entity["length"])
        if stops > begins:
            kept.append({**entity, "offset": begins, "length": stops - begins})
    return body, kept


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram finds by itself: commands, links, addresses, mentions, phone numbers and hashtags."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre", "text_link", "text_mention")]
    found: list[Json] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            begins = units(text[: match.start()])
            stops = begins + units(match.group())
            if any(begins < last and first < stops for first, last in taken):
                continue
            taken.append((begins, stops))
            found.append({"type": kind, "offset": begins, "length": stops - begins})
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def to_html(text: str, entities: list[Json]) -> str:
    """Write text and entities as Telegram HTML again, so that a test can read what was formatted how."""
    data = text.encode("utf-16-le", "surrogatepass")
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for entity in sorted(entities, key=lambda e: (e["offset"], -e["length"])):
        tag, head = _tag(entity)
        if tag:
            opens.setdefault(entity["offset"], []).append(head)
            closes.setdefault(entity["offset"] + entity["length"], []).insert(0, f"</{tag}>")
    marks = sorted({0, len(data) // 2, *opens, *closes})
    parts: list[str] = []
    for place, begin in enumerate(marks):
        parts += [*closes.get(begin, []), *opens.get(begin, [])]
        end = marks[place + 1] if place + 1 < len(marks) else begin
        parts.append(escape(data[begin * 2 : end * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(parts)


def _tag(entity: Json) -> tuple[str, str]:
    if entity["type"] == "text_link":
        return "a", f'<a href="{escape(str(entity.get("url", "")))}">'
    if entity["type"] == "text_mention":
        return "a", f'<a href="tg://user?id={entity.get("user", {}).get("id", 0)}">'
    tag = TAGS.get(entity["type"], "")
    return tag, f"<{tag}>"
