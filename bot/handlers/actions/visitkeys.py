"""The buttons of a visit, `visit:<what>:<id>:…`: its type, what becomes of the one before it, which one is over, and since when."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from bot.handlers.actions.leaving import leave
from bot.handlers.actions.visit import leave_key, started
from bot.pieces.scene import refusal
from bot.turn import Form, Turn
from crm.clock import local_to_utc
from crm.decision import Change, Decision, DropDraft
from crm.flow import codes
from crm.kinds.activity import ACTIVITY
from crm.memory import Shows
from crm.model import Action
from crm.permissions import Deed, may_with
from crm.services.look import naming, visits
from crm.services.write import drafts, notes
from crm.views import Reader, action


async def tapped(turn: Turn) -> Decision | None:
    """What the button says; None where it means nothing any more."""
    way = _WAYS.get((*turn.press.args, "")[0])
    return await way(turn) if way else None


async def _visit(turn: Turn, position: int = 1) -> Action | Decision | None:
    """The visit that the button names, if this person may do anything with it."""
    items = await notes.existing(turn.office, [turn.press.number(position)])
    if not items or items[0].kind != ACTIVITY.name:
        return None
    if not may_with(turn.staff, Deed.ACT, items[0]):
        return refusal(turn, turn.words("That belongs to somebody else."))
    return items[0]


async def _type(turn: Turn) -> Decision | None:
    """The type of a visit; it may be chosen after the visit is over as well."""
    item, entry_id = await _visit(turn), turn.press.number(2)
    entry = next((one for one in await visits.types(turn.office) if one.id == entry_id), None)
    if not isinstance(item, Action) or entry is None:
        return item if isinstance(item, Decision) else None
    reader = Reader.of(turn.staff, turn.words, turn.now)
    view, since = action(item, await naming.of(turn.office, [item], turn.situation.people), reader), visits.since(item, reader)
    label = entry.label(turn.words.language)
    rows = (leave_key(turn, item),) if item.state == visits.RUNNING else ()
    message: Form = {"context": Shows(action=item.id)}
    said = turn.render("visit_started", rows, message=message, a=view, since=since, type=label, ask="", unknown=False)
    return Decision((Change(item.id, item.version, {"type_id": entry.id}, "fix"),), lambda _: said)


async def _both(turn: Turn) -> Decision | None:
    """The new visit runs beside the other one."""
    return await _go_on(turn, close=False)


async def _close(turn: Turn) -> Decision | None:
    """What ran ends when the new visit began."""
    return await _go_on(turn, close=True)


async def _go_on(turn: Turn, *, close: bool) -> Decision | None:
    draft = await drafts.own(turn.office, turn.staff, turn.press.number(1))
    if draft is None or draft.extra.state != visits.RUNNING:
        return None
    at = datetime.fromisoformat(draft.extra.values["starts_at"]["at"])
    items = await visits.running(turn.office, turn.staff) if close else []
    closed = tuple(Change(item.id, item.version, visits.ended(item, at), ACTIVITY.finish) for item in items)
    return await started(turn, draft, (*closed, DropDraft(draft.id)))


async def _left(turn: Turn) -> Decision | None:
    """The visit that is over, of several, with what was said on leaving."""
    draft, item = await drafts.own(turn.office, turn.staff, turn.press.number(1)), await _visit(turn, 2)
    if draft is None or draft.extra.left is None or not isinstance(item, Action):
        return item if isinstance(item, Decision) else None
    if item.state != visits.RUNNING:
        return refusal(turn, turn.words("That is no longer possible as it stands now."))
    at = datetime.fromisoformat(draft.extra.at)
    decision = await leave(turn, item, draft.extra.left, at=at)
    return Decision((*decision.effects, DropDraft(draft.id)), decision.parcels, draft.extra.source)


async def _at(turn: Turn) -> Decision | None:
    """«Terminó a las 18:00»: the end that was proposed at closing time."""
    item, code = await _visit(turn), (*turn.press.args, "", "")[2]
    if not isinstance(item, Action):
        return item
    at = local_to_utc(codes.to_day(code[:8]), codes.to_hour(code[8:]), turn.staff.zone)
    if item.state != visits.RUNNING or at > turn.now or (item.starts_at and at <= item.starts_at):
        return refusal(turn, turn.words("That is no longer possible as it stands now."))
    return await leave(turn, item, "", at=at)


async def _on(turn: Turn) -> Decision | None:
    """The visit goes on."""
    item = await _visit(turn)
    if not isinstance(item, Action):
        return item
    return Decision.saying(
        turn.say(turn.words("It goes on."), (leave_key(turn, item),) if item.is_open else (), context=Shows(action=item.id))
    )


_WAYS: Mapping[str, Callable[[Turn], Awaitable[Decision | None]]] = {
    "type": _type,
    "both": _both,
    "close": _close,
    "left": _left,
    "at": _at,
    "on": _on,
}
