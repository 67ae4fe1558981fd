"""What else changes with an action: what it brought with it, and the version before that it takes the place of."""

from collections.abc import Mapping
from typing import Any

from crm.decision import Change, Create
from crm.kinds import KIND, Kind
from crm.model import Action
from crm.store import Tx, actions
from crm.text import fold

BROUGHT = "brought"  # among the details: that it came with the action that it follows
EDITION = "edition"


def brought_by(item: Action) -> list[Create]:
    """What a new action brings with it (the task that asks about a contract's renewal)."""
    if item.removed:
        return []
    return [Create(kind, {**values, BROUGHT: True, "follows_id": item.id}) for kind, values in KIND[item.kind].follow(item)]


async def kept_in_step(tx: Tx, before: Action, after: Action) -> list[Create | Change]:
    """What an action brought follows its change: moved, made now, or gone where there is no reason for it any more."""
    had, wants = brought_by(before), brought_by(after)
    if had == wants:
        return []
    there = [one for one in await actions.open_following(tx, after.id) if one.details.get(BROUGHT)]
    effects: list[Create | Change] = []
    for create in wants:
        found = next((one for one in there if one.kind == create.kind), None)
        if found is None:
            effects += [create] if create not in had else []  # what was done already is not done again
            continue
        there.remove(found)
        values = {name: value for name, value in create.values.items() if value != getattr(found, name, value)}
        effects += [Change(found.id, found.version, values, "moved")] if values else []
    return effects + [Change(one.id, one.version, {"removed": True}, "moved") for one in there]


async def edition_of(tx: Tx, before: Action, values: Mapping[str, Any]) -> dict[str, Any]:
    """Which version of its number it is, once it comes into force."""
    kind = KIND[before.kind]
    if not kind.superseded or values.get("state") != kind.did or before.details.get(EDITION):
        return {}
    numbers = [int(one.details.get(EDITION) or 0) for one in await _of_same_number(tx, kind, before)]
    return {EDITION: max(numbers, default=0) + 1}


async def superseded_by(tx: Tx, before: Action, after: Action) -> list[Change]:
    """The version before is out of force from that moment on."""
    kind = KIND[after.kind]
    if not kind.superseded or after.state != kind.did or before.state == after.state:
        return []
    others = [one for one in await _of_same_number(tx, kind, after) if one.state == kind.did]
    return [Change(one.id, one.version, {"state": kind.superseded, "reason": ""}, "superseded") for one in others]


async def _of_same_number(tx: Tx, kind: Kind, item: Action) -> list[Action]:
    """The other versions: those of the same code, or of the same title where it has none."""
    return [one for one in await actions.of_kind(tx, kind.name) if one.id != item.id and identity(kind, one) == identity(kind, item)]


def identity(kind: Kind, item: Action) -> tuple[str, str]:
    """What all versions of one thing have in common."""
    code = "".join(fold(str(item.details.get(kind.number_field) or "")).split())
    return (code, "") if code else ("", " ".join(fold(item.reference).split()))
