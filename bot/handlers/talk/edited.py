"""Editing one's own sentence corrects the record while nobody else has changed it since."""

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers.talk.undo import recalled
from bot.pieces import recorded
from bot.pieces.carrying import carry_out, what_is_it
from bot.turn import Turn
from bot.updates import message_key
from crm.buttons import encode
from crm.decision import Change, Create, Decision, DropDraft, Recorded
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button
from crm.model import Draft, NewParcel
from crm.services.look import naming
from crm.services.write import correct, recording
from crm.services.write.correct import Made, Stale
from crm.views import Names, Reader, action


async def edited(turn: Turn) -> Decision | None:
    """Every edited message ends here, with a correction or with one clear line."""
    message = turn.update.edited_message
    assert message
    if turn.command:
        return _line(turn, turn.words("An edited command does nothing. Send it again, please."))
    made = await correct.made_by(turn.office, message_key(message), turn.staff)
    if made.stale:
        return _line(turn, _stale(turn, made.stale))
    text = turn.text.strip()
    meant = turn.understood.meant
    saying = recording.Saying(turn.staff, turn.said_at, text, message_key(message))
    plan = recording.plan(meant, saying) if meant else recording.unclear(saying)
    return await (_draft_anew(turn, made.draft, plan) if made.draft else _to_plan(turn, made, plan))


async def _draft_anew(turn: Turn, draft: Draft, plan: recording.Plan) -> Decision:
    """The question that the sentence had led to begins again."""
    decision = await carry_out(turn, plan) if plan.creates or (plan.draft and plan.draft.active) else what_is_it(turn, plan)
    return replace(decision, effects=(DropDraft(draft.id), *decision.effects), source=draft.extra.source)


async def _to_plan(turn: Turn, made: Made, plan: recording.Plan) -> Decision:
    if any(KIND[item.kind].is_decided(item.state) for item in made.actions):
        return _line(turn, turn.words("That was decided as it stands. Reopen it to change it."))
    runs = any(item.is_open and KIND[item.kind].measures for item in made.actions)
    if plan.draft or not plan.creates or runs:
        return _line(turn, turn.words("I am not sure how to read your correction, so I changed nothing. ✏️ Correct works step by step."))
    if not correct.same_shape(made.actions, plan.creates):
        # What was added to the record since would go with it.
        return _line(turn, _stale(turn, Stale.CHANGED)) if made.noted else await _anew(turn, made, plan)
    return await _corrected(turn, made, plan.creates)


def _stale(turn: Turn, stale: Stale) -> str:
    return {
        Stale.NOTHING: turn.words("I recorded nothing from that message, so your edit changes nothing."),
        Stale.UNDONE: turn.words("That was undone, so your edit changes nothing."),
        Stale.CHANGED: turn.words("It was changed since, so I left it as it is. ✏️ Correct works step by step."),
    }[stale]


def _line(turn: Turn, sentence: str) -> Decision:
    message = turn.update.edited_message
    return Decision.saying(turn.say(sentence, reply_to=message.message_id if message else None))


async def _corrected(turn: Turn, made: Made, creates: Sequence[Create]) -> Decision:
    """The same actions with other values: «🕑 Llamado 313: lunes 30 nov, 10:00»."""
    changes = correct.changes_of(made, creates, turn.staff)
    by_id = {item.id: item for item in made.actions}
    for change in changes:
        if await correct.is_taken(turn.office, by_id[change.action_id], change.values):
            return _line(turn, turn.words("That time is already taken, so I changed nothing."))
    heard = [change for change in changes if not change.values.keys() <= correct.SILENT]
    names = await naming.of_values(turn.office, [item.values for item in creates], *made.actions)

    def parcels(done: Recorded) -> list[NewParcel]:
        return _said(turn, done, heard, names) if heard else turn.say(turn.words("✏️ Noted; nothing else changes."))

    return Decision(changes, parcels)


def _said(turn: Turn, done: Recorded, heard: Sequence[Change], names: Names) -> list[NewParcel]:
    by_id = {item.id: item for item in done.actions}
    reader = Reader.of(turn.staff, turn.words, turn.now)
    lines = [(action(by_id[change.action_id], names, reader), change.values.keys() - correct.SILENT <= correct.MOMENT) for change in heard]
    row = (Button(turn.words("↩️ Undo"), encode("undo", done.change_id)),)
    context = Shows(action=heard[0].action_id, change=done.change_id)
    said = turn.render("corrected", (row,), message={"context": context}, lines=lines)
    return said + [parcel for change in heard for parcel in recorded.requested(turn, by_id[change.action_id], names)]


async def _anew(turn: Turn, made: Made, plan: recording.Plan) -> Decision:
    """The new text speaks of other kinds: the old record is taken back and a new one made, in one step."""
    names = await naming.of_values(turn.office, [item.values for item in plan.creates], *made.actions)
    undone = correct.undo_all(made)

    def parcels(done: Recorded) -> list[NewParcel]:
        fresh = replace(done, actions=done.actions[-len(plan.creates) :])
        return recorded.of_plan(turn, plan, fresh, names) + recalled(turn, done, names)

    message = turn.update.edited_message
    assert message
    return Decision((*undone, *plan.effects), parcels, source=message_key(message))  # the next edit finds the new record
