"""What becomes of a mail after [✅ Enviar], said plainly: later, never, left already, too big to leave."""

import pytest

from crm.errors import DeliveryError
from crm.services.mailing.refusals import plain
from crm.words import Words
from tests.letters.phones import LetterPhones
from tests.support.small_office import SmallOffice

SENTENCE = "correo a marta soto: le adjunto la lista de precios"


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        ("The relay cannot be reached: [Errno 111]", "Nuestro servidor de correo no responde."),
        ("The relay does not let us in: 535 no", "Nuestro servidor de correo no responde."),
        ("SMTPReadTimeoutError: Timed out", "Nuestro servidor de correo no responde."),
        ("The relay answered 451 4.7.1 Greylisted", "El otro lado pide esperar («451 4.7.1 Greylisted»)."),
        ("The relay answered 450 4.2.1 mailbox busy", "El otro lado pide esperar"),
        ("The relay answered 550 5.1.1 User unknown", "Esa dirección no existe («550 5.1.1 User unknown»)."),
        ("smtp; 552 5.2.2 mailbox full", "Esa casilla está llena («552 5.2.2 mailbox full»)."),
        ("The relay answered 552 5.3.4 Message size exceeds fixed limit", "Es muy pesado para el otro lado"),
        ("The relay answered 554 5.7.1 Spam {x}", "El otro lado no lo recibe («554 5.7.1 Spam {x}»)."),
        ("arrived", "arrived"),
    ],
)
def test_why_is_said_in_a_plain_sentence(error: str, begins: str):
    assert plain(Words("es"), error).startswith(begins)


async def test_a_late_undo_says_when_it_left(phones: LetterPhones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, SENTENCE)
    await phones.tap(bruno, "✅ Enviar")
    shown = phones.last(bruno)
    data = shown.message.buttons[0][0].data
    await phones.mail_leaves()
    await phones.tap(bruno, "", data=data, message_id=shown.id)
    assert "⚠️ Ya salió a las 09:30 y no se puede deshacer." in phones.texts(bruno)[-1]
    assert "Correo enviado 1" in phones.texts(bruno)[-1]


async def test_the_same_reason_is_shown_once(phones: LetterPhones, small_office: SmallOffice):
    await phones.say(small_office.bruno, SENTENCE)
    await phones.tap(small_office.bruno, "✅ Enviar")
    for _ in range(3):
        await phones.mail_leaves(DeliveryError("The relay cannot be reached: no route"))
    assert sum("no responde" in shown.message.text for _, shown in phones.log) == 1
    await phones.mail_leaves()
    assert "no responde" not in phones.texts(small_office.bruno)[-1]


async def test_attachments_that_no_mail_carries_are_said_before_sending(phones: LetterPhones, small_office: SmallOffice):
    bruno = small_office.bruno
    phones.office.parameters = {**phones.office.parameters, "mail_size_limit": 4_000_000}
    await phones.say(bruno, SENTENCE)
    about = {"file_id": "id-a", "file_unique_id": "u-a", "file_name": "a.pdf", "file_size": 3_100_000}
    await phones.send(bruno, {"document": about}, b"x" * 3_100_000)
    last = phones.last(bruno).message
    assert "⚠️ Los adjuntos pesan 3,1 MB y un correo lleva 3 como máximo." in last.text
    assert not any(button.text == "✅ Enviar" for row in last.buttons for button in row)
    await phones.tap(bruno, "📎 Adjuntos")
    assert "⚠️ Los adjuntos pesan 3,1 MB" in phones.last(bruno).message.text
    await phones.tap(bruno, "✅ a.pdf · 3,1 MB")
    assert "⚠️" not in phones.last(bruno).message.text
    await phones.tap(bruno, "◀️ Volver")
    await phones.tap(bruno, "✅ Enviar")
    assert "⚠️" not in phones.last(bruno).message.text
