"""One cell to one value; InvalidValueError with the code of what is expected (crm.sheets.problems) where it does not fit."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crm import checks
from crm.errors import InvalidValueError
from crm.flow.money import TOO_MUCH, money_of
from crm.kinds.quote import QUOTE
from crm.kinds.tables import LONGEST_BODY, LONGEST_CODE, LONGEST_NAME, TABLES
from crm.languages import LANGUAGES
from crm.model import Role
from crm.text import fold
from crm.words import Words

_CODE = re.compile(r"\w[\w.-]*")
_YES = {"si", "s", "yes", "y", "1", "x", "true", "verdadero", "activo", "vigente", "✓", "✔"}
_NO = {"no", "n", "0", "false", "falso", "inactivo", "-"}
_SIDES = {
    "cliente": (True, False),
    "customer": (True, False),
    "c": (True, False),
    "proveedor": (False, True),
    "supplier": (False, True),
    "vendor": (False, True),
    "p": (False, True),
    "ambos": (True, True),
    "both": (True, True),
    "cp": (True, True),
}
_ROLES = {
    Role.STAFF: ("staff", "personal", "terreno", "field staff", "vendedor", "usuario"),
    Role.SUPERVISOR: ("supervisor", "supervisora", "supervision", "jefe", "jefa"),
    Role.ADMINISTRATOR: ("administrator", "administrador", "administradora", "administration", "administracion", "admin"),
}
_LANGUAGES = {name: code for code, one in LANGUAGES.items() for name in one.called}


def text(most: int) -> Callable[[str], str]:
    """One line of at most so many characters."""

    def check(cell: str) -> str:
        line = " ".join(cell.split())
        if len(line) > most:
            raise InvalidValueError("long", str(most))
        if not line.isprintable():
            raise InvalidValueError("control", "")
        return line

    return check


def rut(cell: str) -> str:
    return checks.rut_number(cell)


def phone(cell: str) -> str:
    return checks.phone_number(cell)


def mail(cell: str) -> str:
    return checks.mail_address(cell.strip().removeprefix("mailto:"))


def person(cell: str) -> str:
    return checks.person_name(cell)


def flag(cell: str) -> bool:
    """Yes or no, however it is ticked."""
    said = fold(cell).rstrip(".")
    if said not in _YES | _NO:
        raise InvalidValueError("flag", "")
    return said in _YES


def side(cell: str) -> tuple[bool, bool]:
    """Whether a customer, and whether a supplier: «Cliente / Proveedor» is both."""
    words = [word.removesuffix("es") if word.startswith("proveedor") else word.removesuffix("s") for word in _words(cell)]
    found = [_SIDES[word] for word in (w if w in _SIDES else f"{w}s" for w in words) if word in _SIDES]
    if not found or len(found) < len(words):
        raise InvalidValueError("side", "")
    return any(customer for customer, _ in found), any(supplier for _, supplier in found)


def _words(cell: str) -> list[str]:
    spaced = "".join(c if c.isalnum() else " " for c in fold(cell))
    return [word for word in spaced.split() if word not in {"y", "e", "and", "o", "or"}]


def role(cell: str) -> Role:
    said = fold(cell)
    for value, words in _ROLES.items():
        if said in words:
            return value
    raise InvalidValueError("role", "")


def language(cell: str) -> str:
    said = fold(cell)
    found = _LANGUAGES.get(said, said[:2] if len(said) in (2, 5) else "")
    if found not in LANGUAGES:
        raise InvalidValueError("language", "")
    return found


def zone(cell: str) -> ZoneInfo:
    try:
        return ZoneInfo(cell.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidValueError("zone", "") from error


def table(cell: str) -> str:
    """The table of that title, in any language."""
    wish = fold(cell)
    for name, title in TABLES.items():
        if wish in {name, *(fold(Words(spoken)(title)) for spoken in LANGUAGES)}:
            return name
    raise InvalidValueError("table", "")


def code(cell: str) -> str:
    """The code of a table's line, in capitals."""
    if not _CODE.fullmatch(cell) or len(cell) > LONGEST_CODE:
        raise InvalidValueError("code", str(LONGEST_CODE))
    return cell.upper()


def label(cell: str) -> str:
    return checks.one_line(text(LONGEST_NAME)(cell), "label", LONGEST_NAME)


def body(cell: str) -> str:
    """What a standard text says, of many lines."""
    if len(cell) > LONGEST_BODY:
        raise InvalidValueError("long", str(LONGEST_BODY))
    return cell.replace("\r\n", "\n")


_CURRENCIES = {"clp": "CLP", "peso": "CLP", "pesos": "CLP", "$": "CLP", "usd": "USD", "us$": "USD", "dolar": "USD", "dolares": "USD"}
_CURRENCIES |= {"uf": "CLF", "clf": "CLF", "eur": "EUR", "euro": "EUR", "euros": "EUR", "€": "EUR", "utm": "UTM", "gbp": "GBP"}
_DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%y", "%d/%m/%y")


def money(cell: str) -> tuple[Decimal, str]:
    """An amount and the currency that stands with it; an empty one where none does."""
    found = money_of(cell)
    amount = Decimal(found["amount"]) if found else Decimal(0)
    if found is None or not 0 < amount < TOO_MUCH:
        raise InvalidValueError("money", "")
    return amount, found["currency"] if any(c.isalpha() or c == "$" for c in cell) else ""


def currency(cell: str) -> str:
    found = _CURRENCIES.get(fold(cell).rstrip("."))
    if found is None:
        raise InvalidValueError("currency", "")
    return found


def day(cell: str) -> date:
    """A date with its year, as ISO or with the day first; an hour behind it is left out."""
    said = cell.split(maxsplit=1)[0]
    for form in _DAYS:
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    raise InvalidValueError("date", "")


def quote_state(cell: str) -> str:
    """The state of a quote by its word, in any language."""
    wish = fold(cell)
    for state in QUOTE.states:
        if wish in {state.name, *(fold(Words(spoken).of(QUOTE.name, state.word)) for spoken in LANGUAGES)}:
            return state.name
    raise InvalidValueError("state", "")
