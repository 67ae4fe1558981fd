"""The test mail: whoever asked for it is told what became of it, also that the first try failed and it is tried again."""

from crm import notices
from crm.errors import NotFoundError
from crm.message import ChatMessage, MailMessage
from crm.model import NewParcel, Parcel, ParcelState, Priority, Staff
from crm.render import chat
from crm.services.house.office import Office
from crm.store import Tx, outbox, people
from crm.words import Words, words_for

MARK = "testmail"  # of a parcel's payload: the id of whoever asked for it


def parcel(office: Office, person: Staff, key: str, words: Words) -> NewParcel:
    """The mail to whoever asks for it."""
    assert person.email
    text = words("This is a test mail that {who} asked for in the chat. The outgoing server works.", who=person.name)
    message = MailMessage(subject=words("Test mail of {office}", office=office.name), text=text)
    payload = {**message.payload(), MARK: person.id}
    return notices.by_way(notices.mail_way(person.email), f"testmail:{key}", payload, priority=Priority.REPLY, staff_id=person.id)


async def tell(tx: Tx, office: Office, mail: Parcel, state: ParcelState, error: str = "") -> None:
    """Promise the word on it: taken, not taken, or (still queued) that it is tried again."""
    try:
        person = await people.get_staff(tx, int(mail.payload[MARK]))
    except NotFoundError:
        return
    if person.telegram_id is None or (state is ParcelState.QUEUED and mail.attempts != 1):
        return
    message = ChatMessage(chat("draft", words_for(person), text=_said(words_for(person), mail, state, error)))
    await outbox.put(tx, notices.in_chat(person, f"{mail.dedupe_key}:{state}", message), at=office.machine())


def _said(words: Words, mail: Parcel, state: ParcelState, error: str) -> str:
    why = " ".join(error.split())[:300]
    if state is ParcelState.SENT:
        return words("✅ The outgoing server took the test mail to {address}. See whether it is in your mailbox.", address=mail.address)
    if state is ParcelState.QUEUED:
        return words("⚠️ The test mail could not be sent yet: {why}\nI keep trying.", why=why)
    return words("❌ The test mail was not sent: {why}", why=why)
