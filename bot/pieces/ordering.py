"""Orders about actions carried out: all of it in one change, one line for each, and what others hear."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.pieces import bystanders, deciding
from bot.turn import Form, Turn
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, Rows
from crm.model import NewParcel
from crm.services.look import naming
from crm.services.write import orders
from crm.services.write.orders import Ordered
from crm.views import ActionView, Names, Reader, action


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the action as it is now, or why nothing was done; `said` is what happened where no state says it."""

    number: int
    icon: str
    a: ActionView | None
    refused: str
    said: str


async def carried_out(turn: Turn, lines: Sequence[Ordered], context: Shows | None) -> Decision:
    """All of it in one change, which one tap takes back."""
    effects = orders.effects(lines)
    names = await naming.of(turn.office, [line.item for line in lines if line.item], turn.situation.people)

    def parcels(done: Recorded) -> list[NewParcel]:
        after = iter(done.actions)
        now = [replace(line, item=next(after)) if line.item and not line.refused else line for line in lines]
        keys = (*_decisions(turn, now), *_reasons(turn, now), *_keys(turn, context, done.change_id if effects else 0))
        alone: Form = {} if context or now[0].item is None else {"context": Shows(action=now[0].item.id)}
        said = turn.render("typed", keys, message=alone, lines=[_line(turn, line, names) for line in now], numbered=context is not None)
        return said + [parcel for old, new in zip(lines, now, strict=True) for parcel in _told(turn, old, new, done.change_id, names)]

    return Decision(effects, parcels)


def _told(turn: Turn, old: Ordered, new: Ordered, change_id: int, names: Names) -> list[NewParcel]:
    """What the others hear of one line."""
    if old.refused or old.item is None or new.item is None:
        return []
    if "responsible_id" in new.values:
        heard = bystanders.changed(turn, old.item, new.item, change_id, names, "Handed over", but=new.item.responsible_id)
        return [*heard, *bystanders.handed(turn, new.item, change_id, names)]
    msgid = "Moved" if old.verb is None else old.verb.said if old.counts else ""
    return bystanders.changed(turn, old.item, new.item, change_id, names, msgid)


def _line(turn: Turn, line: Ordered, names: Names) -> Line:
    if line.item is None or line.refused:
        view = action(line.item, names, Reader.of(turn.staff, turn.words, turn.now)) if line.item else None
        return Line(line.number, "⚠️", view, line.refused, "")
    view = action(line.item, names, Reader.of(turn.staff, turn.words, turn.now))
    if line.verb:
        said = turn.words.of(line.item.kind, line.verb.said) if line.counts else ""
        return Line(line.number, line.verb.icon, view, "", said)
    handed = "responsible_id" in line.values
    return Line(line.number, "👤" if handed else "🕑", view, "", view.responsible if handed else view.when)


def _decisions(turn: Turn, lines: Sequence[Ordered]) -> Rows:
    """The buttons of what a typed line may not decide, where that is this person's to decide."""
    asked = [line.item for line in lines if line.item and line.refused and line.item.is_open]
    rows = [deciding.keys(turn, item, turn.staff, turn.words) for item in asked]
    several = sum(bool(row) for row in rows) > 1
    named = [
        tuple(replace(key, text=f"{key.text} {KIND[item.kind].own_number(item)}" if several else key.text) for key in row)
        for item, row in zip(asked, rows, strict=True)
    ]
    return tuple(row for row in named if row)[:4]


def _reasons(turn: Turn, lines: Sequence[Ordered]) -> Rows:
    """[💬 Motivo] where one thing alone was dropped."""
    done = [(line.item, line.verb) for line in lines if line.item and line.verb and not line.refused]
    return deciding.because(turn.words, *done[0]) if len(done) == 1 else ()


def _keys(turn: Turn, context: Shows | None, change_id: int) -> Rows:
    undo = (Button(turn.words("↩️ Undo"), encode("undo", change_id)),) if change_id else ()
    back = (Button(turn.words("◀ List"), encode("list", context.what, context.person or 0, 0)),) if context else ()
    return ((*undo, *back),) if undo or back else ()
