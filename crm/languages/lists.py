"""How the words of a language are kept."""

from __future__ import annotations

Words = frozenset[str]
Phrases = tuple[str, ...]
NONE: Words = frozenset()


def set_of(text: str) -> Words:
    """Words that a list holds, in no order."""
    return frozenset(text.split())


def listed(text: str) -> Phrases:
    """Words that a list holds, in their order."""
    return tuple(text.split())
