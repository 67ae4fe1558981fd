"""What goes to several of the staff (a memo): the notice with [✔️ Leído], and the message where its author sees who has read it."""

from markupsafe import Markup

from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.kinds import KIND
from crm.kinds.base import READ
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, Channel, NewParcel, Staff
from crm.render import chat
from crm.services.write import notes
from crm.views import Names, Reader, action
from crm.words import Words, words_for

PANEL = "panel"  # among the details: the message in the author's chat where it was issued


def notices_to_addressees(turn: Turn, item: Action, change_id: int, names: Names) -> list[NewParcel]:
    """The notices to everybody who is to read it: in the chat, else by mail; nothing for a kind that goes to nobody."""
    parcels: list[NewParcel] = []
    for staff_id in KIND[item.kind].addressed(item):
        to = names.staff.get(staff_id)
        if to is None or to.id == turn.staff.id:
            continue
        key, words = f"memo:{change_id}:{item.id}:{to.id}", words_for(to)
        message = ChatMessage(text(item, to, names, turn, words), _keys(item, words), context=Shows(action=item.id))
        parcels += notices.in_chat(to, key, message, action_id=item.id) or _by_mail(key, to, message, item)
    return parcels


def text(item: Action, to: Staff, names: Names, turn: Turn, words: Words) -> Markup:
    """What it says, and when that person read it."""
    view = action(item, names, Reader.of(to, words, turn.office.now()))
    at = (item.details.get(READ) or {}).get(str(to.id))
    author = names.staff.get(item.responsible_id)
    hour = words.hour(Reader.of(to, words, turn.office.now()).local(at)) if at else ""
    return chat("memo", words, a=view, who=words("from {who}", who=author.name) if author else "", at=hour)


def _keys(item: Action, words: Words) -> Rows:
    return ((Button(f"✔️ {words('Read')}", encode("read", item.id)),),)


def _by_mail(key: str, to: Staff, message: ChatMessage, item: Action) -> list[NewParcel]:
    way = notices.ways_to(to).get(Channel.MAIL)
    if way is None:
        return []
    return [notices.by_way(way, key, notices.as_mail(message), action_id=item.id, staff_id=to.id)]


async def panel(turn: Turn, item: Action, names: Names) -> ChatMessage | None:
    """The author's message with who has read it by now; None where that message shows something else since."""
    author, shown = names.staff.get(item.responsible_id), item.details.get(PANEL)
    if author is None or author.telegram_id is None or not shown:
        return None
    context = await notes.context(turn.office, author.telegram_id, shown)
    if context.action != item.id:
        return None
    words, kind = words_for(author), KIND[item.kind]
    view = action(item, names, Reader.of(author, words, turn.office.now()))
    back: Rows = ((Button(words("◀ List"), encode("list", "back")),),) if context.list is not None else ()
    icon = next(verb.icon for verb in kind.verbs if verb.tells and verb.to == item.state)
    return ChatMessage(chat("action_done", words, a=view, icon=icon, said="", count=0), back, edit=shown, context=context)
