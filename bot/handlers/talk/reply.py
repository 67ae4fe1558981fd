"""Replying to a message of the bot adds to the action that it shows; [💬 Responder] lets the next text do the same."""

from bot.heard import Addition
from bot.pieces import albums, contactoffer, incoming
from bot.pieces.adding import add
from bot.turn import Form, Turn
from crm.decision import Decision
from crm.memory import Shows
from crm.services.look import naming
from crm.services.write import notes
from crm.views import Reader, action, inside


async def talk(turn: Turn) -> Decision | None:
    """The button `reply:<action id>`: the next text goes to that action and to the people concerned."""
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if not items:
        return None  # an old button
    names = await naming.of(turn.office, items, turn.situation.people)
    view = action(items[0], names, Reader.of(turn.staff, turn.words, turn.now))
    message: Form = {"edit": None, "reply_to": turn.shown, "context": Shows(action=items[0].id, talk=True)}
    return Decision.saying(turn.render("talk", message=message, name=inside(view.name)))


async def reply(turn: Turn) -> Decision | None:
    """A text or file that answers a message of ours, or follows [💬 Responder] directly."""
    items = await notes.existing(turn.office, turn.the(Addition).actions)
    if not items:
        return None
    if len(items) > 1:
        return await incoming.ask(turn, items)
    files, refusal = await incoming.fetch(turn)
    return refusal or await contactoffer.below(turn, items[0], await add(turn, items[0], incoming.note_of(turn), files))


async def put(turn: Turn) -> Decision | None:
    """The button `to:<action id>:<draft id>`: what waited in that draft belongs to this action."""
    waiting = await incoming.waiting(turn, turn.press.number(1))
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if waiting is None or not items:
        return None  # an old button
    decision = await add(turn, items[0], waiting.note, waiting.files)
    effects = (*decision.effects, waiting.gone) if decision.effects else ()
    return Decision(effects, lambda done: [albums.marked(parcel, waiting.source) for parcel in decision.parcels(done)], waiting.source)
