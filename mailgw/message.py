"""A mail as the office sees it, read from raw bytes: whatever arrives gives a `Mail`, nothing raises."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32

from mailgw import html
from mailgw.classify import Class, Signs, classify
from mailgw.clean import lines, one_line
from mailgw.headers import Address, Headers, addresses, date_of, first, headers_of, message_ids
from mailgw.parts import Attachment, Parts, collect, real_files
from mailgw.quoting import newly_written

# More containers than any honest mail has: the parser would dig as deep as they go, at a price that grows with every line.
_CONTAINERS = 200
_TEXT = 500_000  # characters of text that are kept as text; the mail itself is kept whole


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. `text` is all that it says, `reply_text` what its sender newly wrote; `odd` tells what was wrong with it."""

    message_id: str | None
    subject: str
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    date: datetime | None
    text: str
    reply_text: str
    attachments: tuple[Attachment, ...] = ()
    kind: Class = Class.ORDINARY
    several_from: bool = False
    in_reply_to: tuple[str, ...] = ()  # ids of the mails that it answers, the nearest first
    about: tuple[str, ...] = ()  # of a bounce: ids of the mails that did not arrive
    odd: tuple[str, ...] = ()

    @property
    def automatic(self) -> bool:
        """Whether no person wrote it by hand to us: never answered, never a task."""
        return self.kind not in {Class.ORDINARY, Class.CALENDAR}

    @property
    def recipients(self) -> tuple[Address, ...]:
        return self.to + self.cc


@dataclass(slots=True)
class _Read:
    """A parsed message; `odd` says what had to be worked around."""

    message: Message
    odd: list[str] = field(default_factory=list)


def parse(raw: bytes) -> Mail:
    """Read a mail. Any bytes are a mail: what cannot be read is left out and named in `odd`."""
    read = _read(raw)
    headers = headers_of(read.message)
    parts = collect(read.message) if not read.odd else Parts(odd=read.odd)
    text, shown = _text(parts)
    sender, several = _sender(headers)
    return Mail(
        message_id=next(iter(message_ids(headers.get("message-id", [])[:1])), None),
        subject=one_line(first(headers, "subject")),
        sender=sender,
        to=addresses(headers.get("to", ())),
        cc=addresses(headers.get("cc", ())),
        date=date_of(first(headers, "date")),
        text=text,
        reply_text=newly_written(text),
        attachments=real_files(parts, shown),
        kind=classify(_signs(headers, parts, read.message, sender, text)),
        several_from=several,
        in_reply_to=tuple(reversed(message_ids([*headers.get("references", ()), *headers.get("in-reply-to", ())]))),
        about=message_ids(parts.reports),
        odd=tuple(parts.odd),
    )


def _read(raw: bytes) -> _Read:
    """Parse under compat32 (the default policy crashes on odd real mails, facts.md); headers only where the parts are a trap."""
    if raw.lower().count(b"boundary=") <= _CONTAINERS:
        try:
            return _Read(BytesParser(policy=compat32).parsebytes(raw))
        except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
            pass
    head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0][:1_000_000]
    try:
        return _Read(BytesHeaderParser(policy=compat32).parsebytes(head), ["parts nested too deep to read"])
    except (RecursionError, MessageError, ValueError, LookupError, TypeError, AttributeError):
        return _Read(Message(), ["headers that cannot be read"])


def _text(parts: Parts) -> tuple[str, str]:
    """The text to read and the HTML that was shown: plain text where there is any, else what the HTML says."""
    shown = "\n".join(parts.html)
    said = "\n\n".join(part.strip("\n") for part in parts.plain if part.strip())
    return lines(said or (html.to_text(shown) if shown else ""))[:_TEXT], shown


def _sender(headers: Headers) -> tuple[Address | None, bool]:
    """Who the mail says that it is from, and whether it says so more than once (then nobody is to be believed)."""
    values = headers.get("from", ())
    found = addresses(values)
    return (found[0] if found else None), len(values) > 1 or len(found) > 1


def _signs(headers: Headers, parts: Parts, message: Message, sender: Address | None, text: str) -> Signs:
    return Signs(
        headers={name: first(headers, name) for name in headers},
        types=frozenset(parts.types | {message.get_content_type() if "content-type" in headers else "text/plain"}),
        sender=sender.address if sender else "",
        text=text[:4000],
        calendar="".join(parts.calendar)[:20_000],
    )
