"""Notes, files, edits and corrections over real HTTP, against a Bot API server as strict as Telegram's."""

import asyncio

import pytest

from crm.services.house.office import Office
from crm.store import actions
from tests.support.world import World, world

SENTENCE = "Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10"


@pytest.fixture
async def it(engine_url: str):
    async with world(engine_url) as made:
        yield made


async def _files(office: Office, action_id: int) -> list[str]:
    async with office.store.read() as tx:
        return sorted(item.name for item in await actions.attachments_of(tx, action_id))


async def test_an_edit_moves_the_pending_call(it: World):
    said = await it.playground.say("bruno", SENTENCE)
    await it.until_made(2)
    await it.until(lambda: it.playground.last("bruno"))
    await it.playground.edit("bruno", said, SENTENCE.replace("viernes", "lunes"))
    answer = await it.until(lambda: next((m for m in it.playground.chat("bruno") if m.from_bot and "🕑 Llamado 2" in m.text), None))
    assert answer.text == "🕑 Llamado 2: lunes 30 nov, 10:00"


async def test_a_reply_with_photo_and_voice_is_kept_on_the_action(it: World):
    answer = await it.say("bruno", SENTENCE)
    for kind, name in (("photo", "foto.jpg"), ("voice", "nota.ogg"), ("document", "plano.pdf")):
        await it.playground.send_file("bruno", kind, name, b"\xff\xd8" + name.encode(), reply_to=answer.message_id)
    await it.until(lambda: sum("Agregado al llamado 2" in m.text for m in it.playground.chat("bruno")) == 3)
    found = await _files(it.office, 2)
    assert len(found) == 3
    assert "plano.pdf" in found


async def test_an_album_is_one_record_and_one_answer(it: World):
    answer = await it.say("bruno", SENTENCE)
    before = len([m for m in it.playground.chat("bruno") if m.from_bot])
    photos = [("photo", f"{n}.jpg", f"photo {n}".encode()) for n in range(3)]
    await it.playground.send_album("bruno", photos, "visité Minera Norte, local cerrado")
    await it.until_made(3)

    async def all_there() -> bool:
        return len(await _files(it.office, 3)) == 3

    for _ in range(500):
        if await all_there():
            break
        await asyncio.sleep(0.02)
    assert await all_there()
    after = [m for m in it.playground.chat("bruno") if m.from_bot]
    assert len(after) == before + 1
    assert "Minera Norte" in after[-1].text
    assert answer.message_id != after[-1].message_id


async def test_a_file_over_the_limit_is_refused_with_the_way_by_mail(it: World):
    await it.playground.send_file("bruno", "video", "largo.mp4", b"x", pretend_size=60_000_000)
    answer = await it.until(lambda: it.playground.last("bruno"))
    assert answer.text == (
        "Ese archivo pesa 60 MB y Telegram me deja bajar hasta 20. No lo guardé. ¿Puedes mandarlo por correo a archivo@acciones.losrobles.cl?"
    )


async def test_a_request_a_note_and_an_undo_reach_the_other_phone(it: World):
    answer = await it.say("bruno", "tarea para Ana: enviar catálogo a Comercial Andes mañana")
    notice = await it.until(lambda: it.playground.last("ana"))
    assert notice.text == "📌 Bruno Díaz te pidió (tarea 1): enviar catálogo · Comercial Andes · vence miércoles 25 nov"
    await it.playground.tap("ana", notice.message_id, notice.button("Responder").data)
    await it.until(lambda: "Escribe tu respuesta" in it.playground.last("ana").text)
    await it.settled()
    await it.playground.say("ana", "¿el nuevo?")
    await it.until(lambda: "¿el nuevo?" in it.playground.last("bruno").text)
    await it.playground.tap("bruno", answer.message_id, answer.button("Deshacer").data)
    await it.until(lambda: it.playground.last("bruno").text == "Alguien lo cambió después, así que lo dejé como está.")
