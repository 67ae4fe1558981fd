"""A mail from the chat over real SMTP: it leaves, is answered in its thread, comes back, or is stopped in time."""

from email.message import EmailMessage

import pytest

from crm.store import actions as stored
from playground import Mail
from tests.bot.test_albums import photo
from tests.letters.phones import LetterPhones
from tests.letters.walk import said, showing, tap
from tests.support.small_office import SmallOffice
from tests.support.world import DOMAIN, World, world

REPORT = """From: Mail Delivery System <MAILER-DAEMON@acme.cl>
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.cl

Final-Recipient: rfc822; marta.soto@acme.cl
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 mailbox full
--b
Content-Type: text/rfc822-headers

Message-ID: {about}
Subject: Lista de precios
--b--
"""
SAYS = {
    "es": (
        "bruno",
        "correo a marta soto: le adjunto la lista de precios",
        "✅ Enviar",
        "Correo enviado 1",
        "✉️ Responder",
        "Escribe el mensaje",
    ),
    "en": ("emily", "mail to marta soto: I attach the price list", "✅ Send", "E-mail sent 1", "✉️ Answer", "Write the message"),
}


def headers(mail: Mail) -> dict[str, str]:
    return {name.lower(): value for name, value in mail.headers}


def reply(to: Mail, sender: str, recipient: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, f"Re: {to.subject}"
    mail["Message-ID"], mail["In-Reply-To"] = "<answer-1@acme.cl>", headers(to)["message-id"]
    mail.set_content(text)
    return mail.as_bytes()


async def sent(it: World, language: str = "es") -> Mail:
    """From the sentence with its file to the mail in the mailbox."""
    person, sentence, send, done, *_ = SAYS[language]
    await it.playground.send_file(person, "document", "precios.pdf", b"%PDF-1.7 precios", sentence)
    await tap(it, person, send)
    mail: Mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
    await said(it, person, done)
    return mail


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_mail_leaves_is_answered_and_the_answer_is_answered(engine_url: str, language: str):
    person, _, send, _, answer, ask = SAYS[language]
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        mail = await sent(it, language)
        assert mail.recipients == ("marta.soto@acme.cl",)
        assert mail.subject in ("Lista de precios", "Price list")
        assert [(file.name, file.data) for file in mail.attachments] == [("precios.pdf", b"%PDF-1.7 precios")]
        head = headers(mail)
        assert head["reply-to"] == f"archivo@{DOMAIN}"
        assert getattr(it.people, person).name in mail.from_header
        assert "auto-submitted" not in head
        (out,) = await it.actions()
        assert (out.kind, out.state, out.is_open, out.contact_id) == ("email", "sent", False, it.people.marta.id)
        assert out.message_id == head["message-id"]

        kept = await it.playground.write_raw_mail(
            "marta.soto@acme.cl", [head["reply-to"]], reply(mail, "marta.soto@acme.cl", head["reply-to"], "Gracias")
        )
        assert kept.startswith("250")
        notice = await said(it, person, "marta.soto@acme.cl · «Re: ")
        _, got = await it.until_made(2)
        assert (got.state, got.follows_id, got.responsible_id) == ("received", out.id, getattr(it.people, person).id)

        await it.playground.tap(person, notice.message_id, notice.button(answer).data or "")
        await said(it, person, ask)
        await it.playground.say(person, "De nada.")
        await showing(it, person, send)
        await tap(it, person, send)
        again = await it.until(lambda: len(it.playground.mails) > 1 and it.playground.mails[-1])
        assert headers(again)["in-reply-to"] == headers(again)["references"] == "<answer-1@acme.cl>"
        assert again.subject == f"Re: {mail.subject}"
        assert (await it.until_made(3))[2].follows_id == got.id


async def test_an_answer_from_an_unknown_address_keeps_the_thread_by_its_keyed_name(engine_url: str):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        mail = await sent(it)
        to = headers(mail)["reply-to"]
        await it.playground.write_raw_mail("marta@gmail.com", [to], reply(mail, "marta@gmail.com", to, "Desde mi casa"))
        out, got = await it.until_made(2)
        assert (got.state, got.partner_id, got.follows_id) == ("received", it.people.acme.id, out.id)
        made_up = reply(mail, "otro@gmail.com", to, "x").replace(
            headers(mail)["message-id"].encode(), b"<p1.00000000000000000000@acciones.losrobles.cl>"
        )
        await it.playground.write_raw_mail("otro@gmail.com", [to], made_up.replace(b"answer-1", b"answer-2"))
        await said(it, "emily", "otro@gmail.com")
        assert len(await it.actions()) == 2


async def test_undo_stops_a_mail_that_has_not_left_and_it_is_a_draft_again(engine_url: str):
    async with world(engine_url, mail_delay_seconds=30) as it:
        await it.playground.say("bruno", "correo a marta soto: hola")
        await tap(it, "bruno", "✅ Enviar")
        await tap(it, "bruno", "↩️ Deshacer")
        await showing(it, "bruno", "✅ Enviar")
        (mail,) = await it.actions()
        assert (mail.state, mail.is_open) == ("draft", True)
        assert it.playground.mails == []


@pytest.mark.parametrize("keyed", [True, False], ids=["to its own address", "by its Message-ID"])
async def test_a_bounce_that_comes_later_makes_it_overdue_and_is_told_once(engine_url: str, keyed: bool):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        mail = await sent(it)
        to = mail.sender if keyed else f"bot@{DOMAIN}"
        for action in ("delayed", "failed"):
            raw = REPORT.format(action=action, to=to, about=headers(mail)["message-id"]).encode()
            assert (await it.playground.write_raw_mail("", [to], raw)).startswith("250")
        notice = await said(it, "bruno", "no llegó a marta.soto@acme.cl")
        assert "mailbox full" in notice.text
        (back,) = await it.actions()
        assert (back.state, back.is_open, back.due_at) == ("bounced", True, it.clock.now())
        assert sum("no llegó" in m.text for m in it.playground.chat("bruno") if m.from_bot) == 1
        assert not any("mailbox full" in m.text for m in it.playground.chat("emily"))


async def test_a_refused_recipient_is_told_and_sent_to_another(engine_url: str):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        it.playground.relay.mood.refused.add("marta.soto@acme.cl")
        await it.playground.say("bruno", "correo a marta soto: hola")
        await tap(it, "bruno", "✅ Enviar")
        await said(it, "bruno", "no llegó a marta.soto@acme.cl")
        await tap(it, "bruno", "✏️ Para")
        await said(it, "bruno", "¿A qué correo?")
        await tap(it, "bruno", "Juan Pérez · juan.perez@acme.cl")
        await said(it, "bruno", "Para juan.perez@acme.cl")
        await tap(it, "bruno", "🔁 Enviar otra vez")
        mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
        assert mail.recipients == ("juan.perez@acme.cl",)
        await said(it, "bruno", "Correo enviado 1")
        (item,) = await it.actions()
        assert (item.state, item.contact_id, item.due_at) == ("sent", it.people.juan.id, None)
        async with it.office.store.read() as tx:
            assert await stored.open_of(tx, it.people.bruno.id) == []


async def test_a_photo_of_an_album_that_comes_after_its_mail_left_is_said(phones: LetterPhones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "correo a marta soto: le adjunto las fotos")
    await phones.album(bruno, [photo(phones, "a")], group="g")
    await phones.tap(bruno, "✅ Enviar")
    await phones.mail_leaves()
    shown = phones.log[-1][1].message.text
    assert "Correo enviado 1" in shown
    await phones.album(bruno, [photo(phones, "b")], group="g")
    assert phones.texts(bruno)[-1].startswith("⚠️ El correo salió sin foto-")
    assert shown in phones.texts(bruno)
    assert len(phones.mails[0].payload["mail"]["files"]) == 1


async def test_of_several_recipients_the_refused_one_is_named_and_the_others_have_it(engine_url: str):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        it.playground.relay.mood.refused.add("b@y.cl")
        await it.playground.say("bruno", "correo a marta.soto@acme.cl, b@y.cl: hola")
        await tap(it, "bruno", "✅ Enviar")
        mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
        assert mail.recipients == ("marta.soto@acme.cl",)
        assert headers(mail)["to"] == "marta.soto@acme.cl, b@y.cl"
        await said(it, "bruno", "no llegó a b@y.cl")
        shown = await said(it, "bruno", "Correo enviado 1")
        assert "⚠️ no llegó a b@y.cl" in shown.text
        (item,) = await it.actions()
        assert (item.state, item.is_open, item.contact_id) == ("sent", False, it.people.marta.id)


async def test_where_all_recipients_are_refused_nothing_leaves(engine_url: str):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        it.playground.relay.mood.refused.update({"a@x.cl", "b@y.cl"})
        await it.playground.say("bruno", "correo a a@x.cl y b@y.cl: hola")
        await tap(it, "bruno", "✅ Enviar")
        await said(it, "bruno", "no llegó a a@x.cl, b@y.cl")
        assert it.playground.mails == []
        (item,) = await it.actions()
        assert (item.state, item.is_open) == ("bounced", True)


async def test_a_bounce_of_one_of_several_says_whose_it_was(engine_url: str):
    async with world(engine_url, mail_delay_seconds=0.2) as it:
        await it.playground.say("bruno", "correo a marta.soto@acme.cl, b@y.cl: hola")
        await tap(it, "bruno", "✅ Enviar")
        mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
        await said(it, "bruno", "Correo enviado 1")
        raw = REPORT.format(action="failed", to=mail.sender, about=headers(mail)["message-id"]).encode()
        await it.playground.write_raw_mail("", [mail.sender], raw)
        notice = await said(it, "bruno", "no llegó a")
        assert "Esa casilla está llena («marta.soto@acme.cl: 552 mailbox full»)." in notice.text
