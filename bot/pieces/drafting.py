"""A draft goes on: the next question, or what it becomes when nothing is missing."""

from dataclasses import replace

from bot.pieces import bystanders, carrying, pickers, recorded
from bot.turn import Turn
from crm.decision import Decision, DropDraft, PutDraft, Recorded
from crm.kinds.base import REASON
from crm.model import Draft, NewParcel
from crm.services.look import naming, timesheet
from crm.services.write import finished

WHY = "why"  # what a draft is for that asks why something is done (bot.turn.Routes.finishes)
AFTER = 80  # parcel number of the old question's edit


async def proceed(turn: Turn, draft: Draft, *, shown: int | None = None, apart: bool = False) -> Decision:
    """Ask what is missing, or record the draft.

    `shown` is the message whose buttons go, where another one is written; `apart` asks in a message of its own.
    """
    written, _, question = await pickers.stored(turn, draft)
    if question is None:
        return await finish(turn, written, shown)

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        message = pickers.shown(turn, done.draft, question)
        asked = turn.parcel(1, replace(message, edit=None)) if apart else turn.parcel(0, message)
        return [asked, *pickers.without_buttons(turn, shown, AFTER)]

    return Decision((PutDraft(written),), parcels)


async def finish(turn: Turn, draft: Draft, shown: int | None) -> Decision:
    """Record what the draft has come to, and take it away."""
    only_why = draft.extra.ask == (REASON.name,)  # nothing that a document's preview shows
    of = WHY if draft.extra.verb else "" if only_why else draft.kind
    way = turn.routes.finishes.get(of, simply)
    decision = await way(turn, draft)
    dropped = (DropDraft(draft.id),) if draft.id else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        return [*decision.parcels(done), *pickers.without_buttons(turn, shown, AFTER)]

    return Decision((*dropped, *decision.effects), parcels, source=draft.extra.source)


async def simply(turn: Turn, draft: Draft) -> Decision:
    """What a finished draft is in most kinds: an action that is recorded, or one that is corrected."""
    return await (_corrected if draft.extra.fix else _recorded)(turn, draft)


async def _recorded(turn: Turn, draft: Draft) -> Decision:
    return await carrying.carry_out(turn, await finished.plan(turn.office, turn.staff, draft, turn.office.now()))


async def _corrected(turn: Turn, draft: Draft) -> Decision:
    before = await finished.corrected(turn.office, draft)
    if before is None:
        return Decision.saying(turn.say(turn.words("That cannot be corrected any more.")))
    change = finished.change_of(before, turn.staff, draft)
    named = await naming.of_values(turn.office, [change.values], before, people=turn.situation.people)
    spent = await timesheet.around(turn.office, turn.staff, [change.values])

    def parcels(done: Recorded) -> list[NewParcel]:
        after = done.actions[0]
        moved = after.responsible_id != before.responsible_id and before.is_open
        heard = bystanders.changed(turn, before, after, done.change_id, named, "Handed over", but=after.responsible_id) if moved else []
        return [*recorded.parcels(turn, (*done.actions, *recorded.new_of(done)), done.change_id, named, spent=spent), *heard]

    return Decision((change,), parcels)
