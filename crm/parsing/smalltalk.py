"""What people say that is nothing to record: a greeting, thanks. Pure; both languages at once, since people mix them."""

import re
from enum import StrEnum

from crm.text import fold


class Talk(StrEnum):
    """What a text is that only keeps company."""

    GREETING = "greeting"
    THANKS = "thanks"


_WORDS = {
    Talk.GREETING: (
        "hola|holi|alo|buenas|buen dia|buenos dias|buenas tardes|buenas noches|que tal|como estas|hi|hello|hey|good morning|good afternoon"
        "|good evening|how are you"
        "|como va(?: todo)?|todo bien|como te va|como andas"
    ),
    Talk.THANKS: (
        "gracias|muchas gracias|mil gracias|grax|ok|oka|okey|okay|vale|ya|perfecto|genial|bacan|excelente|super|buenisimo|de acuerdo"
        "|entendido|ja(?:ja)+|chao|adios|hasta luego|thanks|thank you|many thanks|thx|ty|great|perfect|cool|nice|got it|bye|lol"
        "|cheers|ta|thanks a lot|thanks so much|sounds good|no worries|np|awesome|brilliant|alright|haha"
        "|dale|ya po|ya pues|listoco|listo gracias|buena|se agradece|te pasaste|filete"
    ),
}
_WHOM = "acciones|bot|estimado|estimada|amigo|amiga|crack|maestro|jefe|jefa|po|there|all|mate|guys|team"
_TALK = {talk: re.compile(rf"(?:(?:{words})(?: (?:{_WHOM}))?[ ]?){{1,3}}") for talk, words in _WORDS.items()}
_LONGEST = 60


def talk_of(text: str) -> Talk | None:
    """What a text is where it says nothing else; None for all that may be meant."""
    if len(text) > _LONGEST:
        return None
    plain = " ".join(re.sub(r"[^\w\s]", " ", fold(text)).split())
    if not plain:
        return Talk.THANKS if text.strip(" .!\n") in ("👍", "🙏", "👌", "😊", "🙌", "❤️", "👍🏻", "🙏🏻", "👏") else None
    return next((talk for talk, words in _TALK.items() if words.fullmatch(plain)), None)
