"""One turn of a conversation: what came in, from whom, where; and the ways to answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypedDict, TypeVar

from markupsafe import Markup, escape
from telegram import Bot, Update
from telegram.constants import ChatType

from bot.heard import Command, Heard, Tap
from bot.hearing import Utterance
from bot.updates import source_of, typed
from crm import notices
from crm.buttons import Press
from crm.decision import Decision
from crm.memory import NOTHING, Shows
from crm.message import ChatMessage, Rows
from crm.model import Draft, NewAttachment, NewParcel, RawInput, Staff
from crm.render import CAPTION_LIMIT, TEXT_LIMIT, chat, split
from crm.services.house.office import Office
from crm.services.look.situation import Situation
from crm.services.meaning.understand import Understood
from crm.services.write.notes import Album
from crm.words import Words

NO_PRESS = Press("", ())
TAPPED = 0  # the message to edit where none is named: the tapped one, if any
_Heard = TypeVar("_Heard")


class Form(TypedDict, total=False):
    """What a message may have besides its text and buttons: as `Turn.say` takes it."""

    edit: int | None
    reply_to: int | None
    menu: tuple[tuple[str, ...], ...]
    file: str
    file_name: str
    context: Shows


@dataclass(frozen=True, slots=True)
class Turn:
    """An update of a linked person, ready to be decided on. `said_at` is when it was written, `today` the person's date."""

    office: Office
    bot: Bot
    claim: RawInput
    update: Update
    staff: Staff
    words: Words
    said_at: datetime
    situation: Situation
    understood: Understood
    heard: Heard
    routes: "Routes"

    @property
    def now(self) -> datetime:
        """Office time, in the person's zone."""
        return self.office.now().astimezone(self.staff.zone)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def in_group(self) -> bool:
        """Whether it was said in a group: the answer goes to the person's own chat all the same."""
        return bool(self.update.effective_chat and self.update.effective_chat.type in (ChatType.GROUP, ChatType.SUPERGROUP))

    @property
    def chat_id(self) -> int:
        """The person's own chat, where everything is answered."""
        assert self.update.effective_chat
        return self.staff.telegram_id or self.update.effective_chat.id if self.in_group else self.update.effective_chat.id

    def the(self, kind: type[_Heard]) -> _Heard:
        """What was heard, as that: whoever owns a type gets nothing else."""
        assert isinstance(self.heard, kind)
        return self.heard

    @property
    def text(self) -> str:
        """What was typed: the text, or a file's caption; nothing for a tapped button."""
        return "" if isinstance(self.heard, Tap) else typed(self.update)

    @property
    def command(self) -> str:
        """The command that was given («tarea»); empty where there is none."""
        return self.heard.name if isinstance(self.heard, Command) else self.utterance.command[0]

    @property
    def args(self) -> str:
        """What stands behind the command."""
        return self.heard.args if isinstance(self.heard, Command) else self.utterance.command[1]

    @property
    def utterance(self) -> Utterance:
        """What came in, ready to be heard."""
        return Utterance(self.update, self.situation, self.words, self.understood, self.in_group)

    @property
    def source(self) -> str:
        """What a change of this turn goes back to (bot.updates.source_of)."""
        return self.claim.key if isinstance(self.heard, Tap) else source_of(self.update, self.claim)

    @property
    def press(self) -> Press:
        """The tapped button; one without a verb where none was tapped."""
        return (self.heard.press if isinstance(self.heard, Tap) else None) or NO_PRESS

    @property
    def shown(self) -> int | None:
        """The message that a tapped button belongs to: the one to edit in place."""
        return self.heard.shown if isinstance(self.heard, Tap) else None

    @property
    def on_file(self) -> bool:
        """Whether that message is a file, with a text below it."""
        return isinstance(self.heard, Tap) and self.heard.on_file

    @property
    def context(self) -> Shows:
        """What the tapped message remembers of what it shows; nothing where nobody knows."""
        return self.situation.context(self.shown)

    @property
    def newest(self) -> Shows:
        """What the message that the chat got last remembers of what it shows."""
        return self.situation.newest.context if self.situation.newest else NOTHING

    @property
    def reply_to(self) -> int | None:
        """The message of the person's own chat that this one answers."""
        return self.utterance.replied

    def say(  # noqa: PLR0913 - what one message may have
        self,
        text: Markup | str,
        buttons: Rows = (),
        *,
        first: int = 0,
        edit: int | None = TAPPED,
        reply_to: int | None = None,
        menu: tuple[tuple[str, ...], ...] = (),
        file: str = "",
        file_name: str = "",
        context: Shows = NOTHING,
    ) -> list[NewParcel]:
        """The answer as parcels (several where it is too long): what is no markup is escaped; a tapped one is edited unless `edit=None`.

        `first` numbers the parcels of this turn, so that a turn with two answers gives each its own key.
        """
        messages = [ChatMessage(part) for part in split(escape(text), CAPTION_LIMIT if file else TEXT_LIMIT)]
        messages[0] = replace(messages[0], edit=self.shown if edit == TAPPED else edit, reply_to=reply_to)
        messages[-1] = replace(messages[-1], buttons=buttons, menu=menu, file=file, file_name=file_name, context=context)
        return [self.parcel(first + n, message) for n, message in enumerate(messages)]

    def render(
        self, template: str, buttons: Rows = (), *, first: int = 0, message: Form | None = None, **context: object
    ) -> list[NewParcel]:
        """`say` of a chat template."""
        return self.say(chat(template, self.words, **context), buttons, first=first, **(message or {}))

    def behind(self, parcels: Sequence[NewParcel], first: int) -> list[NewParcel]:
        """Answers of this turn numbered from `first` on, so that they may follow others."""
        own = f"reply:{self.claim.id}:"
        numbered = ((parcel, parcel.dedupe_key.removeprefix(own)) for parcel in parcels)
        return [replace(p, dedupe_key=f"{own}{int(n) + first}") if n != p.dedupe_key else p for p, n in numbered]

    def parcel(self, n: int, message: ChatMessage) -> NewParcel:
        """A message to this person as parcel number `n` of the turn."""
        if self.in_group and message.reply_to is not None:
            message = replace(message, reply_to=None)  # that message stands in another chat
        if message.edit is not None and message.edit == self.shown and self.on_file and message.text and not message.file:
            message = replace(message, on_file=True)
        return notices.to_chat(
            self.chat_id, f"reply:{self.claim.id}:{n}", message, action_id=message.context.action, staff_id=self.staff.id
        )


Decide = Callable[[Turn], Awaitable[Decision | None]]
Finish = Callable[[Turn, Draft], Awaitable[Decision]]
Files = Callable[[Turn, Album, tuple[NewAttachment, ...]], Awaitable[Decision | None]]


@dataclass(frozen=True, slots=True)
class Routes:
    """What a feature answers; `Turn.the` gives what was heard.

    `presses` by the verb of a button, `commands` by name, `answers` by what a message asks (its memory's `wants`), `questions` by the
    command that a sentence asks for, `heard` everything else by its type. `strays` take what no owner took, by its type.
    `finishes` is what a finished draft becomes (by kind, or by what the draft is for), `ways` are buttons of a draft's question that
    lead elsewhere, `files` is how further files of an album are shown with an action of that kind.
    """

    presses: Mapping[str, Decide] = field(default_factory=dict)
    commands: Mapping[str, Decide] = field(default_factory=dict)
    answers: Mapping[str, Decide] = field(default_factory=dict)
    questions: Mapping[str, Decide] = field(default_factory=dict)
    heard: Mapping[type, Decide] = field(default_factory=dict)
    strays: Mapping[type, Decide] = field(default_factory=dict)
    finishes: Mapping[str, Finish] = field(default_factory=dict)
    ways: Mapping[str, Finish] = field(default_factory=dict)
    files: Mapping[str, Files] = field(default_factory=dict)
