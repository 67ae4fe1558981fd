"""How the gateway reads a mail or a reply, as plain JSON: for `acciones explain` and for measuring."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mailgw.classify import Class
from mailgw.message import Mail, parse
from mailgw.quoting import newly_written


def explain_reply(case: Mapping[str, Any]) -> dict[str, Any]:
    """`{"id", "text"}` to `{"id", "reply"}`: what the person newly wrote."""
    return {"id": case.get("id"), "reply": newly_written(str(case.get("text", "")))}


def explain_mail(source: Path | bytes) -> dict[str, Any]:
    """A mail, by its file or its bytes, as the fields of `explain mail` (shared/corpora/README.md); `file` only for a file."""
    raw = source if isinstance(source, bytes) else source.read_bytes()
    mail = parse(raw)
    told: dict[str, Any] = {} if isinstance(source, bytes) else {"file": source.name}
    told |= {
        "class": str(mail.kind),
        "subject": mail.subject,
        "from": mail.sender.address if mail.sender else None,
        "text": mail.text,
        "reply": mail.reply_text,
        "attachments": [{"name": file.name, "type": file.media_type, "size": len(file.data)} for file in mail.attachments],
    }
    if mail.odd:
        told["odd"] = list(mail.odd)
    if mail.kind is Class.CALENDAR:
        told["calendar"] = _calendar(mail)
    return told


def _calendar(mail: Mail) -> dict[str, Any]:
    """The first lines of an invitation as they stand; reading calendars properly is a later issue."""
    raw = next((file.data for file in mail.attachments if file.media_type == "text/calendar"), b"").decode("utf-8", "replace")
    found = {
        name: re.search(rf"^{name}[^:\r\n]*:(.*?)\r?$", raw, re.MULTILINE) for name in ("METHOD", "UID", "SEQUENCE", "DTSTART", "DTEND")
    }
    values = {name: match.group(1).strip() if match else None for name, match in found.items()}
    return {
        "method": values["METHOD"],
        "uid": values["UID"],
        "sequence": int(values["SEQUENCE"] or 0) if (values["SEQUENCE"] or "0").isdigit() else 0,
        "start": values["DTSTART"],
        "end": values["DTEND"],
    }
