"""Forwarded messages: author and date are kept on the record, and nothing that a question was asked about is lost."""

from crm.store import actions
from tests.bot.dialogue import forwarded
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

ORDER = "Juan Pérez, 2026-11-23 17:00 | tarea: enviar catálogo a Comercial Andes mañana"
LATE = "Juan Pérez, 2026-11-12 09:40 | tarea: enviar catálogo a Comercial Andes mañana"


async def _description(phones: Phones) -> str:
    async with phones.office.store.read() as tx:
        return (await actions.get(tx, 1)).description


async def test_an_order_keeps_who_wrote_it_and_when(phones: Phones, small_office: SmallOffice):
    await phones.send(small_office.bruno, forwarded(ORDER))
    assert await _description(phones) == "Reenviado de Juan Pérez, 23-11 17:00: tarea: enviar catálogo a Comercial Andes mañana"


async def test_what_has_passed_is_asked_and_keeps_its_author(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.send(bruno, forwarded(LATE))
    assert phones.texts(bruno)[-1].startswith("Lo que se dijo el 12-11 09:40 ya pasó.\n¿Para cuándo?")
    await phones.tap(bruno, "Sin fecha")
    assert (await _description(phones)).startswith("Reenviado de Juan Pérez, 12-11 09:40: ")


async def test_what_is_forwarded_while_a_mail_is_written_stays_beside_its_text(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    phones.office.parameters = {**phones.office.parameters, "mail_domain": "x.cl", "sender": "bot@x.cl"}
    await phones.say(bruno, "/correo")
    await phones.say(bruno, "marta soto")
    await phones.send(bruno, forwarded("Juan Pérez, 2026-11-12 09:40 | la puerta quedó mala"))
    await phones.say(bruno, "La puerta")
    await phones.say(bruno, "Estimada Marta, ya vamos.")
    async with phones.office.store.read() as tx:
        mail = await actions.get(tx, 1)
    assert mail.description == "Estimada Marta, ya vamos."
    assert mail.details["notes"] == "Reenviado de Juan Pérez, 12-11 09:40: la puerta quedó mala"
