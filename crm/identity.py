"""What names a company or a person to the outside: RUT, phone, mail address, as people write them and as they are stored. Pure."""

import re

import phonenumbers
from stdnum.cl import rut as ruts

from crm.errors import InvalidValueError

REGION = "CL"
_RUT = re.compile(r"(?:rut\s*:?\s*)?(\d[\d.\s]{5,10})\s*-?\s*([\dk])", re.IGNORECASE)
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63})+", re.ASCII)
_LONGEST = 200  # characters of a name, an address, a city


def rut(text: str) -> str:
    """A RUT as it is stored («76.123.456-0»); InvalidValueError whose `expected` is the RUT that may have been meant, if any."""
    found = _RUT.fullmatch(text.strip())
    body = re.sub(r"\D", "", found[1]) if found else ""
    if found is None or not 6 <= len(body) <= 8:
        raise InvalidValueError("rut", "")
    right = ruts.calc_check_digit(body)
    if right != found[2].upper():
        raise InvalidValueError("rut", ruts.format(body + right))
    return str(ruts.format(body + right))


def is_like_rut(text: str) -> bool:
    """Whether a text has the shape of a RUT, right or wrong: a dash before its last sign, or dots between its digits."""
    return bool(_RUT.fullmatch(text.strip())) and ("-" in text or "." in text or text.strip()[-1:].lower() == "k")


def mail(text: str) -> str:
    """A mail address in lower case; InvalidValueError where the text is none."""
    address = text.strip().strip("<>").lower()
    if len(address) > 254 or ".." in address or not _MAIL.fullmatch(address):
        raise InvalidValueError("email", text.strip())
    return address


def phone(text: str) -> str:
    """A phone number as it is stored («+56 9 8765 4321»); InvalidValueError where the text is none."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise InvalidValueError("phone", text.strip()) from None
    if not phonenumbers.is_possible_number(number) or re.search(r"[^\W\d_]{4}", text):
        raise InvalidValueError("phone", text.strip())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def line(text: str, field: str = "name", longest: int = _LONGEST) -> str:
    """One line with single spaces; InvalidValueError where there is nothing to read, or too much."""
    said = " ".join(text.split())
    if not any(c.isalnum() for c in said) or len(said) > longest or any(not c.isprintable() for c in said):
        raise InvalidValueError(field, str(longest))
    return said
