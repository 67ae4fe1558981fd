"""Folding: the one form in which names are stored for search and compared."""

import re
import unicodedata

_LEGAL = re.compile(
    r"\b(?:s\.?\s?a\.?(?:\s?c\.?)?|s\.?p\.?a|ltda|limitada|e\.?i\.?r\.?l|y\s+c[ií]a|cia|inc|llc|ltd|s\.?r\.?l|s\.?a\.?s)\b\.?(?=\s|,|$)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
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


def visible(text: str) -> str:
    """A text without what nobody sees and engines and papers choke on: control characters, marks that turn the direction of writing."""
    return _UNSEEN.sub("", text.encode("utf-8", "ignore").decode())


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in it: only spaces, joiners and the like."""
    return not any(c.isprintable() and not c.isspace() for c in text)


def quoted(text: str, most: int = 60) -> str:
    """What somebody wrote as it is said back: on one line, cut short."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
