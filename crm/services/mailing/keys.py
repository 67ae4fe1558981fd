"""Names that outgoing mail carries so that what comes back finds its parcel: keyed, so that nobody can make one up. Pure."""

import hashlib
import hmac
import re

from crm.model import Parcel

UNSUBSCRIBE = "unsubscribe"  # the subject of a mail that wants no summary by mail any more: what List-Unsubscribe writes
_BOUNCES = re.compile(r"bounces\+(\d{1,18})-([0-9a-f]{10})@", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<?p(\d{1,18})\.([0-9a-f]{20})@")


def _mark(key: bytes, purpose: str, length: int) -> str:
    return hmac.new(key, purpose.encode(), hashlib.sha256).hexdigest()[:length]


def bounce_address(parcel_id: int, key: bytes, domain: str) -> str:
    """The envelope sender to which that parcel's bounce returns."""
    return f"bounces+{parcel_id}-{_mark(key, f'bounce:{parcel_id}', 10)}@{domain}"


def bounced_parcel(address: str, key: bytes) -> int | None:
    """The parcel whose bounce that address takes, None for a made-up one."""
    found = _BOUNCES.match(address)
    if not found or not hmac.compare_digest(found.group(2).lower(), _mark(key, f"bounce:{int(found.group(1))}", 10)):
        return None
    return int(found.group(1))


def message_id(parcel: Parcel, key: bytes, domain: str) -> str:
    """The Message-ID of a parcel, the same at every try: a relay that took it twice shows it once.

    The dedupe key is in it because ids start again in a database that was set up anew.
    """
    return f"<p{parcel.id}.{_mark(key, f'message:{parcel.id}:{parcel.dedupe_key}', 20)}@{domain}>"


def named_parcel(found_id: str) -> int | None:
    """The parcel id that a Message-ID of our form claims; compare `message_id` of that parcel before trusting it."""
    found = _MESSAGE_ID.match(found_id.strip())
    return int(found.group(1)) if found else None
