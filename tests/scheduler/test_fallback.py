"""What goes out instead of a parcel that will not arrive."""

from functools import partial

from crm.errors import DeliveryError
from crm.model import Channel, ParcelState
from crm.services.due import digest
from crm.services.notices import fallback
from tests.scheduler.test_digest_due import at, settings, tick
from tests.scheduler.world import chat, mail, parcel, promise, rows, send, until, working

GONE = DeliveryError("Forbidden: bot was blocked by the user", permanent=True)


async def instead(office, *args, **more):
    return await fallback.instead(office, parcel(*args, **more), GONE)


async def test_whoever_blocked_the_bot_gets_the_same_by_mail(office, small_office):
    (found,) = await instead(office, chat("<b>ACME</b> &amp; Cía\nLlamar"), dedupe_key="reply:1:0")
    assert (found.channel, found.address, found.dedupe_key) == (Channel.MAIL, "bruno.diaz@losrobles.cl", "reply:1:0:mail")
    assert (found.payload["mail"]["subject"], found.payload["mail"]["text"]) == ("ACME & Cía", "ACME & Cía\nLlamar")


async def test_a_message_that_cannot_be_read_is_told_to_administrators(office, small_office):
    (found,) = await instead(office, {"chat": {"text": 7, "buttons": "?"}}, staff_id=small_office.bruno.id)
    assert (found.address, found.dedupe_key) == ("1003", f"undelivered:7:{small_office.emily.id}")


async def test_a_digest_falls_over_to_its_own_mail_form_and_comes_once(office, small_office):
    late = {"render": "digest", "staff_id": small_office.bruno.id, "date": "2026-11-24"}
    (found,) = await instead(office, late, dedupe_key="digest:1:2026-11-24:telegram", staff_id=small_office.bruno.id)
    assert (found.dedupe_key, found.payload) == ("digest:1:2026-11-24:mail", late)


async def test_without_another_channel_administrators_are_told_in_their_language(office, small_office):
    await settings(office, small_office.bruno.id, email=None)
    (found,) = await instead(office, chat())
    assert (found.address, found.dedupe_key) == ("1003", f"undelivered:7:{small_office.emily.id}")
    assert found.payload["chat"]["text"].startswith("⚠️ A message to Bruno Díaz (1001) did not arrive.")


async def test_a_customers_unknown_mailbox_is_told_to_administrators(office, small_office):
    found = await instead(office, mail(), address="nadie@cliente.cl", channel=Channel.MAIL, staff_id=small_office.bruno.id)
    assert ["nadie@cliente.cl" in item.payload["chat"]["text"] for item in found] == [True]


async def test_what_a_server_said_cannot_break_the_notice(office, small_office):
    error = DeliveryError("550 <b>unknown & gone", permanent=True)
    (found,) = await fallback.instead(office, parcel(mail(), address="x@y.cl", channel=Channel.MAIL), error)
    assert "550 &lt;b&gt;unknown &amp; gone" in found.payload["chat"]["text"]


async def test_an_administrators_own_dead_mailbox_is_told_by_chat_and_a_dead_chat_by_mail(office, small_office):
    (told,) = await instead(office, mail(), address="emily.clark@losrobles.cl", channel=Channel.MAIL)
    assert told.channel is Channel.TELEGRAM
    (moved,) = await instead(office, told.payload, address="1003", dedupe_key=told.dedupe_key)
    assert moved.channel is Channel.MAIL
    assert await instead(office, moved.payload, address=moved.address, channel=Channel.MAIL, dedupe_key=moved.dedupe_key) == ()


async def test_a_stranger_who_blocked_the_bot_is_no_news(office, small_office):
    assert await instead(office, chat(), address="555") == ()


async def test_old_buttons_that_cannot_be_taken_away_are_no_news(office, small_office):
    assert await instead(office, chat("", edit=3)) == ()


async def test_a_payload_that_nobody_understands_still_reaches_administrators_as_a_notice(office, small_office):
    (found,) = await instead(office, {"what": "is this"})
    assert found.address == "1003"


async def test_from_the_blocked_bot_to_the_mailbox(office, small_office, world, telegram, mailer):
    await world.block("bruno")
    await tick(office, at(23, 20))
    render, instead_of = partial(digest.render_digest, office), partial(fallback.instead, office)
    async with working(office, [telegram, mailer], render=render, fallback=instead_of):
        await send(office, promise("Llamar a ACME"))
        await tick(office, at(24, 8))
        await world.wait_for(lambda: len(world.mails) == 2)
        await until(office, ParcelState.SENT, 4)
    assert sorted(found.subject for found in world.mails) == ["Llamar a ACME", "☀️ martes 24 nov · nada pendiente"]
    assert [row["channel"] for row in await rows(office, ParcelState.FAILED)] == ["telegram", "telegram"]


async def test_a_dead_mailbox_ends_at_the_administrators_and_goes_round_in_no_circle(office, small_office, world, telegram, mailer):
    for person in ("bruno", "ana", "emily"):
        await world.block(person)
    world.relay.mood.refused |= {"bruno.diaz@losrobles.cl", "emily.clark@losrobles.cl"}
    async with working(office, [telegram, mailer], fallback=partial(fallback.instead, office)):
        await send(office, promise("Llamar a ACME"))
        await until(office, ParcelState.FAILED, 4)
    failed = [row["dedupe_key"].split(":")[0] for row in await rows(office, ParcelState.FAILED)]
    assert failed == ["Llamar a ACME", "Llamar a ACME", "undelivered", "undelivered"]
    assert not await rows(office, ParcelState.QUEUED)


async def test_a_menu_that_cannot_be_shown_is_no_message_to_anybody(office, small_office):
    late = {"render": "commands", "staff_id": small_office.bruno.id}
    assert await instead(office, late) == ()
