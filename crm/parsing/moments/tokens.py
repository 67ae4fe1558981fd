"""Text to tokens: folded words and numbers that know where they stand in the original."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"(?<![^\W_])w/o?(?=\s)|[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]|_")
_DASHES = dict.fromkeys("‐‑‒–—―−~∼～", "-")
_QUOTES = dict.fromkeys("’‘`´ʼ", "'")
_KEEP = {**_DASHES, **_QUOTES, "º": "º", "ª": "º", "°": "º", "\u00a0": " ", "\u202f": " "}
#: Numbers longer than this are codes, and int() of them costs more than linear time.
_LONGEST_NUMBER = 9


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """One folded character, or none for a combining mark."""
    if char in _KEEP:
        return _KEEP[char]
    if unicodedata.combining(char):
        return ""
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else base[:1]


def fold(text: str) -> tuple[str, list[int] | None]:
    """The text without accents and capitals, and where each character came from (None: the same place)."""
    if text.isascii():
        return text.lower().replace("~", "-").replace("`", "'"), None
    chars = [_fold_char(c) for c in text]
    folded = "".join(chars)
    if len(folded) == len(text):
        return folded, None
    return folded, [i for i, c in enumerate(chars) if c]


class Tokens:
    """The words of a text in parallel lists, padded at the end so that looking ahead never fails.

    `word[i]` is folded, `num[i]` its value or -1, `start[i]` and `end[i]` index the folded text.
    """

    __slots__ = ("end", "folded", "n", "num", "origin", "source", "start", "word")

    PAD = 8

    def __init__(self, text: str) -> None:
        self.source = text
        self.folded, self.origin = fold(text)
        self.word: list[str] = []
        self.num: list[int] = []
        self.start: list[int] = []
        self.end: list[int] = []
        for match in _WORD.finditer(self.folded):
            token = match.group()
            self.word.append(token)
            is_number = token[0].isdecimal() and len(token) <= _LONGEST_NUMBER
            self.num.append(int(token) if is_number else -1)
            self.start.append(match.start())
            self.end.append(match.end())
        self.n = len(self.word)
        last = len(self.folded) + 1
        self.word += [""] * self.PAD
        self.num += [-1] * self.PAD
        self.start += [last] * self.PAD
        self.end += [last] * self.PAD

    def glued(self, i: int) -> bool:
        """Whether token i stands right after the one before it, without a space."""
        return 0 < i < self.n and self.start[i] == self.end[i - 1]

    def capital(self, i: int) -> bool:
        """Whether token i starts with a capital in the original."""
        return i < self.n and self.source[self.place(self.start[i])].isupper()

    def place(self, index: int) -> int:
        """Where a character of the folded text stands in the original."""
        if self.origin is None:
            return min(index, len(self.source))
        return self.origin[index] if index < len(self.origin) else len(self.source)

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Start and end in the original of the tokens i to j (exclusive)."""
        last = self.end[j - 1]
        if self.origin is None:
            return self.start[i], last
        return self.place(self.start[i]), self.origin[last - 1] + 1
