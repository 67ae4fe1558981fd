"""What people write of themselves and of others, checked and brought into one form: RUT, phone, mail address, name."""

import re

import phonenumbers
from stdnum.cl import rut as ruts

from crm.errors import InvalidValueError

COUNTRY = "CL"
_MAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63})+", re.ASCII)
_RUT = re.compile(r"0*(\d{6,8})([\dK])", re.ASCII)
_NO_DIGIT = re.compile(r"\d{1,2}[.,]\d{3}[.,]\d{3}", re.ASCII)  # grouped, and nothing behind: the check digit is missing
_OLD_TRUNK = re.compile(r"0(\d{9})", re.ASCII)  # «09 8765 4321», which phonenumbers does not know (facts.md)


def mail_address(text: str) -> str:
    """A mail address in lower case; InvalidValueError where the text is none."""
    address = text.strip().lower()
    if len(address) > 254 or ".." in address or not _MAIL.fullmatch(address):
        raise InvalidValueError("email", text.strip())
    return address


def person_name(text: str) -> str:
    """A name with single spaces; InvalidValueError where the text is none."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= 100 or not any(c.isalpha() for c in name) or any(c in "<>{}" or not c.isprintable() for c in name):
        raise InvalidValueError("name", name)
    return name


def rut_number(text: str) -> str:
    """A RUT as «76.123.456-0»; InvalidValueError("rut", text), or ("check digit", the right one) where only that is wrong."""
    found = _RUT.fullmatch(re.sub(r"[\s.,–—-]", "", text).upper().removeprefix("RUT:"))
    if not found or _NO_DIGIT.fullmatch(text.strip()):
        raise InvalidValueError("rut", text.strip())
    right = ruts.calc_check_digit(found.group(1))
    if right != found.group(2):
        raise InvalidValueError("check digit", right)
    return str(ruts.format("".join(found.groups())))


def phone_number(text: str) -> str:
    """A phone number as «+56 9 8765 4321»; InvalidValueError where the text is none, or too short or long for one."""
    digits = re.sub(r"[\s.()-]", "", text)
    old = _OLD_TRUNK.fullmatch(digits)
    try:
        number = phonenumbers.parse(old.group(1) if old else text, COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise InvalidValueError("phone", text.strip()) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidValueError("phone", text.strip())
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if len(written) > 32:  # the column's width
        raise InvalidValueError("phone", text.strip())
    return written


def rut_meant(text: str, digit: str) -> str:
    """The RUT that was meant where only its check digit is wrong: `rut_number` says the right one."""
    return rut_number(re.sub(r"[\s.,–—-]", "", text)[:-1] + digit)


def one_line(text: str, field: str = "line", longest: int = 200) -> str:
    """One line with single spaces; InvalidValueError where there is nothing to read, or too much."""
    said = " ".join(text.split())
    if not any(c.isalnum() for c in said) or len(said) > longest or any(not c.isprintable() for c in said):
        raise InvalidValueError(field, said)
    return said
