"""A draft's next state: what is missing, an answer put in, one left out, one taken back."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from crm.carried import Carried
from crm.flow.model import Partly
from crm.kinds import KIND, Field, FieldType
from crm.model import Draft


def missing(draft: Draft, *, has_contacts: bool = True, tables: Collection[str] | None = None) -> Field | None:
    """The next field to ask; None where the draft may be recorded.

    `has_contacts`: the chosen partner has any; `tables`: those that have lines (None: all), nothing is asked of an empty one.
    """
    for item in wanted(draft):
        if item.name in draft.answers or item.name in draft.skipped or item.unless in draft.answers:
            continue
        if item.name in draft.extra.known:
            continue
        if item.type is FieldType.CONTACT and not (has_contacts and draft.answers.get("partner")):
            continue
        if (
            item.type is FieldType.ENTRY
            and not item.required
            and draft.extra.ask is None
            and item.table not in (tables if tables is not None else (item.table,))
        ):
            continue
        return item
    return None


def wanted(draft: Draft) -> Iterator[Field]:
    """The fields that this draft asks, in the kind's order; the doubtful ones of a sentence first."""
    fields = KIND[draft.kind].fields
    only = draft.extra.ask
    if only is None:
        return (f for f in fields if f.asked or f.required)
    return iter([f for f in fields if f.name in only] + [f for f in fields if f.required and f.name not in only])


def answered(draft: Draft, value: Any, *, forced: bool = False) -> Draft:
    """The draft with its open field answered. A new partner makes the contact an open question, or says which of the namesakes it is."""
    assert draft.asked
    answers = {**draft.answers, draft.asked: value}
    if KIND[draft.kind].field(draft.asked).type is FieldType.PARTNER and value != draft.answers.get(draft.asked):
        answers.pop("contact", None)
        named = draft.extra.contacts.get(value)
        answers |= {"contact": named[0]} if named else {}
    closed = _closed(draft)
    return _moved(draft, answers=answers, extra=replace(closed, forced=closed.forced or forced))


def skip(draft: Draft) -> Draft:
    """The draft with its open field left out."""
    assert draft.asked
    return _moved(draft, skipped=(*draft.skipped, draft.asked), extra=_closed(draft))


def partly(draft: Draft, outcome: Partly) -> Draft:
    """The draft with a part of its open field known."""
    return replace(draft, version=draft.version + 1, extra=replace(draft.extra, part=outcome.part, wish=outcome.wish))


def back(draft: Draft) -> Draft:
    """One step back: within the open field first, then to the field answered before it."""
    extra = draft.extra
    if extra.part or extra.wish:
        within = replace(extra, part=None) if extra.part else replace(extra, wish=None)
        return replace(draft, version=draft.version + 1, extra=within)
    if not extra.trail:
        return draft
    *trail, last = extra.trail
    return replace(
        draft,
        version=draft.version + 1,
        answers={name: value for name, value in draft.answers.items() if name != last},
        skipped=tuple(name for name in draft.skipped if name != last),
        asked=last,
        extra=replace(extra, trail=tuple(trail)),
    )


def in_agenda(draft: Draft) -> bool:
    """Whether the kind's span takes a place in an agenda; one that only says from when to when may lie in the past."""
    return KIND[draft.kind].has("slot")


def can_go_back(draft: Draft) -> bool:
    return bool(draft.extra.trail or draft.extra.part)


def _closed(draft: Draft) -> Carried:
    """`extra` after the open field was dealt with: its leavings go, its name joins the trail."""
    assert draft.asked
    trail = (*draft.extra.trail, draft.asked)
    return replace(draft.extra, part=None, wish=None, candidates=None, doubt="", trail=trail)


def _moved(draft: Draft, **changes: Any) -> Draft:
    return replace(draft, version=draft.version + 1, asked=None, **changes)
