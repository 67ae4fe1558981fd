"""The forms in which names are compared: what somebody says of a name is less than what stands in the directory."""

import re

from crm.languages.naming import COMPANY_STOPS
from crm.text import fold, fold_company

_FIGURES = re.compile(r"[\d.\-+()\s/]*\d[\d.\-+()\s/]*k?", re.ASCII)


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a person's name."""
    return tuple(fold(name).replace(".", " ").replace(",", " ").split())


def company_key(name: str) -> str:
    """A company's name without legal form and little words: «Ferretería del Sur SpA» is «ferreteria sur»."""
    plain = fold_company(name)
    words = [w for w in plain.replace("-", " ").split() if w not in COMPANY_STOPS]
    return " ".join(words) or plain


def with_form(name: str) -> str:
    """A whole name with its legal form, however that is dotted: it decides between companies whose names differ in nothing else."""
    return " ".join(fold(name).replace(".", "").replace(",", " ").split())


def digits_of(text: str) -> str:
    """The digits of a RUT or a phone, with a RUT's K."""
    return re.sub(r"[^\dk]", "", fold(text))


def figures_of(text: str) -> str:
    """The digits of a text that is nothing but a RUT or a phone; empty for any other."""
    folded = fold(text)
    return digits_of(folded) if _FIGURES.fullmatch(folded) else ""
