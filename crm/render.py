"""Templates and words to what is read: Telegram HTML, mail text and HTML. Everything from outside is escaped."""

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crm.resources import folder
from crm.text import utf16_length
from crm.words import Words

TEXT_LIMIT = 4096  # UTF-16 units after entities, Telegram's
CAPTION_LIMIT = 1024
_PIECE = re.compile(r"<[^>]*>|&[^;\s]{1,10};|\n|[^<&\n]")
_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=lambda name: not (name or "").endswith(".txt"),  # noqa: S701 - plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text(template: str, words: Words, context: Mapping[str, Any]) -> str:
    """A template as plain text (`….txt`) or HTML (everything else), in the language of `words`.

    In a template `_` is the words: `{{ _("Done") }}`, `{{ _.day(day, today) }}`.
    """
    return _environment().get_template(template).render({**context, "_": words}).strip()


def chat(template: str, words: Words, **context: Any) -> Markup:
    """A chat message in Telegram's HTML from `templates/chat/<template>.html`, without blank lines at its ends."""
    return Markup(text(f"chat/{template}.html", words, context))  # noqa: S704 - the template escapes what it is given


def plain(markup: Markup) -> str:
    """Telegram HTML as plain text."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def visible_length(markup: Markup) -> int:
    """The length of Telegram HTML as Telegram counts it."""
    return utf16_length(plain(markup))


def split(markup: Markup, limit: int = TEXT_LIMIT) -> list[Markup]:
    """A text too long is several messages: cut between lines where possible, never inside a tag or an entity."""
    if visible_length(markup) <= limit:
        return [markup]
    parts: list[Markup] = []
    pieces = _PIECE.findall(markup)
    start = 0
    opened: list[str] = []
    while start < len(pieces):
        end, still_open = _fit(pieces, start, limit, opened)
        head = "".join(opened)
        tail = "".join(f"</{_name(tag)}>" for tag in reversed(still_open))
        part = Markup((head + "".join(pieces[start:end]) + tail).strip("\n"))  # noqa: S704 - whole pieces of what is markup
        if visible_length(part):
            parts.append(part)
        start, opened = end, still_open
    return parts


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found.group(2) if found else ""


def _fit(pieces: list[str], start: int, limit: int, opened: list[str]) -> tuple[int, list[str]]:
    """How far the pieces from `start` fit into `limit`, preferring the last line break, and the tags open there."""
    used = 0
    stack = list(opened)
    line_break: tuple[int, list[str]] | None = None
    for position in range(start, len(pieces)):
        piece = pieces[position]
        tag = _TAG.fullmatch(piece)
        if tag:
            stack = stack[:-1] if tag.group(1) else [*stack, piece]
            continue
        used += utf16_length(html.unescape(piece))
        if used > limit:
            return line_break or (position, stack)
        if piece == "\n":
            line_break = (position + 1, stack)
    return len(pieces), stack
