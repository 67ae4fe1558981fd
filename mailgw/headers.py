"""Headers of a mail as values: addresses, dates and ids, whatever nonsense they hold."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256

from mailgw.charset import decode_header
from mailgw.clean import one_line, plain

MOST = 5000  # headers looked at
_LONGEST = 20_000  # characters of one header looked at
_ADDRESS = re.compile(r"[^\s<>,;:\"'()\[\]@]+@[^\s<>,;:\"'()\[\]@]+")
_ID = re.compile(r"<[^<>\s]{1,2000}>")
_INDEXED = 500  # an id longer than this is known by its hash: PostgreSQL indexes no more than 2,700 bytes

Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """A name as people read it and a mail address in lower case."""

    name: str
    address: str


def headers_of(message: Message) -> Headers:
    """All values of each header by its lower-case name, raw and in their order."""
    found: dict[str, list[str]] = {}
    for name, value in list(message.raw_items())[:MOST]:
        found.setdefault(name.lower().strip(), []).append(str(value)[:_LONGEST])
    return found


def first(headers: Headers, name: str) -> str:
    """The first value of a header as people read it, empty where it is missing."""
    values = headers.get(name)
    return decode_header(values[0]) if values else ""


def addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """The mail addresses in some headers, each once, in their order; what is no address is left out."""
    found: dict[str, Address] = {}
    for raw in values:
        unfolded = re.sub(r"\r?\n(?=[ \t])", "", raw)
        for name, address in _pairs(unfolded):
            clean = plain(decode_header(address)).strip("<>'\"").lower()
            if _ADDRESS.fullmatch(clean) and len(clean) <= 254:
                found.setdefault(clean, Address(one_line(decode_header(name), 200).strip("'\" "), clean))
    return tuple(found.values())


def _pairs(raw: str) -> list[tuple[str, str]]:
    """Names and addresses; where the parser gives up (or digs too deep: «((((…»), whatever looks like an address."""
    try:
        pairs = [pair for pair in getaddresses([raw]) if " " not in pair[1].strip() and "@" in pair[1].strip("@")]
    except (RecursionError, ValueError, IndexError, TypeError):
        pairs = []
    return pairs or [("", address) for address in _ADDRESS.findall(raw)]


def message_ids(values: Iterable[str], most: int = 50) -> tuple[str, ...]:
    """The ids in Message-ID, In-Reply-To or References, each once, the last ones where there are too many."""
    found = dict.fromkeys(plain(match) for raw in values for match in _ID.findall(raw))
    return tuple(_shortened(each) for each in list(found)[-most:])


def _shortened(message_id: str) -> str:
    if len(message_id) <= _INDEXED:
        return message_id
    return f"<{sha256(message_id.encode('utf-8', 'replace')).hexdigest()}@too.long>"


def date_of(raw: str) -> datetime | None:
    """The moment of a Date header in UTC; None where there is no sane one."""
    try:
        moment = parsedate_to_datetime(raw)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError, RecursionError):
        return None
    return moment if 1990 <= moment.year <= 2100 else None
