"""What people are told in the chat about a mail, in their own language; whoever has no Telegram account is told nothing."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crm.buttons import encode
from crm.decision import Recorded
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, NewParcel, RawInput, Staff
from crm.notices import in_chat
from crm.render import chat
from crm.views import Names, Reader, action, inside
from crm.words import Words, words_for
from mailgw.message import Mail
from mailgw.verdict import Tell, Told, Verdict

_SHORT = 120  # characters of a subject that a notice shows
_EXCERPT = 700  # of the text of a mail that nobody knows: enough for the code or link that a provider wants confirmed


def notices(verdict: Verdict, mail: Mail, item: RawInput, done: Recorded, names: Names, now: datetime) -> list[NewParcel]:
    """The parcels that a verdict promises, once its actions have their numbers."""
    parcels = [_notice(tell, verdict, mail, item, done, names, now) for tell in verdict.tell]
    return [parcel for parcel in parcels if parcel]


def _notice(  # noqa: PLR0913, PLR0917 - everything a message may speak of
    tell: Tell, verdict: Verdict, mail: Mail, item: RawInput, done: Recorded, names: Names, now: datetime
) -> NewParcel | None:
    words = words_for(tell.to)
    made = done.actions[tell.made] if tell.made < len(done.actions) else verdict.about
    reader = Reader.of(tell.to, words, now)
    key, message = _SAY[tell.what](_Said(tell, mail, item, made, done.change_id, names, reader, words))
    return to_chat(key, tell.to, message, action_id=made.id if made else None)


def to_chat(key: str, to: Staff, message: ChatMessage, *, action_id: int | None = None) -> NewParcel | None:
    """A chat notice; None where the person has no Telegram account."""
    return next(iter(in_chat(to, key, message, action_id=action_id)), None)


class _Said:
    """What one notice is made of."""

    def __init__(  # noqa: PLR0913, PLR0917 - see _notice
        self, tell: Tell, mail: Mail, item: RawInput, made: Action | None, change_id: int, names: Names, reader: Reader, words: Words
    ) -> None:
        self.to, self.mail, self.item, self.made, self.change_id = tell.to, mail, item, made, change_id
        self.names, self.reader, self.words = names, reader, words

    @property
    def about(self) -> dict[str, Any]:
        """From whom, to whom, what: the first line of every notice."""
        sender = self.mail.sender.address if self.mail.sender else str(self.item.envelope.get("mail_from", ""))
        subject = self.mail.subject if len(self.mail.subject) <= _SHORT else self.mail.subject[: _SHORT - 1] + "…"
        return {
            "sender": sender or self.words("nobody"),
            "to": ", ".join(a.address for a in self.mail.to[:3]),
            "subject": subject or self.words("(no subject)"),
            "files": len(self.mail.attachments),
        }

    def rows(self, *buttons: tuple[str, str]) -> Rows:
        return (tuple(Button(text, data) for text, data in buttons),)


def _filed(said: _Said) -> tuple[str, ChatMessage]:
    assert said.made
    words, made = said.words, said.made
    partner = said.names.partners.get(made.partner_id or 0)
    text = chat("mail_filed", words, **said.about, out=made.details.get("direction") == "out", number=made.number, partner=partner)
    buttons = said.rows(
        (words("📌 Create task"), encode("link", made.id, "task")),
        (words("☎️ Call"), encode("link", made.id, "call")),
        (words("✉️ Answer"), encode(made.kind, made.id, made.version, "re")),
    )
    return f"mail:{said.item.id}:filed:{said.to.id}", ChatMessage(text, buttons, context=Shows(action=made.id))


def _made(said: _Said) -> tuple[str, ChatMessage]:
    assert said.made
    words, made = said.words, said.made
    view = action(made, said.names, said.reader)
    buttons = [(words("↩️ Undo"), encode("undo", said.change_id)), (words("✏️ Correct"), encode("fix", made.id))]
    if made.due_at or made.due_on:
        buttons.append((words("🕑 Other time"), encode("when", made.id)))
    text = chat("mail_made", words, a=view, files=len(said.mail.attachments))
    return f"mail:{said.item.id}:made:{said.to.id}", ChatMessage(text, said.rows(*buttons), context=Shows(action=made.id))


def _asked(said: _Said) -> tuple[str, ChatMessage]:
    assert said.made
    words, made, kind = said.words, said.made, KIND[said.made.kind]
    finish = kind.finishing
    requester = said.names.staff.get(made.requester_id)
    view = action(made, said.names, said.reader)
    who = requester.name if requester else said.about["sender"]
    text = chat("mail_asked", words, who=who, a=view, name=inside(view.name), files=len(said.mail.attachments))
    done = [(f"{finish.icon} {words.of(kind.name, finish.label)}".strip(), encode("do", made.id, finish.name))] if finish else []
    buttons = said.rows(
        *done,
        (words("⏰ Postpone"), encode("when", made.id)),
        (words("💬 Reply"), encode("reply", made.id)),
    )
    return f"requested:{made.id}:{made.version}", ChatMessage(text, buttons, context=Shows(action=made.id))


def _mine(said: _Said) -> tuple[str, ChatMessage]:
    number = said.item.id
    buttons = said.rows(
        (said.words("Yes, it was me"), encode("mail", "mine", number)),
        (said.words("No, discard it"), encode("mail", "notmine", number)),
    )
    return f"mail:{number}:mine", ChatMessage(chat("mail_mine", said.words, **said.about), buttons, context=Shows(mail=number))


def _unknown(said: _Said) -> tuple[str, ChatMessage]:
    """Once a sender, day and reader: a stranger who writes a hundred mails is no hundred notices."""
    about, number = said.about, said.item.id
    day = said.reader.now.astimezone(said.reader.zone).date()
    who = hashlib.sha256(str(about["sender"]).encode()).hexdigest()[:16]
    buttons = said.rows((said.words("🗑 Discard"), encode("mail", "drop", number)))
    text = said.mail.reply_text or said.mail.text
    excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
    message = ChatMessage(chat("mail_unknown", said.words, **about, excerpt=excerpt), buttons, context=Shows(mail=number))
    return f"mail-unknown:{who}:{day}:{said.to.id}", message


def _bounced(said: _Said) -> tuple[str, ChatMessage]:
    assert said.made
    text = chat("mail_bounced", said.words, subject=said.made.reference, to=str(said.made.details.get("to", "")), number=said.made.number)
    return f"mail:{said.item.id}:bounced", ChatMessage(text, context=Shows(action=said.made.id))


def _unsubscribed(said: _Said) -> tuple[str, ChatMessage]:
    words = said.words
    text = chat("draft", words, text=words("The summary comes by mail no more. /me brings it back."))
    return f"mail:{said.item.id}:unsubscribed", ChatMessage(text, said.rows((words("↩️ Undo"), encode("undo", said.change_id))))


_SAY = {
    Told.FILED: _filed,
    Told.MADE: _made,
    Told.ASKED: _asked,
    Told.MINE: _mine,
    Told.UNKNOWN: _unknown,
    Told.BOUNCED: _bounced,
    Told.UNSUBSCRIBED: _unsubscribed,
}


def failed(item: RawInput, administrators: Sequence[Staff]) -> list[NewParcel]:
    """A mail that could not be handled is kept whole, and administrators hear of it once."""
    sender = str(item.envelope.get("mail_from", ""))
    parcels = []
    for boss in administrators:
        words = words_for(boss)
        text = chat("mail_failed", words, sender=sender or words("nobody"), to=str(item.envelope.get("rcpt_to", "")), number=item.id)
        parcels.append(to_chat(f"mail:{item.id}:failed:{boss.id}", boss, ChatMessage(text, context=Shows(mail=item.id))))
    return [parcel for parcel in parcels if parcel]
