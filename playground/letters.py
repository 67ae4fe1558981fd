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
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.message import Message as MimeMessage
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
    except Exception:  # a mail can be broken in more ways than the standard library survives
        log.warning("mail %s is too odd to be parsed", mail.id, exc_info=True)
        return replace(mail, text=mail.raw[:100_000].decode("utf-8", "replace"))


def _parts(raw: bytes) -> dict[str, Any]:
    # compat32 with careful decoding: email.policy.default raises on odd addresses.
    message = message_from_bytes(raw)
    texts: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    attachments: list[Attachment] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        file_name = decoded(part.get_filename() or "")
        if kind in texts and part.get_content_disposition() != "attachment" and not file_name:
            texts[kind].append(_text(part))
            continue
        payload = part.get_payload(decode=True)
        name = safe_name(file_name) or f"part{mimetypes.guess_extension(kind) or '.bin'}"
        content_id = decoded(part.get("Content-ID", "")).strip("<>") or None
        attachments.append(Attachment(name, kind, payload if isinstance(payload, bytes) else b"", content_id))
    headers = tuple((key, decoded(value)) for key, value in message.items())
    first = {key.lower(): value for key, value in reversed(headers)}
    return {
        "subject": first.get("subject", ""),
        "from_header": first.get("from", ""),
        "to_header": first.get("to", ""),
        "text": "\n".join(texts["text/plain"]),
        "html": "\n".join(texts["text/html"]),
        "attachments": tuple(attachments),
        "headers": headers,
    }


def decoded(value: object) -> str:
    """Return a header value as people read it: encoded words decoded, folds removed, raw bytes as UTF-8."""
    text = re.sub(r"[\r\n]+[ \t]*", " ", str(value)).strip()
    try:
        text = str(make_header(decode_header(text)))
    except (ValueError, LookupError, HeaderParseError):
        log.debug("a header stays as it was written: %r", text[:200])
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _text(part: MimeMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8", "replace")
    except (LookupError, ValueError):
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
    domain = re.sub(r"[^A-Za-z0-9.-]", "", sender.rpartition("@")[2]) or "localhost"
    values = {
        "From": _written(one_line(name), one_line(sender)),
        "To": ", ".join(recipients),
        "Subject": subject,
        "Date": format_datetime(at),
        "Message-ID": f"<{uuid4().hex}@{domain}>",
    }
    for key, value in headers.items():
        known = next((existing for existing in values if existing.lower() == key.lower()), key)
        values[known] = value
    head = b"".join(_header_line(key, one_line(value)) for key, value in values.items() if value)
    mail = EmailMessage(policy=policy.SMTP)
    mail.set_content(text.encode("utf-8", "replace").decode(), cte="quoted-printable" if not text.isascii() else None)
    for file_name, data in attachments:
        kind = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=safe_name(one_line(file_name)) or "file")
    return head + mail.as_bytes()


def _header_line(key: str, value: str) -> bytes:
    """Write one header by hand: people may type odd addresses, and the standard library raises on some of them."""
    name = re.sub(r"[^A-Za-z0-9-]", "", key)
    if not name or not value:
        return b""
    if value.isascii():
        value = Header(value, "us-ascii", header_name=name, maxlinelen=900).encode(linesep="\r\n")
    elif name.lower() not in ("from", "to", "cc", "reply-to"):
        value = Header(value, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}\r\n".encode()


def _written(name: str, address: str) -> str:
    if not name or not address:
        return address
    if name.isascii():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>' if re.search(r"[^\w\s-]", name) else f"{name} <{address}>"
    return f"{Header(name, 'utf-8', maxlinelen=900).encode()} <{address}>"


def addresses(text: str) -> list[str]:
    """Return the addresses of a To or Cc line."""
    return [address for _, address in getaddresses([one_line(text)]) if address]
