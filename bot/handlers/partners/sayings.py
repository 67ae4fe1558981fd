"""What is said of a partner's or contact's data: what is wrong with a value, who may be the same, what is known."""

from collections.abc import Mapping
from typing import Any

from crm.errors import InvalidValueError
from crm.services.partners.entry import PARTNER, Double, Piece
from crm.words import Words

LONG = 60  # characters of the shortest field; a text beyond that is refused for its length


def refusal(error: InvalidValueError, words: Words) -> str:
    """One sentence that says what is expected, by the field that does not fit."""
    if error.field not in ("rut", "email", "phone") and len(error.expected) > LONG:
        return words("That is too long. Write it shorter.")
    return {
        "name": words("That is no name. Write it in one line."),
        "rut": words("That is no RUT. Write it with its check digit, like 76.123.456-0."),
        "email": words("That is no mail address; write it like ana@empresa.cl."),
        "phone": words("That is no phone number; write it like +56 9 8765 4321."),
    }.get(error.field, words("That does not fit. Write it in one short line."))


def how(piece: Piece, words: Words) -> str:
    """How a field is written."""
    return {
        "rut": words("Write it with its check digit, like 76.123.456-0."),
        "email": words("Write it like ventas@empresa.cl."),
        "phone": words("Write it like +56 2 2345 6789."),
    }.get(piece.name, words("Write it in one line."))


def double(one: Double, words: Words) -> str:
    """«Ya hay un «ACME S.A.» (Santiago) con ese RUT.»."""
    who = f"«{one.partner.name}»" + (f" ({one.partner.city})" if one.partner.city else "")
    if not one.partner.active:
        return words("{who} has that RUT and is no longer in use. It can be taken up again.", who=who)
    return {
        "rut": words("{who} has that RUT already.", who=who),
        "name": words("There is {who} already.", who=who),
        "email": words("{who} has that mail address already.", who=who),
    }[one.field]


def lines(values: Mapping[str, Any], words: Words) -> list[tuple[str, str]]:
    """Label and value of what is known besides the name."""
    return [(words(piece.label), values[piece.name]) for piece in PARTNER.values() if piece.name != "name" and values.get(piece.name)]
