"""Why a mail did not go (yet), in a plain sentence; the other side's own words stand behind it. Pure."""

import re

from crm.words import Words

# What an error of the courier or a bounce says, and what that means, the first that fits.
_UNREACHED = re.compile(r"cannot be reached|does not let us in|^SMTP\w+:|^\w*Timeout", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b5\.1\.\d|\b55[013]\b.*(?:user|recipient|mailbox|address|unknown|exist|found)|no such user|user unknown", re.IGNORECASE
)
_FULL = re.compile(r"\b[45]\.2\.2\b|\b552\b|mailbox full|over ?quota", re.IGNORECASE)
_BIG = re.compile(r"\b5\.3\.4\b|too (?:big|large)|size limit|exceeds", re.IGNORECASE)
_LATER = re.compile(r"\b4\d\d\b|\b4\.\d\.\d\b|gr[ea]ylist", re.IGNORECASE)
_NEVER = re.compile(r"\b5\d\d\b|\b5\.\d\.\d\b")
_ANSWERED = re.compile(r"^The relay answered\s+|^smtp;\s*", re.IGNORECASE)


def plain(words: Words, error: str) -> str:
    """«Esa dirección no existe («550 no such user»).»."""
    said = " ".join(_ANSWERED.sub("", error).split())[:200]
    meant = _meaning(words, said)
    return meant.format(said=said) if meant else said


def _meaning(words: Words, said: str) -> str:
    pairs = (
        (_UNREACHED, words("Our mail server does not answer.")),
        (_BIG, words("It is too big for the other side («{said}»).")),
        (_FULL, words("That mailbox is full («{said}»).")),
        (_NOBODY, words("That address does not exist («{said}»).")),
        (_LATER, words("The other side asks to wait («{said}»).")),
        (_NEVER, words("The other side does not take it («{said}»).")),
    )
    return next((sentence for pattern, sentence in pairs if pattern.search(said)), "")
