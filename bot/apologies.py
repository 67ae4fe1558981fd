"""What is said when something failed on our side: a code to the person, and to administrators when it is given up."""

from markupsafe import Markup

from bot.updates import read
from crm import notices
from crm.languages import language_of
from crm.message import ChatMessage
from crm.model import NewParcel, Priority, RawInput, Staff
from crm.render import chat
from crm.services.house.office import Office
from crm.services.staff import lookup
from crm.words import Words, words_for


async def failed(office: Office, item: RawInput, code: str, *, final: bool) -> list[NewParcel]:
    """«Algo falló de mi lado (código 7F3K)»: once per input while it is tried again, and once more when it is given up."""
    update = read(item, None)
    user = update.effective_user
    if user is None:
        return []
    staff = await lookup.by_telegram(office, user.id)
    words = Words(language_of(staff.language if staff else None, user.language_code))
    key = f"{'given-up' if final else 'failed'}:{item.id}"
    parcels = [_parcel(key, user.id, chat("given_up" if final else "failed", words, code=code), staff, Priority.REPLY)]
    if final:
        who = staff.name if staff else str(user.id)
        for boss in await lookup.administrators(office):
            if boss.telegram_id is not None and boss.telegram_id != user.id:
                text = chat("given_up_notice", words_for(boss), code=code, who=who, input=item.id)
                parcels.append(_parcel(f"{key}:{boss.id}", boss.telegram_id, text, boss, Priority.NOTICE))
    return parcels


def _parcel(key: str, chat_id: int, text: Markup, to: Staff | None, priority: Priority) -> NewParcel:
    return notices.to_chat(chat_id, key, ChatMessage(text), priority=priority, staff_id=to.id if to else None)
