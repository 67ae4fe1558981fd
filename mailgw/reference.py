"""The one line of an action that a subject gives. Pure."""

import re

from crm.kinds import KINDS
from crm.model import Staff
from crm.text import fold
from crm.words import words_for

_PREFIX = re.compile(r"^(?:\s*(?:re|rv|fwd?|fw|aw|tr|enc|reenv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_NOUNS = sorted({noun for kind in KINDS if kind.mailboxes for said in kind.phrases.values() for noun in said.nouns})
# «tarea:», «tarea para Ana:», folded
_HEAD = re.compile(rf"(?:{'|'.join(map(re.escape, _NOUNS))})(?:e?s)?(?: (?:para|a|for|to) .{{1,60}})?")


def bare(subject: str) -> str:
    """A subject without Re: and Fwd:."""
    return " ".join(_PREFIX.sub("", subject).split())


def names_its_kind(subject: str) -> bool:
    """Whether a subject says itself what it is: «tarea para Ana: enviar catálogo»."""
    return _behind_noun(bare(subject)) is not None


def _behind_noun(line: str) -> str | None:
    """What stands behind «tarea:»; None where the line does not begin like that."""
    head, colon, rest = line.partition(":")
    return rest.strip() if colon and _HEAD.fullmatch(fold(head)) else None


def reference(subject: str, reader: Staff, *, noun: bool = True) -> str:
    """The subject as one line of an action: without Re: and Fwd:, and (with `noun`) without «tarea:»."""
    line = bare(subject)
    rest = _behind_noun(line) if noun else None
    line = (line if rest is None else rest) or words_for(reader)("(no subject)")
    return line if len(line) <= 200 else line[:199] + "…"
