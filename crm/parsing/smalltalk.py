"""What people say that is nothing to record: a greeting, thanks. Pure; all languages at once, since people mix them."""

import re
from enum import StrEnum

from crm.languages import united
from crm.text import fold


class Talk(StrEnum):
    """What a text is that only keeps company."""

    GREETING = "greeting"
    THANKS = "thanks"


_SAID = {Talk.GREETING: united(lambda one: frozenset(one.talk.greeting)), Talk.THANKS: united(lambda one: frozenset(one.talk.thanks))}
_WHOM = "|".join(sorted(united(lambda one: one.talk.whom)))
_TALK = {talk: re.compile(rf"(?:(?:{'|'.join(sorted(said))})(?: (?:{_WHOM}))?[ ]?){{1,3}}") for talk, said in _SAID.items()}
_LONGEST = 60


def talk_of(text: str) -> Talk | None:
    """What a text is where it says nothing else; None for all that may be meant."""
    if len(text) > _LONGEST:
        return None
    plain = " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())
    if not plain:
        return Talk.THANKS if text.strip(" .!\n") in ("👍", "🙏", "👌", "😊", "🙌", "❤️", "👍🏻", "🙏🏻", "👏") else None
    return next((talk for talk, words in _TALK.items() if words.fullmatch(plain)), None)
