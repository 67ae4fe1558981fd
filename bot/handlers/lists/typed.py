"""«1 listo, 2 para el lunes»: typed on the list that was shown last, or on the one that is replied to."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.dialog import Turn
from bot.pieces import bystanders, deciding
from bot.pieces.scene import seen
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.flow.reading import bare
from crm.kinds import KIND
from crm.message import Button, ChatMessage, Rows
from crm.model import NewParcel
from crm.parsing.listwords import ListOrder, uncorrected
from crm.parsing.smalltalk import talk_of
from crm.services.look import lists, naming
from crm.services.meaning import understand
from crm.services.write import notes, orders
from crm.services.write.orders import Ordered
from crm.views import ActionView, Names, Reader, action

_SHORT = 5  # words beyond which a line below one action is taken for a sentence
_FEW = 3  # words beyond which a line about no list is taken for a sentence


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the action as it is now, or why nothing was done; `said` is what happened where no state says it."""

    number: int
    icon: str
    a: ActionView | None
    refused: str
    said: str


async def typed(turn: Turn) -> Decision | None:
    """A text that orders something about the numbers of a list; None where it does not, or where nobody has seen a list."""
    message = turn.update.message
    if message is None or not message.text or turn.command:
        return None
    said = await understand.orders(turn.office, turn.text, turn.said_at, turn.words.language, me=turn.staff.id)
    if not said:
        alone = None if talk_of(turn.text) else await _without_number(turn)
        return _no_list(turn, "What is done? /pending shows what is open: «1 done».") if alone and alone.do == "done" else None
    context = await _list(turn)
    if not context:
        return _no_list(turn) if said[0].do == "done" and len(turn.text.split()) <= _FEW else None
    if said[0].do == "show":
        return await _shown(turn, said[0].numbers, context)
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, context["list"])
    lines = await orders.decide(here, said)
    return await carried_out(turn, lines, context) if lines else _no_list(turn, "Nothing on that list is open.")


async def alone(turn: Turn, shown: ChatMessage, tap: Callable[[str], Awaitable[Decision | None]]) -> Decision | None:
    """«no contestó», «para el lunes», «a Ana» right below a message that shows one action: the same orders without a number.

    What a button of the action does is left to `tap`, which asks what has to be asked. «Listo» often says only «all right»: it
    closes an action where the message offers that.
    """
    key = (shown.context or {}).get("action", 0)
    item = (await lists.actions_of(turn.office, [key])).get(key)
    if item is None:
        return None
    kind = KIND[item.kind]
    named = [v for v in kind.verbs_from(item.state) if bare(turn.words.of(kind.name, v.label)) == bare(turn.text) and v.name != kind.finish]
    if named:
        return await tap(encode("do", item.id, named[0].name))
    order = await _without_number(turn)
    if order is None:
        return None
    verb = orders.verb_of(kind, order.do)
    data = encode("do", item.id, verb.name) if verb else ""
    if order.do == "done" and not any(button.data == data for row in shown.buttons for button in row):
        return None
    if verb:
        return await tap(data)
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, [item.id])
    return await carried_out(turn, await orders.decide(here, [order]), {})


async def _without_number(turn: Turn) -> ListOrder | None:
    """What a short text orders, where it leaves out of what."""
    text = uncorrected(turn.text, turn.words.language)
    if len(text.split()) > _SHORT:
        return None
    said = await understand.orders(turn.office, f"1 {text}", turn.said_at, turn.words.language, me=turn.staff.id)
    return said[0] if len(said) == 1 and said[0].do != "show" else None


async def _list(turn: Turn) -> Mapping[str, Any]:
    if turn.reply_to is not None:
        context = await notes.context(turn.office, turn.chat_id, turn.reply_to)
        return context if "list" in context else {}
    last = await lists.last_list(turn.office, turn.chat_id)
    return last[0] if last else {}


def _no_list(turn: Turn, msgid: str = "Which list do you mean? /pending shows yours.") -> Decision:
    said = turn.say(turn.words(msgid))
    return Decision(parcels=lambda _: said)


async def _shown(turn: Turn, numbers: Sequence[int], context: Mapping[str, Any]) -> Decision | None:
    """«3» shows what stands there, as its button does; several numbers, or one that is not there, say nothing."""
    ids: Sequence[int] = context["list"]
    if len(numbers) != 1 or not 0 < numbers[0] <= len(ids):
        return None
    return await seen(turn, ids[numbers[0] - 1], context)


async def carried_out(turn: Turn, lines: Sequence[Ordered], context: Mapping[str, Any]) -> Decision:
    """All of it in one change, which one tap takes back."""
    effects = orders.effects(lines)
    names = await naming.of(turn.office, [line.item for line in lines if line.item])

    def parcels(done: Recorded) -> list[NewParcel]:
        after = iter(done.actions)
        now = [replace(line, item=next(after)) if line.item and not line.refused else line for line in lines]
        keys = (*_decisions(turn, now), *_reasons(turn, now), *_keys(turn, context, done.change_id if effects else 0))
        alone: dict[str, object] = {} if context or now[0].item is None else {"context": {"action": now[0].item.id}}
        said = turn.render("typed", keys, message=alone, lines=[_line(turn, line, names) for line in now], numbered=bool(context))
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


def _keys(turn: Turn, context: Mapping[str, Any], change_id: int) -> Rows:
    undo = (Button(turn.words("↩️ Undo"), encode("undo", change_id)),) if change_id else ()
    back = (Button(turn.words("◀ List"), encode("list", context["what"], context["person"], 0)),) if context else ()
    return ((*undo, *back),) if undo or back else ()
