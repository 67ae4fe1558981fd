"""The door as dialogues with a real server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from crm.services.house.office import Office
from mailgw.session import Limits
from mailgw.smtp import Door, listen
from tests.mailgw.support import DOMAIN, Peer, a_mail, kept

TAREAS = f"tareas@{DOMAIN}"


@asynccontextmanager
async def opened(office: Office, **options: Any) -> AsyncIterator[Door]:
    door = await listen(office, host="127.0.0.1", port=0, domains=[DOMAIN], **options)
    try:
        yield door
    finally:
        await door.close(grace=0.2)


@pytest.fixture
async def door(office: Office) -> AsyncIterator[Door]:
    async with opened(office) as made:
        yield made


async def test_the_row_is_there_when_250_arrives(office: Office, door: Door):
    peer = await Peer.at(door)
    assert (await peer.mails(a_mail())).startswith("250")
    (row,) = await kept(office)
    assert row.state == "kept"
    assert row.received_at == office.now()
    assert row.order_key == "mail:ana@acme.cl"
    assert row.envelope == {"peer": "127.0.0.1", "helo": "mail.acme.cl", "mail_from": "ana@acme.cl", "rcpt_to": TAREAS}
    assert b"\r\nSubject: Factura 4511\r\n" in row.blob


async def test_a_resent_mail_is_answered_250_and_kept_once(office: Office, door: Door):
    for _ in range(2):
        peer = await Peer.at(door)
        assert (await peer.mails(a_mail())).startswith("250")
        await peer.leaves()
    assert len(await kept(office)) == 1


async def test_each_recipient_has_an_input_of_its_own(office: Office, door: Door):
    peer = await Peer.at(door)
    archivo = f"archivo@{DOMAIN}"
    assert (await peer.mails(a_mail(), recipients=[TAREAS, archivo, TAREAS.upper()])).startswith("250")
    assert [row.envelope["rcpt_to"] for row in await kept(office)] == [TAREAS, archivo]
    assert (await peer.mails(a_mail(), recipients=[archivo])).startswith("250")
    assert len(await kept(office)) == 2


@pytest.mark.parametrize("address", ["nadie@losrobles.cl", "tareas@gmail.com", "tareas", '"tareas@losrobles.cl"@x.cl'])
async def test_an_unknown_recipient_is_refused_at_once(office: Office, door: Door, address: str):
    peer = await Peer.at(door)
    assert (await peer.mails(a_mail(), recipients=[address])).startswith("550 5.1.1")
    assert await kept(office) == []


@pytest.mark.parametrize(
    "address",
    [
        "TASKS@LosRobles.cl",
        "archivo+acme@losrobles.cl",
        "bounces+4711@losrobles.cl",
        "postmaster",
        '"log"@losrobles.cl',
        "abuse@losrobles.cl",
    ],
)
async def test_a_gateway_address_is_known_in_every_form(door: Door, address: str):
    peer = await Peer.at(door)
    assert (await peer.mails(a_mail(), recipients=[address])).startswith("250")


async def test_a_bounce_has_no_sender_and_is_kept(office: Office, door: Door):
    peer = await Peer.at(door)
    assert (await peer.mails(a_mail(), sender="", recipients=[f"bounces+7@{DOMAIN}"])).startswith("250")
    (row,) = await kept(office)
    assert row.envelope["mail_from"] == ""
    assert row.order_key.startswith("mail:<>")


async def test_a_store_that_fails_is_answered_451_without_its_words(office: Office, door: Door, monkeypatch: pytest.MonkeyPatch):
    peer = await Peer.at(door)
    assert (await peer.opens()).startswith("354")

    def broken() -> Any:
        raise RuntimeError("secret of the database")

    with monkeypatch.context() as patched:
        patched.setattr(office.store, "begin", broken)
        await peer.sends(a_mail() + b"\r\n.\r\n")
        told = await peer.answer()
    assert told.startswith("451")
    assert "secret" not in told
    assert (await peer.mails(a_mail())).startswith("250"), "the same session goes on"


async def test_a_store_that_is_gone_is_answered_451(office: Office, door: Door, engine_url: str):
    peer = await Peer.at(door)
    assert (await peer.opens()).startswith("354")
    async with office.store.begin() as tx:
        await tx.exec_driver_sql("ALTER TABLE inbox RENAME TO gone")
    await peer.sends(a_mail() + b"\r\n.\r\n")
    assert (await peer.answer()).startswith("451")


async def test_the_size_limit_is_announced_and_kept(office: Office):
    async with opened(office, limits=Limits(size=5000)) as door:
        peer = await Peer.at(door)
        assert "250-SIZE 5000" in await peer.says("EHLO x")
        assert (await peer.says("MAIL FROM:<a@b.cl> SIZE=5001")).startswith("552")
        assert (await peer.mails(a_mail(text="x" * 70 + "\n") * 100)).startswith("552")
        assert (await peer.mails(a_mail(text="x" * 900_000))).startswith("552"), "one long line"
        assert (await peer.mails(a_mail())).startswith("250")
    assert len(await kept(office)) == 1


async def test_a_full_disk_is_answered_452(office: Office):
    room = [True]
    async with opened(office, room=lambda: room[0]) as door:
        peer = await Peer.at(door)
        assert (await peer.opens()).startswith("354")
        room[0] = False
        await peer.sends(a_mail() + b"\r\n.\r\n")
        assert (await peer.answer()).startswith("452")
        assert (await peer.mails(a_mail())).startswith("452")
    assert await kept(office) == []


async def test_lines_of_any_length_arrive_whole(office: Office, door: Door):
    line = b"y" * 1_000_000
    peer = await Peer.at(door)
    assert (await peer.mails(b"Subject: long\r\n\r\n" + line + b"\r\n.dot")).startswith("250")
    (row,) = await kept(office)
    assert row.blob == b"Subject: long\r\n\r\n" + line + b"\r\n.dot\r\n"


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n"])
async def test_a_dot_between_odd_line_ends_hides_no_second_mail(office: Office, door: Door, end: bytes):
    hidden = b"MAIL FROM:<gerente@losrobles.cl>\r\nRCPT TO:<tareas@losrobles.cl>\r\nDATA\r\nSubject: forged\r\n\r\nx"
    peer = await Peer.at(door)
    assert (await peer.opens()).startswith("354")
    await peer.sends(b"Subject: first\r\n\r\nHi" + end + hidden + b"\r\n.\r\n")
    assert (await peer.answer()).startswith("554 5.6.0")
    assert (await peer.says("NOOP")).startswith("250")
    assert await kept(office) == []


async def test_bare_line_feeds_without_a_dot_are_harmless(office: Office, door: Door):
    peer = await Peer.at(door)
    assert (await peer.opens()).startswith("354")
    await peer.sends(b"Subject: x\n\nHola\n..\nfin\r\n.\r\n")
    assert (await peer.answer()).startswith("250")


async def test_recipients_are_limited(door: Door):
    peer = await Peer.at(door)
    await peer.says("EHLO x")
    await peer.says("MAIL FROM:<a@b.cl>")
    told = [await peer.says(f"RCPT TO:<tareas+{n}@{DOMAIN}>") for n in range(101)]
    assert {answer[:3] for answer in told[:100]} == {"250"}
    assert told[100].startswith("452 4.5.3")


async def test_connections_are_limited(office: Office):
    async with opened(office, limits=Limits(connections_of_peer=2)) as door:
        peers = [await Peer.at(door) for _ in range(3)]
        assert [peer.greeting[:3] for peer in peers] == ["220", "220", "421"]
        await peers[0].leaves()
        await asyncio.sleep(0.05)
        assert (await Peer.at(door)).greeting.startswith("220")


async def hangs_up(peer: Peer, keep_busy: Callable[[], Any]) -> bool:
    try:
        async with asyncio.timeout(3):
            while True:
                await keep_busy()
                if not (told := await peer.answer()) or told.startswith("421"):
                    return True
                await asyncio.sleep(0.03)
    except ConnectionError:
        return True
    except TimeoutError:
        return False


async def test_nothing_that_a_peer_says_keeps_a_session_for_ever(office: Office):
    async with opened(office, limits=Limits(session=0.4)) as door:
        peer = await Peer.at(door)
        assert await hangs_up(peer, lambda: peer.sends(b"NOOP\r\n"))


async def is_cut_off(peer: Peer) -> bool:
    try:
        for _ in range(100):
            await peer.sends(b"Subject: slowly\r\n")
            await asyncio.sleep(0.02)
    except ConnectionError:
        return True
    return False


async def test_a_mail_that_trickles_in_is_cut_off(office: Office):
    async with opened(office, limits=Limits(data=0.3)) as door:
        peer = await Peer.at(door)
        assert (await peer.opens()).startswith("354")
        assert await is_cut_off(peer)
    assert await kept(office) == []


async def test_an_idle_connection_is_closed(office: Office):
    async with opened(office, limits=Limits(idle=0.1)) as door:
        assert await (await Peer.at(door)).answer() == ""


async def test_utf8_addresses_and_8bit_bodies_are_taken(office: Office, door: Door):
    peer = await Peer.at(door)
    told = await peer.says("EHLO x")
    assert "250-8BITMIME" in told
    assert "250-SMTPUTF8" in told
    assert (await peer.says("MAIL FROM:<peña@ñandú.cl> SMTPUTF8 BODY=8BITMIME")).startswith("250")
    assert (await peer.says(f"RCPT TO:<{TAREAS}>")).startswith("250")
    assert (await peer.says("DATA")).startswith("354")
    await peer.sends("Subject: Peña\r\n\r\nñ\r\n.\r\n".encode())
    assert (await peer.answer()).startswith("250")
    (row,) = await kept(office)
    assert row.envelope["mail_from"] == "peña@ñandú.cl"
    assert "Peña".encode() in row.blob


async def test_bytes_that_are_no_utf8_are_no_error(office: Office, door: Door):
    peer = await Peer.at(door)
    await peer.sends(b"EHLO \xff\xfe\x00\r\n")
    assert (await peer.answer()).startswith("250")
    await peer.sends(b"MAIL FROM:<a\xf1o@b.cl>\r\n")
    assert (await peer.answer()).startswith("250")
    await peer.sends(b"VRFY \xff\r\n")
    assert (await peer.answer())[:3] in {"252", "451", "502"}
    assert (await peer.says(f"RCPT TO:<{TAREAS}>")).startswith("250")
    assert (await peer.says("DATA")).startswith("354")
    await peer.sends(b"Subject: \xff\x00\r\n\r\n\x00\r\n.\r\n")
    assert (await peer.answer()).startswith("250")
    assert len(await kept(office)) == 1


async def test_closing_lets_the_mail_on_its_way_arrive_and_sends_idle_peers_away(office: Office):
    door = await listen(office, host="127.0.0.1", port=0, domains=[DOMAIN])
    idle, busy = await Peer.at(door), await Peer.at(door)
    assert (await busy.opens()).startswith("354")
    await busy.sends(b"Subject: x\r\n\r\nhalf")
    closing = asyncio.create_task(door.close(grace=5))
    assert (await idle.answer()).startswith("421")
    await busy.sends(b"\r\n.\r\n")
    assert (await busy.answer()).startswith("250")
    await closing
    assert len(await kept(office)) == 1
    with pytest.raises(ConnectionError):
        await Peer.at(door)
