"""Reading and writing of mails: raw bytes ⇄ what a mail program shows."""

from __future__ import annotations

import base64
import logging
import mimetypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, getaddresses
from typing import Any
from uuid import uuid4

from playground.files import safe_name
from playground.model import Attachment, Mail

log = logging.getLogger(__name__)
INLINE_LIMIT = 2 * 1024 * 1024


def opened(mail: Mail) -> Mail:
    """Return the mail with subject, texts and attachments read; what cannot be read is shown raw."""
    try:
        return replace(mail, **_parts(mail.raw))
    except Exception:  # a mail can be broken in more ways than email.policy.default survives
        log.warning("mail %s is too odd to be parsed", mail.id, exc_info=True)
        return replace(mail, text=mail.raw[:100_000].decode("utf-8", "replace"))


def _parts(raw: bytes) -> dict[str, Any]:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attachments: list[Attachment] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind in texts and part.get_content_disposition() != "attachment" and not part.get_filename():
            texts[kind].append(_text(part))
            continue
        payload = part.get_payload(decode=True)
        name = safe_name(part.get_filename() or "") or f"part{mimetypes.guess_extension(kind) or '.bin'}"
        content_id = (part.get("Content-ID") or "").strip().strip("<>") or None
        attachments.append(Attachment(name, kind, payload if isinstance(payload, bytes) else b"", content_id))
    return {
        "subject": str(message.get("Subject", "")),
        "from_header": str(message.get("From", "")),
        "to_header": str(message.get("To", "")),
        "text": "\n".join(texts["text/plain"]),
        "html": "\n".join(texts["text/html"]),
        "attachments": tuple(attachments),
        "headers": tuple((key, str(value)) for key, value in message.items()),
    }


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def with_pictures(mail: Mail) -> str:
    """Return the HTML of a mail with its own pictures inside, because the reader may fetch nothing."""
    page = mail.html
    for attachment in mail.attachments:
        if attachment.content_id and attachment.mime.startswith("image/") and len(attachment.data) <= INLINE_LIMIT:
            data = base64.b64encode(attachment.data).decode()
            page = page.replace(f"cid:{attachment.content_id}", f"data:{attachment.mime};base64,{data}")
    return page


def one_line(text: str) -> str:
    """Return a header value without line breaks."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text.encode("utf-8", "replace").decode()).strip()


def composed(  # noqa: PLR0913  # a mail has this many sides
    *,
    sender: str,
    name: str,
    recipients: Sequence[str],
    subject: str,
    text: str,
    attachments: Sequence[tuple[str, bytes]],
    headers: Mapping[str, str],
    at: datetime,
) -> bytes:
    """Write a mail as an ordinary mail program does; `headers` replace or add."""
    mail = EmailMessage(policy=policy.SMTP.clone(max_line_length=78))
    domain = re.sub(r"[^A-Za-z0-9.-]", "", sender.rpartition("@")[2]) or "localhost"
    values = {
        "From": _written(name, sender),
        "To": ", ".join(recipients),
        "Subject": one_line(subject),
        "Date": format_datetime(at),
        "Message-ID": f"<{uuid4().hex}@{domain}>",
    }
    for key, value in headers.items():
        known = next((existing for existing in values if existing.lower() == key.lower()), key)
        values[known] = one_line(value)
    for key, value in values.items():
        if value:
            mail[key] = value
    mail.set_content(text.encode("utf-8", "replace").decode(), cte="quoted-printable" if not text.isascii() else None)
    for file_name, data in attachments:
        kind = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=safe_name(file_name) or "file")
    try:
        return mail.as_bytes()
    except UnicodeEncodeError:  # an address beyond ASCII has no older spelling
        return mail.as_bytes(policy=policy.SMTPUTF8)


def _written(name: str, address: str) -> str:
    address = one_line(address)
    if not address:
        return ""
    try:
        return str(Address(one_line(name), addr_spec=address))
    except (ValueError, IndexError, HeaderParseError):
        # An odd address is written as it is: seeing what the gateway does with it is the point.
        return address


def addresses(text: str) -> list[str]:
    """Return the addresses of a To or Cc line."""
    return [address for _, address in getaddresses([one_line(text)]) if address]
