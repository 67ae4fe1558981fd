"""The addresses that the gateway answers to, as a table: what mail to each of them means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from crm.kinds import KINDS


class Purpose(StrEnum):
    """What somebody who writes to an address wants."""

    MAKE = "make"  # make an action of it, of the kind that has the address
    LOG = "log"  # file it on the card of whoever wrote it or gets it
    BOT = "bot"  # the office's own sender: answers to its mails come here
    BOUNCE = "bounce"  # a mail of ours could not be delivered; the tag names the parcel
    POSTMASTER = "postmaster"  # people who run mail servers (RFC 5321, RFC 2142)


KINDS_AT: Mapping[str, str] = MappingProxyType({name: kind.name for kind in KINDS for name in kind.mailboxes})
PURPOSES: Mapping[str, Purpose] = MappingProxyType(
    {
        **dict.fromkeys(KINDS_AT, Purpose.MAKE),
        "archivo": Purpose.LOG,
        "log": Purpose.LOG,
        "archive": Purpose.LOG,
        "bot": Purpose.BOT,
        "bounces": Purpose.BOUNCE,
        "postmaster": Purpose.POSTMASTER,
        "abuse": Purpose.POSTMASTER,
    }
)


@dataclass(frozen=True, slots=True)
class Gateway:
    """One of our addresses: what it means and the tag behind its plus («bounces+4711@…» has the tag 4711).

    `kind` is what mail of the staff to it makes, by the name of the kind.
    """

    address: str
    purpose: Purpose
    tag: str = ""
    kind: str = ""


def resolve(address: str, domains: Collection[str]) -> Gateway | None:
    """Which of our addresses that is, None where it is none; `domains` are lower case.

    Case never counts. A bare «postmaster» is ours too (RFC 5321 4.5.1); a local part in quotes is read without them.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        local, domain = domain, ""
    name, _, tag = local.strip('"').partition("+")
    purpose = PURPOSES.get(name)
    if purpose is None or (domain not in domains and not (purpose is Purpose.POSTMASTER and not at)):
        return None
    return Gateway(f"{local}@{domain}" if at else local, purpose, tag, KINDS_AT.get(name, ""))
