"""The buttons under notices about mail, tapped on phones."""

import pytest

from bot.handlers import ROUTES
from crm.services.house.office import Office
from crm.store import drafts
from tests.bot.phones import LoudWorker, Phones
from tests.mailgw.support import a_mail
from tests.mailgw.test_worker import BRUNO, MARTA, TAREAS, arrives, everything, made, state
from tests.support.small_office import SmallOffice


@pytest.fixture
def phones(office: Office, small_office: SmallOffice) -> Phones:
    made_ = Phones(office)
    made_.worker = LoudWorker(office, made_.bot, ROUTES)
    return made_


async def test_yes_it_was_me(office: Office, small_office: SmallOffice, phones: Phones):
    await arrives(office, a_mail("tarea: pagar factura 99", From=BRUNO), TAREAS, peer="203.0.113.7")
    await phones.settle()
    await phones.tap(small_office.bruno, "Sí, fui yo")
    assert phones.last(small_office.bruno).message.text == "Listo: lo proceso como tuyo."
    assert phones.last(small_office.bruno).message.buttons == ()
    await everything(office)
    await phones.settle()
    assert [item.reference for item in await made(office)] == ["pagar factura 99"]
    assert "pagar factura 99" in phones.last(small_office.bruno).message.text


async def test_no_discard_it(office: Office, small_office: SmallOffice, phones: Phones):
    number = await arrives(office, a_mail("tarea: pagar factura 99", From=BRUNO), TAREAS, peer="203.0.113.7")
    await phones.settle()
    question = phones.last(small_office.bruno).id
    await phones.tap(small_office.bruno, "No, descartar")
    assert phones.last(small_office.bruno).message.text == "Descartado. Gracias por avisarme."
    assert (await state(office, number))["state"] == "done"
    await phones.tap(small_office.bruno, "", data=f"mail:mine:{number}", message_id=question)
    assert phones.last(small_office.bruno).message.text == "Ese correo ya no espera respuesta."
    assert await made(office) == []


async def test_nobody_else_can_say_so(office: Office, small_office: SmallOffice, phones: Phones):
    number = await arrives(office, a_mail("tarea: pagar factura 99", From=BRUNO), TAREAS, peer="203.0.113.7")
    await phones.settle()
    for verb in ("mine", "notmine"):
        await phones.tap(small_office.ana, "", data=f"mail:{verb}:{number}", message_id=1)
        assert phones.last(small_office.ana).message.text == "Solo puede decirlo la persona a cuyo nombre llegó."
    assert (await state(office, number))["state"] == "held"


async def test_a_task_from_a_mail_inherits_its_people(office: Office, small_office: SmallOffice, phones: Phones):
    await arrives(office, a_mail("Factura 4511", From=MARTA, To=BRUNO))
    await phones.settle()
    await phones.tap(small_office.bruno, "📌 Crear tarea")
    async with office.store.read() as tx:
        draft = await drafts.active(tx, small_office.bruno.id)
    assert draft is not None
    assert (draft.kind, draft.answers["partner"], draft.answers["contact"]) == ("task", small_office.acme.id, small_office.marta.id)
