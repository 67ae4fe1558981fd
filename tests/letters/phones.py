"""Phones in an office with a press, a printer and a mail relay that take what leaves when the test says so."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from crm.clock import machine_now
from crm.errors import DeliveryError
from crm.model import Channel, Parcel, ParcelState, Receipt, Staff
from crm.services.house.office import Office
from crm.services.notices import fallback
from crm.services.papers import outcomes, printing
from crm.services.queue import dispatch
from scheduler.couriers.folder import FolderCourier
from tests.bot.dialogue import Player
from tests.bot.phones import Phones, Shown


class LetterPhones(Phones):
    """Files are tapped as files, what was issued is printed at once; `mails` are those that the relay took."""

    def __init__(self, office: Office, tray: Path):
        super().__init__(office)
        self.tray = tray
        self.later = timedelta()
        office.machine = lambda: machine_now() + self.later
        self.mails: list[Parcel] = []
        self.actions_shown = 0
        self.bot.send_chat_action = self._action

    async def _action(self, *_: Any, **__: Any) -> bool:
        self.actions_shown += 1
        return True

    async def deliver(self, update: dict[str, Any], *, update_id: int | None = None) -> None:
        message = update.get("callback_query", {}).get("message")
        if message:
            shown = next((m for m in self.chats.get(message["chat"]["id"], []) if m.id == message["message_id"]), None)
            if shown and (shown.message.file or shown.message.on_file):
                message.pop("text")
                message["document"] = {"file_id": "f", "file_unique_id": "u"}
        await super().deliver(update, update_id=update_id)

    async def settle(self) -> None:
        await super().settle()
        while parcels := await dispatch.claim(self.office, [Channel.PRESS]):
            for parcel in parcels:
                await self._settled(parcel, printing.make(self.office, parcel))
            await super().settle()

    async def mail_leaves(self, error: DeliveryError | None = None) -> None:
        """Half a minute later the relay takes what waits, or refuses it."""
        self.later += timedelta(seconds=31)
        for parcel in await dispatch.claim(self.office, [Channel.MAIL]):
            await self._settled(parcel, self._relay(parcel, error))
        await self.settle()

    async def mail_comes_back(self, why: str) -> None:
        """What the relay took was refused further on, and the bounce says so."""
        async with self.office.store.begin() as tx:
            await outcomes.settled(tx, self.office, self.mails[-1], ParcelState.FAILED, why)
        await self.settle()

    async def _relay(self, parcel: Parcel, error: DeliveryError | None) -> Receipt:
        if error:
            raise error
        self.mails.append(parcel)
        return Receipt(f"<{parcel.id}@test>")

    async def print(self) -> None:
        courier = FolderCourier({"Oficina": self.tray}, self._blob)
        for parcel in await dispatch.claim(self.office, [Channel.PRINTER]):
            await self._settled(parcel, courier.deliver(parcel))
        await self.settle()

    async def _blob(self, sha256: str) -> bytes:
        return await dispatch.blob(self.office, sha256)

    async def _settled(self, parcel: Parcel, work: Any) -> None:
        try:
            receipt = await work
        except DeliveryError as error:
            state = ParcelState.FAILED if error.sure else ParcelState.UNSURE
            if not error.permanent and error.sure:
                await dispatch.postpone(self.office, parcel, until=self.office.machine(), error=str(error))
                return
            instead = await fallback.instead(self.office, parcel, error)
            await dispatch.failed(self.office, parcel, str(error), state=state, instead=instead)
            return
        await dispatch.sent(self.office, parcel, receipt)

    def files(self, who: Staff) -> list[Shown]:
        return [shown for shown in self.chats[who.telegram_id] if shown.message.file]


class LetterPlayer(Player):
    """`🧑 📮` half a minute passes and the relay takes the mail, `🧑 📮✖` it refuses it, `🧑 📮⏳` it cannot be
    reached, `🧑 📮💤` the other side asks to wait, `🧑 📮↩ text` the newest mail comes back, `🧑 🖨` the printer takes its jobs."""

    async def _do(self, who: Staff, what: str, mine: dict[int, int]) -> None:
        phones = self.phones
        assert isinstance(phones, LetterPhones)
        if what == "📮":
            await phones.mail_leaves()
        elif what == "📮✖":
            await phones.mail_leaves(DeliveryError("The relay answered 550 no such user", permanent=True))
        elif what == "📮⏳":
            await phones.mail_leaves(DeliveryError("The relay cannot be reached: [Errno 111] Connect call failed ('127.0.0.1', 25)"))
        elif what == "📮💤":
            await phones.mail_leaves(DeliveryError("The relay answered 451 4.7.1 Greylisted, try again in 300 seconds"))
        elif what.startswith("📮↩"):
            await phones.mail_comes_back(what.removeprefix("📮↩").strip())
        elif what == "🖨":
            await phones.print()
        else:
            await super()._do(who, what, mine)

    def _heard(self, who: Staff, me: Staff, chat: int, message: Shown) -> str:
        said = super()._heard(who, me, chat, message)
        head, _, rest = said.partition(" ")
        return f"{head} 📎{message.message.file_name} | {rest}" if message.message.file else said
