"""How English verbs change, and the verbs of an office."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from collections.abc import Iterator

from crm.languages.base import Form, Grammar
from crm.languages.lists import listed, set_of

#: Pasts that the rule does not give.
_IRREGULAR: dict[str, str] = {
    "find": "found", "get": "got", "give": "gave", "make": "made", "put": "put", "sell": "sold", "draw": "drew", "write": "wrote",
    "show": "showed", "speak": "spoke", "go": "went", "drive": "drove", "see": "saw", "withdraw": "withdrew", "send": "sent",
    "do": "did", "buy": "bought", "pay": "paid", "bring": "brought", "meet": "met", "take": "took", "hire": "hired", "forget": "forgot",
    "have": "had", "ring": "rang", "draft": "drafted", "ship": "shipped", "drop": "dropped", "plan": "planned", "submit": "submitted",
    "transfer": "transferred", "copy": "copied", "notify": "notified", "verify": "verified", "leave": "left", "reply": "replied",
    "set": "set",
}
_PRESENT = {past: verb for verb, past in _IRREGULAR.items()}


def _past(verb: str) -> Iterator[Form]:
    yield Form(_IRREGULAR.get(verb) or verb + ("d" if verb.endswith("e") else "ed"), done=True)


def _present(past: str) -> tuple[str, ...]:
    """The base of a past: spoke speak, called call, phoned phone."""
    if past in _PRESENT:
        return (_PRESENT[past],)
    if past.endswith("ed"):
        return (past[:-1] if past[:-2].endswith(("on", "v", "us", "at", "nc", "g")) else past[:-2],)
    return (past,)


def _infinitive(word: str) -> str | None:
    """A noun that is a verb too: "no order", "no offer" says that there is none, and nothing to do."""
    return word if len(word) > 3 and word.endswith(("er", "ir")) and word.isalpha() else None


def _plurals(noun: str) -> tuple[str, ...]:
    return (f"{noun}s", f"{noun}es", *((f"{noun[:-1]}ies",) if noun.endswith("y") else ()))


GRAMMAR = Grammar(
    forms=_past,
    bases=_present,
    infinitive=_infinitive,
    plurals=_plurals,
    todo_verbs=listed(
        "check fix order print follow remind schedule arrange organise organize write sign pick drop draft cancel move change find "
        "get give make put pack load design plan approve renew register request return ship sell set measure inspect negotiate clean "
        "paint translate scan copy file upload download finish complete reply answer contact notify inform forward attach reserve "
        "book replace repair test train hire verify compare count estimate offer create share show explain take leave try look talk "
        "speak discuss go drive see visit transfer deposit withdraw issue submit present propose coordinate investigate charge bill "
        "invoice collect deliver receive buy purchase bring hire fill update upgrade apply assemble audit backup bake block calculate "
        "certify change claim classify close compile connect contract correct cut deduct demand dig discuss dismantle dispatch "
        "distribute double-check edit empty enter estimate evaluate examine exchange extend file gather greet hang help hold import "
        "install invite join label lend list locate lock lower mail mark modify monitor mount narrow number obtain open outline "
        "oversee pass patch pave photograph pile polish post prevent process produce program publish pull push quit raise reconcile "
        "record recover reduce refund refuse reject release remove rent reorder repay reset resolve restock retrieve revise scrap "
        "seal search secure separate settle shoot solve sort split stock stop store study sue supervise supply sweep switch tag tell "
        "thank tidy track trim turn unload unlock unpack use validate vacuum wait warn wash watch weigh weld wrap finalise finalize "
        "chase text whatsapp message ping"
    ),
    verbs_are_nouns=True,
    nouns_compound=True,
    named_by=set_of("for to"),
)
