"""What waits for somebody's decision: the buttons of whoever may, who is told where the responsible may not; and the way to say why."""

from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.kinds import KIND, Verb
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, NewParcel, Role, Staff
from crm.permissions import may_do
from crm.render import chat
from crm.views import Names, Reader, action
from crm.words import Words, words_for


def keys(turn: Turn, item: Action, person: Staff, words: Words) -> tuple[Button, ...]:
    """[✅ Aprobar] [❌ Rechazar…] of an action, as far as that person may; nothing where nothing needs a decision."""
    kind = KIND[item.kind]
    return tuple(
        Button(f"{verb.icon} {words.of(kind.name, verb.label)}".strip(), encode("do", item.id, verb.name))
        for verb in kind.verbs_from(item.state)
        if verb.needs and may_do(person, verb.needs, item, turn.office.parameters)
    )


def to_deciders(turn: Turn, item: Action, names: Names) -> list[NewParcel]:
    """The notice to those who may decide what its responsible may not; nothing where the responsible, or who asks, may."""
    responsible = names.staff.get(item.responsible_id)
    wanted = [verb for verb in KIND[item.kind].verbs_from(item.state) if verb.needs]
    if not wanted or not item.is_open or responsible is None:
        return []
    if any(keys(turn, item, person, turn.words) for person in (responsible, turn.staff)):
        return []
    others = [p for p in names.staff.values() if p.active and keys(turn, item, p, turn.words)]
    supervisors = [p for p in others if p.role is Role.SUPERVISOR and p.telegram_id is not None]
    parcels: list[NewParcel] = []
    for to in supervisors or others:
        words = words_for(to)
        view = action(item, names, Reader.of(to, words, turn.office.now()))
        message = ChatMessage(chat("quote_to_decide", words, a=view), (keys(turn, item, to, words),), context=Shows(action=item.id))
        parcels += notices.in_chat(to, f"decide:{item.id}:{item.version}:{to.id}", message, action_id=item.id)
    return parcels


def because(words: Words, item: Action, verb: Verb) -> Rows:
    """[💬 Motivo] below what was dropped: it may be said why, nobody has to."""
    return ((Button(words("💬 Reason"), encode("fix", item.id, "reason")),),) if verb.explained else ()
