"""The parts of a mail: its text, its HTML and its files, walked without recursion and within limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from mailgw.charset import decode, decode_header
from mailgw.clean import one_line, plain

MOST = 1000  # parts looked at
_DEEPEST = 50
_SIGNATURE = 50_000  # bytes: an image this small that the text shows is part of somebody's signature
_NAMING = ("content-disposition", "content-type")
_BARE_NAME = re.compile(r"\b(?:file)?name\s*=\s*\"?([^\";\r\n]{1,300})", re.IGNORECASE)
_SEALS = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_PATH = re.compile(r"[\\/:\x00]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail."""

    name: str
    media_type: str
    data: bytes


@dataclass(slots=True)
class Parts:
    """What was found while walking; `odd` says what was wrong with it."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    files: list[tuple[Attachment, str]] = field(default_factory=list)  # with the Content-ID
    types: set[str] = field(default_factory=set)  # of all parts, and what they carry
    calendar: list[str] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)  # delivery reports and headers of the mail that did not arrive
    odd: list[str] = field(default_factory=list)


def collect(message: Message) -> Parts:
    """Everything that people see in a mail, in its order."""
    parts = Parts()
    for number, (part, inside_report) in enumerate(_leaves(message)):
        if number >= MOST:
            parts.odd.append("more than 1000 parts")
            break
        _take(part, parts, inside_report=inside_report)
    return parts


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """The parts that are no containers, in their order; a mail inside a mail is one part (a file). Of alternatives both are given."""
    waiting: list[tuple[Message, int, bool]] = [(message, 0, False)]
    while waiting:
        part, depth, in_report = waiting.pop()
        kind = content_type(part)
        if part.is_multipart() and kind.startswith("multipart/") and depth < _DEEPEST:
            in_report = in_report or kind == "multipart/report"
            children = [child for child in part.get_payload() if isinstance(child, Message)]
            waiting += [(child, depth + 1, in_report) for child in reversed(children)]
        else:
            yield part, in_report


def content_type(part: Message) -> str:
    """The media type in lower case; text/plain where the header cannot be read."""
    try:
        return part.get_content_type()
    except Exception:  # noqa: BLE001 - the standard library reads odd parameters with many kinds of error
        return "text/plain"


def _take(part: Message, parts: Parts, *, inside_report: bool) -> None:
    kind = content_type(part)
    parts.types.add(kind)
    if kind.startswith("multipart/") and not part.is_multipart():
        kind = "text/plain"  # a container in which the parser found no parts: what it holds is text
    disposition = str(part.get("content-disposition", "")).strip().lower()
    name = _name(part)
    if inside_report and kind in {"message/delivery-status", "text/rfc822-headers", "message/rfc822", "message/feedback-report"}:
        parts.reports.append(_inner_text(part))
    if kind == "text/calendar":
        parts.calendar.append(_text(part, parts))
    if kind in {"text/plain", "text/html"} and not name and not disposition.startswith("attachment"):
        (parts.plain if kind == "text/plain" else parts.html).append(_text(part, parts))
    elif kind not in _SEALS | {"message/delivery-status", "message/feedback-report", "text/rfc822-headers"}:
        _take_file(part, parts, kind, name)


def _take_file(part: Message, parts: Parts, kind: str, name: str) -> None:
    data = content(part)
    if not data:
        return
    file = Attachment(name or _invented(kind, len(parts.files) + 1), kind[:200], data)
    parts.files.append((file, str(part.get("content-id", "")).strip(" <>\r\n\t")))


def content(part: Message) -> bytes:
    """A part's bytes, decoded from their transfer encoding; what cannot be decoded stays as it is, what cannot be written is nothing."""
    try:
        if part.is_multipart():  # a mail inside a mail
            inner = part.get_payload()
            return b"\n".join(each.as_bytes() for each in inner if isinstance(each, Message))
        data = part.get_payload(decode=True)
        return data if isinstance(data, bytes) else b""
    except Exception:  # noqa: BLE001 - see content_type; RecursionError too
        return b""


def _text(part: Message, parts: Parts) -> str:
    try:
        charset = str(part.get_param("charset", "") or "")
        if charset.startswith("("):
            charset = part.get_content_charset("") or ""
    except Exception:  # noqa: BLE001 - see content_type
        charset = ""
        parts.odd.append("unreadable content type")
    return plain(decode(content(part), charset).replace("\r\n", "\n").replace("\r", "\n"))


def _inner_text(part: Message) -> str:
    return decode(content(part)[:100_000]).replace("\r\n", "\n")


def _name(part: Message) -> str:
    disposition, content = (next((str(v) for n, v in part.raw_items() if n.lower() == header), "") for header in _NAMING)
    bare = _BARE_NAME.search(disposition) or _BARE_NAME.search(content)
    if bare and not bare.group(1).isascii():
        raw = bare.group(1)  # bytes beyond ASCII where none may be: the standard library gives question marks for them
    else:
        try:
            raw = part.get_filename("") or ""
        except Exception:  # noqa: BLE001 - see content_type
            raw = ""
    name = one_line(decode_header(raw), 250)
    return _PATH.sub("_", name).lstrip(".")[-200:]


_ENDINGS = {
    "message/rfc822": "mail-{}.eml",
    "application/ms-tnef": "winmail.dat",
    "text/calendar": "invite.ics",
    "application/pdf": "file-{}.pdf",
    "image/jpeg": "image-{}.jpg",
    "image/png": "image-{}.png",
    "image/gif": "image-{}.gif",
    "text/html": "page-{}.html",
    "text/plain": "text-{}.txt",
}


def _invented(kind: str, number: int) -> str:
    return _ENDINGS.get(kind, "file-{}.bin").format(number)


def real_files(parts: Parts, html: str) -> tuple[Attachment, ...]:
    """The files that somebody attached: without the small images that the HTML shows, which are logos and signatures."""
    shown = {found.lower() for found in re.findall(r"cid:([^\s\"'>)]{1,300})", html, re.IGNORECASE)}
    return tuple(
        file
        for file, content_id in parts.files
        if not (content_id and content_id.lower() in shown and file.media_type.startswith("image/") and len(file.data) < _SIGNATURE)
    )
