"""The test mail: whoever asked for it is told that the server took it, that it is tried again, or that it failed."""

from datetime import timedelta

from crm.errors import DeliveryError
from crm.model import Channel, Parcel, Receipt
from crm.services.notices import fallback
from crm.services.queue import dispatch
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


async def asked(phones: Phones, small: SmallOffice) -> Parcel:
    await phones.say(small.emily, "/parameters outgoing")
    await phones.tap(small.emily, "✉️ Test mail")
    (mail,) = await dispatch.claim(phones.office, [Channel.MAIL])
    return mail


async def test_the_word_of_the_server_is_told(phones: Phones, small_office: SmallOffice):
    office = phones.office
    mail = await asked(phones, small_office)
    assert mail.address == small_office.emily.email
    await dispatch.postpone(office, mail, until=office.machine() - timedelta(seconds=1), error="[Errno 111] Connect call <failed>")
    await phones.settle()
    assert "could not be sent yet: [Errno 111] Connect call &lt;failed&gt;" in phones.texts(small_office.emily)[-1]
    (again,) = await dispatch.claim(office, [Channel.MAIL])
    await dispatch.postpone(office, again, until=office.machine() - timedelta(seconds=1), error="still")
    (third,) = await dispatch.claim(office, [Channel.MAIL])
    await dispatch.sent(office, third, Receipt("<x@y>"))
    await phones.settle()
    told = phones.texts(small_office.emily)
    assert "took the test mail" in told[-1]
    assert sum("keep trying" in text for text in told) == 1


async def test_what_is_given_up_is_told_once(phones: Phones, small_office: SmallOffice):
    mail = await asked(phones, small_office)
    error = DeliveryError("550 relaying denied", permanent=True)
    await dispatch.failed(phones.office, mail, str(error), instead=await fallback.instead(phones.office, mail, error))
    before = len(phones.texts(small_office.emily))
    await phones.settle()
    assert [text.strip() for text in phones.texts(small_office.emily)[before:]] == ["❌ The test mail was not sent: 550 relaying denied"]
