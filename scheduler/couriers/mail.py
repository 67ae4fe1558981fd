"""The way out to the mail relay: one parcel is one SMTP transaction."""

import logging
from dataclasses import dataclass

import aiosmtplib

from crm.errors import DeliveryError
from crm.message import MailMessage
from crm.model import Channel, Parcel, Receipt
from crm.services.mailing.keys import bounce_address
from scheduler.couriers.base import Blob
from scheduler.couriers.letter import Sender, compose, written

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Relay:
    """The mail server that takes what we send; `timeout` in seconds. No authentication unless a user name is given."""

    host: str = "127.0.0.1"
    port: int = 25
    timeout: float = 60.0
    username: str | None = None
    password: str | None = None
    start_tls: bool = False
    use_tls: bool = False


class MailCourier:
    """Hands mail to the relay, in the name of `sender`; `blob` fetches the bytes of an attachment by its hash."""

    channel = Channel.MAIL

    def __init__(self, relay: Relay, sender: Sender, blob: Blob) -> None:
        self._relay = relay
        self._sender = sender
        self._blob = blob

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send; the receipt is the Message-ID."""
        message = MailMessage.of(parcel.payload)
        files = [(file, await self._blob(file.sha256)) for file in message.files]
        mail = compose(parcel, message, self._sender, files)
        addressees = [written(address) for address in (parcel.address, *message.also)]
        copies = [written(address) for address in message.cc if address not in (parcel.address, *message.also)]
        envelope = bounce_address(parcel.id, self._sender.key, self._sender.domain)
        refused = await self._hand_over(envelope, addressees, copies, mail.as_bytes())
        return Receipt(str(mail["Message-ID"]), refused)

    async def _hand_over(self, envelope: str, addressees: list[str], copies: list[str], data: bytes) -> tuple[str, ...]:
        """Whom the relay did not take it for."""
        handed = False
        relay = self._relay
        client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            timeout=relay.timeout,
            username=relay.username,
            password=relay.password,
            start_tls=relay.start_tls,
            use_tls=relay.use_tls,
            local_hostname=self._sender.domain,
        )
        try:
            await client.connect()
            await client.mail(envelope)
            refused = await self._name_recipients(client, addressees, copies)
            handed = True
            await client.data(data)
        except aiosmtplib.SMTPException as error:
            raise as_delivery_error(error, handed=handed) from error
        except OSError as error:
            raise DeliveryError(f"The relay cannot be reached: {error}", sure=not handed) from error
        else:
            return refused
        finally:
            client.close()  # without waiting for QUIT: the relay has answered DATA, and that is what counts

    async def _name_recipients(self, client: aiosmtplib.SMTP, addressees: list[str], copies: list[str]) -> tuple[str, ...]:
        """One addressee must be accepted, and none put off; whoever else is refused does not keep the mail from the others."""
        refused: list[aiosmtplib.SMTPRecipientRefused] = []
        for address in (*addressees, *copies):
            try:
                await client.rcpt(address)
            except aiosmtplib.SMTPRecipientRefused as error:
                if address in addressees and error.code < 500:
                    raise  # nothing has left yet: all of it later, so that nobody gets it twice
                refused.append(error)
                log.warning("the relay refused a recipient (%s): %s", error.code, error.message)
        gone = tuple(error.recipient for error in refused)
        if set(addressees) <= set(gone):
            raise refused[0]
        return gone


def as_delivery_error(error: aiosmtplib.SMTPException, *, handed: bool) -> DeliveryError:
    """The error in the outbox's terms; `handed` says that the message itself was on its way.

    A refusal to connect or to authenticate is the relay's state, not the parcel's fault: later, whatever its code.
    """
    if isinstance(error, aiosmtplib.SMTPConnectError | aiosmtplib.SMTPAuthenticationError | aiosmtplib.SMTPHeloError):
        log.error("the relay does not let us in: %s", error.message)
        return DeliveryError(f"The relay does not let us in: {error.message}")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return DeliveryError(f"The relay answered {error.code} {error.message}", permanent=500 <= error.code < 600)
    return DeliveryError(f"{type(error).__name__}: {error.message}", sure=not handed)
