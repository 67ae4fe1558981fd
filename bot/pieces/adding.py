"""What is added to an action: files and notes, the answer to whoever added them, and the notice to those whom it concerns."""

from dataclasses import replace

from bot.pieces import albums
from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Action, NewAttachment, NewParcel
from crm.permissions import Deed, may_with
from crm.render import chat
from crm.services.look import naming
from crm.services.write import notes
from crm.views import Names, Reader, action, inside
from crm.words import words_for


async def add(
    turn: Turn, item: Action, note: str, files: tuple[NewAttachment, ...], *, album: notes.Album | None = None, quiet: bool = False
) -> Decision:
    """Add to an action, say so («📎 Agregado al llamado 313»), and tell those whom it concerns.

    `album` is what came of the same album before: its answer then counts. `quiet` says nothing.
    """
    names = await naming.of(turn.office, [item], turn.situation.people)
    view = action(item, names, Reader.of(turn.staff, turn.words, turn.now))
    if not may_with(turn.staff, Deed.ACT, item):
        return Decision.saying(turn.say(turn.words("You cannot change what belongs to somebody else.")))
    before = album or notes.Album(item, made=False)
    every = [*(file.media_type for file in before.files), *(file.media_type for file in files)]
    text = turn.words.of(item.kind, "📎 Added to {what}", what=inside(view.name))
    text += f" · {albums.counted(turn.words, every)}" if len(every) > 1 else ""
    name = albums.name_of(turn.update.message)
    said = [] if quiet else turn.say(text, edit=turn.shown, context=Shows(action=item.id))
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
        parcels += notices.in_chat(to, _key(of, to.id), ChatMessage(text, (row,), context=Shows(action=item.id)), action_id=item.id)
    return parcels
