"""Bytes to text when the charset that a mail declares is wrong, unknown or missing."""

import base64
import binascii
import codecs
import re

from mailgw.clean import plain

_NAME = re.compile(r"[A-Za-z0-9][\w.:+-]{0,39}")
# Not text, or so slow on purpose-made input that one mail stops a worker.
_REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-7", "utf7", "unicode-1-1-utf-7"}
)
# What senders write, and what they mean: windows-1252 has all of latin-1 that is ever used, and their quotes and dashes besides.
_MEANT = {
    "ascii": "",
    "us-ascii": "",
    "unknown": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "default": "",
    "binary": "",
    "8bit": "",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "ansi": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "utf8mb4": "utf-8",
    "x-sjis": "shift_jis",
}
_WORD = re.compile(r"=\?([^?*\s]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")


def decode(data: bytes, declared: str = "") -> str:
    """The bytes as text: as declared where that works, else UTF-8, else Windows-1252. Never raises."""
    name = declared.strip().strip("\"'").lower()
    name = _MEANT.get(name, name)
    if name and name not in {"utf-8", "utf8"} and name not in _REFUSED and _NAME.fullmatch(name):
        try:
            return data.decode(name)
        except (LookupError, ValueError):  # unknown charset; or known and wrong (UnicodeError is a ValueError)
            pass
    return _guess(data)


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # A long UTF-8 text with a few broken bytes is still UTF-8; one where most of what is not ASCII breaks is not.
    broken = text.count("\ufffd")
    beyond_ascii = sum(c > "\x7f" for c in text)
    return text if broken * 2 < beyond_ascii else data.decode("cp1252", "replace")


def decode_header(raw: str) -> str:
    """A header's value on one line, as people read it: RFC 2047 words, and bytes that should not be there. Never raises."""
    unfolded = re.sub(r"\r?\n(?=[ \t])", "", raw)
    joined = _BETWEEN.sub(r"\1", unfolded)
    if "=?" not in joined:
        return _text(joined)
    told: list[str] = []
    at = 0
    waiting: tuple[str, bytes] = ("", b"")  # words of one charset are joined before decoding: some senders cut inside a character
    for word in _WORD.finditer(joined):
        charset, data = word.group(1).lower(), _bytes(word.group(2), word.group(3))
        if word.start() > at or charset != waiting[0]:
            told += [decode(waiting[1], waiting[0]), _text(joined[at : word.start()])]
            waiting = (charset, b"")
        waiting = (charset, waiting[1] + data)
        at = word.end()
    told += [decode(waiting[1], waiting[0]), _text(joined[at:])]
    return " ".join(plain("".join(told)).split())


def _bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return codecs.decode(raw.replace(b"_", b" "), "quopri") if b"=" in raw or b"_" in raw else raw
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw


def _text(raw: str) -> str:
    """Raw header text, in which the parser keeps bytes beyond ASCII as surrogates."""
    if not raw.isascii():
        raw = decode(raw.encode("utf-8", "surrogateescape"))
    return plain(raw)
