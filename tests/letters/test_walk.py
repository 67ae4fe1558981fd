"""Walk 4 of architecture.md over real HTTP, SMTP and a folder: the bytes that were archived are what everybody gets."""

import hashlib
from pathlib import Path

import pytest

from crm.store import documents
from tests.documents.letters import text
from tests.letters.walk import WORDS, file_of, issued, letters_world, said, showing, tap

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.acme.cl>
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not work.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acme.cl

Final-Recipient: rfc822; marta.soto@acme.cl
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 mailbox full

--b--
""".replace("\n", "\r\n")


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_letter_goes_from_the_command_to_mailbox_and_tray(engine_url: str, language: str, tmp_path: Path):
    person = {"es": "bruno", "en": "emily"}[language]
    words, tray = WORDS[language], tmp_path / "tray"
    async with letters_world(engine_url, tray) as it:
        shown = await issued(it, person, language)
        assert "2026-0001" in shown.text
        pdf = file_of(it, shown)
        (letter,) = await it.actions()
        async with it.office.store.read() as tx:
            document = await documents.of_action(tx, letter.id)
        assert document
        assert document.pdf == hashlib.sha256(pdf).hexdigest()
        page = text(pdf)[0]
        for part in ("2026-0001", "ACME S.A.", "Marta Soto", "factura 4511", "Santiago, 24 de noviembre de 2026"):
            assert part in page
        assert "BORRADOR" not in page
        await tap(it, person, "✉️ marta.soto@acme.cl")
        await said(it, person, "marta.soto@acme.cl: ")
        mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
        assert (mail.recipients, mail.attachments[0].name) == (("marta.soto@acme.cl",), "Carta 2026-0001 Distribuidora Los Robles.pdf")
        assert mail.attachments[0].data == pdf
        assert "Marta Soto" in mail.text
        assert mail.header("Auto-Submitted") is None
        await said(it, person, "✉️ enviada 09:30" if language == "es" else "✉️ sent 09:30")
        await tap(it, person, words["print"])
        await tap(it, person, words["yes"])
        await it.until(lambda: "🖨 Oficina 09:30" in it.playground.chat(person)[-1].text)
        (sheet,) = (path for path in tray.iterdir() if not path.name.startswith("."))
        assert sheet.read_bytes() == pdf
        (letter,) = await it.actions()
        assert (letter.state, letter.document_number, letter.is_open) == ("sent", "2026-0001", False)
        assert len(it.playground.mails) == 1


async def test_undo_stops_a_mail_that_has_not_left(engine_url: str, tmp_path: Path):
    async with letters_world(engine_url, tmp_path / "tray", delay=30) as it:
        await issued(it, "bruno", "es")
        await tap(it, "bruno", "✉️ marta.soto@acme.cl")
        await tap(it, "bruno", "↩️ Deshacer")
        await said(it, "bruno", "✉️ marta.soto@acme.cl: detenida")
        assert it.playground.mails == []


async def test_a_refused_recipient_makes_the_letter_undelivered_and_the_responsible_hears_of_it(engine_url: str, tmp_path: Path):
    async with letters_world(engine_url, tmp_path / "tray") as it:
        it.playground.relay.mood.refused.add("marta.soto@acme.cl")
        await issued(it, "bruno", "es")
        await tap(it, "bruno", "✉️ marta.soto@acme.cl")
        notice = await said(it, "bruno", "no llegó a marta.soto@acme.cl")
        (letter,) = await it.actions()
        assert (letter.state, letter.is_open) == ("undelivered", True)
        it.playground.relay.mood.reset()
        await it.playground.tap("bruno", notice.message_id, notice.button("✉️ marta.soto@acme.cl").data or "")
        await said(it, "bruno", "✉️ enviada 09:30")
        (letter,) = await it.actions()
        assert letter.state == "sent"
        assert len(it.playground.mails) == 1


async def test_the_preview_is_a_draft_and_is_changed_in_place(engine_url: str, tmp_path: Path):
    async with letters_world(engine_url, tmp_path / "tray") as it:
        await it.playground.say("bruno", "carta a Marta Soto de ACME por la factura 4511")
        await tap(it, "bruno", "COB2")
        first = await showing(it, "bruno", "Logo: sí")
        assert "BORRADOR" in text(file_of(it, first))[0]
        await tap(it, "bruno", "Firma: sí")
        second = await showing(it, "bruno", "Firma: no")
        assert second.message_id == first.message_id
        assert file_of(it, second) != file_of(it, first)
        assert "Saluda atentamente" not in text(file_of(it, second))[0]


async def test_a_bounce_that_comes_later_makes_the_letter_undelivered(engine_url: str, tmp_path: Path):
    async with letters_world(engine_url, tmp_path / "tray") as it:
        await issued(it, "bruno", "es")
        await tap(it, "bruno", "✉️ marta.soto@acme.cl")
        mail = await it.until(lambda: it.playground.mails and it.playground.mails[-1])
        await said(it, "bruno", "✉️ enviada 09:30")
        for action in ("delayed", "failed"):
            (letter,) = await it.actions()
            assert letter.state == "sent"
            reply = await it.playground.write_raw_mail("", [mail.sender], REPORT.format(action=action, to=mail.sender).encode())
            assert reply.startswith("250")
        notice = await said(it, "bruno", "no llegó a marta.soto@acme.cl")
        assert "mailbox full" in notice.text
        (letter,) = await it.actions()
        assert (letter.state, letter.is_open) == ("undelivered", True)
