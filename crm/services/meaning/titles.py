"""Titles: the one line that a text of one's own is about, proposed from its first words. Pure."""

import re
from collections.abc import Mapping

from crm.checks import mail_address
from crm.errors import InvalidValueError
from crm.kinds import Kind
from crm.text import fold
from crm.who.few import people_named

SHORT = 60  # characters that a proposed title has at most, where the field allows more
_HEAD = 90  # characters within which a colon may end the head of «correo a Marta Soto: …»
# What letters begin with before they say something; tried one after the other.
_GREETING = re.compile(
    r"^(?:hola|buen(?:os|as)? (?:d[ií]as?|tardes|noches)|estimad[oa]s?|querid[oa]s?|dear|hi|hello|good (?:morning|afternoon))\b"
    r"[^,:;.!\n]{0,60}[,:;.!\n]+\s*",
    re.IGNORECASE,
)
_SENT = (
    r"(?:(?:te|le|les|os)\s+)?(?:adjunto|adjuntamos|env[ií]o|enviamos|mando|mandamos|incluyo|comparto)",
    r"i\s+(?:attach|enclose|send you)",
    r"i(?:'m| am) (?:attaching|sending you)",
    r"(?:please\s+)?(?:find\s+)?(?:attached|enclosed)(?:\s+(?:is|are|find|please find))?",
    r"here (?:is|are)",
)
_ENCLOSED = re.compile(
    r"^(?:(?:junto con saludar\w*|espero que \w+ bien),?\s*)?"
    rf"(?:{'|'.join(_SENT)})\s+(?:(?:el|la|los|las|lo|un|una|unos|unas|nuestr[oa]s?|the|a|an|our|my)\s+)?",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:para|a|to|for)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\s+(?:con|sobre|por|with|about|regarding)\s+(?:(?:el|la|los|las|un|una|the|a|an)\s+)?", re.IGNORECASE)
_AND = re.compile(r",|\by\b|\be\b|\band\b", re.IGNORECASE)
_EVERYBODY = frozenset({"todos", "todo el personal", "todo el equipo", "everybody", "everyone", "all"})
_ADDRESS = re.compile(r"<?([^\s<>,;:()«»\"]+@[^\s<>,;:()«»\"]+\.[A-Za-z]{2,})>?")
_LIGHT = ("mandar", "mandarle", "enviar", "enviarle", "escribir", "escribirle", "redactar", "send", "write", "por", "via", "to")
_CARRIED = frozenset({*_LIGHT, "a", "an", "un", "una", "el", "la", "al", "the"})
_END = re.compile(r"(?<=[?!])\s|\.(?:\s|$)|[\n;]")


def behind_colon(text: str, kind: Kind) -> tuple[str, str]:
    """«correo a Marta Soto» and what stands behind its colon; empty where the text does not begin like that."""
    head, colon, body = text.partition(":")
    said = fold(head).replace(",", " ").split()
    named = any(noun in said for phrases in kind.phrases.values() for noun in phrases.nouns)
    if not colon or not named or len(head) > _HEAD or "\n" in head.strip() or not body.strip():
        return "", ""
    return head.strip(), capital(body.strip())


def below(text: str, kind: Kind) -> tuple[str, str]:
    """«Procedimiento REC-01: recepción» and the lines below it; empty where the text does not begin like that."""
    head, _, body = text.strip().partition("\n")
    said = fold(head).replace(",", " ").replace(":", " ").split()
    named = any(noun in said[:1] for phrases in kind.phrases.values() for noun in phrases.nouns)
    return (head.strip(), body.strip()) if named and body.strip() else ("", "")


def capital(text: str) -> str:
    """A text as it begins in writing."""
    at = next((place for place, sign in enumerate(text) if sign not in "¿¡«(\"'"), 0)
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def address_in(text: str) -> str:
    """The mail address that stands in a text, in lower case; empty where none does."""
    found = _ADDRESS.search(text)
    try:
        return mail_address(found.group(1)) if found else ""
    except InvalidValueError:
        return ""


def said_besides(line: str, kind: Kind) -> str:
    """What a line says besides an address and the kind itself («mandar un correo»); empty where that is nothing."""
    rest = " ".join(_ADDRESS.sub(" ", line).split()).strip(" ,:;")
    words = fold(rest).split()
    nouns = {noun for phrases in kind.phrases.values() for noun in phrases.nouns}
    return "" if all(word in _CARRIED | nouns for word in words) else rest


def title_of(text: str, longest: int = SHORT) -> str:
    """What a text is about: its first sentence without greeting and «le adjunto la …», cut between words."""
    bare = _GREETING.sub("", text.strip(), count=1)
    line = " ".join(_END.split(bare, maxsplit=1)[0].split()) or " ".join(text.split())
    line = _ENCLOSED.sub("", line, count=1).strip(" ,;:") or line
    most = min(longest, SHORT)
    if len(line) > most:
        line = line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return capital(line)


def addressees(head: str, staff: Mapping[int, str], me: int | None) -> list[int]:
    """Ids of whom «memo para Ana y Emily» (or «memo a todos») goes to; nobody where one of the names is not clear."""
    said = said_to(head)
    if fold(said) in _EVERYBODY:
        return [key for key in staff if key != me]
    each = [people_named(name, staff) for name in _AND.split(said) if name.strip()]
    return list(dict.fromkeys(found[0] for found in each)) if all(len(found) == 1 for found in each) else []


def said_to(head: str) -> str:
    """The words that say to whom it goes: «Marta Soto» of «correo a Marta Soto»; empty where there are none."""
    return (*_TO.split(head, maxsplit=1), "")[1].strip(" ,.;")


def only_to(text: str, kind: Kind) -> tuple[str, str]:
    """To whom a line goes that names nothing but a kind before, and what with: «Juan y a Marta», «la lista»; empty of other lines."""
    nouns = {noun for phrases in kind.phrases.values() for noun in phrases.nouns}
    for found in _TO.finditer(text):
        before = fold(text[: found.start()]).split()
        if not nouns.isdisjoint(before):
            whom, about = (*_ABOUT.split(text[found.end() :].strip(" .\n"), maxsplit=1), "")[:2]
            return (whom, about) if all(word in _CARRIED | nouns for word in before) else ("", "")
    return "", ""


def named_first(text: str, staff: Mapping[int, str]) -> int | None:
    """Whom of the staff «correo a Ana con las fotos» goes to; None where no one name is clear."""
    words = said_to(text).split()[:3]
    tries = (people_named(" ".join(words[:count]).strip(",.:;"), staff) for count in range(len(words), 0, -1))
    return next((found[0] for found in tries if len(found) == 1), None)
