"""Walk 2 of architecture.md over real SMTP and HTTP: a mail becomes an action, and the person concerned is told in the chat."""

import pytest

from crm.store import actions as stored
from tests.support.world import DOMAIN, world

TASK = {
    "es": ("bruno", "bruno.diaz@losrobles.cl", "tarea: pagar factura 99", "Tarea 1"),
    "en": ("emily", "emily.clark@losrobles.cl", "task: pay invoice 99", "Task 1"),
}


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_mail_to_tareas_from_staff_becomes_a_task(engine_url: str, language: str):
    person, address, subject, heading = TASK[language]
    async with world(engine_url) as it:
        reply = await it.playground.write_mail(address, f"tareas@{DOMAIN}", subject, "Vence el viernes.")
        assert reply.startswith("250")
        (task,) = await it.until_made(1)
        assert (task.kind, task.state, task.responsible_id) == ("task", "pending", getattr(it.people, person).id)
        assert "factura 99" in task.reference or "invoice 99" in task.reference
        notice = await it.until(lambda: it.playground.last(person))
        assert heading in notice.text


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_mail_from_a_contact_is_logged_with_its_attachments(engine_url: str, language: str):
    person, address = {"es": ("bruno", "bruno.diaz@losrobles.cl"), "en": ("emily", "emily.clark@losrobles.cl")}[language]
    async with world(engine_url) as it:
        to = [address, f"archivo@{DOMAIN}"]
        text = "Adjunto la factura.\n\nEl lunes, Bruno escribió:\n> ¿me la mandas?\n"
        reply = await it.playground.write_mail("marta.soto@acme.cl", to, "Factura 4511", text, [("factura.pdf", b"%PDF-1.7 factura")])
        assert reply.startswith("250")
        (mail,) = await it.until_made(1)
        assert (mail.kind, mail.state, mail.partner_id, mail.contact_id) == ("email", "received", it.people.acme.id, it.people.marta.id)
        assert mail.reference == "Factura 4511"
        assert "Adjunto la factura." in mail.description
        assert "¿me la mandas?" not in mail.description
        async with it.office.store.read() as tx:
            (file,) = await stored.attachments_of(tx, mail.id)
        assert (file.name, file.size) == ("factura.pdf", len(b"%PDF-1.7 factura"))
        notice = await it.until(lambda: it.playground.last(person))
        for part in ("marta.soto@acme.cl", "Factura 4511", "ACME S.A."):
            assert part in notice.text


async def test_a_mail_in_a_staff_members_name_from_outside_is_held_and_asked_about(engine_url: str):
    async with world(engine_url, trusted_networks="10.0.0.0/8") as it:
        reply = await it.playground.write_mail("bruno.diaz@losrobles.cl", f"tareas@{DOMAIN}", "tarea: pagar factura 99", "hola")
        assert reply.startswith("250")
        question = await it.until(lambda: it.playground.last("bruno"))
        assert "pagar factura 99" in question.text
        assert await it.actions() == []


async def test_an_unknown_recipient_is_refused(engine_url: str):
    async with world(engine_url) as it:
        reply = await it.playground.write_mail("marta.soto@acme.cl", f"nadie@{DOMAIN}", "hola", "hola")
        assert reply.startswith("550")
