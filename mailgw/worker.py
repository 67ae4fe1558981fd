"""The worker: takes kept mail one by one in each sender's order, reads it, decides, and does it in one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from weakref import WeakValueDictionary

from crm.decision import Decision, Recorded
from crm.errors import ConflictError, LeaseLostError, StoreBusyError
from crm.model import Channel, InputState, NewParcel, RawInput
from crm.services.house.office import INBOX_MAIL, Office
from crm.services.look import naming
from crm.services.mailing import bounces
from crm.services.mailing import inbound as mails
from crm.services.queue import intake
from crm.services.queue.loop import Loop
from crm.services.staff import lookup as staffing
from crm.services.write import commit
from mailgw.authentication import verified
from mailgw.interpret import interpret
from mailgw.message import Mail, parse
from mailgw.notices import failed, notices
from mailgw.subject import said_in
from mailgw.verdict import House, Verdict

log = logging.getLogger(__name__)

TRIES = 5  # how often a mail is decided anew when others change the same things at the same time
LARGE = 256 * 1024  # bytes from which on reading a mail would hold up the loop
PATIENCE = 45.0  # seconds for reading one mail, below its lease
Read = Callable[[bytes], Awaitable[Mail]]


async def read_in_thread(raw: bytes) -> Mail:
    """Read a mail beside the loop; wiring may give a process pool instead."""
    return await asyncio.to_thread(parse, raw)


class Worker:
    """Handles kept mail: many senders in parallel, one sender's mail in order."""

    def __init__(self, office: Office, house: House, *, read: Read = read_in_thread, at_once: int = 8) -> None:
        self._office = office
        self._house = house
        self._read = read
        self._at_once = at_once
        # The same mail to two of our addresses is two inputs: whoever comes second must see what the first one became.
        self._same_mail: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def run(self) -> None:
        """Work until cancelled."""
        await Loop(self._office, INBOX_MAIL, self._claim, self.handle, at_once=self._at_once).run()

    async def _claim(self, limit: int) -> list[RawInput]:
        return await intake.claim(self._office, Channel.MAIL, limit=limit)

    async def handle(self, item: RawInput) -> None:
        """One claimed mail to its end; whatever goes wrong, it stays kept."""
        try:
            await self._understand(item)
        except LeaseLostError:
            log.info("mail %s was taken over by another worker", item.id)
        except Exception as error:  # noqa: BLE001 - see the docstring
            await self._put_back(item, error)

    async def _put_back(self, item: RawInput, error: Exception) -> None:
        busy = isinstance(error, StoreBusyError | ConflictError)
        log.log(logging.WARNING if busy else logging.ERROR, "mail %s failed (attempt %s)", item.id, item.attempts, exc_info=error)
        try:
            told: list[NewParcel] = []
            if item.attempts >= intake.MAX_ATTEMPTS:
                told = failed(item, await staffing.administrators(self._office))
            await intake.try_later(self._office, item, f"{type(error).__name__}: {error}"[:500], told)
        except Exception:
            log.exception("mail %s stays leased until its lease runs out", item.id)

    async def _understand(self, item: RawInput) -> None:
        async with asyncio.timeout(PATIENCE):
            mail = await self._read(item.blob) if len(item.blob) > LARGE else parse(item.blob)
        if mail.odd:
            log.info("mail %s is odd: %s", item.id, "; ".join(mail.odd))
        async with self._alone(mail):
            for _ in range(TRIES):
                verdict = await self._decide(item, mail)
                try:
                    await self._settle(item, mail, verdict)
                except ConflictError:
                    continue
                return
        raise ConflictError

    def _alone(self, mail: Mail) -> asyncio.Lock | nullcontext[None]:
        return self._same_mail.setdefault(mail.message_id, asyncio.Lock()) if mail.message_id else nullcontext()

    async def _decide(self, item: RawInput, mail: Mail) -> Verdict:
        addresses = [address.address for address in (*((mail.sender,) if mail.sender else ()), *mail.recipients)]
        known = await mails.know(self._office, addresses=addresses, message_id=mail.message_id, thread=mail.in_reply_to, failed=mail.about)
        gateway = self._house.gateway(str(item.envelope.get("rcpt_to", "")))
        kind = gateway.kind if gateway else ""
        staff = known.staff_at(mail.sender.address) if mail.sender else None
        said = {}
        if kind and staff and verified(staff, item.envelope, self._house.trust):
            said = await said_in(self._office, mail.subject, staff, kind, mail.date or item.received_at)
        return interpret(mail, item.envelope, known, self._house, said=said, received_at=item.received_at)

    async def _settle(self, item: RawInput, mail: Mail, verdict: Verdict) -> None:
        if verdict.reason == "bounce":
            await bounces.came_back(self._office, str(item.envelope.get("rcpt_to", "")), item.blob, mail.about)
        names = await naming.of_values(self._office, [create.values for create in verdict.creates])
        now = self._office.now()

        def parcels(done: Recorded) -> list[NewParcel]:
            return notices(verdict, mail, item, done, names, now)

        if verdict.state is InputState.HELD:
            told = sorted({tell.to.id for tell in verdict.tell})
            await mails.hold(self._office, item, reason=verdict.reason, told=told, parcels=parcels(Recorded(0)))
        else:
            decision = Decision((*verdict.creates, *verdict.effects), parcels)
            await commit.commit(self._office, decision, by=verdict.by, source=item.key, claim=item, error=verdict.reason or None)
        log.info("mail %s: %s", item.id, verdict.reason or ", ".join(create.kind for create in verdict.creates))
