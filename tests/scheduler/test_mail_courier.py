"""What the relay is handed, and what its answers mean."""

import asyncio
from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from crm.errors import DeliveryError
from crm.message import MailFile
from crm.model import Channel, Priority
from crm.services.mailing.keys import bounced_parcel, message_id, named_parcel
from scheduler.couriers.letter import compose, written
from scheduler.couriers.mail import MailCourier, Relay
from tests.scheduler.conftest import blob
from tests.scheduler.world import SENDER, mail, parcel

ANA = "ana.rojas@losrobles.cl"
KEY = SENDER.key


def letter(payload=None, *, address: str = ANA, **more):
    return parcel(payload or mail(), address=address, channel=Channel.MAIL, **more)


def read(world):
    found = world.mails[-1]
    return found, message_from_bytes(found.raw, policy=policy.default)


async def refused(courier, item) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await courier.deliver(item)
    return caught.value


async def test_a_mail_says_who_wrote_it_and_that_nobody_did(world, mailer):
    item = letter(mail("Ñandú · 2 atrasados", "Hola\n", html="<p>Hola</p>"))
    receipt = await mailer.deliver(item)
    found, got = read(world)
    assert got["From"] == "Distribuidora Los Robles <tareas@robles.example>"
    assert (got["To"], got["Subject"], got["Auto-Submitted"]) == (ANA, "Ñandú · 2 atrasados", "auto-generated")
    assert got["Message-ID"] == receipt.ref == message_id(item, KEY, "robles.example")
    assert got["Date"].datetime == item.created_at
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert got["List-Unsubscribe"] is None
    assert list(found.recipients) == [ANA]


async def test_a_bounce_finds_its_parcel_and_nobody_can_make_one_up(world, mailer):
    await mailer.deliver(letter(id=4711))
    envelope = world.mails[-1].sender
    assert envelope.startswith("bounces+4711-")
    assert bounced_parcel(envelope, KEY) == 4711
    assert bounced_parcel(envelope.replace("4711", "4712"), KEY) is None
    assert bounced_parcel(envelope, b"another key") is None
    assert bounced_parcel("bounces@robles.example", KEY) is None


async def test_a_retry_has_the_same_message_id(world, mailer):
    item = letter()
    first = await mailer.deliver(item)
    second = await mailer.deliver(replace(item, attempts=2, lease_token="another"))
    assert first == second
    assert named_parcel(first.ref) == item.id


def test_another_parcel_has_another_message_id():
    names = {message_id(item, KEY, "x.example") for item in (letter(), letter(id=8), letter(dedupe_key="other"))}
    assert len(names) == 3


async def test_what_a_person_wrote_is_not_called_automatic(world, mailer):
    await mailer.deliver(letter(mail(automatic=False)))
    assert read(world)[1]["Auto-Submitted"] is None


async def test_a_digest_says_how_to_stop_it(world, mailer):
    await mailer.deliver(letter(priority=Priority.DIGEST))
    assert read(world)[1]["List-Unsubscribe"].startswith("<mailto:tareas@robles.example")


async def test_threads_copies_and_files_go_along(world, mailer):
    long = f"<{'a' * 120}@mail.example>"
    payload = mail(in_reply_to=long, references=("<first@x.example>", long), cc=("bruno@x.example",), reply_to="otra@x.example")
    payload["mail"]["files"] = [{"sha256": "f" * 64, "name": "año nuevo.pdf", "media_type": "application/pdf"}]
    await mailer.deliver(letter(payload))
    found, got = read(world)
    assert got["In-Reply-To"] == long
    assert got["References"] == f"<first@x.example> {long}"
    assert (got["Cc"], got["Reply-To"], list(found.recipients)) == ("bruno@x.example", "otra@x.example", [ANA, "bruno@x.example"])
    (file,) = got.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("año nuevo.pdf", b"the bytes")


@pytest.mark.parametrize("media_type", ["message/rfc822", "multipart/mixed", "text/plain", "", "a/b/c", "text/html; charset=x"])
def test_a_file_of_any_type_can_be_sent(media_type):
    made = compose(letter(), letter_message(), SENDER, [(MailFile("", "x.eml", media_type), b"From: x\n\nhi")])
    (file,) = message_from_bytes(made.as_bytes(), policy=policy.default).iter_attachments()
    assert file.get_filename() == "x.eml"
    assert file.get_payload(decode=True) == b"From: x\n\nhi"


def letter_message():
    from crm.message import MailMessage

    return MailMessage("s", "t")


@pytest.mark.parametrize("subject", ["a\nBcc: x@y.cl", "a\r\n\r\nbody", "a\rb", "a\x00b"])
async def test_a_header_that_would_start_another_one_is_refused(world, mailer, subject):
    assert (await refused(mailer, letter(mail(subject)))).permanent
    assert not world.mails


def test_a_message_id_that_is_none_is_left_out():
    message = replace(letter_message(), in_reply_to="<a b>\r\nBcc: <x@y.cl>", references=("nonsense", "<ok@x.example>"))
    made = compose(letter(), message, SENDER)
    assert (made["In-Reply-To"], made["References"], made["Bcc"]) == (None, "<ok@x.example>", None)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@x.cl",
        "a b@x.cl",
        "a@x..cl",
        "a@x.cl\r\nRCPT TO:<b@y.cl>",
        "<a@x.cl>",
        "ñandú@x.cl",
        "a@-x.cl",
        "a" * 65 + "@x.cl",
    ],
)
async def test_what_is_no_address_is_refused_before_the_relay_hears_of_it(world, mailer, address):
    assert (await refused(mailer, letter(address=address))).permanent
    assert not world.mails


def test_an_international_domain_is_written_in_ascii():
    assert written("ana@ñuble.cl") == "ana@xn--uble-fqa.cl"


async def test_an_unknown_mailbox_is_never(world, mailer):
    world.relay.mood.refused.add(ANA)
    error = await refused(mailer, letter())
    assert error.permanent
    assert "550" in str(error)


async def test_a_grey_list_is_later(world, mailer):
    world.relay.mood.greylist = 1
    error = await refused(mailer, letter())
    assert (error.permanent, error.sure) == (False, True)
    await mailer.deliver(letter())


async def test_a_refused_copy_does_not_keep_the_mail_from_the_others(world, mailer):
    world.relay.mood.refused.add("old@x.example")
    await mailer.deliver(letter(mail(cc=("old@x.example", "new@x.example"))))
    assert list(world.mails[-1].recipients) == [ANA, "new@x.example"]


async def test_a_relay_that_is_down_is_later(world, mailer):
    await world.relay.down()
    error = await refused(mailer, letter())
    assert (error.permanent, error.sure) == (False, True)


async def test_silence_after_data_leaves_doubt(world, mailer):
    world.relay.mood.silent_after_data = 1
    item = letter()
    error = await refused(mailer, item)
    assert (error.permanent, error.sure) == (False, False)
    await mailer.deliver(item)
    assert len({message_from_bytes(found.raw)["Message-ID"] for found in world.mails}) == 1


@pytest.mark.parametrize("greeting", ["554 no service here", "421 too busy"])
async def test_a_relay_that_lets_nobody_in_is_not_the_parcels_fault(greeting):
    async def refuse(_, writer: asyncio.StreamWriter) -> None:
        writer.write(f"{greeting}\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        courier = MailCourier(Relay("127.0.0.1", server.sockets[0].getsockname()[1], timeout=1.0), SENDER, blob)
        assert not (await refused(courier, letter())).permanent


async def test_who_is_addressed_and_copied_gets_it_once(world, mailer):
    await mailer.deliver(letter(mail(also=("eva@x.example",), cc=(ANA, "eva@x.example", "bruno@x.example"))))
    assert list(world.mails[-1].recipients) == [ANA, "eva@x.example", "bruno@x.example"]


async def test_a_mail_in_somebodys_name_says_it_beside_our_address(world, mailer):
    await mailer.deliver(letter(mail(sender="Bruno Díaz")))
    assert read(world)[1]["From"] == "Bruno Díaz <tareas@robles.example>"
