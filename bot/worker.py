"""The worker that runs turns: many persons in parallel, one person's in order."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from telegram import Bot, Update

from bot import apologies, invited
from bot.heard import Service
from bot.hearing import hear
from bot.routes import route
from bot.turn import Routes, Turn
from bot.updates import acknowledge, place_of, read, said_at, source_of, typed, written_at
from crm.decision import Decision, SetStaff
from crm.errors import ConflictError, ForbiddenError, LeaseLostError, SlotTakenError, StoreBusyError
from crm.languages import language_of
from crm.model import Channel, RawInput, Staff
from crm.services.house.office import INBOX_TELEGRAM, Office
from crm.services.look import situation as situations
from crm.services.meaning.understand import Understood
from crm.services.queue import intake
from crm.services.queue.loop import Loop
from crm.services.staff.invitations import State
from crm.services.write import commit
from crm.words import Words

log = logging.getLogger(__name__)

TRIES = 5  # how often a turn is decided anew when others change the same things at the same time


Around = Callable[[Turn, Decision], Awaitable[Decision]]  # what is added to a decision, whatever it was


async def answer(turn: Turn) -> Decision:
    """What the first owner decides of all that the update may mean."""
    for heard in hear(turn.utterance):
        decision = await route(turn, heard)
        if decision is not None:
            return decision
    return Decision()


class Worker:
    """Runs kept updates: many persons in parallel, one person's in order; each turn ends in one transaction."""

    def __init__(self, office: Office, bot: Bot, routes: Routes, *, around: Sequence[Around] = (), at_once: int = 8) -> None:
        self._office = office
        self._bot = bot
        self._routes = routes
        self._around = around
        self._at_once = at_once

    async def run(self) -> None:
        """Work until cancelled."""
        await Loop(self._office, INBOX_TELEGRAM, self._claim, self._handle, at_once=self._at_once).run()

    async def _claim(self, limit: int) -> list[RawInput]:
        return await intake.claim(self._office, Channel.TELEGRAM, limit=limit)

    async def _handle(self, item: RawInput) -> None:
        try:
            await self._turn(item)
        except LeaseLostError:
            log.info("input %s was taken over by another worker", item.id)
        except Exception as error:  # noqa: BLE001 - whatever it was, the input stays kept and is tried again
            await self._put_back(item, error)

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
        user, place = update.effective_user, place_of(update)
        if user is None or place is None:
            return None
        here = await situations.read(self._office, place)
        staff = here.staff or await self._invited(update, user.id)
        if staff is None:
            return None
        words = Words(language_of(staff.language, user.language_code))
        said = said_at(update, item).astimezone(staff.zone)
        written = min(written_at(update) or said, said).astimezone(staff.zone)
        understood = Understood(self._office, here.people, typed(update).strip(), written, words.language, staff.id)
        return Turn(self._office, self._bot, item, update, staff, words, said, here, understood, Service(), self._routes)

    async def _invited(self, update: Update, telegram_id: int) -> Staff | None:
        """Whom a working invitation makes of this account; the handler `arrive` is the first of all and takes it."""
        found = await invited.look(self._office, update)
        return replace(found.staff, telegram_id=telegram_id) if found and found.state is State.OPEN else None

    async def _outside(self, update: Update) -> Decision:
        """Somebody else was faster with the same invitation, or it ran out while its message waited."""
        found = await invited.look(self._office, update)
        if found and found.state is State.OPEN:
            raise ConflictError
        return Decision.saying(invited.refusal_of(self._office, update, found) if found else [])

    async def _decide(self, turn: Turn) -> Decision:
        decision = await answer(turn)
        for around in self._around:
            decision = await around(turn, decision)
        return _with_language(decision, turn)


def _in_the_way(turn: Turn) -> Decision:
    """What no handler foresaw: the slot is taken, and stays so however often the turn is decided anew."""
    return Decision.saying(turn.say(turn.words("That time is already taken, so I changed nothing."), edit=None, reply_to=turn.shown))


def _forbidden(turn: Turn) -> Decision:
    """What no table of permissions can say beforehand: only the transaction sees that nobody else would be left."""
    return Decision.saying(turn.say(turn.words("An office needs an administrator, so I changed nothing."), edit=None, reply_to=turn.shown))


def _with_language(decision: Decision, turn: Turn) -> Decision:
    """Remember the language that Telegram says, for what is written to this person unasked."""
    user = turn.update.effective_user
    said = (user.language_code if user else None) or None
    if said is None or said[:8] == turn.staff.telegram_language:
        return decision
    return replace(decision, effects=(*decision.effects, SetStaff(turn.staff.id, {"telegram_language": said[:8]})))
