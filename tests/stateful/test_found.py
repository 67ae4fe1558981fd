"""What the machine (and reading beside it) found, each as the shortest conversation that showed it."""

from typing import Any

import pytest

from crm.model import Staff
from crm.store import actions
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

PHOTO = {"photo": [{"file_id": "f", "file_unique_id": "f", "file_size": 3, "width": 8, "height": 8}], "caption": "así quedó la vitrina"}


def _said(phones: Phones, who: Staff) -> str:
    return phones.last(who).message.text


async def test_the_list_of_drafts_has_buttons_that_count(phones: Phones, small_office: SmallOffice):
    """/borradores while a question is open puts that one aside: its [▶ 1] named the version before."""
    await phones.say(small_office.bruno, "/cita")
    await phones.say(small_office.bruno, "/borradores")
    await phones.tap(small_office.bruno, "▶ 1 📅 Cita")
    assert sum("Cita nueva" in text for text in phones.texts(small_office.bruno)) == 2
    assert not any("ya no vale" in text for text in phones.texts(small_office.bruno))


async def test_a_sentence_goes_on_where_its_new_customer_was_made(phones: Phones, small_office: SmallOffice):
    """[▶️ Seguir] asked «¿Qué es?» of a sentence that had been understood."""
    await phones.say(small_office.bruno, "tarea: enviar planos a Zapatería Pepe mañana")
    await phones.tap(small_office.bruno, "➕ Cliente nuevo")
    await phones.tap(small_office.bruno, "▶️ Seguir")
    assert "Enviar planos · Zapatería Pepe" in _said(phones, small_office.bruno)


async def test_what_stood_below_a_photo_stays_with_it(phones: Phones, small_office: SmallOffice):
    """«¿De qué es este archivo?» answered by a sentence kept the photo and lost its caption."""
    await phones.send(small_office.bruno, dict(PHOTO), b"jpg")
    await phones.say(small_office.bruno, "visité Minera Norte ayer a las 10")
    async with phones.office.store.read() as tx:
        visit = await actions.get(tx, 1)
        (photo,) = await actions.attachments_of(tx, 1)
    assert visit.description == "visité Minera Norte ayer a las 10\nasí quedó la vitrina"
    assert photo.media_type == "image/jpeg"


async def test_what_stood_below_a_photo_waits_with_a_question(phones: Phones, small_office: SmallOffice):
    """The same where the sentence leaves something open: the caption is beside the text of what will be sent."""
    await phones.send(small_office.bruno, dict(PHOTO), b"jpg")
    await phones.say(small_office.bruno, "llamar a Ferretería Sur mañana")
    await phones.tap(small_office.bruno, "Ferretería Sur Ltda. · Temuco")
    async with phones.office.store.read() as tx:
        assert (await actions.get(tx, 1)).description == "llamar a Ferretería Sur mañana\nasí quedó la vitrina"


async def test_a_digit_that_is_no_number_is_an_old_button(phones: Phones, small_office: SmallOffice):
    """«²» is a digit to Python and no number: a made-up button of the customer's question crashed."""
    await phones.say(small_office.bruno, "/tarea")
    question = phones.last(small_office.bruno)
    data = question.message.buttons[0][0].data.replace("skip", "²")
    await phones.tap(small_office.bruno, "", data=data, message_id=question.id)
    assert "ya no vale" in _said(phones, small_office.bruno)


async def test_an_edit_that_says_something_else_leaves_what_was_added_since(phones: Phones, small_office: SmallOffice):
    """A note had been added to the task: taking it back for an appointment conflicted each time, and the person read that something failed."""
    message = await phones.say(small_office.bruno, "tarea: enviar planos a ACME mañana")
    await phones.say(small_office.bruno, "y con precios", reply_to=phones.last(small_office.bruno).id)
    await phones.edit(small_office.bruno, message, "reunión con ACME mañana de 15:30 a 16:30")
    assert "Cambió después" in _said(phones, small_office.bruno)
    async with phones.office.store.read() as tx:
        assert "y con precios" in (await actions.get(tx, 1)).description


@pytest.mark.parametrize(
    "content",
    [
        {
            "text": "necesito 20 cajas",
            "forward_origin": {"type": "hidden_user", "sender_user_name": "Pedro\x00 \ud83d", "date": 1790000000},
        },
        {"contact": {"phone_number": "\x00", "first_name": "Pedro\x00"}},
        {"document": {"file_id": "f", "file_unique_id": "f", "file_size": 3, "file_name": "a\x00\ud83d.pdf", "mime_type": "x\x00"}},
    ],
    ids=["forwarded", "contact", "document"],
)
async def test_a_nul_outside_of_the_text_is_left_out_too(phones: Phones, small_office: SmallOffice, content: dict[str, Any]):
    """PostgreSQL refuses it in a name as in a text, SQLite kept it until Telegram refused it."""
    await phones.send(small_office.bruno, content, b"pdf" if "document" in content else None)
    assert "\x00" not in _said(phones, small_office.bruno)
    assert phones.last(small_office.bruno).message.buttons
