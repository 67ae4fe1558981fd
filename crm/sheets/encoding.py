"""Bytes to text: the encodings in which spreadsheets and accounting programs write CSV."""

import codecs

from crm.sheets.errors import SheetError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOK = 8192  # bytes that are looked at where no mark says anything
_BLANK = "\t\n\r\x0b\x0c"


def decode(data: bytes) -> tuple[str, str]:
    """The text and its encoding; SheetError where it is none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data, name)
    wide = _wide(data[:_LOOK])
    if wide:
        return _checked(data, wide)
    for name in ("utf-8", "cp1252", "latin-1"):
        try:
            return _checked(data, name, strict=True)
        except UnicodeDecodeError:
            continue
    raise SheetError("junk")  # latin-1 takes every byte: never reached


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of western text is zero."""
    even, odd = head[0::2], head[1::2]
    if odd and odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even and even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return ""


def _checked(data: bytes, name: str, *, strict: bool = False) -> tuple[str, str]:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if strict:
            raise
        raise SheetError("junk") from error
    head = text[:_LOOK]
    odd = sum(1 for c in head if ord(c) < 32 and c not in _BLANK)
    if "\x00" in text or odd > len(head) / 100:
        raise SheetError("junk")
    return text, name
