"""The panel of a document: one message that says which ways it took and what became of each, with the ways that are left."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from markupsafe import Markup

from crm import notices
from crm.buttons import encode
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage, MailMessage, Rows
from crm.model import Action, Channel, Delivery, DeliveryState, Document, Priority, Staff
from crm.render import chat, plain
from crm.services.house import parameters
from crm.services.house.office import Office
from crm.services.look import naming
from crm.store import Tx, documents, outbox
from crm.views import ActionView, Reader, action
from crm.words import Words, words_for

LIVE = frozenset({DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.ASKED})  # not offered again
_ICON = {Channel.MAIL: "✉️", Channel.PRINTER: "🖨"}


class Shown(Protocol):
    """What one person sees of an action that is on its ways: a document on paper, a mail."""

    @property
    def item(self) -> Action: ...
    @property
    def view(self) -> ActionView: ...
    @property
    def words(self) -> Words: ...
    def message(self, *, edit: int | None = None, on_file: bool = False) -> ChatMessage: ...
    def notice(self, text: Markup, channel: Channel) -> dict[str, Any]: ...


Read = Callable[[Tx, Office, Action, Staff, Words | None], Awaitable[Shown]]


@dataclass(frozen=True, slots=True)
class Panel:
    """A document as one person sees it: its action, what was frozen, the ways it took, and those that it may take."""

    item: Action
    view: ActionView
    document: Document
    ways: tuple[Delivery, ...]
    mails: tuple[str, ...]
    printers: tuple[str, ...]
    reader: Reader
    delay: float
    done: bool = False  # «only here»: nothing more is asked

    @property
    def words(self) -> Words:
        return self.reader.words

    def message(self, *, with_file: bool = False, edit: int | None = None, on_file: bool = False, note: str = "") -> ChatMessage:
        """The message; `with_file` sends the PDF itself, `on_file` edits the text below one."""
        text = chat("letter_panel", self.words, a=self.view, lines=self.lines, done=self.done, note=note)
        shown = ChatMessage(text, self.buttons, edit=edit, on_file=on_file, context=Shows(action=self.item.id))
        return replace(shown, file=self.document.pdf or "", file_name=self.file_name) if with_file else shown

    def notice(self, text: Markup, channel: Channel) -> dict[str, Any]:
        """News of the document as a payload: in the chat with the ways that are left, else as a mail."""
        if channel is Channel.TELEGRAM:
            return ChatMessage(text, self.buttons, context=Shows(action=self.item.id)).payload()
        said = plain(text)
        return MailMessage(subject=said.splitlines()[0][:150], text=said).payload()

    @property
    def file_name(self) -> str:
        return file_name(self.item.kind, self.document)

    @property
    def lines(self) -> list[str]:
        """«✉️ enviada 10:02», «🖨 Oficina: ¿salió?»."""
        last = {(way.channel, way.address): way.id for way in self.ways}
        over = (DeliveryState.CANCELLED, DeliveryState.FAILED)  # of interest until the same way is taken again
        kept = (way for way in self.ways if way.state not in over or way.id == last[way.channel, way.address])
        shown = [way for way in kept if way.state is not DeliveryState.REPLACED]
        return [f"{_ICON[way.channel]} {self._line(way, several=sum(w.channel is way.channel for w in shown) > 1)}" for way in shown]

    def _line(self, way: Delivery, *, several: bool) -> str:
        words, paper = self.words, way.channel is Channel.PRINTER
        hour = words.hour(way.at.astimezone(self.reader.zone))
        named = f"{way.address} " if paper or several else ""
        match way.state:
            case DeliveryState.WAITING:
                return f"{way.address}: " + (words("printing") if paper else words("leaves in {n} seconds", n=f"{self.delay:g}"))
            case DeliveryState.SENT:
                return f"{named}{hour}" if paper else named + words("sent {hour}", hour=hour)
            case DeliveryState.ASKED:
                return f"{way.address}: " + words("did it come out?")
            case DeliveryState.CANCELLED:
                return f"{way.address}: " + words("stopped")
        return f"{way.address}: " + words("did not arrive")

    @property
    def buttons(self) -> Rows:
        """The ways that are left, then what may be said or taken back about those that it took."""
        taken = {(way.channel, way.address) for way in self.ways if way.state in LIVE}
        mails = [self._key(f"✉️ {mail}", "mail", n) for n, mail in enumerate(self.mails) if (Channel.MAIL, mail) not in taken]
        printers = [
            self._key(self.words("🖨 Print") if len(self.printers) == 1 else f"🖨 {name}", "print", n)
            for n, name in enumerate(self.printers)
            if (Channel.PRINTER, name) not in taken
        ]
        here = [] if self.ways else [self._key(self.words("Only here"), "here")]
        asked = [
            (self._key(self.words("Yes"), "out", way.id), self._key(self.words("🖨 Print again"), "again", way.id))
            for way in self.ways
            if way.state is DeliveryState.ASKED
        ]
        waits = any(way.state is DeliveryState.WAITING and way.channel is Channel.MAIL for way in self.ways)
        undo = [self._key(self.words("↩️ Undo"), "stop")] if waits else []
        rows = [*((mail,) for mail in mails), (*printers[:4], *here), *asked, tuple(undo)]
        return () if self.done or self.document.pdf is None else tuple(row for row in rows if row)

    def _key(self, label: str, what: str, *args: object) -> Button:
        return Button(label, encode(self.item.kind, self.item.id, self.item.version, what, *args))


async def read(tx: Tx, office: Office, item: Action, person: Staff, words: Words | None = None) -> Panel:
    """The panel of an issued action as that person sees it now."""
    named = await naming.read(tx, [item])
    reader = Reader.of(person, words or words_for(person), office.now())
    document = await documents.of_action(tx, item.id)
    assert document
    contact, partner = named.contacts.get(item.contact_id or 0), named.partners.get(item.partner_id or 0)
    mail = (contact.email if contact else None) or (partner.email if partner else None)
    return Panel(
        item=item,
        view=action(item, named, reader),
        document=document,
        ways=tuple(await documents.deliveries_of(tx, item.id)),
        mails=(mail,) if mail and office.parameters.get("sends_mail", True) else (),
        printers=parameters.printers_for(office, item.kind),
        reader=reader,
        delay=float(office.parameters.get("mail_delay_seconds", 30)),
    )


async def of(office: Office, item: Action, person: Staff, words: Words) -> Panel:
    """The same in a transaction of its own."""
    async with office.store.read() as tx:
        return await read(tx, office, item, person, words)


def address_text(way: Delivery) -> str:
    """«🖨 Oficina»."""
    return f"{_ICON[way.channel]} {way.address}"


def after(panel: Panel, item: Action, ways: Sequence[Delivery]) -> Panel:
    """The panel as a decision leaves it."""
    return replace(panel, item=item, ways=tuple(ways))


async def put(tx: Tx, office: Office, panel: Shown, person: Staff, key: str, message: ChatMessage) -> None:
    """Promise a panel's message to a person; nothing where the person has no chat."""
    parcels = notices.in_chat(person, key, message, priority=Priority.REPLY, action_id=panel.item.id)
    await outbox.put(tx, parcels, at=office.machine())


async def is_file(tx: Tx, person: Staff, message_id: int) -> bool:
    """Whether that message of the person's chat is a file with a text below."""
    parcel = await outbox.shown(tx, str(person.telegram_id), str(message_id))
    shown = (parcel.payload.get("chat") or {}) if parcel else {}
    return bool(shown.get("file") or shown.get("on_file"))


def file_name(kind: str, document: Document) -> str:
    """«Carta 2026-0034 Distribuidora Los Robles.pdf», in the language of the document."""
    title = Words(document.content["language"]).of(kind, KIND[kind].title)
    office = re.sub(r"[^\w .&-]+", " ", document.content["office"]["name"]).strip(" .")
    return f"{title} {document.number} {office}"[:80].strip() + ".pdf"
