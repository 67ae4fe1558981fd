"""What others hear when somebody changes an action that they do or asked for: one line each."""

from bot.pieces import deciding
from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Action, NewParcel
from crm.render import chat
from crm.views import Names, Reader, action, inside
from crm.words import words_for


def changed(  # noqa: PLR0913 - what one notice says
    turn: Turn, before: Action, after: Action, change_id: int, names: Names, said: str, *, but: int = 0
) -> list[NewParcel]:
    """«Ana Rojas: llamado 313 realizado · …», to who did it and who asked for it; not to the person who acts, nor to `but`.

    `said` is the msgid of what happened, in the kind's context; empty where the state says it.
    """
    parcels: list[NewParcel] = []
    for staff_id in dict.fromkeys((before.responsible_id, before.requester_id)):
        to = names.staff.get(staff_id)
        if to is None or staff_id in (turn.staff.id, but):
            continue
        words = words_for(to)
        view = action(after, names, Reader.of(to, words, turn.office.now()))
        text = chat("action_told", words, who=turn.staff.name, a=view, said=words.of(after.kind, said) if said else "")
        row = (Button(words("💬 Reply"), encode("reply", after.id)),)
        message = ChatMessage(text, (row,), context=Shows(action=after.id))
        parcels += notices.in_chat(to, f"told:{change_id}:{after.id}:{to.id}", message, action_id=after.id)
    return parcels


def handed(turn: Turn, item: Action, change_id: int, names: Names) -> list[NewParcel]:
    """«Bruno Díaz te traspasó (llamado 2): …», to whom it is now, with what can be done with it."""
    to = names.staff.get(item.responsible_id)
    if to is None or to.id == turn.staff.id:
        return []
    words, kind = words_for(to), KIND[item.kind]
    view = action(item, names, Reader.of(to, words, turn.office.now()))
    verbs = [verb for verb in kind.verbs_from(item.state) if verb.name == kind.finish and not verb.needs]
    row = (
        *(Button(f"{verb.icon} {words.of(kind.name, verb.label)}".strip(), encode("do", item.id, verb.name)) for verb in verbs),
        *deciding.keys(turn, item, to, words),
        Button(words("⏰ Postpone"), encode("when", item.id)),
        Button(words("💬 Reply"), encode("reply", item.id)),
    )
    message = ChatMessage(
        chat("action_handed", words, who=turn.staff.name, a=view, name=inside(view.name)), (row,), context=Shows(action=item.id)
    )
    return notices.in_chat(to, f"handed:{change_id}:{item.id}", message, action_id=item.id)
