"""Words as people type them on a phone: «w/» is with, «q» is que, «dont» is don't. The text itself stays as written."""

from __future__ import annotations

from collections.abc import Callable, Collection

from crm.languages import language
from crm.parsing.moments.tokens import Tokens


def tokens(text: str, lang: str) -> Tokens:
    """The words of a text, the shortened ones as the grammar spells them."""
    t = Tokens(text)
    typed = language(lang).sentences.typed
    for k in range(t.n):
        word = typed.get(t.word[k])
        if word and not (len(t.word[k]) == 1 and ((k and t.capital(k)) or t.word[k + 1] == "." or (k and t.num[k - 1] >= 0))):
            t.word[k] = word  # «w acme» is with ACME; «2 w» are weeks, «J. W.» is somebody, «Q tengo» starts with the phone's capital
    return t


def own(t: Tokens, is_name: Callable[[str], bool], owned: Collection[str]) -> None:
    """Sets the apostrophe of «ximenas number», where what follows belongs to somebody of that name."""
    for k in range(t.n):
        stem = t.word[k].removesuffix("s")
        if t.word[k + 1] in owned and stem != t.word[k] and is_name(stem) and not is_name(t.word[k]):
            t.word[k] = stem + "'s"
