"""Text from outside made fit for the store: no NUL (PostgreSQL refuses it), no lone surrogates (UTF-8 has none), no control characters."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK = re.compile(r"[^\S\n]+")


def plain(text: str) -> str:
    """The text without what the store or a reader cannot take; bytes that were smuggled in as surrogates are read as UTF-8 or dropped."""
    if _SURROGATE.search(text):
        text = text.encode("utf-8", "surrogateescape" if _only_escapes(text) else "replace").decode("utf-8", "replace")
    return _CONTROL.sub("", text)


def _only_escapes(text: str) -> bool:
    return all("\udc80" <= found <= "\udcff" for found in _SURROGATE.findall(text))


def one_line(text: str, longest: int = 998) -> str:
    """The text on one line with single spaces, at most `longest` characters."""
    return " ".join(plain(text).split())[:longest]


def lines(text: str) -> str:
    """The text with plain line ends and without trailing blanks."""
    text = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
