"""Albums whose parts come late, in another order, or around something else: one answer, nothing lost, nothing overwritten."""

from typing import Any

from bot.around import AROUND
from bot.handlers import ROUTES
from crm.store import actions
from tests.bot.phones import LoudWorker, Phones
from tests.support.small_office import SmallOffice

SENTENCE = "llamar a Juan Pérez de ACME el viernes a las 10"


def photo(phones: Phones, name: str, caption: str = "", *, size: int = 9, **more: Any) -> dict[str, Any]:
    phones.bot.files[f"id-{name}"] = name.encode()
    one = {"file_id": f"id-{name}", "file_unique_id": f"u-{name}", "file_size": size, "width": 8, "height": 6}
    return {"photo": [one], **({"caption": caption} if caption else {}), **more}


async def _count(phones: Phones, action_id: int) -> int:
    async with phones.office.store.read() as tx:
        return len(await actions.attachments_of(tx, action_id))


async def test_a_part_that_comes_after_the_answer_was_tapped_goes_where_the_first_one_went(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, SENTENCE)
    await phones.album(bruno, [photo(phones, "a")], group="g")
    await phones.tap(bruno, "☎️ Llamado 312 · ACME S.A.")
    before = len(phones.texts(bruno))
    phones.worker = LoudWorker(phones.office, phones.bot, ROUTES, around=AROUND)  # a restart in between
    await phones.album(bruno, [photo(phones, "b")], group="g")
    assert await _count(phones, 1) == 2
    assert len(phones.texts(bruno)) == before
    assert phones.log[-1][1].message.text == "📎 Agregado al llamado 312 · 2 fotos"


async def test_an_answer_that_shows_something_else_by_now_is_left_alone(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.album(bruno, [photo(phones, "a", SENTENCE)], group="g")
    await phones.tap(bruno, "🕑 Otra hora")
    said = phones.texts(bruno)
    await phones.album(bruno, [photo(phones, "b")], group="g")
    assert phones.texts(bruno) == said
    assert await _count(phones, 1) == 2


async def test_a_caption_on_the_last_part_records_all_of_them(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    for name, caption in (("a", ""), ("b", ""), ("c", SENTENCE)):
        await phones.album(bruno, [photo(phones, name, caption)], group="g")
    assert len(phones.texts(bruno)) == 1
    assert "Llamado pendiente 312" in phones.texts(bruno)[0]
    assert "📎 3 archivos" in phones.texts(bruno)[0]
    assert await _count(phones, 1) == 3


async def test_a_part_that_is_too_big_is_said_and_the_others_are_kept(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, SENTENCE)
    reply = {"reply_to": phones.last(bruno).id}
    contents = [photo(phones, "a", size=60_000_000, **reply), photo(phones, "b", **reply), photo(phones, "c", **reply)]
    await phones.album(bruno, contents)
    assert [text.split(":")[0] for text in phones.texts(bruno)[1:]] == [
        "Ese archivo pesa 60 MB y Telegram me deja bajar hasta 20. No lo guardé.",
        "📎 Agregado al llamado 312 · 2 fotos",
    ]
    assert await _count(phones, 1) == 2


async def test_an_edited_caption_corrects_what_the_album_made(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.album(bruno, [photo(phones, "a", SENTENCE), photo(phones, "b")], group="g")
    first = next(shown.id for shown in phones.chats[bruno.telegram_id] if not shown.mine)
    body = {"message_id": first, "edit_date": phones._stamp(), "media_group_id": "g"} | photo(phones, "a", SENTENCE.replace("10", "11"))
    await phones.deliver({"edited_message": {**body, "from": phones._user(bruno), "chat": phones._chat(bruno), "date": phones._stamp()}})
    assert phones.texts(bruno)[-1] == "🕑 Llamado 312: viernes 27 nov, 11:00"
    assert await _count(phones, 1) == 2


async def test_a_question_that_was_answered_meanwhile_is_not_asked_again_above(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "/tarea")
    await phones.tap(bruno, "Sin cliente")
    await phones.album(bruno, [photo(phones, "a")], group="g")
    await phones.say(bruno, "reparar estante")
    await phones.album(bruno, [photo(phones, "b")], group="g")
    assert phones.texts(bruno)[-1].startswith("¿Quién lo hace?")
    await phones.tap(bruno, "Yo")
    await phones.tap(bruno, "Sin fecha")
    assert "📎 2 archivos" in phones.texts(bruno)[-1]
