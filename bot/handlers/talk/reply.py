"""Replying to a message of the bot adds to the action that it shows; [💬 Responder] lets the next text do the same."""

from dataclasses import replace

from bot.dialog import Turn, notice
from bot.handlers.partners.sharedcontact import below
from bot.pieces import albums, incoming
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.message import Button, ChatMessage
from crm.model import Action, NewAttachment, NewParcel
from crm.permissions import Deed, may_with
from crm.render import chat
from crm.services.look import naming
from crm.services.write import notes
from crm.views import Names, Reader, action, inside
from crm.words import words_for


async def talk(turn: Turn) -> Decision | None:
    """The button `reply:<action id>`: the next text goes to that action and to the people concerned."""
    if turn.press is None or turn.press.verb != "reply":
        return None
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if not items:
        return None  # an old button
    names = await naming.of(turn.office, items)
    view = action(items[0], names, Reader.of(turn.staff, turn.words, turn.now))
    message: dict[str, object] = {"edit": None, "reply_to": turn.shown, "context": {"action": items[0].id, "talk": True}}
    said = turn.render("talk", message=message, name=inside(view.name))
    return Decision(parcels=lambda _: said)


async def reply(turn: Turn) -> Decision | None:
    """A text or file that answers a message of ours, or follows [💬 Responder] directly."""
    message = turn.update.message
    if message is None or turn.command or not (turn.text or incoming.has_content(message)):
        return None
    ids, is_list = await _meant(turn)
    items = await notes.existing(turn.office, ids)
    if not items or (is_list and not incoming.has_content(message)):
        return None  # a text that answers a list is for the list, or a new sentence
    if len(items) > 1:
        return await incoming.ask(turn, items)
    files, refusal = await incoming.fetch(turn)
    return refusal or await below(turn, items[0], await add(turn, items[0], incoming.note_of(turn), files))


async def _meant(turn: Turn) -> tuple[list[int], bool]:
    if turn.reply_to is not None:
        return await notes.shown(turn.office, turn.chat_id, turn.reply_to)
    context = await notes.newest(turn.office, turn.chat_id)
    return ([context["action"]] if context.get("talk") else []), False


async def add(
    turn: Turn, item: Action, note: str, files: tuple[NewAttachment, ...], *, album: notes.Album | None = None, quiet: bool = False
) -> Decision:
    """Add to an action, say so («📎 Agregado al llamado 313»), and tell those whom it concerns.

    `album` is what came of the same album before: its answer then counts. `quiet` says nothing.
    """
    names = await naming.of(turn.office, [item])
    view = action(item, names, Reader.of(turn.staff, turn.words, turn.now))
    if not may_with(turn.staff, Deed.ACT, item):
        refused = turn.say(turn.words("You cannot change what belongs to somebody else."))
        return Decision(parcels=lambda _: refused)
    before = album or notes.Album(item, made=False)
    every = [*(file.media_type for file in before.files), *(file.media_type for file in files)]
    text = turn.words.of(item.kind, "📎 Added to {what}", what=inside(view.name))
    text += f" · {albums.counted(turn.words, every)}" if len(every) > 1 else ""
    name = albums.name_of(turn.update.message)
    said = [] if quiet else turn.say(text, edit=turn.shown, context={"action": item.id})
    said = [albums.in_place(parcel, name, albums.key(name)) for parcel in said] if album else said
    told = "\n".join(line.removeprefix(f"{turn.staff.name}: ") for line in (*before.notes, note) if line)
    known = await notes.promised(turn.office, [_key(name, to) for to in (item.responsible_id, item.requester_id)]) if name else set()

    def parcels(done: Recorded) -> list[NewParcel]:
        heard = _told(turn, item, names, told, len(every), name or str(done.change_id))
        return said + [_again(parcel, name, len(every)) if parcel.dedupe_key in known else parcel for parcel in heard]

    return Decision((notes.attach(item, turn.staff, note, files),), parcels)


def _key(of: str, to: int | None) -> str:
    return f"noted:{of}:{to}"


def _again(parcel: NewParcel, album: str, files: int) -> NewParcel:
    """The notice of an album counts too, in place."""
    return replace(albums.in_place(parcel, album, parcel.dedupe_key), dedupe_key=f"{parcel.dedupe_key}:{files}")


def _told(turn: Turn, item: Action, names: Names, note: str, files: int, of: str) -> list[NewParcel]:
    """The responsible and the requester hear what somebody else added; the parts of an album in one notice."""
    parcels: list[NewParcel] = []
    for staff_id in dict.fromkeys((item.responsible_id, item.requester_id)):
        to = names.staff.get(staff_id)
        if to is None or to.id == turn.staff.id:
            continue
        words = words_for(to)
        view = action(item, names, Reader.of(to, words, turn.office.now()))
        text = chat("noted", words, who=turn.staff.name, a=view, name=inside(view.name), note=note[:1000], files=files)
        row = (Button(words("💬 Reply"), encode("reply", item.id)),)
        parcels += notice(_key(of, to.id), to, ChatMessage(text, (row,), context={"action": item.id}), action_id=item.id)
    return parcels


async def put(turn: Turn) -> Decision | None:
    """The button `to:<action id>:<draft id>`: what waited in that draft belongs to this action."""
    if turn.press is None or turn.press.verb != "to":
        return None
    waiting = await incoming.waiting(turn, turn.press.number(1))
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if waiting is None or not items:
        return None  # an old button
    decision = await add(turn, items[0], waiting.note, waiting.files)
    effects = (*decision.effects, waiting.gone) if decision.effects else ()
    return Decision(effects, lambda done: [albums.marked(parcel, waiting.source) for parcel in decision.parcels(done)], waiting.source)
