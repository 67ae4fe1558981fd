"""A draft's next state: what is missing, an answer put in, one left out, one taken back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from crm.flow.model import Partly
from crm.kinds import KIND, Field, FieldType
from crm.model import Draft

_OPEN = ("part", "wish", "candidates", "doubt")  # what extra says of the open field only


def missing(draft: Draft, *, has_contacts: bool = True, tables: Collection[str] | None = None) -> Field | None:
    """The next field to ask; None where the draft may be recorded.

    `has_contacts`: the chosen partner has any; `tables`: those that have lines (None: all), nothing is asked of an empty one.
    """
    for item in wanted(draft):
        if item.name in draft.answers or item.name in draft.skipped or item.unless in draft.answers:
            continue
        if item.name in draft.extra.get("known", ()):
            continue
        if item.type is FieldType.CONTACT and not (has_contacts and draft.answers.get("partner")):
            continue
        if (
            item.type is FieldType.ENTRY
            and not item.required
            and "ask" not in draft.extra
            and item.table not in (tables if tables is not None else (item.table,))
        ):
            continue
        return item
    return None


def wanted(draft: Draft) -> Iterator[Field]:
    """The fields that this draft asks, in the kind's order; the doubtful ones of a sentence first."""
    fields = KIND[draft.kind].fields
    only = draft.extra.get("ask")
    if only is None:
        return (f for f in fields if f.asked or f.required)
    return iter([f for f in fields if f.name in only] + [f for f in fields if f.required and f.name not in only])


def answered(draft: Draft, value: Any, extra: Mapping[str, Any] | None = None) -> Draft:
    """The draft with its open field answered. A new partner makes the contact an open question, or says which of the namesakes it is."""
    assert draft.asked
    answers = {**draft.answers, draft.asked: value}
    if KIND[draft.kind].field(draft.asked).type is FieldType.PARTNER and value != draft.answers.get(draft.asked):
        answers.pop("contact", None)
        named = draft.extra.get("contacts", {}).get(str(value))
        answers |= {"contact": named[0]} if named else {}
    return _moved(draft, answers=answers, extra={**_closed(draft), **(extra or {})})


def skip(draft: Draft) -> Draft:
    """The draft with its open field left out."""
    assert draft.asked
    return _moved(draft, skipped=(*draft.skipped, draft.asked), extra=_closed(draft))


def partly(draft: Draft, outcome: Partly) -> Draft:
    """The draft with a part of its open field known."""
    extra = {name: value for name, value in draft.extra.items() if name not in ("part", "wish")}
    if outcome.part:
        extra["part"] = dict(outcome.part)
    if outcome.wish:
        extra["wish"] = dict(outcome.wish)
    return replace(draft, version=draft.version + 1, extra=extra)


def back(draft: Draft) -> Draft:
    """One step back: within the open field first, then to the field answered before it."""
    extra = dict(draft.extra)
    if extra.pop("part", None) or extra.pop("wish", None):
        return replace(draft, version=draft.version + 1, extra=extra)
    trail = list(extra.get("trail", ()))
    if not trail:
        return draft
    last = trail.pop()
    return replace(
        draft,
        version=draft.version + 1,
        answers={name: value for name, value in draft.answers.items() if name != last},
        skipped=tuple(name for name in draft.skipped if name != last),
        asked=last,
        extra={**extra, "trail": trail},
    )


def in_agenda(draft: Draft) -> bool:
    """Whether the kind's span takes a place in an agenda; one that only says from when to when may lie in the past."""
    return KIND[draft.kind].has("slot")


def can_go_back(draft: Draft) -> bool:
    return bool(draft.extra.get("trail") or draft.extra.get("part"))


def _closed(draft: Draft) -> dict[str, Any]:
    """`extra` after the open field was dealt with: its leavings go, its name joins the trail."""
    kept = {name: value for name, value in draft.extra.items() if name not in _OPEN}
    return {**kept, "trail": [*kept.get("trail", ()), draft.asked]}


def _moved(draft: Draft, **changes: Any) -> Draft:
    return replace(draft, version=draft.version + 1, asked=None, **changes)
