"""Which kinds a list is asked for: «mis llamados pendientes», "calls overdue", and behind a command «llamados de Ana»."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from crm.kinds import KINDS, Kind
from crm.languages import LANGUAGES
from crm.parsing.moments.tokens import Tokens
from crm.parsing.verbs import Verbs, verbs_of


def spoken(t: Tokens, verbs: Verbs, p: int, covered: Collection[int]) -> tuple[str, str, int] | None:
    """The list, the kind and the token behind of «mis llamados [de Ana] pendientes» at p; `covered` are tokens that name somebody."""
    words = verbs.language.questions
    mine, k = False, p
    while t.word[k] in words.list_leads:
        mine, k = mine or t.word[k] in words.list_mine, k + 1
    state = _state(t, verbs, k)
    if state:
        kind, j = _several(t, verbs, _linked(t, verbs, k + 1, covered))
        return (state, kind, j) if kind else None
    kind, j = _several(t, verbs, k)
    if not kind:
        return None
    at = _linked(t, verbs, j, covered)
    state = _state(t, verbs, at)
    if state:
        return state, kind, at + 1
    if t.word[at] in words.list_done:
        return "done", kind, at + 1
    due = any(one.name == kind and one.moment == "due" for one in verbs.kinds)
    return ("pending", kind, j) if mine and due else None


def _state(t: Tokens, verbs: Verbs, k: int) -> str:
    return next((name for name, said in verbs.language.questions.list_states.items() if t.word[k] in said), "")


def _linked(t: Tokens, verbs: Verbs, k: int, covered: Collection[int]) -> int:
    while k < t.n and (k in covered or t.word[k] in verbs.language.questions.list_links):
        k += 1
    return k


def _several(t: Tokens, verbs: Verbs, k: int) -> tuple[str, int]:
    """The kind whose plural stands at k, and the token behind it."""
    for size in (3, 2, 1):
        kind = verbs.several.get(tuple(t.word[k : k + size]))
        if kind and k + size <= t.n:
            return kind, k + size
    return "", k


def typed(text: str, lang: str, kinds: Sequence[Kind] = KINDS) -> tuple[tuple[str, ...], str]:
    """The kinds that stand behind a list's command, and the name that is left: «llamados de Ana» is a call's, and Ana."""
    t = Tokens(text)
    own, *others = sorted(LANGUAGES, key=lambda name: name != lang)
    said = _read(t, verbs_of(own, kinds))
    return said if said[0] else next((found for other in others if (found := _read(t, verbs_of(other, kinds)))[0]), said)


def _read(t: Tokens, verbs: Verbs) -> tuple[tuple[str, ...], str]:
    little = (
        verbs.language.questions.list_links
        | verbs.language.questions.list_leads
        | verbs.words.people_prepositions
        | set(verbs.language.orders.ands)
    )
    named: dict[str, None] = {}
    left, k = [], 0
    while k < t.n:
        kind, j = _either(t, verbs, k)
        if kind:
            named[kind] = None
        elif t.word[k] not in little and t.word[k][0].isalnum():
            left.append(k)
        k = max(j, k + 1)
    return tuple(named), _source(t, left)


def _either(t: Tokens, verbs: Verbs, k: int) -> tuple[str, int]:
    """One or several of a kind at k."""
    kind, j = _several(t, verbs, k)
    alone = verbs.nouns.get(t.word[k], "")
    return (kind, j) if kind else (alone, k + 1 if alone else k)


def _source(t: Tokens, left: Sequence[int]) -> str:
    """What was written from the first to the last of those tokens."""
    if not left:
        return ""
    start, end = t.span(left[0], left[-1] + 1)
    return t.source[start:end].removesuffix("'s").removesuffix("’s")
