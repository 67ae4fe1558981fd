"""Whom of a few people a typed name means."""

from collections.abc import Mapping

from crm.text import fold


def people_named(text: str, named: Mapping[int, str]) -> list[int]:
    """The one whose name it is, else all whose names begin like its words."""
    wish = fold(text)
    exact = [key for key, name in named.items() if fold(name) == wish]
    return exact or [key for key, name in named.items() if _begins(wish.split(), fold(name).split())]


def _begins(starts: list[str], words: list[str]) -> bool:
    return bool(starts) and all(any(word.startswith(start) for word in words) for start in starts)
