"""Mail written in the chat: what it says as it leaves, and how the person who wrote it sees it on its way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from crm.buttons import encode
from crm.kinds.email import EMAIL
from crm.languages import language_of
from crm.memory import Shows
from crm.message import Button, ChatMessage, MailFile, MailMessage, Rows
from crm.model import Action, Attachment, Channel, Delivery, DeliveryState, Staff
from crm.render import chat, plain, text
from crm.services.house.office import Office
from crm.services.look import naming
from crm.services.mailing import refusals
from crm.services.meaning import titles
from crm.services.write import notes
from crm.store import Tx, actions, documents
from crm.views import ActionView, Names, Reader, action
from crm.words import Words, words_for

EDITABLE = frozenset({EMAIL.initial, EMAIL.undelivered})
WAY = 300  # characters of its addresses that a way keeps
SHOWN = 1500  # characters of a message that its preview shows
FILES = 40  # attachments that can be chosen among
LEFT_OUT = "left_out"  # the detail that names the attachments that do not go along


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mail as one person sees it. `reply_to` is the gateway's address: what is answered there finds its thread."""

    item: Action
    view: ActionView
    ways: tuple[Delivery, ...]
    files: tuple[Attachment, ...]
    reader: Reader
    author: str
    office: str
    sender: str
    reply_to: str
    delay: float
    sends: bool
    limit: int  # bytes of a whole mail

    @property
    def words(self) -> Words:
        return self.reader.words

    @property
    def to(self) -> str:
        return str(self.item.details.get("to") or "")

    @property
    def addressees(self) -> tuple[str, ...]:
        """To whom it goes, one by one."""
        return _listed(self.to)

    @property
    def subject(self) -> str:
        return self.item.reference

    @property
    def missing(self) -> list[str]:
        """Why it cannot leave as it stands, in sentences."""
        words = self.words
        lacks = [words("The message is still missing.")] if not self.item.description.strip() else []
        lacks += [words("To whom is still missing.")] if not self.to else []
        lacks += [self._too_big] if self._too_big else []
        return lacks + ([] if self.sends else [words("This office sends no mail: no relay is set.")])

    @property
    def going(self) -> tuple[Attachment, ...]:
        """The attachments that go along; one that was taken off stays with the action."""
        return tuple(file for file in self.files if file.id not in self.left_out)

    @property
    def left_out(self) -> frozenset[int]:
        """Ids of the attachments that do not go along."""
        return frozenset(self.item.details.get(LEFT_OUT) or ())

    @property
    def _too_big(self) -> str:
        """The sentence on attachments that no mail carries; written for mail they grow by a third."""
        weighs, fits = sum(file.size for file in self.going), self.limit * 3 // 4
        if weighs <= fits:
            return ""
        said = "The attachments weigh {size} MB and one mail carries {most} at most. Take some off with 📎 Attachments."
        return self.words(said, size=self.words.megabytes(weighs), most=self.words.megabytes(fits))

    def _weight(self, file: Attachment) -> str:
        """«12 kB», «3,1 MB»."""
        return f"{max(1, file.size // 1000)} kB" if file.size < 1_000_000 else f"{self.words.megabytes(file.size)} MB"

    @property
    def body(self) -> str:
        """What the addressee reads, signed."""
        return text("mail/written.txt", self.words, {"message": self.item.description, "sender": self.author, "office": self.office})

    def mail(self) -> MailMessage:
        """The mail as it leaves; no robot wrote it, and its answers come back to the gateway."""
        details = self.item.details
        thread = str(details.get("in_reply_to") or "")
        return MailMessage(
            subject=self.subject,
            text=self.body,
            cc=_listed(details.get("cc")),
            also=self.addressees[1:],
            reply_to=self.reply_to,
            in_reply_to=thread,
            references=tuple(details.get("references") or ((thread,) if thread else ())),
            files=tuple(MailFile(file.sha256, file.name, file.media_type) for file in self.going),
            automatic=False,
            sender=f"{self.author} ({self.office})",
        )

    def arriving(self) -> Markup:
        """How it arrives, as chat HTML: its head and all that it says."""
        files = [f"{file.name} ({self._weight(file)})" for file in self.going]
        mail = self.mail()
        return chat("mailout_arrives", self.words, mail=mail, address=self.sender, to=self.to, files=files)

    def message(self, *, edit: int | None = None, on_file: bool = False, note: str = "", more: Rows = ()) -> ChatMessage:
        """The mail where it stands: written, on its way, sent, come back; `more` rows are put below."""
        message = self.item.description
        written = chat(
            "mailout",
            self.words,
            a=self.view,
            to=self.to or str(self.item.details.get("sender") or ""),
            cc=self.item.details.get("cc"),
            proposed=bool(self.item.details.get("proposed")),
            files=len(self.going),
            shown=message if len(message) <= SHOWN else message[: SHOWN - 1] + "…",
            editable=self.item.state in EDITABLE,
            line=self._line(),
            notes=[*(self.missing if self.item.state in EDITABLE else ()), *((note,) if note else ())],
        )
        return ChatMessage(written, (*self.buttons, *more), edit=edit, on_file=on_file, context=self._context)

    @property
    def _context(self) -> Shows:
        """A draft that is shown takes the files that are sent right after it, and knows what of it was seen."""
        shows = Shows(action=self.item.id)
        return replace(shows, compose=self.item.id, seen=self.mark) if self.item.state in EDITABLE else shows

    @property
    def mark(self) -> str:
        """The mark of all that leaves, and to where."""
        return notes.mark({"to": self.to, "mail": self.mail().payload()["mail"]})

    def notice(self, said: Markup, channel: Channel) -> dict[str, Any]:
        """News of it as a payload, with what may be done."""
        if channel is Channel.TELEGRAM:
            return ChatMessage(said, self.buttons, context=self._context).payload()
        as_text = plain(said)
        return MailMessage(subject=as_text.splitlines()[0][:150], text=as_text).payload()

    def _line(self) -> str:
        """«sale en 30 segundos», «salió 10:02», or why it came back from where it is to go."""
        way = self.ways[-1] if self.ways else None
        if way is None or self.item.state == EMAIL.initial or (self.item.state in EDITABLE and way.address != self.to[:WAY]):
            return ""
        if way.state is DeliveryState.WAITING:
            if way.error:
                return "⏳ " + self.words("{why} I keep trying.", why=refusals.plain(self.words, way.error))
            return self.words("leaves in {n} seconds", n=f"{self.delay:g}")
        if way.state is DeliveryState.SENT:
            hour = self.words.of(EMAIL.name, "sent {hour}", hour=self.left_at)
            return hour + (f" · ⚠️ {self.words('it did not reach {who}', who=way.error)}" if way.error else "")
        return refusals.plain(self.words, way.error) if way.error else self.words("did not arrive")

    @property
    def left_at(self) -> str:
        """The hour at which it left; empty of one that did not go from here."""
        return self.words.hour(self.ways[-1].at.astimezone(self.reader.zone)) if self.ways else ""

    @property
    def buttons(self) -> Rows:
        """[✅ Enviar] [✏️ Asunto] [✏️ Texto] [CC] [✖️] of what may still change; [↩️ Deshacer] while it waits; [✉️ Responder].

        [👁 Ver como llega] stays: what left can be read as it arrived.
        """
        words, state = self.words, self.item.state
        look = (self._key(words("👁 As it arrives"), "look"),) if self.item.description.strip() and self._ours else ()
        if state not in EDITABLE:
            waits = state == EMAIL.queued and any(way.state is DeliveryState.WAITING for way in self.ways)
            keys = (
                *((self._key(words("↩️ Undo"), "stop"),) if waits else ()),
                *((self._key(words("✉️ Answer"), "re"),) if state == "received" else ()),
                *look,
            )
            return (keys,) if keys else ()
        send = () if self.missing else (self._key(words("✅ Send") if state == EMAIL.initial else words("🔁 Send again"), "send"),)
        first = (self._key(words("✏️ To"), "to"), self._key(words("✏️ Subject"), "reference"), self._key(words("✏️ Text"), "description"))
        files = ((self._key(words("📎 Attachments"), "files"),),) if self.files else ()
        last = (self._key("CC", "cc"), *look, Button(words("✖️ Discard"), encode("do", self.item.id, "drop")))
        return (*((send,) if send else ()), first, *files, last)

    def choosing(self) -> ChatMessage:
        """Which attachments go along: each is a button that takes it off or puts it back."""
        words = self.words
        rows = [
            (self._key(f"{'▫️' if file.id in self.left_out else '✅'} {file.name[:40]} · {self._weight(file)}", "file", file.id),)
            for file in self.files[:FILES]
        ]
        said = chat("draft", words, text=words("📎 Tap a file to take it off or put it back."))
        warning = f"\n⚠️ {self._too_big}" if self._too_big else ""
        return replace(self.message(), text=said + warning, buttons=(*rows, (self._key(words("◀️ Back"), "show"),)))

    @property
    def _ours(self) -> bool:
        """Whether the office wrote and sends it: one that came, or was sent elsewhere, arrives as it is."""
        return bool(self.ways) or self.item.state in EDITABLE

    def _key(self, label: str, *what: object) -> Button:
        return Button(label, encode(EMAIL.name, self.item.id, self.item.version, *what))


def _listed(addresses: object) -> tuple[str, ...]:
    return tuple(part for part in re.split(r",\s*", str(addresses or "")) if part)


def shown(
    office: Office, item: Action, named: Names, reader: Reader, *, ways: Sequence[Delivery] = (), files: Sequence[Attachment] = ()
) -> Mailing:
    """The mail of an action, from what was fetched."""
    author = named.staff.get(item.responsible_id)
    domain = str(office.parameters.get("mail_domain") or "")
    archive = Words(language_of(office.parameters.get("language")))("archive")
    return Mailing(
        item=item,
        view=action(item, named, reader),
        ways=tuple(ways),
        files=tuple(files),
        reader=reader,
        author=author.name if author else "",
        office=office.name,
        sender=str(office.parameters.get("sender") or ""),
        reply_to=f"{archive}@{domain}" if domain else "",
        delay=float(office.parameters.get("mail_delay_seconds", 30)),
        sends=bool(office.parameters.get("sends_mail", True)),
        limit=int(office.parameters.get("mail_size_limit", 25_000_000)),
    )


async def read(tx: Tx, office: Office, item: Action, person: Staff, words: Words | None = None) -> Mailing:
    """The mail of that action as that person sees it now."""
    reader = Reader.of(person, words or words_for(person), office.now())
    ways, files = await documents.deliveries_of(tx, item.id), await actions.attachments_of(tx, item.id)
    return shown(office, item, await naming.read(tx, [item]), reader, ways=ways, files=files)


async def of(office: Office, item: Action, person: Staff, words: Words) -> Mailing:
    """The same in a transaction of its own."""
    async with office.store.read() as tx:
        return await read(tx, office, item, person, words)


def drafted(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a mail to be written, with a subject proposed from its text where nobody gave one."""
    given = str(values.get("reference") or "").strip()
    written = str(values.get("description") or "")
    subject = given or titles.title_of(written)
    return {**values, "direction": "out", "reference": subject, "proposed": bool(subject) and (not given or values.get("proposed") is True)}


def answering(subject: str) -> str:
    """«Re: …», once however often it was answered."""
    bare = re.sub(r"^\s*(?:(?:re|rv|fwd?)\s*:\s*)+", "", subject, flags=re.IGNORECASE).strip()
    return f"Re: {bare}"[:200]
