"""«Deshacer»: take a change back for ten minutes, with what it promised; plainly said where that is not possible."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import escape

from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.decision import Decision, Recorded, Undo
from crm.memory import NOTHING, Shows
from crm.message import Button, ChatMessage
from crm.model import Channel, NewParcel
from crm.render import chat
from crm.services.look import naming
from crm.services.staff.preferences import LABELS
from crm.services.write import masterdata, masterlines
from crm.services.write import undo as undoing
from crm.services.write.undo import Refusal, Undoable
from crm.views import Names, Reader, action, inside, joined
from crm.words import Words, words_for

SHOWN = 10  # records that are named


async def undo(turn: Turn) -> Decision | None:
    """The button `undo:<change id>`."""
    look = await undoing.look(turn.office, turn.press.number(0), turn.staff)
    if look.refusal is not None:
        return Decision.saying(turn.say(_refused(turn, look), edit=None, reply_to=turn.shown))
    names = await naming.of(turn.office, look.actions, turn.situation.people)
    context = turn.context
    main = [line for line in look.records if line.subject == masterdata.HANDOVER or line.verb == masterdata.JOIN] or look.records
    told = await masterlines.describe(turn.office, main, turn.words)
    return Decision((Undo(look.change_id),), lambda done: _undone(turn, done, look, names, context, told))


def _refused(turn: Turn, look: Undoable) -> str:
    words = turn.words
    return {
        Refusal.GONE: words("There is nothing left to undo here."),
        Refusal.FOREIGN: words("Only the person who did it (or an administrator) can undo it."),
        Refusal.ALREADY: words("That was already undone."),
        Refusal.LATE: words("It can be undone for {minutes} minutes only. You can still correct it.", minutes=look.minutes),
        Refusal.CHANGED: words("Somebody changed it since, so I left it as it is."),
    }[look.refusal or Refusal.GONE]


def _undone(turn: Turn, done: Recorded, look: Undoable, names: Names, context: Shows, told: Sequence[str]) -> list[NewParcel]:
    """«↩️ Deshecho: …» in place of the answer, and «anulado» in place of every notice that had arrived.

    `context` is what the tapped message remembers: one that was opened from a list leads back to it. `told` are the records.
    """
    views = [action(item, names, Reader.of(turn.staff, turn.words, turn.now)) for item in look.actions]
    gone = [parcel.address for parcel, _ in done.left if parcel.channel is not Channel.TELEGRAM]
    back = ((Button(turn.words("◀ List"), encode("list", "back")),),) if context.list is not None else ()
    kept = replace(context, action=None) if back else NOTHING
    said = turn.render(
        "undone", back, message={"context": kept}, what="; ".join(filter(None, (joined(views), *_first(told, turn)))), gone=gone
    )
    return said + recalled(turn, done, names)


def _first(told: Sequence[str], turn: Turn) -> list[str]:
    """The first records of many (an import), and how many more there are."""
    more = len(told) - SHOWN
    return list(told) if more <= 0 else [*told[:SHOWN], turn.words.plural("… and {many} more", "… and {many} more", more, many=more)]


def recalled(turn: Turn, done: Recorded, names: Names) -> list[NewParcel]:
    """Each chat notice that had left is edited into «anulado»; one that is on its way just now is followed by a line."""
    by_id = {item.id: item for item in done.actions}
    parcels: list[NewParcel] = []
    for parcel, ref in done.left:
        to, item = names.staff.get(parcel.staff_id or 0), by_id.get(parcel.action_id or 0)
        if parcel.channel is not Channel.TELEGRAM or to is None or to.id == turn.staff.id:
            continue
        words = words_for(to)
        said = _taken_back(parcel.dedupe_key, words, turn.staff.name)
        if item is None and said:
            text = escape(f"↩️ {said}")
        elif item is not None:
            view = action(item, names, Reader.of(to, words, turn.office.now()))
            text = chat("recalled", words, who=turn.staff.name, a=view, name=inside(view.name), removed=item.removed)
        else:
            continue
        message = ChatMessage(text, edit=int(ref) if ref and ref.isdigit() else None)
        parcels += notices.in_chat(to, f"recalled:{done.change_id}:{parcel.id}", message, action_id=item.id if item else None)
    return parcels


def _taken_back(key: str, words: Words, who: str) -> str:
    """What a notice about no action says once what it told is undone; empty where it told nothing of that sort."""
    about, _, rest = key.partition(":")
    if about == "handover":
        back = ":back:" in key
        return words("{who} took that back: the work is handed over again." if back else "{who} took that handover back.", who=who)
    label = LABELS.get(rest.partition(":")[0]) if about == "staff" else None
    return words("{who} took that back. {label}: as before.", who=who, label=words(label)) if label else ""
