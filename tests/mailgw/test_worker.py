"""From a kept mail to what the office knows and what people are told."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, update

from crm.errors import ForbiddenError
from crm.model import Action, Channel, NewInput
from crm.services.house.office import Office
from crm.services.mailing import inbound as mails
from crm.services.queue import intake
from crm.store import actions, people
from crm.store.tables import actions as action_table
from crm.store.tables import inbox, outbox
from crm.store.tables import staff as staff_table
from mailgw.authentication import Trust
from mailgw.interpret import House
from mailgw.message import Mail
from mailgw.worker import Worker, read_in_thread
from tests.mailgw.support import DOMAIN, MAILS, a_mail
from tests.support.small_office import SmallOffice

HOUSE = House(frozenset({DOMAIN}), Trust())
MARTA, JUAN = "marta.soto@acme.cl", "juan.perez@acme.cl"
BRUNO, ANA, EMILY = (f"{who}@losrobles.cl" for who in ("bruno.diaz", "ana.rojas", "emily.clark"))
TAREAS, ARCHIVO = f"tareas@{DOMAIN}", f"archivo@{DOMAIN}"


async def arrives(office: Office, raw: bytes, to: str = ARCHIVO, *, peer: str = "127.0.0.1", key: str = "", sender: str = "x@y.cl") -> int:
    """Keep a mail as the door does and let the worker handle everything that waits; the input's id."""
    envelope = {"peer": peer, "helo": "h", "mail_from": sender, "rcpt_to": to}
    new = NewInput(Channel.MAIL, key or f"mail:{to}:{hash(raw)}", f"mail:{sender}", office.now(), envelope, raw)
    await intake.keep(office, [new])
    await everything(office)
    async with office.store.read() as tx:
        return int((await tx.execute(select(inbox.c.id).where(inbox.c.key == new.key))).scalar_one())


async def everything(office: Office, worker: Worker | None = None) -> None:
    worker = worker or Worker(office, HOUSE)
    while items := await intake.claim(office, Channel.MAIL):
        await asyncio.gather(*(worker.handle(item) for item in items))


async def made(office: Office) -> list[Action]:
    async with office.store.read() as tx:
        ids = [row.id for row in await tx.execute(select(action_table.c.id).order_by(action_table.c.id))]
        found = await actions.get_many(tx, ids)
        return [found[one] for one in ids]


async def said(office: Office) -> list[tuple[str, str, list[str]]]:
    """What was promised: to whom, the text, the buttons' data."""
    async with office.store.read() as tx:
        rows = await tx.execute(select(outbox).order_by(outbox.c.id))
        return [(row.address, row.payload["chat"]["text"], [b["data"] for r in row.payload["chat"]["buttons"] for b in r]) for row in rows]


async def state(office: Office, number: int) -> Mapping[str, Any]:
    async with office.store.read() as tx:
        return dict((await tx.execute(select(inbox).where(inbox.c.id == number))).one()._mapping)


async def test_a_customers_mail_is_on_the_card_and_the_person_is_told(office: Office, small_office: SmallOffice):
    raw = a_mail(
        "Factura 4511",
        "Adjunto la factura.\n\nEl lun, 23 nov 2026 a las 9:30, Bruno escribió:\n> ¿La mandas?\n",
        From=f"Marta Soto <{MARTA}>",
        To=f"Bruno <{BRUNO}>",
        Cc=ARCHIVO,
        Date="Mon, 23 Nov 2026 18:00:00 -0300",
    )
    number = await arrives(office, raw)
    (mail,) = await made(office)
    assert (mail.kind, mail.state, mail.number) == ("email", "received", 1)
    assert (mail.partner_id, mail.contact_id) == (small_office.acme.id, small_office.marta.id)
    assert mail.responsible_id == small_office.bruno.id
    assert (mail.reference, mail.description) == ("Factura 4511", "Adjunto la factura.")
    assert mail.dated.isoformat() == "2026-11-23"
    assert mail.details == {"direction": "in", "sender": MARTA, "to": BRUNO, "cc": ARCHIVO}
    assert mail.message_id == "<1@acme.cl>"
    assert (await state(office, number))["state"] == "done"
    ((address, text, buttons),) = await said(office)
    assert address == "1001"
    assert text == f"✉️ De {MARTA} · «Factura 4511»\nRegistrado en la ficha de ACME S.A. (correo 1)"
    assert buttons == [f"link:{mail.id}:task", f"link:{mail.id}:call", f"email:{mail.id}:1:re"]


async def test_the_notice_is_in_the_readers_language(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Invoice", From=MARTA, To=EMILY))
    ((address, text, _),) = await said(office)
    assert (address, text) == ("1003", f"✉️ From {MARTA} · «Invoice»\nFiled on the card of ACME S.A. (e-mail 1)")


async def test_mail_to_nobody_goes_to_who_last_had_to_do_with_the_partner(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("uno", From=BRUNO, To=MARTA, Message_ID="<a@x>"))
    await arrives(office, a_mail("dos", From=JUAN, To=ARCHIVO, Message_ID="<b@x>"))
    await arrives(office, a_mail("tres", From="ventas@ferreteriasur.cl", To=ARCHIVO, Message_ID="<c@x>"))
    assert [item.responsible_id for item in await made(office)] == [small_office.bruno.id, small_office.bruno.id, small_office.emily.id]


async def test_mail_of_staff_to_a_customer_is_sent_mail_of_who_wrote_it(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Cotización", From=BRUNO, To=f"{MARTA}, ventas@ferreteriasur.cl", Cc=ARCHIVO))
    first, second = await made(office)
    assert (first.state, first.details["direction"], first.responsible_id) == ("sent", "out", small_office.bruno.id)
    assert (first.partner_id, second.partner_id) == (small_office.acme.id, small_office.sur.id)
    ((address, text, _),) = await said(office)
    assert address == "1001"
    assert text.startswith(f"✉️ Para {MARTA}, ventas@ferreteriasur.cl · «Cotización»\n")


async def test_a_mail_to_tareas_from_staff_is_a_task(office: Office, small_office: SmallOffice):
    raw = (MAILS / "task-with-attachment.eml").read_bytes()
    await arrives(office, raw, TAREAS)
    (task,) = await made(office)
    assert (task.kind, task.state) == ("task", "pending")
    assert task.reference == "enviar catálogo mañana"
    assert task.due_on is not None
    assert task.due_on.isoformat() == "2026-11-25"
    assert task.description == "Con los precios nuevos, por favor.\nGracias"
    assert (task.requester_id, task.responsible_id) == (small_office.bruno.id, small_office.bruno.id)
    async with office.store.read() as tx:
        (file,) = await actions.attachments_of(tx, task.id)
    assert (file.name, file.media_type) == ("Catálogo 2026.pdf", "application/pdf")
    ((address, text, buttons),) = await said(office)
    assert address == "1001"
    assert "Tarea 1" in text
    assert "miércoles 25 nov" in text
    assert "1 adjunto" in text
    assert buttons[1:] == [f"fix:{task.id}", f"when:{task.id}"]


async def test_a_task_for_somebody_else_tells_both(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("tarea para Ana: enviar catálogo mañana", From=BRUNO, To=f"{TAREAS}, {JUAN}"), TAREAS)
    (task,) = await made(office)
    assert (task.requester_id, task.responsible_id) == (small_office.bruno.id, small_office.ana.id)
    assert (task.partner_id, task.contact_id) == (small_office.acme.id, small_office.juan.id)
    told = await said(office)
    assert [address for address, _, _ in told] == ["1001", "1002"]
    assert (
        told[0][1]
        == "📌 <b>Tarea 1</b> · Ana Rojas · vence miércoles 25 nov\nenviar catálogo mañana · ACME S.A. · Juan Pérez\n✉️ De tu correo"
    )
    assert told[1][1].startswith("📌 Bruno Díaz te pidió por correo (tarea 1): enviar catálogo mañana · ACME S.A. · Juan Pérez · ")
    assert told[1][2] == [f"do:{task.id}:done", f"when:{task.id}", f"reply:{task.id}"]


async def test_mail_to_llamados_is_a_call_to_make(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Llamar a Marta", From=BRUNO, To="llamados@losrobles.cl"), "llamados@losrobles.cl")
    assert [(item.kind, item.state) for item in await made(office)] == [("call", "pending")]


async def test_staff_mail_from_elsewhere_is_held_and_the_person_is_asked(office: Office, small_office: SmallOffice):
    number = await arrives(office, a_mail("tarea: pagar factura 99", From=BRUNO), TAREAS, peer="203.0.113.7")
    assert await made(office) == []
    assert (await state(office, number))["state"] == "held"
    assert await said(office) == [
        (
            "1001",
            "🔒 Llegó un correo a tu nombre que no pude verificar: «tarea: pagar factura 99». ¿Fuiste tú?",
            [f"mail:mine:{number}", f"mail:notmine:{number}"],
        )
    ]
    with pytest.raises(ForbiddenError):
        await mails.confirm_mine(office, small_office.ana, number)
    with pytest.raises(ForbiddenError):
        await mails.confirm_mine(office, small_office.emily, number)
    assert await mails.confirm_mine(office, small_office.bruno, number)
    await everything(office)
    (task,) = await made(office)
    assert (task.reference, task.requester_id) == ("pagar factura 99", small_office.bruno.id)
    assert not await mails.confirm_mine(office, small_office.bruno, number), "a second tap changes nothing"


async def test_unsubscribe_ends_the_summary_by_mail_and_is_no_task(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.bruno.id, {"digest_channels": ["telegram", "mail"]})
    raw = a_mail("Unsubscribe", "", From=BRUNO, To=TAREAS)
    number = await arrives(office, raw, TAREAS)
    assert await made(office) == []
    (told,) = await said(office)
    assert told[1] == "El resumen ya no te llega por correo. /mi lo trae de vuelta."
    async with office.store.read() as tx:
        assert (await people.get_staff(tx, small_office.bruno.id)).digest_channels == (Channel.TELEGRAM,)
    await arrives(office, raw, TAREAS, key="again")
    assert number
    assert await made(office) == []


@pytest.mark.parametrize("ways", [["telegram"], ["mail"]])
async def test_who_has_no_chat_gets_no_summary_after_unsubscribing(office: Office, small_office: SmallOffice, ways: list[str]):
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.bruno.id, {"digest_channels": ways, "telegram_id": None})
    await arrives(office, a_mail("unsubscribe", "", From=BRUNO, To=TAREAS), TAREAS)
    async with office.store.read() as tx:
        assert (await people.get_staff(tx, small_office.bruno.id)).digest_channels == ()


async def test_a_stranger_cannot_unsubscribe_anybody(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.bruno.id, {"digest_channels": ["mail"]})
    await arrives(office, a_mail("unsubscribe", "", From=BRUNO, To=TAREAS), TAREAS, peer="203.0.113.7")
    async with office.store.read() as tx:
        assert (await people.get_staff(tx, small_office.bruno.id)).digest_channels == (Channel.MAIL,)


async def test_a_held_mail_is_discarded_by_the_person_or_an_administrator(office: Office, small_office: SmallOffice):
    one = await arrives(office, a_mail("uno", From=BRUNO), TAREAS, peer="203.0.113.7")
    two = await arrives(office, a_mail("dos", From=BRUNO), TAREAS, peer="203.0.113.7")
    with pytest.raises(ForbiddenError):
        await mails.discard(office, small_office.ana, one)
    assert await mails.discard(office, small_office.bruno, one)
    assert await mails.discard(office, small_office.emily, two)
    assert not await mails.discard(office, small_office.emily, two)
    await everything(office)
    assert await made(office) == []
    assert (await state(office, one))["state"] == "done"


async def test_a_stranger_is_held_and_one_notice_a_day_says_so(office: Office, small_office: SmallOffice):
    numbers = [
        await arrives(office, a_mail(f"Oferta {n}", From="ventas@desconocida.cl", Message_ID=f"<{n}@d>"), (TAREAS, ARCHIVO)[n % 2])
        for n in range(4)
    ]
    assert await made(office) == []
    assert {(await state(office, number))["state"] for number in numbers} == {"held"}
    ((address, text, buttons),) = await said(office)
    assert address == "1003", "the administrator"
    assert "ventas@desconocida.cl" in text
    assert "«Oferta 0»" in text
    assert buttons == [f"mail:drop:{numbers[0]}"]
    assert await mails.discard(office, small_office.emily, numbers[0])


async def test_the_confirmation_of_a_forwarding_provider_reaches_an_administrator_with_its_code(office: Office, small_office: SmallOffice):
    """A provider that shall forward mail to us first asks our address to confirm; often it says that a robot wrote it."""
    raw = a_mail(
        "Confirmación de reenvío",
        "Código de confirmación: 837465\nhttps://mail.proveedor.cl/confirmar?k=1",
        **{"From": "no-responder@proveedor.cl", "Precedence": "bulk", "Auto-Submitted": "auto-generated"},
    )
    number = await arrives(office, raw, ARCHIVO)
    ((address, text, _),) = await said(office)
    assert address == "1003", "the administrator"
    assert "837465" in text
    assert "https://mail.proveedor.cl/confirmar?k=1" in text
    assert (await state(office, number))["state"] == "held"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Subject": "Respuesta automática: Cotización"},
        {"From": "MAILER-DAEMON@acme.cl", "Subject": "Undelivered Mail Returned to Sender"},
        {"From": f"bot@{DOMAIN}"},
        {"List-Id": "<ofertas.x.cl>", "From": "ofertas@x.cl"},
    ],
)
async def test_mail_of_machines_is_kept_and_never_answered(office: Office, small_office: SmallOffice, headers: dict[str, str]):
    raw = a_mail(headers.get("Subject", "Hola"), "550 user unknown", **{"From": BRUNO, **headers})
    number = await arrives(office, raw, TAREAS)
    assert await made(office) == []
    assert await said(office) == []
    assert (await state(office, number))["state"] == "done"
    assert (await state(office, number))["error"]


async def test_the_bounce_of_a_logged_mail_tells_who_wrote_it(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Cotización", From=BRUNO, To=MARTA, Message_ID="<out@losrobles.cl>"))
    await arrives(office, (MAILS / "bounce.eml").read_bytes(), f"bounces+7@{DOMAIN}", sender="")
    address, text, _ = (await said(office))[-1]
    assert address == "1001"
    assert text == f"↩️ Un correo no llegó: «Cotización» · {MARTA} (correo 1)"


async def test_one_mail_to_two_of_our_addresses_is_logged_once(office: Office, small_office: SmallOffice):
    raw = a_mail("Hola", From=MARTA, To=f"{ARCHIVO}, log@{DOMAIN}")
    worker = Worker(office, HOUSE)
    for to in (ARCHIVO, f"log@{DOMAIN}"):
        envelope = {"peer": "::1", "helo": "h", "mail_from": MARTA, "rcpt_to": to}
        await intake.keep(office, [NewInput(Channel.MAIL, f"mail:{to}", f"mail:{to}", office.now(), envelope, raw)])
    await everything(office, worker)
    assert len(await made(office)) == 1
    assert len(await said(office)) == 1


async def test_a_mail_to_tareas_and_archivo_is_a_task_and_an_email(office: Office, small_office: SmallOffice):
    raw = a_mail("Enviar planos", From=BRUNO, To=f"{TAREAS}, {ARCHIVO}, {MARTA}")
    for to in (TAREAS, ARCHIVO, TAREAS.replace("tareas", "tasks")):
        await arrives(office, raw, to)
    assert [item.kind for item in await made(office)] == ["task", "email"]


async def test_a_reply_follows_the_mail_it_answers(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Hola", From=MARTA, To=BRUNO, Message_ID="<one@acme.cl>"))
    await arrives(office, a_mail("Re: Hola", From=BRUNO, To="nueva@acme-sur.cl", Message_ID="<two@l>", In_Reply_To="<one@acme.cl>"))
    first, second = await made(office)
    assert second.follows_id == first.id
    assert (second.partner_id, second.reference) == (small_office.acme.id, "Hola")


async def test_a_mail_that_fails_five_times_is_kept_and_an_administrator_is_told_once(office: Office, small_office: SmallOffice):
    async def breaks(_: bytes) -> Any:
        raise RuntimeError("broken")

    raw = a_mail("x", "y" * 300_000, From=MARTA)
    envelope = {"peer": "::1", "helo": "h", "mail_from": MARTA, "rcpt_to": ARCHIVO}
    await intake.keep(office, [NewInput(Channel.MAIL, "mail:k", "mail:m", office.now(), envelope, raw)])
    worker = Worker(office, HOUSE, read=breaks)
    for _ in range(6):
        async with office.store.begin() as tx:
            await tx.execute(update(inbox).values(next_try_at=office.machine()))
        await everything(office, worker)
    row = await state(office, 1)
    assert (row["state"], row["attempts"], row["blob"]) == ("failed", 5, raw)
    assert "broken" in row["error"]
    ((address, text, _),) = await said(office)
    assert address == "1003"
    assert f"A mail from {MARTA} to {ARCHIVO} failed" in text
    assert await intake.run_again(office, 1)
    await everything(office)
    assert len(await made(office)) == 1


async def test_a_worker_that_dies_before_it_settles_leaves_one_action(
    office: Office, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
):
    """The first worker lost its lease while it decided; the second one takes over, and the first one's work is rolled back."""
    envelope = {"peer": "::1", "helo": "h", "mail_from": MARTA, "rcpt_to": ARCHIVO}
    await intake.keep(office, [NewInput(Channel.MAIL, "mail:k", "mail:m", office.now(), envelope, a_mail(From=MARTA))])
    (first,) = await intake.claim(office, Channel.MAIL)
    async with office.store.begin() as tx:
        await tx.execute(update(inbox).values(lease_until=office.machine().replace(year=2020)))
    (second,) = await intake.claim(office, Channel.MAIL)
    worker = Worker(office, HOUSE)
    await worker.handle(first)
    assert await made(office) == []
    await worker.handle(second)
    await worker.handle(second)
    assert len(await made(office)) == 1
    assert (await state(office, 1))["state"] == "done"


async def test_the_running_worker_wakes_up_and_ends_what_it_began(office: Office, small_office: SmallOffice):
    running = asyncio.create_task(Worker(office, HOUSE).run())
    await asyncio.sleep(0.05)
    for n in range(20):
        envelope = {"peer": "::1", "helo": "h", "mail_from": MARTA, "rcpt_to": ARCHIVO}
        raw = a_mail(f"n {n}", From=MARTA, Message_ID=f"<{n}@x>")
        await intake.keep(office, [NewInput(Channel.MAIL, f"mail:{n}", f"mail:{n % 3}", office.now(), envelope, raw)])
    async with asyncio.timeout(20):
        while len(await made(office)) < 20:  # noqa: ASYNC110 - what is in the store rings no bell here
            await asyncio.sleep(0.05)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    by_sender: dict[int, list[int]] = {}
    for item in await made(office):
        by_sender.setdefault(int(item.reference[2:]) % 3, []).append(int(item.reference[2:]))
    assert all(order == sorted(order) for order in by_sender.values()), "each sender's mail in its order"


async def test_odd_mail_is_an_answer_or_a_visible_hold(office: Office, small_office: SmallOffice):
    odd = sorted((MAILS / "odd").glob("*.eml"))
    assert odd
    nested = b"From: x@y.cl\nMIME-Version: 1.0\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)
    )
    for number, raw in enumerate([*(path.read_bytes() for path in odd), nested, b"", b"\x00\xff" * 50]):
        found = await arrives(office, raw, (ARCHIVO, TAREAS)[number % 2], key=f"mail:odd{number}")
        assert (await state(office, found))["state"] in {"done", "held"}, raw[:200]


async def test_a_customers_mail_to_tareas_is_filed_and_no_task(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("tarea: hagan esto", From=MARTA, To=TAREAS), TAREAS)
    assert [(item.kind, item.reference) for item in await made(office)] == [("email", "tarea: hagan esto")]


async def test_mail_before_the_office_knows_the_customer_is_filed_without_one(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("Presentación", From=BRUNO, To="nuevo@cliente.cl", Cc=ARCHIVO))
    (mail,) = await made(office)
    assert (mail.partner_id, mail.responsible_id) == (None, small_office.bruno.id)
    ((_, text, _),) = await said(office)
    assert text.endswith("Registrado sin cliente (correo 1)")


async def test_what_a_customer_writes_is_escaped(office: Office, small_office: SmallOffice):
    await arrives(office, a_mail("<b>A & B</b>", From=MARTA, To=BRUNO))
    ((_, text, _),) = await said(office)
    assert "«&lt;b&gt;A &amp; B&lt;/b&gt;»" in text


async def test_staff_without_telegram_is_told_nothing(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        await tx.execute(update(staff_table).where(staff_table.c.id == small_office.bruno.id).values(telegram_id=None))
    await arrives(office, a_mail("Hola", From=MARTA, To=BRUNO))
    assert len(await made(office)) == 1
    assert await said(office) == []


async def test_a_thousand_kilobytes_are_read_beside_the_loop(office: Office, small_office: SmallOffice):
    read: list[int] = []

    async def beside(raw: bytes) -> Mail:
        read.append(len(raw))
        return await read_in_thread(raw)

    raw = a_mail("grande", "x" * 70 + "\n", From=MARTA, To=BRUNO) + b"y" * 1_000_000
    envelope = {"peer": "::1", "helo": "h", "mail_from": MARTA, "rcpt_to": ARCHIVO}
    await intake.keep(office, [NewInput(Channel.MAIL, "mail:k", "mail:m", office.now(), envelope, raw)])
    await everything(office, Worker(office, HOUSE, read=beside))
    assert read == [len(raw)]
    (mail,) = await made(office)
    assert len(mail.description) == 20_000
