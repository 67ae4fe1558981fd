"""Telegram's HTML parse mode: the same subset, the same errors, the same byte offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.errors import BotApiError, bad_request
from playground.model import Json

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
PLAIN = re.compile(r"[^<&]+")
SPACES = " \t\r\n\0\v"


@dataclass
class _Open:
    """A start tag that waits for its end."""

    tag: str
    argument: str
    offset: int
    begins: int


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return plain text and entities of a text in HTML mode; raises BotApiError as Telegram does."""
    return _Parser(source).run()


class _Parser:
    """Walks once over the source; positions are characters and become bytes only in errors."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<":
                if self._peek(1) == "/":
                    self._end_tag()
                else:
                    self._start_tag()
            elif char == "&":
                self._emit(self._reference())
            else:
                plain = PLAIN.match(self.source, self.at)
                assert plain is not None
                self._emit(plain.group())
                self.at = plain.end()
        if self.open:
            raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{self.open[-1].tag}\"")
        for entity in self.entities:
            entity.pop("_language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), self.entities

    def _peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.source[place] if place < len(self.source) else ""

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += units(text)

    def _fail(self, sentence: str, place: int) -> BotApiError:
        offset = len(self.source[:place].encode("utf-8", "surrogatepass"))
        return bad_request(f"can't parse entities: {sentence.format(at=f'at byte offset {offset}')}")

    def _reference(self) -> str:
        """Consume `&…;` and return what it stands for; an unknown one stays as it is written."""
        end = self.at + 1
        if self._peek(1) == "#":
            value, end = self._numeric()
        else:
            while end < len(self.source) and self.source[end].isascii() and self.source[end].isalpha():
                end += 1
            value = NAMED.get(self.source[self.at + 1 : end], "")
        if not value:
            self.at += 1
            return "&"
        self.at = end + 1 if self.source[end : end + 1] == ";" else end
        return value

    def _numeric(self) -> tuple[str, int]:
        base, digits, start = (16, "0123456789abcdefABCDEF", 3) if self._peek(2) == "x" else (10, "0123456789", 2)
        end = self.at + start
        while end < len(self.source) and self.source[end] in digits:
            end += 1
        if end - self.at >= 10 or end == self.at + start:
            return "", end
        number = int(self.source[self.at + start : end], base)
        if number == 0 or number >= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
            return "", end
        return chr(number), end

    def _word(self, stops: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in SPACES:
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(SPACES + ">").lower()
        if self.at >= len(self.source):
            raise self._fail("Unclosed start tag {at}", begin)
        if tag not in TYPES:
            shown = tag.replace("{", "{{").replace("}", "}}")
            raise self._fail(f'Unsupported start tag "{shown}" {{at}}', begin)
        argument = ""
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, begin)
            argument = _argument(tag, name, value, argument)
        self.at += 1
        if tag == "span" and argument != "spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler" {at}', begin)
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._word(SPACES + "=>")
        if not name:
            if self.at >= len(self.source):
                raise self._fail("Unclosed start tag {at}", begin)
            raise self._fail(f'Empty attribute name in the tag "{tag}" {{at}}', begin)
        self._skip_spaces()
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, "expandable"
            raise self._fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}" {{at}}', begin)
        self.at += 1
        self._skip_spaces()
        quote = self._peek()
        if quote in ("'", '"'):
            value = self._quoted(quote)
        else:
            token = self.at
            value = self._token()
            if self._peek() and self._peek() not in SPACES + ">":
                raise self._fail("Unexpected end of name token {at}", token)
        if self.at >= len(self.source):
            raise self._fail("Unclosed start tag {at}", begin)
        return name.lower(), value

    def _token(self) -> str:
        begin = self.at
        while self._peek().isascii() and (self._peek().isalnum() or self._peek() in (".", "-")):
            self.at += 1
        return self.source[begin : self.at].lower()

    def _quoted(self, quote: str) -> str:
        self.at += 1
        value: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != quote:
            if self.source[self.at] == "&":
                value.append(self._reference())
            else:
                value.append(self.source[self.at])
                self.at += 1
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._fail("Unexpected end tag {at}", begin)
        self.at += 2
        tag = self._word(SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._fail("Unclosed end tag {at}", begin)
        self.at += 1
        opened = self.open.pop()
        if tag and tag != opened.tag:
            shown = tag.replace("{", "{{").replace("}", "}}")
            raise self._fail(f'Unmatched end tag {{at}}, expected "</{opened.tag}>", found "</{shown}>"', begin)
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Json = {"type": TYPES[opened.tag], "offset": opened.offset, "length": self.offset - opened.offset}
        if opened.tag == "a":
            entity = _link(entity, opened.argument or "".join(self.out[opened.begins :]))
        elif opened.tag == "tg-emoji":
            if not opened.argument.isdigit():
                raise bad_request("can't parse entities: Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = opened.argument
        elif opened.tag == "blockquote" and opened.argument:
            entity["type"] = "expandable_blockquote"
        elif opened.tag in ("code", "pre") and self._joins_code(entity, opened):
            return
        if entity:
            self.entities.append(entity)

    def _joins_code(self, entity: Json, opened: _Open) -> bool:
        """Fold `<pre><code class="language-x">` into one entity, whichever of the two is outside."""
        if opened.tag == "code" and opened.argument:
            entity["_language"] = opened.argument
        last = self.entities[-1] if self.entities else {}
        if (last.get("offset"), last.get("length")) != (entity["offset"], entity["length"]):
            return False
        if opened.tag == "pre" and last["type"] == "code" and "_language" in last:
            last.update(type="pre", language=last["_language"])
            return True
        if opened.tag == "code" and last["type"] == "pre" and opened.argument:
            last["language"] = opened.argument
            return True
        return False


def _argument(tag: str, name: str, value: str, before: str) -> str:
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) in (("tg-emoji", "emoji-id"), ("blockquote", "expandable")):
        return value or before
    return before


def _link(entity: Json, url: str) -> Json:
    """Return a link, a mention by id, or nothing: Telegram drops links that it does not understand."""
    if url.startswith("tg://user?id=") and url.removeprefix("tg://user?id=").isdigit():
        identity = int(url.removeprefix("tg://user?id="))
        return {**entity, "type": "text_mention", "user": {"id": identity, "is_bot": False, "first_name": "?"}}
    if url.startswith(("http://", "https://", "tg://", "tel:", "mailto:")):
        return {**entity, "url": url}
    if "." in url and " " not in url:
        return {**entity, "url": f"http://{url}"}
    return {}
