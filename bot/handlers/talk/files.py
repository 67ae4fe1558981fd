"""What comes besides words and answers no message: to the open draft, with its caption's sentence, to the running visit, or asked about."""

from bot.pieces import forwarded, incoming
from bot.pieces.adding import add
from bot.pieces.carrying import sentence
from bot.pieces.contactoffer import below
from bot.pieces.pickers import question, without_buttons
from bot.turn import Turn
from crm.decision import Decision, KeepFiles, PutDraft, Recorded
from crm.model import Draft, NewAttachment, NewParcel
from crm.services.write import notes


async def files(turn: Turn) -> Decision | None:
    """Whatever a message holds besides words."""
    draft = turn.situation.draft
    if draft:
        return await _to_draft(turn, draft)
    if turn.text and forwarded.meant(turn):
        fetched, refusal = await incoming.fetch(turn)
        return refusal or await sentence(turn, fetched)
    taking = await notes.taking(turn.office, turn.staff)
    if taking:
        fetched, refusal = await incoming.fetch(turn)
        return refusal or await below(turn, taking, await add(turn, taking, incoming.note_of(turn), fetched))
    return await incoming.ask(turn, await notes.recent(turn.office, turn.staff))


async def _to_draft(turn: Turn, draft: Draft) -> Decision:
    """While a question is open, what comes in belongs to what it is about; the question stands again below."""
    fetched, refusal = await incoming.fetch(turn)
    if refusal:
        return refusal
    kept = incoming.more(draft, turn, fetched, incoming.note_of(turn), active=True)
    return await _asked_again(turn, kept, fetched, turn.say(turn.words("📎 Added to what you are writing.")))


async def _asked_again(turn: Turn, kept: Draft, fetched: tuple[NewAttachment, ...], said: list[NewParcel]) -> Decision:
    """The draft went on, so its buttons changed: the question stands again below, and the old one loses its buttons."""
    ask = await question(turn, kept)

    def parcels(done: Recorded) -> list[NewParcel]:
        return [*said, *ask(done, len(said)), *without_buttons(turn, kept.message_id, len(said) + 1)]

    return Decision((KeepFiles(fetched), PutDraft(kept)), parcels)
