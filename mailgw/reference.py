"""The one line of an action that a subject gives. Pure."""

import re

from crm.model import Staff
from crm.words import words_for

_PREFIX = re.compile(r"^(?:\s*(?:re|rv|fwd?|fw|aw|tr|enc|reenv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
# «tarea:», «tarea para Ana:»
_NOUN = re.compile(
    r"^\s*(?:tareas?|tasks?|to-?do|pendiente|llamad[oa]s?|calls?)(?:\s+(?:para|a|for|to)\s+[^:]{1,60})?\s*:\s*", re.IGNORECASE
)


def bare(subject: str) -> str:
    """A subject without Re: and Fwd:."""
    return " ".join(_PREFIX.sub("", subject).split())


def names_its_kind(subject: str) -> bool:
    """Whether a subject says itself what it is: «tarea para Ana: enviar catálogo»."""
    return bool(_NOUN.match(bare(subject)))


def reference(subject: str, reader: Staff, *, noun: bool = True) -> str:
    """The subject as one line of an action: without Re: and Fwd:, and (with `noun`) without «tarea:»."""
    line = bare(subject)
    line = (_NOUN.sub("", line) if noun else line) or words_for(reader)("(no subject)")
    return line if len(line) <= 200 else line[:199] + "…"
