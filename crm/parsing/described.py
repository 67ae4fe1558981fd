"""Orders about an open action that is described: «cancela la reunión con ACME», "move the visit at 5 to Friday at 9"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm.kinds import KINDS, Kind
from crm.parsing.listwords import ListOrder, read_list
from crm.parsing.moments import OFFICE, Calendar, Moment
from crm.parsing.parts import Work
from crm.parsing.phrase import gather
from crm.parsing.verbs import match, phrases
from crm.who.directory import Directory
from crm.who.entries import Id

#: A longer text tells something.
_LONGEST = 120
_ORDERS = ("drop", "postpone", "approve", "reject")
_TOLD = (*_ORDERS, "done", "no_answer")  # behind the description: «la llamada a ACME está lista»; before it, it tells what was done


@dataclass(frozen=True, slots=True)
class Described:
    """What is ordered about the one action of a kind that the words describe: by whom it is with, by its day or hour."""

    order: ListOrder
    kind: str
    partner: Id | None = None
    contact: Id | None = None
    at: Moment | None = None


def described(
    text: str, now: dt.datetime, lang: str, directory: Directory, kinds: Sequence[Kind] = KINDS, *, calendar: Calendar = OFFICE
) -> Described | None:
    """The order of a text that is nothing but one; None where anything else is said, or no word says what is to be done."""
    if len(text) > _LONGEST:
        return None
    work = gather(text, now, lang, directory, kinds, calendar)
    t = work.t
    begin, first = 0, _order(work, 0)
    p = _skipped(work, first)
    kind = _kind(work, p)
    who, at, k = _description(work, p + 1)
    if not first and not who and _order(work, k) > k:  # «cotización rechazada por ACME»
        begin, first = k, _order(work, k)
        who, at, k = _description(work, first)
    if kind is None or (p == first and not who and at is None):
        return None  # «cancelar reunión» may be something to do; «cancela la reunión» is said of one that is there
    said = first or any(_order(work, j, _TOLD) > j for j in (k, _skipped(work, k)))
    plain = f"{t.source[slice(*t.span(begin, first))] if first else ''} 1 {t.source[t.place(t.start[k]) :] if k < t.n else ''}"
    orders = read_list(plain, now, lang, directory, calendar=calendar) if said else ()
    if len(orders) != 1 or orders[0].do not in (_ORDERS if first else _TOLD) or orders[0].numbers != (1,):
        return None
    order = orders[0]
    if order.do == "postpone" and order.when is None and at is not None and isinstance(at.value, tuple):
        order = replace(order, when=at.last)  # «de las 17 a las 18»
    return Described(order, kind, who.get("partner"), who.get("contact"), at)


def _kind(work: Work, p: int) -> str | None:
    """The kind that the word at p names, by its noun or another name of it: "coffee" is a meeting."""
    known = work.verbs.words.noun_aliases.get(work.t.word[p], work.t.word[p])
    return work.verbs.nouns.get(known) if p < work.t.n else None


def _order(work: Work, k: int, orders: Sequence[str] = _ORDERS) -> int:
    """The index after the words at k that say what is to be done; k itself where none stand there."""
    words = work.verbs.language.orders.words
    return max(match(phrases(words[do]), work.t, k) for do in orders)


def _skipped(work: Work, k: int) -> int:
    while k < work.t.n and work.t.word[k] in work.verbs.language.orders.before_noun:
        k += 1
    return k


def _description(work: Work, k: int) -> tuple[dict[str, Id], Moment | None, int]:
    """With whom and when the action is that is meant, and the token after that."""
    t, orders = work.t, work.verbs.language.orders
    who: dict[str, Id] = {}
    at = None
    while k < t.n:
        start = k + 1 if t.word[k] in orders.of_whom else k
        named = next((m for m in work.mentions if m.i == start and m.one is not None and m.role in ("partner", "contact")), None)
        if named is not None and named.one is not None:
            who.setdefault(named.role, named.one)
            k = named.j
            continue
        when = next((m for m in work.future if (tokens := work.tokens_of(m.start, m.end)) and tokens[0] in (k, k + 1)), None)
        if at is not None or when is None or t.word[k] not in orders.says_which:
            break
        at, k = when, work.tokens_of(when.start, when.end)[-1] + 1
    return who, at, k
