"""Folding: the one form in which names are stored for search and compared."""

import re
import unicodedata

_LEGAL = re.compile(
    r"\b(?:s\.?\s?a\.?(?:\s?c\.?)?|s\.?p\.?a|ltda|limitada|e\.?i\.?r\.?l|y\s+c[ií]a|cia|inc|llc|ltd|s\.?r\.?l|s\.?a\.?s)\b\.?(?=\s|,|$)",
    re.IGNORECASE,
)
_NOISE = re.compile(r"[^\w@.+-]+")


def fold(text: str) -> str:
    """Lower case, without accents, with single spaces: «Ferretería  Ñuñoa» is «ferreteria nunoa»."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def fold_company(name: str) -> str:
    """A company's name folded, without legal form and punctuation: «ACME S.A.» is «acme»."""
    folded = _LEGAL.sub(" ", fold(name))
    short = " ".join(_NOISE.sub(" ", folded).replace(".", " ").split())
    return short or fold(name)


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
