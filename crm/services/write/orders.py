"""Orders about the lines of a list («1 listo, 2 para el lunes, 3 a Ana»), decided for each line: what changes, or why nothing does.

For the chat and for answers to the morning mail: `decide` gives a line for each number, `effects` the changes of all that may be done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from crm.decision import Change
from crm.kinds import KIND, Kind, Verb
from crm.model import Action, Staff
from crm.parsing.listwords import ListOrder
from crm.permissions import Deed, may_do, may_with
from crm.services.house.office import Office
from crm.services.look import agenda, lists
from crm.services.write import postpone
from crm.words import Words

# The verbs that an order may mean, by name: each kind has at most one of them.
_VERBS: Mapping[str, tuple[str, ...]] = {
    "drop": ("drop", "cancel"),
    "approve": ("approve",),
    "reject": ("reject",),
    "no_answer": ("no_answer",),
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """One numbered line: the action (None: there is no such number), its verb or new values, or why nothing is done with it."""

    number: int
    item: Action | None = None
    verb: Verb | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""

    @property
    def counts(self) -> str:
        return self.verb.counts if self.verb else ""

    @property
    def name(self) -> str:
        """What the history calls it."""
        if self.verb:
            return self.verb.name
        return "hand over" if "responsible_id" in self.values else "postpone"


@dataclass(frozen=True, slots=True)
class Hearing:
    """Who orders, about which list, and when (`now` is local to the person)."""

    office: Office
    staff: Staff
    words: Words
    now: datetime
    ids: Sequence[int]


async def decide(hearing: Hearing, said: Sequence[ListOrder]) -> list[Ordered]:
    """A line for each number, in the order said; a number said twice counts once."""
    found = await lists.actions_of(hearing.office, hearing.ids)
    lines: list[Ordered] = []
    for order in said:
        for number in order.numbers or range(1, len(hearing.ids) + 1):
            item = found.get(hearing.ids[number - 1]) if 0 < number <= len(hearing.ids) else None
            if item is None:
                lines.append(Ordered(number, refused=hearing.words("There is no number {n} in that list.", n=number)))
            elif (item.is_open or not order.all) and not any(line.item and line.item.id == item.id for line in lines):
                lines.append(await _line(hearing, number, item, order, lines))
    return lines


def effects(lines: Sequence[Ordered]) -> tuple[Change, ...]:
    """The changes of every line that may be done, in their order."""
    return tuple(Change(line.item.id, line.item.version, line.values, line.name) for line in lines if line.item and not line.refused)


async def _line(hearing: Hearing, number: int, item: Action, order: ListOrder, before: Sequence[Ordered]) -> Ordered:
    words = hearing.words
    if not may_with(hearing.staff, Deed.HAND_OVER if order.do == "hand" else Deed.ACT, item):
        return Ordered(number, item, refused=words("That belongs to somebody else."))
    if item.removed:
        return Ordered(number, item, refused=words("That was undone and is no longer there."))
    if order.do == "postpone":
        return await _moved(hearing, number, item, order, before)
    if order.do == "hand":
        return await _handed(hearing, number, item, order)
    return _verb(hearing, number, item, order)


def _verb(hearing: Hearing, number: int, item: Action, order: ListOrder) -> Ordered:
    words, kind = hearing.words, KIND[item.kind]
    verb = verb_of(kind, order.do)
    if verb is None or verb.needs or verb.reason:
        return Ordered(number, item, refused=words(_by_button(hearing, item)))
    if item.state not in verb.sources:
        return Ordered(number, item, refused=words("That is no longer possible as it stands now."))
    return Ordered(number, item, verb, kind.values_after(verb, item, hearing.now.astimezone(UTC)))


def _by_button(hearing: Hearing, item: Action) -> str:
    """Why a typed line does nothing to what needs a decision or a reason (a msgid)."""
    if not item.is_open:
        return "That is no longer possible as it stands now."
    verbs = KIND[item.kind].verbs_from(item.state)
    mine = any(may_do(hearing.staff, verb.needs, item, hearing.office.parameters) for verb in verbs)
    return "That one is decided with its button." if mine else "Somebody else has to decide that."


def verb_of(kind: Kind, do: str) -> Verb | None:
    """The verb of a kind that an order's word means; None where it is about the date or the person, or the kind has none."""
    names = (kind.finish,) if do == "done" else _VERBS.get(do, ())
    return next((verb for verb in kind.verbs if verb.name in names), None)


async def _moved(hearing: Hearing, number: int, item: Action, order: ListOrder, before: Sequence[Ordered]) -> Ordered:
    words, now = hearing.words, hearing.now
    if not postpone.can_move(item):
        return Ordered(number, item, refused=words("That is no longer possible as it stands now."))
    if order.moment and order.moment.impossible:
        return Ordered(number, item, refused=words("That day does not exist. Another date?"))
    to = postpone.target_of(item, order.when, order.moment, now) if order.when is not None else None
    if to is None:
        return Ordered(number, item, refused=words("For when?"))
    values = postpone.moved(item, to, now)
    if postpone.is_past(values, now):
        return Ordered(number, item, refused=words("That has already passed. Another date?"))
    if "starts_at" in values and await _taken(hearing, item, item.responsible_id, values, before):
        return Ordered(number, item, refused=words("Another appointment is in the way."))
    return Ordered(number, item, None, values)


async def _handed(hearing: Hearing, number: int, item: Action, order: ListOrder) -> Ordered:
    words = hearing.words
    if not item.is_open:
        return Ordered(number, item, refused=words("That is no longer possible as it stands now."))
    if len(order.staff) != 1:
        return Ordered(number, item, refused=words("To whom?"))
    to = int(order.staff[0])
    if KIND[item.kind].has("slot") and await _taken(hearing, item, to, {"starts_at": item.starts_at, "ends_at": item.ends_at}, ()):
        return Ordered(number, item, refused=words("Another appointment is in the way."))
    return Ordered(number, item, None, {"responsible_id": to})


async def _taken(hearing: Hearing, item: Action, owner: int, values: Mapping[str, Any], before: Sequence[Ordered]) -> bool:
    """Whether a slot of that agenda is taken, by what stands there or by an earlier line of the same order."""
    start, end = values["starts_at"], values["ends_at"]
    if not KIND[item.kind].has("slot"):
        return False
    moved = [line.values for line in before if "starts_at" in line.values and line.item and line.item.responsible_id == owner]
    return any(v["starts_at"] < end and v["ends_at"] > start for v in moved) or bool(
        await agenda.taken(hearing.office, owner, start, end, but=item.id)
    )
