"""Mail, relay, webhook, clock, persistence and the page's guard, over real sockets."""

from __future__ import annotations

import asyncio
import signal
import time
from datetime import UTC, datetime
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest
from aiosmtpd.smtp import SMTP

from playground import GatewayUnreachableError, Mail
from tests.playground.playworld import TOKEN, bot_for, make, running


def a_mail(subject="Aviso ñandú"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "oficina@gw.example", "bruno@robles.example", subject
    mail.set_content("Hola, Bruno")
    mail.add_alternative('<p>Hola <b>Bruno</b> <img src="cid:logo"><script>alert(1)</script></p>', subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="carta.pdf")
    mail.get_payload()[1].add_header("Content-ID", "<logo>")
    return mail


async def send(world, mail=None, to="bruno@robles.example"):
    return await aiosmtplib.send(
        mail or a_mail(), sender="bounces@gw.example", recipients=[to], hostname="127.0.0.1", port=world.relay_port, start_tls=False
    )


class Gateway:
    """A stand-in for the product's SMTP door."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nadie"):
            return "550 5.1.1 unknown here"
        envelope.rcpt_tos.append(address)
        return "250 Ok"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 2.0.0 kept"

    async def __aenter__(self):
        self.server = await asyncio.get_running_loop().create_server(lambda: SMTP(self, hostname="gw"), "127.0.0.1", 0)
        self.address = self.server.sockets[0].getsockname()
        return self

    async def __aexit__(self, *_):
        self.server.close()
        await self.server.wait_closed()


def page(world):
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{world.port}", timeout=20)


async def test_the_relay_keeps_what_the_product_sends(playground):
    await send(playground)
    (mail,) = playground.mails
    assert isinstance(mail, Mail)
    assert (mail.sender, mail.recipients, mail.subject) == ("bounces@gw.example", ("bruno@robles.example",), "Aviso ñandú")
    assert mail.text.strip() == "Hola, Bruno"
    assert mail.attachments[0].name == "carta.pdf"
    assert mail.at == playground.now()
    async with page(playground) as http:
        (line,) = (await http.get("/api/mails")).json()
        assert line["subject"] == "Aviso ñandú"
        html = await http.get(f"/api/mails/{line['id']}/html")
        assert html.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        got = await http.get(f"/api/mails/{line['id']}/files/0/carta.pdf")
        assert (got.content, got.headers["content-type"]) == (b"%PDF-1.4", "application/pdf")
        assert (await http.get(f"/api/mails/{line['id']}/files/9/x")).status_code == 404
        assert b"Subject" in (await http.get(f"/api/mails/{line['id']}/raw")).content


async def test_the_relay_misbehaves_on_command(playground):
    mood = playground.relay.mood
    mood.greylist = 1
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as caught:
        await send(playground)
    assert caught.value.recipients[0].code == 451
    await send(playground)
    mood.refused = {"bruno@robles.example"}
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as caught:
        await send(playground)
    assert caught.value.recipients[0].code == 550
    mood.reset()
    mood.silent_after_data = 1
    with pytest.raises((aiosmtplib.SMTPTimeoutError, aiosmtplib.SMTPServerDisconnected)):
        await aiosmtplib.send(a_mail(), hostname="127.0.0.1", port=playground.relay_port, start_tls=False, timeout=0.3)
    assert len(playground.mails) == 2
    await playground.relay.down()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await send(playground)
    await playground.relay.up()
    await send(playground)
    assert len(playground.mails) == 3


async def test_a_person_writes_to_the_gateway_and_sees_its_reply():
    async with Gateway() as gateway, running(make(gateway=gateway.address)) as world:
        reply = await world.write_mail(
            "bruno@robles.example", "tareas@gw.example", "Pagar\r\nBcc: x@y", "ñandú", [("a.txt", b"hola")], {"In-Reply-To": "<1@x>"}
        )
        assert reply == "250 2.0.0 kept"
        sender, recipients, raw = gateway.taken[0]
        assert (sender, recipients) == ("bruno@robles.example", ["tareas@gw.example"])
        assert b"In-Reply-To: <1@x>" in raw
        assert b"\r\nBcc" not in raw
        assert world.post.all[0].from_header == "Bruno Díaz <bruno@robles.example>"
        assert await world.write_mail("bruno@robles.example", "nadie@gw.example", "x", "y") == "550 5.1.1 unknown here"
        both = await world.write_mail("bruno@robles.example", ["a@gw.example", "nadie@gw.example"], "x", "y")
        assert both == "250 2.0.0 kept (550 5.1.1 unknown here)"
        assert await world.write_raw_mail("", ["a@gw.example"], b"\xff\xfe no headers\r\n") == "250 2.0.0 kept"
        assert world.mails == []
        async with page(world) as http:
            form = {"sender": "ana@robles.example", "to": "Tareas <tareas@gw.example>", "subject": "S", "text": "T"}
            answer = await http.post("/api/mails", json={**form, "attachments": [{"name": "b.bin", "data": "AAEC"}]})
            assert answer.json() == {"reply": "250 2.0.0 kept", "accepted": True}
            assert (await http.post("/api/mails", json={**form, "to": ""})).status_code == 400
            assert (await http.post("/api/mails", json={**form, "attachments": [{"name": "b", "data": "?"}]})).status_code == 400


async def test_a_gateway_that_is_not_there_is_told(playground):
    with pytest.raises(GatewayUnreachableError):
        await playground.write_mail("a@x.example", "b@x.example", "x", "y")
    async with page(playground) as http:
        answer = await http.post("/api/mails", json={"sender": "a@x.example", "to": "b@x.example"})
    assert answer.status_code == 502
    assert "does not answer" in answer.json()["error"]


async def test_everything_survives_a_restart(tmp_path):
    database = tmp_path / "play.db"
    async with running(make(database)) as world:
        async with bot_for(world) as bot:
            await bot.set_my_commands([("tarea", "Tarea nueva")])
            await bot.send_message(1001, "hola")
        number = await world.say("bruno", "kept")
        await world.send_file("bruno", "document", "a.pdf", b"%PDF")
        await world.block("ana")
        await send(world)
    async with running(make(database)) as world, bot_for(world) as bot:
        assert [message.text for message in world.chat("bruno")] == ["hola", "kept", ""]
        updates = await bot.get_updates()
        assert [update.message and update.message.message_id for update in updates] == [number, number + 1, None]
        file = await bot.get_file(updates[1].message.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"%PDF"
        assert await world.say("bruno", "next") == number + 2
        assert world.cloud.private("ana").blocked
        assert [mail.subject for mail in world.mails] == ["Aviso ñandú"]
        assert [command.command for command in await bot.get_my_commands()] == ["tarea"]


async def test_it_stops_within_a_second_with_open_streams_and_polls(playground):
    world = make()
    async with running(world):

        async def listen():
            async with page(world) as http, http.stream("GET", "/api/events") as stream:
                async for _ in stream.aiter_lines():
                    pass

        async def poll():
            async with page(world) as http:
                return await http.get(f"/bot{TOKEN}/getUpdates?timeout=50")

        listener, poller = asyncio.create_task(listen()), asyncio.create_task(poll())
        await asyncio.sleep(0.3)
        began = time.monotonic()
    assert time.monotonic() - began < 1
    assert (await poller).json() == {"ok": True, "result": []}
    await asyncio.wait_for(listener, 1)


async def test_a_webhook_gets_every_update_in_order_and_again_after_a_failure(playground, bot):
    seen, answers = [], ["500 Oh", "200 OK", "200 OK"]

    async def receive(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
        seen.append((head, (await reader.readexactly(length)).decode()))
        writer.write(f"HTTP/1.1 {answers.pop(0)}\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(receive, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    async with page(playground) as http:
        assert (await http.get(f"/bot{TOKEN}/setWebhook", params={"url": "https://example.org/x"})).json()["ok"] is False
    assert await bot.set_webhook(url, secret_token="s3cret")
    await playground.say("bruno", "uno")
    await playground.say("bruno", "dos")
    await playground.wait_for(lambda: not playground.cloud.updates.waiting)
    server.close()
    assert len(seen) == 3
    assert all("X-Telegram-Bot-Api-Secret-Token: s3cret" in head for head, _ in seen)
    assert ['"uno"' in body for _, body in seen] == [True, True, False]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (url, 0, "Wrong response from the webhook: 500 Oh")
    async with page(playground) as http:
        answer = await http.get(f"/bot{TOKEN}/getUpdates")
    assert answer.json()["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert await bot.delete_webhook()


async def test_the_clock_moves_over_the_page(playground):
    async with page(playground) as http:
        assert (await http.post("/api/clock", json={"to": "tomorrow"})).json()["now"] == "2026-11-25T11:00:00+00:00"
        assert (await http.post("/api/clock", json={"to": "2026-12-01T09:15"})).json()["now"] == "2026-12-01T12:15:00+00:00"
        assert playground.now() == datetime(2026, 12, 1, 12, 15, tzinfo=UTC)
        assert (await http.post("/api/clock", json={"to": "nonsense"})).status_code == 400
        assert (await http.post("/api/clock", json={"to": "now"})).json()["now"] == "2026-11-24T12:30:00+00:00"


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1.evil.example"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_other_web_pages_cannot_drive_it(playground, headers):
    async with page(playground) as http:
        for path in ("/", "/api/world", f"/bot{TOKEN}/getMe"):
            assert (await http.get(path, headers=headers)).status_code == 403
        assert (await http.post("/api/chats/bruno/say", json={"text": "x"}, headers=headers)).status_code == 403
    assert playground.chat("bruno") == []


async def test_the_page_api_says_what_is_wrong(playground):
    async with page(playground) as http:
        said = await http.post("/api/chats/bruno/say", json={"text": "hola"})
        assert said.json() == {"ok": True, "result": 1}
        for path, body, status in [
            ("nobody/say", {"text": "x"}, 404),
            ("bruno/dance", {}, 404),
            ("bruno/__init__", {}, 404),
            ("bruno/say", {"text": ""}, 400),
            ("bruno/say", {"text": 5}, 400),
            ("bruno/say", {}, 400),
            ("bruno/tap", {"message_id": 1, "data": "x"}, 404),
            ("bruno/tap", {"message_id": "x", "data": "x"}, 400),
            ("bruno/edit", {"message_id": 99, "text": "x"}, 404),
            ("bruno/location", {"latitude": "north"}, 400),
        ]:
            answer = await http.post(f"/api/chats/{path}", json=body)
            assert (answer.status_code, list(answer.json())) == (status, ["error"]), path
        assert (await http.post("/api/chats/bruno/say", content=b"[" * 100_000)).status_code == 400
        up = await http.post("/api/chats/bruno/file", params={"kind": "document", "name": "x.html"}, content=b"<script>")
        assert up.json()["ok"] is True
        file = await http.get(f"/api/files/{playground.chat('bruno')[-1].file_id}/x.html")
        assert file.headers["content-disposition"].startswith("attachment")
        world = (await http.get("/api/world")).json()
        assert [person["id"] for person in world["people"]] == ["bruno", "ana", "xeno"]


async def test_the_tray_lists_only_its_own_files(tmp_path):
    (tmp_path / "tray").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "tray" / "carta.pdf").write_bytes(b"%PDF")
    (tmp_path / "tray" / "link.pdf").symlink_to(tmp_path / "secret")
    async with running(make(tray=tmp_path / "tray")) as world, page(world) as http:
        assert "carta.pdf" in [sheet["name"] for sheet in (await http.get("/api/tray")).json()]
        assert (await http.get("/api/tray/carta.pdf")).content == b"%PDF"
        for name in ("link.pdf", "..%2Fsecret", ".hidden", "nada"):
            assert (await http.get(f"/api/tray/{name}")).status_code == 404


@pytest.mark.parametrize(
    ("trouble", "code", "parameters"),
    [
        ({"kind": "flood", "seconds": 7}, 429, {"retry_after": 7}),
        ({"kind": "blocked"}, 403, None),
        ({"kind": "deactivated"}, 403, None),
        ({"kind": "migrated", "new_chat_id": -100}, 400, {"migrate_to_chat_id": -100}),
        ({"kind": "error"}, 500, None),
        ({"kind": "error", "code": 502, "work": True}, 502, None),
    ],
)
async def test_telegram_misbehaves_on_command(playground, trouble, code, parameters):
    playground.trouble(person_id="bruno", times=2, **trouble)
    async with page(playground) as http:

        async def call(chat):
            return await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": "x"})

        assert (await call(1002)).status_code == 200
        for _ in range(2):
            answer = await call(1001)
            assert (answer.status_code, answer.json()["error_code"], answer.json().get("parameters")) == (code, code, parameters)
        assert (await call(1001)).status_code == 200
    assert len(playground.chat("bruno")) == (3 if trouble.get("work") else 1)


async def test_a_hanging_call_may_have_done_its_work(playground):
    playground.trouble("hang", work=True)
    playground.trouble("slow", seconds=0.2)
    async with page(playground) as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 1001, "text": "x"}, timeout=0.2)
        began = time.monotonic()
        assert (await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 1001, "text": "y"})).status_code == 200
        assert time.monotonic() - began >= 0.2
        assert (await http.post("/api/trouble", json={"kind": "flood", "person": "ana", "times": 3})).json()["ahead"][0]["person"] == "ana"
        assert (await http.post("/api/relay", json={"up": False, "greylist": 2})).json()["relay"]["up"] is False
        calm = (await http.post("/api/trouble/clear")).json()
        assert (calm["ahead"], calm["relay"]["up"], calm["relay"]["greylist"]) == ([], True, 0)
        assert (await http.post("/api/trouble", json={"kind": "nonsense"})).status_code == 400
        assert (await http.get("/api/requests")).json()[0]["method"] == "sendMessage"
    assert [message.text for message in playground.chat("bruno")] == ["x", "y"]


async def test_rule_breaking_calls_are_told_from_bad_luck(playground, bot):
    sent = await bot.send_message(1001, "x")
    async with page(playground) as http:
        for text in ("x", "", "y"):
            await http.post(f"/bot{TOKEN}/editMessageText", json={"chat_id": 1001, "message_id": sent.message_id, "text": text})
        playground.trouble("migrated")
        await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": 1001, "text": "x"})
    assert [call.error["description"] for call in playground.violations] == ["Bad Request: message text is empty"]
    times = [call.at for call in playground.requests]
    assert times == sorted(times)


async def test_a_long_text_leaves_a_phone_in_pieces(playground):
    await playground.say("bruno", "a" * 4000 + "😀" * 100)
    first, second = playground.chat("bruno")
    assert first.text + second.text == "a" * 4000 + "😀" * 100
    assert len(first.text.encode("utf-16-le")) // 2 <= 4096


async def test_a_link_to_the_page_may_be_followed(playground):
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    async with page(playground) as http:
        assert (await http.get("/", headers=headers)).status_code == 200
        assert (await http.get("/api/world", headers=headers)).status_code == 403


async def test_signals_stay_with_the_program(playground):
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) != signal.SIG_DFL


async def test_five_hundred_updates_arrive_once_and_in_order(playground, bot):
    for number in range(500):
        await playground.say("bruno", str(number))
    seen, offset = [], None
    while len(seen) < 500:
        updates = await bot.get_updates(offset=offset)
        assert updates
        seen += [update.message.text for update in updates]
        offset = updates[-1].update_id + 1
    assert seen == [str(number) for number in range(500)]
