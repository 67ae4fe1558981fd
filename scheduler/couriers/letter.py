"""A MailMessage as the bytes that leave: headers that answer, thread and bounce, and nothing that could be injected. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime

from crm.errors import DeliveryError
from crm.message import MailFile, MailMessage
from crm.model import Parcel, Priority
from crm.services.mailing.keys import UNSUBSCRIBE, message_id

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_ADDRESS = re.compile(rf"({_LOCAL})@([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)")
_ID = re.compile(r"<[!-;=?-~]{1,900}>")
_MEDIA_TYPE = re.compile(r"(application|audio|font|image|text|video)/([A-Za-z0-9.+-]{1,100})")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


class _Ids(UnstructuredHeader, BaseHeader):
    """A header of names between < and >: folded between them only.

    The standard library writes one of more than 77 characters as an encoded word, and no mail program finds the thread again.
    """

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {(policy.linesep + ' ').join(self.split())}{policy.linesep}"


def _registry() -> HeaderRegistry:
    registry = HeaderRegistry()
    for name in ("in-reply-to", "references", "list-unsubscribe", "message-id"):
        registry.map_to_type(name, _Ids)
    return registry


# 7bit: no relay is asked for 8BITMIME, and no line is too long for one.
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_registry())


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail leaves: the office's name, the gateway's address, and the key of names that cannot be made up."""

    name: str
    address: str
    domain: str
    key: bytes


def compose(parcel: Parcel, message: MailMessage, sender: Sender, files: Sequence[tuple[MailFile, bytes]] = ()) -> EmailMessage:
    """The mail of a parcel, with the same names at every try; a permanent DeliveryError where a header is not fit to leave."""
    mail = EmailMessage(_POLICY)
    try:
        for name, value in _headers(parcel, message, sender).items():
            mail[name] = value
        mail.set_content(message.text)
        if message.html:
            mail.add_alternative(message.html, subtype="html")
        for file, data in files:
            main, sub = _media_type(file.media_type)
            mail.add_attachment(data, maintype=main, subtype=sub, filename=_one_line("a file's name", file.name))
        mail.as_bytes()
    except (ValueError, MessageError, LookupError) as error:
        raise DeliveryError(f"This mail cannot be written: {error}", permanent=True) from error
    return mail


def _headers(parcel: Parcel, message: MailMessage, sender: Sender) -> dict[str, str | Address]:
    local, domain = written(sender.address).rsplit("@", 1)
    headers: dict[str, str | Address] = {
        "From": Address(_one_line("the sender's name", message.sender or sender.name), local, domain),
        "To": ", ".join(written(address) for address in (parcel.address, *message.also)),
        "Subject": _one_line("the subject", message.subject),
        "Date": format_datetime(parcel.created_at),
        "Message-ID": message_id(parcel, sender.key, sender.domain),
    }
    if message.cc:
        headers["Cc"] = ", ".join(written(address) for address in message.cc)
    if message.reply_to:
        headers["Reply-To"] = written(message.reply_to)
    if ids := _ids(message.in_reply_to):
        headers["In-Reply-To"] = ids
    if ids := _ids(*message.references):
        headers["References"] = ids
    if message.automatic:
        headers["Auto-Submitted"] = "auto-generated"
    if parcel.priority is Priority.DIGEST:
        headers["List-Unsubscribe"] = f"<mailto:{sender.address}?subject={UNSUBSCRIBE}>"
    return headers


def written(address: str) -> str:
    """The address as it goes over the wire, an international domain in ASCII; a permanent DeliveryError where it is none."""
    local, at, domain = address.strip().rpartition("@")
    try:
        found = _ADDRESS.fullmatch(f"{local}{at}{domain.encode('idna').decode()}")
    except UnicodeError:
        found = None
    if not found or len(found.group(0)) > 254 or len(found.group(1)) > 64 or ".." in found.group(2):
        raise DeliveryError(f"{address!r} is not a mail address", permanent=True)
    return found.group(0)


def _one_line(what: str, value: str) -> str:
    """The value of a header; refused where it would start another one."""
    if _CONTROL.search(value):
        raise DeliveryError(f"{what} holds a line break or another control character", permanent=True)
    return value


def _ids(*values: str) -> str:
    """Those that are Message-IDs: other programs make odd ones, and a lost thread is better than a mail that is not sent."""
    return " ".join(value.strip() for value in values if _ID.fullmatch(value.strip()))


def _media_type(value: str) -> tuple[str, str]:
    found = _MEDIA_TYPE.fullmatch(value.strip())
    return (found.group(1), found.group(2)) if found else ("application", "octet-stream")
