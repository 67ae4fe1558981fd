"""One turn of a conversation: what came in, from whom, and the ways to answer; and the worker that runs turns."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from telegram import Bot, Update
from telegram.constants import ChatType

from bot import apologies, invited
from bot.menu import command_of_label
from bot.updates import acknowledge, answers, command_of, read, said_at, source_of, typed
from crm.buttons import Press, decode
from crm.decision import Decision, SetStaff
from crm.errors import ConflictError, ForbiddenError, InvalidValueError, LeaseLostError, SlotTakenError, StoreBusyError
from crm.languages import language_of
from crm.message import ChatMessage, Rows
from crm.model import Channel, NewParcel, Priority, RawInput, Staff
from crm.render import CAPTION_LIMIT, TEXT_LIMIT, chat, split
from crm.services.house.office import INBOX_TELEGRAM, Office
from crm.services.queue import dispatch, intake
from crm.services.staff import lookup
from crm.services.staff.invitations import State
from crm.services.write import commit
from crm.words import Words

log = logging.getLogger(__name__)

TRIES = 5  # how often a turn is decided anew when others change the same things at the same time


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

    @property
    def text(self) -> str:
        """What was typed: the text, or a file's caption; nothing for a tapped button."""
        return typed(self.update)

    @property
    def command(self) -> str:
        """The command that was typed («tarea») or chosen on the keyboard below the chat; empty where there is none."""
        return command_of(self.text)[0] or command_of_label(self.text)

    @property
    def args(self) -> str:
        """What stands behind the command."""
        return command_of(self.text)[1]

    @property
    def source(self) -> str:
        """What a change of this turn goes back to (bot.updates.source_of)."""
        return source_of(self.update, self.claim)

    @property
    def press(self) -> Press | None:
        query = self.update.callback_query
        return decode(query.data) if query and query.data else None

    @property
    def shown(self) -> int | None:
        """The message that a tapped button belongs to: the one to edit in place."""
        query = self.update.callback_query
        return query.message.message_id if query and query.message else None

    @property
    def on_file(self) -> bool:
        """Whether that message is a file, with a text below it."""
        query = self.update.callback_query
        return bool(query and (getattr(query.message, "document", None) or getattr(query.message, "photo", None)))

    @property
    def reply_to(self) -> int | None:
        """The message of the person's own chat that this one answers: a number of a group's message means another one there."""
        message = self.update.message
        return message.reply_to_message.message_id if message and message.reply_to_message and not self.in_group else None

    def say(self, text: str, buttons: Rows = (), *, first: int = 0, **more: object) -> list[NewParcel]:
        """The answer as parcels (several where it is too long); a tapped message is edited in place unless `edit=None`.

        `first` numbers the parcels of this turn, so that a turn with two answers gives each its own key.
        """
        options = {"edit": self.shown, **more}
        parts = split(text, CAPTION_LIMIT if options.get("file") else TEXT_LIMIT)
        messages = [ChatMessage(part) for part in parts]
        messages[0] = replace(messages[0], **{k: v for k, v in options.items() if k in ("edit", "reply_to")})  # type: ignore[arg-type]
        rest = {k: v for k, v in options.items() if k not in ("edit", "reply_to")}
        messages[-1] = replace(messages[-1], buttons=buttons, **rest)  # type: ignore[arg-type]
        return [self.parcel(first + n, message) for n, message in enumerate(messages)]

    def render(
        self, template: str, buttons: Rows = (), *, first: int = 0, message: dict[str, object] | None = None, **context: object
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
        context = message.context or {}
        if self.in_group and message.reply_to is not None:
            message = replace(message, reply_to=None)  # that message stands in another chat
        if message.edit is not None and message.edit == self.shown and self.on_file and message.text and not message.file:
            message = replace(message, on_file=True)
        return NewParcel(
            dedupe_key=f"reply:{self.claim.id}:{n}",
            order_key=f"tg:{self.chat_id}",
            channel=Channel.TELEGRAM,
            address=str(self.chat_id),
            payload=message.payload(),
            action_id=context.get("action"),
            staff_id=self.staff.id,
        )


def notice(key: str, to: Staff, message: ChatMessage, *, action_id: int | None = None) -> list[NewParcel]:
    """A chat notice to another person; nothing where that person has no Telegram account. `key` makes it happen once."""
    if to.telegram_id is None:
        return []
    return [
        NewParcel(
            dedupe_key=key,
            order_key=f"tg:{to.telegram_id}",
            channel=Channel.TELEGRAM,
            address=str(to.telegram_id),
            payload=message.payload(),
            priority=Priority.NOTICE,
            action_id=action_id,
            staff_id=to.id,
        )
    ]


Decide = Callable[[Turn], Awaitable[Decision | None]]
Around = Callable[[Turn, Decision], Awaitable[Decision]]  # what is added to a decision, whatever it was


async def first_of(handlers: Sequence[Decide], turn: Turn) -> Decision | None:
    """What the first handler decides that takes the turn; None where none does."""
    for handler in handlers:
        try:
            decision = await handler(turn)
        except InvalidValueError:
            if turn.press is None:
                raise
            continue  # data that no button of ours holds: the handler of old buttons answers
        if decision is not None:
            return decision
    return None


class Worker:
    """Runs kept updates: many persons in parallel, one person's in order; each turn ends in one transaction."""

    def __init__(self, office: Office, bot: Bot, handlers: Sequence[Decide], *, around: Sequence[Around] = (), at_once: int = 8) -> None:
        self._office = office
        self._bot = bot
        self._handlers = handlers
        self._around = around
        self._at_once = at_once

    async def run(self) -> None:
        """Work for ever."""
        running: set[asyncio.Task[None]] = set()
        try:
            while True:
                items = await self._claim(self._at_once - len(running))
                running |= {asyncio.create_task(self._handle(item)) for item in items}
                if len(running) >= self._at_once:
                    _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                elif not items:
                    await self._office.bell.wait(INBOX_TELEGRAM, 1.0)
                running = {task for task in running if not task.done()}
        finally:
            await _finish(running)

    async def _claim(self, limit: int) -> list[RawInput]:
        try:
            return await intake.claim(self._office, Channel.TELEGRAM, limit=limit)
        except Exception:
            log.exception("could not claim updates")
            await asyncio.sleep(1)
            return []

    async def _handle(self, item: RawInput) -> None:
        try:
            await self._turn(item)
        except LeaseLostError:
            log.info("input %s was taken over by another worker", item.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the input stays kept and is tried again
            await self._put_back(item, error)
        finally:
            self._office.bell.ring(INBOX_TELEGRAM)  # this person's next message may be claimed now

    async def _put_back(self, item: RawInput, error: Exception) -> None:
        """Try again later. The person hears of it, except where the store was only busy and it is the first time."""
        code = secrets.token_hex(2).upper()
        log.error("input %s failed (code %s, attempt %s)", item.id, code, item.attempts, exc_info=error)
        silent = isinstance(error, StoreBusyError | ConflictError) and item.attempts == 1
        final = item.attempts >= intake.MAX_ATTEMPTS
        try:
            parcels = [] if silent else await apologies.failed(self._office, item, code, final=final)
            await intake.try_later(self._office, item, f"code {code}: {type(error).__name__}", parcels)
        except Exception:
            log.exception("input %s stays leased until its lease runs out", item.id)

    async def _turn(self, item: RawInput) -> None:
        update = read(item, self._bot)
        if item.attempts == 1:
            await acknowledge(update)
        if chat := answers(update):
            await dispatch.arrived(self._office, str(chat))
        taken = False
        for _ in range(TRIES):
            turn = await self._begin(item, update)
            try:
                decision = await self._decide(turn) if turn else await self._outside(update)
                await self._commit(item, update, turn, decision)
            except ForbiddenError:
                if turn is None:
                    raise
                await self._commit(item, update, turn, _forbidden(turn))
                return
            except (ConflictError, SlotTakenError) as error:
                taken = turn is not None and isinstance(error, SlotTakenError)
            else:
                return
        if not taken or turn is None:
            raise ConflictError
        await self._commit(item, update, turn, _in_the_way(turn))

    async def _commit(self, item: RawInput, update: Update, turn: Turn | None, decision: Decision) -> None:
        source = decision.source or source_of(update, item)
        await commit.commit(self._office, decision, by=turn.staff if turn else None, source=source, claim=item)

    async def _begin(self, item: RawInput, update: Update) -> Turn | None:
        """The turn of an update; None where its sender is neither linked nor invited (any more)."""
        user = update.effective_user
        staff = (await lookup.by_telegram(self._office, user.id) or await self._invited(update, user.id)) if user else None
        if user is None or staff is None:
            return None
        words = Words(language_of(staff.language, user.language_code))
        return Turn(self._office, self._bot, item, update, staff, words, said_at(update, item).astimezone(staff.zone))

    async def _invited(self, update: Update, telegram_id: int) -> Staff | None:
        """Whom a working invitation makes of this account; the handler `arrive` is the first of all and takes it."""
        found = await invited.look(self._office, update)
        return replace(found.staff, telegram_id=telegram_id) if found and found.state is State.OPEN else None

    async def _outside(self, update: Update) -> Decision:
        """Somebody else was faster with the same invitation, or it ran out while its message waited."""
        found = await invited.look(self._office, update)
        if found and found.state is State.OPEN:
            raise ConflictError
        said = invited.told(self._office, update, found) if found else []
        return Decision(parcels=lambda _: said)

    async def _decide(self, turn: Turn) -> Decision:
        decision = await first_of(self._handlers, turn) or Decision()
        for around in self._around:
            decision = await around(turn, decision)
        return _with_language(decision, turn)


def _in_the_way(turn: Turn) -> Decision:
    """What no handler foresaw: the slot is taken, and stays so however often the turn is decided anew."""
    said = turn.say(turn.words("That time is already taken, so I changed nothing."), edit=None, reply_to=turn.shown)
    return Decision(parcels=lambda _: said)


def _forbidden(turn: Turn) -> Decision:
    """What no table of permissions can say beforehand: only the transaction sees that nobody else would be left."""
    said = turn.say(turn.words("An office needs an administrator, so I changed nothing."), edit=None, reply_to=turn.shown)
    return Decision(parcels=lambda _: said)


def _with_language(decision: Decision, turn: Turn) -> Decision:
    """Remember the language that Telegram says, for what is written to this person unasked."""
    user = turn.update.effective_user
    said = (user.language_code if user else None) or None
    if said is None or said[:8] == turn.staff.telegram_language:
        return decision
    return replace(decision, effects=(*decision.effects, SetStaff(turn.staff.id, {"telegram_language": said[:8]})))


async def _finish(running: set[asyncio.Task[None]]) -> None:
    """Let the turns that are under way end; what does not end in time is given up and claimed again after its lease."""
    if not running:
        return
    _, late = await asyncio.wait(running, timeout=5)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late)
