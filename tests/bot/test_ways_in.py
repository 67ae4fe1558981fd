"""What is typed orders and shows no more than what is tapped: of other people's actions nothing, of other people's words nothing."""

from datetime import date

import pytest

from crm.model import Action, Staff
from crm.store import actions, people
from tests.bot.dialogue import forwarded
from tests.bot.phones import Phones
from tests.chat.world import add
from tests.support.small_office import SmallOffice

pytestmark = pytest.mark.one_engine

SECRET = "Subir sueldos"
FOREIGN = "Eso es de otra persona."


async def _task(phones: Phones, small: SmallOffice, owner: Staff | None = None, **more: object) -> int:
    whose = owner or small.emily
    return await add(phones.office, whose, "task", reference=SECRET, due_on=date(2026, 11, 25), partner_id=small.acme.id, **more)


async def _now(phones: Phones, key: int) -> Action:
    async with phones.office.store.read() as tx:
        return await actions.get(tx, key)


@pytest.mark.parametrize("text", ["{it}", "{it} lista", "elimina la {it}", "{it} para el lunes", "pasa la {it} a Bruno"])
@pytest.mark.parametrize("who", ["bruno", "ana"])
async def test_a_number_neither_shows_nor_changes_what_is_somebody_elses(text: str, who: str, phones: Phones, small_office: SmallOffice):
    key = await _task(phones, small_office)
    before, me = await _now(phones, key), getattr(small_office, who)
    await phones.say(me, text.format(it=f"tarea {before.number}"))
    assert phones.texts(me)[-1].endswith(FOREIGN)
    assert SECRET not in "".join(phones.texts(me))
    assert "ACME" not in "".join(phones.texts(me))
    assert not phones.last(me).message.buttons
    assert await _now(phones, key) == before


async def test_an_administrator_and_the_teams_supervisor_see_and_do(phones: Phones, small_office: SmallOffice):
    await _task(phones, small_office, small_office.bruno)
    async with phones.office.store.begin() as tx:
        await people.set_staff(tx, small_office.bruno.id, {"supervisor_id": small_office.ana.id})
    number = (await _now(phones, 1)).number
    for me, name, order in ((small_office.ana, "tarea", "para el lunes"), (small_office.emily, "task", "done")):
        await phones.say(me, f"{name} {number}")
        assert SECRET in phones.texts(me)[-1]
        await phones.say(me, f"{name} {number} {order}")
        assert FOREIGN not in phones.texts(me)[-1]
    assert not (await _now(phones, 1)).is_open


@pytest.mark.parametrize("text", ["1", "1 lista"])
async def test_a_list_forgets_what_was_given_to_somebody_else(text: str, phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await _task(phones, small_office, bruno)
    await phones.say(bruno, "/pendientes")
    assert SECRET in phones.texts(bruno)[-1]
    emily = {"responsible_id": small_office.emily.id, "requester_id": small_office.emily.id, "reference": "Otra cosa"}
    item = await _now(phones, 1)
    async with phones.office.store.begin() as tx:
        await actions.change(tx, 1, item.version, emily)
    await phones.say(bruno, text)
    assert phones.texts(bruno)[-1].endswith(FOREIGN)
    assert "Otra cosa" not in phones.texts(bruno)[-1]


@pytest.mark.parametrize("text", ["elimina la tarea con ACME", "cancela la tarea con ACME"])
async def test_a_description_means_ones_own(text: str, phones: Phones, small_office: SmallOffice):
    key = await _task(phones, small_office)
    before = await _now(phones, key)
    await phones.say(small_office.bruno, text)
    assert SECRET not in "".join(phones.texts(small_office.bruno))
    assert await _now(phones, key) == before


@pytest.mark.parametrize(
    "text", ["Hecho", "deshacer", "no contestó", "para el lunes", "elimina la tarea con ACME", "tarea 1 lista", "1 lista"]
)
async def test_what_somebody_else_wrote_orders_nothing(text: str, phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "tarea: enviar catálogo a ACME S.A. el viernes")
    it = f"tarea {(await _now(phones, 1)).number}"
    await phones.say(bruno, it)
    assert [b for row in phones.last(bruno).message.buttons for b in row]
    before = await _now(phones, 1)
    await phones.send(bruno, forwarded(f"Juan Pérez, 2026-11-23 17:00 | {text.format(it=it)}"))
    after = await _now(phones, 1)
    assert (after.state, after.due_on, after.removed) == (before.state, before.due_on, before.removed)


@pytest.mark.parametrize("text", ["/pending <b>x", "/activities <i>& co", "/export <b>x", "/card <b>&x", "/find <zz>", "deshacer <b>"])
async def test_markup_in_words_is_shown_as_it_was_written(text: str, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.emily, text)  # the phone refuses what Telegram refuses
    assert "gt;" in phones.texts(small_office.emily)[-1]


async def test_of_two_anas_one_is_asked_and_only_ones_own_is_shown(phones: Phones, small_office: SmallOffice):
    emily, bruno = small_office.emily, small_office.bruno
    async with phones.office.store.begin() as tx:
        await people.set_staff(tx, bruno.id, {"name": "Ana Díaz"})
    await phones.say(emily, "/activities yesterday ana")
    assert phones.texts(emily)[-1] == "Which «ana»?"
    await phones.tap(emily, "Ana Rojas")
    assert "Ana Rojas" in phones.texts(emily)[-1]
    await phones.say(bruno, "/actividades")
    await phones.tap(bruno, "", data=f"list:spent:{small_office.ana.id}:1:20261123", message_id=1)
    assert phones.texts(bruno)[-1] == "Solo puedes ver tu propia lista."


@pytest.mark.parametrize("command", ["/exportar", "/exportar tareas csv", "/export partners xlsx"])
@pytest.mark.parametrize("who", ["bruno", "ana"])
async def test_only_administrators_take_everything_out(who: str, command: str, phones: Phones, small_office: SmallOffice):
    me = getattr(small_office, who)
    await _task(phones, small_office)
    await phones.say(me, command)
    await phones.tap(me, "", data="exp:go:task:csv")
    assert all(text == "Eso lo decide solo un administrador." for text in phones.texts(me))
    assert not any(shown.message.file for shown in phones.chats[me.telegram_id])


async def test_a_shared_contact_and_a_forwarded_text_break_no_message(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    vcard = "BEGIN:VCARD\nVERSION:3.0\nORG:<b>&ACME;x\nTITLE:<script>\nEND:VCARD"
    contact = {"phone_number": "<56>&", "first_name": "<b>Eva", "last_name": "&amp;</i>", "vcard": vcard}
    await phones.send(bruno, {"contact": contact})
    assert "&lt;script" in phones.texts(bruno)[-1]
    await phones.tap(bruno, phones.last(bruno).message.buttons[-1][-1].text)
    await phones.send(bruno, forwarded("<b>Juan, 2026-11-23 17:00 | <a href='x'>llame & vuelva</i>"))
    assert "&lt;a href" in phones.texts(bruno)[-1]
