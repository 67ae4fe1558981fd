"""What can be wrong with a letter is told in the chat, names what helps, and harms nobody else."""

import asyncio
import time
from dataclasses import replace

import pytest

from crm.documents import DocumentError, Letterhead, Press
from crm.model import Staff
from crm.services.papers import letters
from crm.store import actions, documents, people
from tests.bot.phones import Shown
from tests.documents.letters import text
from tests.letters.conftest import PARAMETERS, add_text
from tests.letters.phones import LetterPhones
from tests.support.small_office import SmallOffice

pytestmark = pytest.mark.one_engine


async def preview(phones: LetterPhones, small: SmallOffice, body: str, *, language: str = "es") -> str:
    """What is answered to a letter of that standard text."""
    await add_text(phones.office, "BAD", body)
    who, command, nobody, skip = (
        (small.bruno, "/carta acme", "Nadie", "Saltar") if language == "es" else (small.emily, "/letter acme", "Nobody", "Skip")
    )
    await phones.say(who, command)
    await phones.tap(who, "BAD BAD")
    await phones.tap(who, nobody)
    await phones.tap(who, skip)
    return newest(phones, who).message.text


def newest(phones: LetterPhones, who: Staff) -> Shown:
    return next(shown for shown in reversed(phones.chats[who.telegram_id]) if shown.mine)


def labels(shown: Shown) -> list[str]:
    return [button.text for row in shown.message.buttons for button in row]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Hola {{ cliente }}\n{{ montoo }}", "«montoo» (line 2) is no placeholder. There are: cliente, nombre_fantasia,"),
        ("{{ contacto.nombre }}", "«contacto.nombre» (line 1) is no placeholder."),
        ("Hola\n{% if cliente %}", "The text cannot be read as a template, line 2"),
        ("{% include '/etc/passwd' %}", "The document wants something that is not allowed: /etc/passwd."),
        ("{{ cliente.__class__ }}", "is no placeholder"),
    ],
)
async def test_what_is_wrong_with_a_text_is_named_and_can_be_put_right(
    phones: LetterPhones, small_office: SmallOffice, body: str, told: str
):
    assert told in (await preview(phones, small_office, body, language="en")).replace("&quot;", '"')
    shown = newest(phones, small_office.emily)
    assert labels(shown) == ["✏️ Text", "Logo: yes", "Signature: yes", "✖️ Discard"]
    assert not shown.message.file
    await phones.tap(small_office.emily, "✏️ Text")
    await phones.tap(small_office.emily, "PRE Introduction")
    assert "✅ Issue" in labels(newest(phones, small_office.emily))


async def test_a_wrong_placeholder_is_told_in_spanish_with_those_that_exist(phones: LetterPhones, small_office: SmallOffice):
    said = await preview(phones, small_office, "Hola {{ monto }}")
    for part in ("«monto»", "cliente", "referencia", "correo_remitente"):
        assert part in said


@pytest.mark.parametrize(
    "body",
    [
        "{% for a in rut %}{% for b in rut %}{% for c in rut %}{% for d in rut %}{% for e in rut %}{% for f in rut %}{% for g in rut %}{{ cliente }}"
        + "{% endfor %}" * 7,
        "{{ (cliente * 99999) * 99999 }}",
    ],
    ids=["loops", "eats memory"],
)
async def test_a_text_without_end_is_stopped_told_and_harms_no_other_letter(phones: LetterPhones, small_office: SmallOffice, body: str):
    phones.office.press = press = Press(workers=2, seconds=4, megabytes=96)
    try:
        await press._started()
        other = asyncio.create_task(_other_letter(phones, small_office))
        begun = time.monotonic()
        said = await preview(phones, small_office, body)
        assert time.monotonic() - begun < 30
        assert any(part in said for part in ("más de 4 segundos", "memoria", "caracteres"))
        assert text(await other)
        assert "✅ Emitir" not in labels(newest(phones, small_office.bruno))
    finally:
        await press.close()


async def _other_letter(phones: LetterPhones, small: SmallOffice) -> bytes:
    values = {"partner_id": small.andes.id, "body": "Hola {{ cliente }}"}
    letter = await letters.compose(phones.office, letters.Wanted.of(values, small.bruno), phones.office.now().date())
    made = b""
    for _ in range(20):
        made = (await letters.proof(phones.office, letter)).pdf
    return made


async def test_blanks_are_told_before_the_issue(phones: LetterPhones, small_office: SmallOffice):
    said = await preview(phones, small_office, "Estimada {{ contacto }}, por {{ referencia }}, {{ cliente }}:")
    assert "Quedan vacíos en el texto: contacto, referencia." in said
    assert "✅ Emitir" in labels(newest(phones, small_office.bruno))


async def test_a_partner_without_address_is_printed_without(phones: LetterPhones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.add_partner(tx, name="Kiosko Nuevo")
    await phones.say(small_office.bruno, "/carta kiosko nuevo")
    await phones.tap(small_office.bruno, "PRE Presentación")
    await phones.tap(small_office.bruno, "Saltar")
    pdf = await phones._blob(phones.files(small_office.bruno)[-1].message.file)
    assert "Kiosko Nuevo" in text(pdf)[0]
    assert "None" not in text(pdf)[0]
    await phones.tap(small_office.bruno, "✅ Emitir")
    assert labels(newest(phones, small_office.bruno)) == ["🖨 Imprimir", "Solo aquí"]  # no mail address either


async def test_a_missing_logo_is_told_and_the_name_printed_instead(phones: LetterPhones, small_office: SmallOffice):
    head = replace(PARAMETERS["letterhead"], logo=None)
    phones.office.parameters = {**PARAMETERS, "letterhead": head, "logo_missing": "/srv/logo.png"}
    said = await preview(phones, small_office, "Hola")
    assert "No se puede leer el logo (/srv/logo.png)" in said
    assert "✅ Emitir" in labels(newest(phones, small_office.bruno))


async def test_a_broken_logo_is_told_and_the_letter_goes_without_it(phones: LetterPhones, small_office: SmallOffice):
    phones.office.parameters = {**PARAMETERS, "letterhead": Letterhead("Los Robles", logo=b"\x89PNG broken")}
    assert "logo" in await preview(phones, small_office, "Hola")
    assert "✅ Emitir" not in labels(newest(phones, small_office.bruno))
    await phones.tap(small_office.bruno, "Logo: sí")
    assert "✅ Emitir" in labels(newest(phones, small_office.bruno))


async def test_without_pango_the_chat_says_what_to_install_and_the_draft_is_kept(phones: LetterPhones, small_office: SmallOffice):
    class BarePress:
        async def blanks(self, _):
            return []

        async def letter(self, _):
            raise DocumentError("missing", name="libpango-1.0-0 libpangoft2-1.0-0")

    real, phones.office.press = phones.office.press, BarePress()
    assert "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0" in await preview(phones, small_office, "Hola")
    phones.office.press = real
    await phones.say(small_office.bruno, "/pendientes")
    await phones.tap(small_office.bruno, "1")
    await phones.tap(small_office.bruno, "📄 Documento")
    assert "✅ Emitir" in labels(newest(phones, small_office.bruno))


async def test_somebody_elses_letter_is_not_issued(phones: LetterPhones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.add_staff(
            tx, name="Otro", role="staff", email=None, telegram_id=1009, language="es", zone=small_office.bruno.zone, digest_channels=[]
        )
        other = await people.by_telegram(tx, 1009)
    await preview(phones, small_office, "Hola")
    data = next(b.data for row in newest(phones, small_office.bruno).message.buttons for b in row if b.text == "✅ Emitir")
    await phones.say(other, "/start")
    await phones.tap(other, "", data=data)
    assert phones.texts(other)[-1] == "Eso es de otra persona."
    async with phones.office.store.read() as tx:
        (draft,) = await actions.open_of(tx, small_office.bruno.id)
    assert (draft.state, draft.document_number) == ("draft", None)


@pytest.mark.parametrize(
    "data",
    [
        "letter",
        "letter:x",
        "letter:99999:1:issue",
        "letter:1:1:mail:9",
        "letter:1:1:out:77",
        "letter:1:1:again:x",
        "letter:1:1:nothing",
        "letter:1:1",
    ],
)
async def test_a_made_up_button_changes_nothing(phones: LetterPhones, small_office: SmallOffice, data: str):
    await preview(phones, small_office, "Hola")
    await phones.tap(small_office.bruno, "✅ Emitir")
    before = newest(phones, small_office.bruno)
    for version in (1, 2, 3):
        await phones.tap(small_office.bruno, "", data=data.replace(":1:1:", f":1:{version}:"), message_id=before.id)
    async with phones.office.store.read() as tx:
        assert await documents.deliveries_of(tx, 1) == []


async def test_names_with_markup_are_shown_as_they_are(phones: LetterPhones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.add_partner(tx, name="A & B <Ltda>")
    await phones.say(small_office.bruno, "/carta")
    await phones.say(small_office.bruno, "A & B <Ltda>")
    await phones.tap(small_office.bruno, "PRE Presentación")
    await phones.tap(small_office.bruno, "Saltar")
    assert "Carta a A &amp; B &lt;Ltda&gt;" in phones.texts(small_office.bruno)[-1]
    assert "A & B <Ltda>" in text(await phones._blob(phones.files(small_office.bruno)[-1].message.file))[0]
