"""«1 y 3 listos, el 2 al lunes»: what a typed line says about the numbers of a list. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.text import fold

DONE = frozenset(
    re.findall(
        r"\w+",
        "listo lista listos listas hecho hecha hechos hechas ok terminado terminada terminados terminadas realizado realizada ya"
        " done ready finished",
    )
)
_ITEM = r"(?:el|la|los|las|n[°º.]|#|the|number|and|y|e|,|\s)*"
_HEAD = re.compile(
    rf"^{_ITEM}(\d{{1,3}}(?:\s*(?:,|y|e|and|&|\+)?\s*(?:el|la|the)?\s*\d{{1,3}}(?![\d:/.h-]))*)(?=[\s:])\s*:?\s*", re.IGNORECASE
)
_CUT = re.compile(rf"[,;\n]+(?=\s*{_ITEM}\d{{1,3}}(?:[\s,;:]|$))|\s+(?:y|and)\s+(?=(?:el|la|the)?\s*\d{{1,3}}(?:[\s,:]|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """Some numbers of a list and what is said of them, as typed; `done` where it is «listo»."""

    numbers: tuple[int, ...]
    rest: str
    done: bool


def read(text: str) -> Sequence[Said]:
    """What a text says about numbers, piece by piece; nothing where a piece begins without a number or says nothing of it."""
    found: list[Said] = []
    waiting: tuple[int, ...] = ()  # «1 y 3 listos»: what is said of 3 is said of 1 too
    for piece in filter(None, map(str.strip, _CUT.split(text))):
        head = _HEAD.match(f"{piece} ")
        if head is None:
            return ()
        rest = piece[head.end() :].strip(" .!")
        numbers = (*waiting, *(int(n) for n in re.findall(r"\d+", head.group(1))))
        waiting = () if rest else numbers
        if rest:
            found.append(Said(numbers, rest, all(word in DONE for word in fold(rest).split())))
    return () if waiting else found
