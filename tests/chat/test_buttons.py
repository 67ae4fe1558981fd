"""Every shown button is answered, old ones too, and no message breaks a limit of Telegram."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from crm.render import visible_length
from crm.services.due import leftdrafts
from crm.services.look import lists
from crm.services.write import drafts
from crm.store import actions
from crm.store import drafts as stored
from tests.chat.world import add, example_4, example_5

OLD = "Ese botón ya no vale."


def labels(shown):
    return [b.text for row in shown.message.buttons for b in row]


def button(shown, label):
    return next(b.data for row in shown.message.buttons for b in row if b.text == label)


async def test_a_button_of_an_older_version_shows_where_the_draft_stands(phones, small_office):
    bruno = small_office.bruno
    await phones.say(bruno, "/tarea")
    old = button(phones.last(bruno), "Sin cliente")
    await phones.tap(bruno, "Sin cliente")
    await phones.tap(bruno, "", data=old)
    assert phones.last(bruno).message.text.startswith(f"{OLD}\n¿Qué hay que hacer?")
    assert (await drafts.active(phones.office, bruno)).skipped == ("partner",)


async def test_a_double_tap_answers_once(phones, small_office):
    bruno = small_office.bruno
    await phones.say(bruno, "/tarea")
    first = button(phones.last(bruno), "Sin cliente")
    for _ in range(3):
        await phones.tap(bruno, "", data=first)
    draft = await drafts.active(phones.office, bruno)
    assert draft.asked == "reference"


async def test_a_button_of_a_deleted_draft_is_answered(phones, small_office):
    bruno = small_office.bruno
    await phones.say(bruno, "/tarea")
    data = button(phones.last(bruno), "Sin cliente")
    await phones.say(bruno, "/cancelar")
    await phones.tap(bruno, "", data=data)
    assert phones.last(bruno).message.text == OLD


async def test_nobody_answers_somebody_elses_draft(phones, small_office):
    await phones.say(small_office.bruno, "/tarea")
    data = button(phones.last(small_office.bruno), "Sin cliente")
    await phones.say(small_office.ana, "/start")
    await phones.tap(small_office.ana, "", data=data)
    assert phones.last(small_office.ana).message.text == OLD
    assert (await drafts.active(phones.office, small_office.bruno)).skipped == ()


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "data", ["draft", "draft:x", "draft:1", "draft:1:1:x", "see", "see:999", "do:1", "do:999:done", "when:999:h1", "when", "give:1:999", "give",
             "link:999", "list", "list:x", "list:pending:1", "list:none:1:0", "list:pending:999:0", "who", "who:x", "none", "", ":::", "draft:1:1:a:b"],
)  # fmt: skip
async def test_callback_data_that_makes_no_sense_harms_nothing(phones, small_office, data):
    bruno = small_office.bruno
    await add(phones.office, bruno, "task", reference="Algo")
    await phones.say(bruno, "/pendientes")
    before = len(phones.log)
    await phones.tap(bruno, "", data=data or "-")
    assert not any("Algo falló" in text for text in phones.texts(bruno))
    assert data == "none" or len(phones.log) > before


async def test_what_is_only_there_to_be_read_answers_with_nothing(phones, small_office):
    bruno = small_office.bruno
    for said in ("/tarea", "sin cliente", "Algo", "yo", "📅 Calendario"):
        await phones.say(bruno, said)
    before = len(phones.log)
    await phones.tap(bruno, "Lu")
    assert len(phones.log) == before
    assert phones.bot.acknowledged


async def test_two_races_for_a_slot_one_gets_it_and_the_other_is_offered_what_is_free(phones, small_office):
    """The slot is taken between the question and the answer: the same turn is decided anew."""
    bruno, office = small_office.bruno, phones.office
    for said in ("/cita", "sin cliente", "Reunión", "yo"):
        await phones.say(bruno, said)
    await example_4(office, small_office)
    await phones.say(bruno, "mañana de 9 a 10")
    assert "ya tienes «Inventario»" in phones.last(bruno).message.text
    assert "12:00–13:00" in labels(phones.last(bruno))


async def test_booking_over_a_taken_slot_is_offered_only_where_the_parameter_allows_it(phones, small_office):
    bruno = small_office.bruno
    phones.office.parameters = {"forced_booking": True}
    await example_4(phones.office, small_office)
    await phones.say(bruno, "reunión con Comercial Andes mañana de 15:30 a 16:30")
    await phones.tap(bruno, "Agendar igual")
    assert "15:30–16:30" in phones.last(bruno).message.text
    async with phones.office.store.read() as tx:
        assert len(await actions.taken(tx, bruno.id, *_wednesday())) == 4


def _wednesday():
    from tests.chat.world import at

    return at("2026-11-25 00:00"), at("2026-11-25 23:59")


async def test_an_appointment_is_not_postponed_onto_another_one(phones, small_office):
    bruno = small_office.bruno
    await example_4(phones.office, small_office)
    mine = await add(
        phones.office, bruno, "appointment", reference="Corta", starts_at=_at("2026-11-25 16:00"), ends_at=_at("2026-11-25 16:30")
    )
    await phones.say(bruno, "/semana")
    await phones.tap(bruno, "", data=f"when:{mine}:20261125t1530")
    assert "ya tienes «Visita Maderas del Maule»" in phones.last(bruno).message.text
    await phones.tap(bruno, "12:00–12:30")
    assert "12:00–12:30" in phones.last(bruno).message.text


def _at(text):
    from tests.chat.world import at

    return at(text)


async def test_a_slot_that_somebody_else_took_meanwhile_is_not_booked_again(phones, small_office):
    """Taking a cancelled appointment up again, by its verb or by undo, is refused plainly where its time has been given away."""
    bruno, office = small_office.bruno, phones.office
    first = await add(office, bruno, "appointment", reference="Primera", starts_at=_at("2026-11-25 16:00"), ends_at=_at("2026-11-25 17:00"))
    await phones.say(bruno, "/semana")
    await phones.tap(bruno, "1")
    await phones.tap(bruno, "✖️ Anular")
    await add(office, bruno, "appointment", reference="Segunda", starts_at=_at("2026-11-25 16:00"), ends_at=_at("2026-11-25 17:00"))
    for tap in ({"label": "↩️ Deshacer"}, {"label": "", "data": f"do:{first}:reopen"}):
        await phones.tap(bruno, **tap)
        assert phones.last(bruno).message.text == "Esa hora ya está ocupada, así que no cambié nada."


async def test_a_verb_that_no_longer_fits_shows_how_it_stands(phones, small_office):
    bruno = small_office.bruno
    task = await add(phones.office, bruno, "task", reference="Algo")
    await phones.say(bruno, "/pendientes")
    await phones.tap(bruno, "1")
    await phones.tap(bruno, "✅ Lista")
    await phones.tap(bruno, "", data=f"do:{task}:done")
    assert "Eso ya no se puede" in phones.last(bruno).message.text
    assert "Tarea terminada 1" in phones.last(bruno).message.text


async def test_an_undone_action_is_no_longer_there(phones, small_office):
    bruno = small_office.bruno
    await phones.say(bruno, "tarea: enviar catálogo a ACME mañana")
    made = phones.last(bruno).message.context.action
    await phones.tap(bruno, "↩️ Deshacer")
    await phones.tap(bruno, "", data=f"do:{made}:done")
    assert phones.last(bruno).message.text == "Eso se deshizo y ya no está."


async def test_nobody_acts_on_what_belongs_to_somebody_else(phones, small_office):
    task = await add(phones.office, small_office.ana, "task", reference="De Ana")
    await phones.say(small_office.bruno, "/hoy")
    for data in (f"see:{task}", f"do:{task}:done", f"when:{task}:h1", f"give:{task}:1", f"link:{task}:task"):
        await phones.tap(small_office.bruno, "", data=data)
        assert phones.last(small_office.bruno).message.text == "Eso es de otra persona."


async def test_the_numbers_of_a_message_never_move_while_it_stands(phones, small_office):
    bruno = small_office.bruno
    await example_5(phones.office, small_office)
    await phones.say(bruno, "/pendientes")
    context = phones.last(bruno).message.context
    await phones.tap(bruno, "2")
    await phones.tap(bruno, "✅ Lista")
    await add(phones.office, bruno, "task", reference="Urgente de ayer", due_on=date(2026, 11, 20))
    await phones.tap(bruno, "◀ Lista")
    shown = phones.last(bruno)
    assert shown.message.context.list == context.list
    assert "<s>Cobrar factura 4511 · Comercial Andes</s> · Terminada" in shown.message.text
    assert "Urgente de ayer" not in shown.message.text


async def test_the_requester_and_the_responsible_hear_what_somebody_else_did(phones, small_office):
    bruno, ana, emily = small_office.bruno, small_office.ana, small_office.emily
    task = await add(phones.office, ana, "task", reference="Enviar planos", responsible_id=bruno.id)
    await phones.say(emily, "/pending bruno")
    await phones.tap(emily, "", data=f"do:{task}:done")
    assert phones.texts(bruno)[-1].startswith("📌 Emily Clark · Tarea terminada 1 · Enviar planos")
    assert phones.texts(ana)[-1].startswith("📌 Emily Clark · Tarea terminada 1")


async def test_every_message_keeps_within_telegrams_limits(phones, small_office):
    bruno = small_office.bruno
    for n in range(30):
        await add(
            phones.office,
            bruno,
            "task",
            reference=f"{n} " + "&<ñ😀" * 40,
            description="<" * 3000,
            due_on=date(2026, 11, 1) + timedelta(days=n),
        )
    await phones.say(bruno, "/pendientes")
    for label in ("Siguiente ▶", "Siguiente ▶", "17", "⏰ Posponer", "📅", "▶", "◀ Atrás", "👤 Traspasar"):
        await phones.tap(bruno, label)
    for _, shown in phones.log:
        assert 0 < visible_length(shown.message.text) <= 4096
        for row in shown.message.buttons:
            assert len(row) <= 8
            assert all(b.text and len(b.data.encode()) <= 64 for b in row)


async def test_a_draft_left_for_a_day_is_told_once(phones, small_office):
    bruno, office = small_office.bruno, phones.office
    await phones.say(bruno, "/tarea")
    await phones.say(bruno, "acme")
    assert await leftdrafts.remind(office) == 0
    office.clock.move_to(office.now() + timedelta(days=1, minutes=1))
    assert await leftdrafts.remind(office) == 1
    assert await leftdrafts.remind(office) == 0
    await phones.settle()
    assert phones.last(bruno).message.text.startswith("Dejaste esto a medias: 📌 Tarea · ACME S.A.")
    assert await drafts.active(office, bruno) is None
    await phones.tap(bruno, "▶ Seguir")
    assert "¿A la atención de quién?" in phones.last(bruno).message.text or "¿" in phones.last(bruno).message.text
    assert (await drafts.active(office, bruno)).answers == {"partner": small_office.acme.id}


async def test_a_draft_expires_after_a_week(phones, small_office):
    bruno, office = small_office.bruno, phones.office
    await phones.say(bruno, "/tarea")
    data = button(phones.last(bruno), "Sin cliente")
    office.clock.move_to(office.now() + timedelta(days=8))
    assert await leftdrafts.remind(office) == 0
    async with office.store.begin() as tx:
        assert await stored.expire(tx, office.now()) == 1
    await phones.tap(bruno, "", data=data)
    assert phones.last(bruno).message.text == OLD


async def test_typing_after_a_question_that_has_not_arrived_yet_is_an_answer_all_the_same(phones, small_office):
    """Two quick messages are handled in order, whatever the courier has sent by then."""
    bruno = small_office.bruno
    await phones.say(bruno, "/tarea")
    draft = await drafts.active(phones.office, bruno)
    async with phones.office.store.begin() as tx:
        await stored.put(tx, replace(draft, version=draft.version + 1, message_id=None))
    await phones.say(bruno, "acme")
    assert (await drafts.active(phones.office, bruno)).answers == {"partner": small_office.acme.id}


async def test_the_digest_reads_the_same_list(phones, small_office):
    await example_5(phones.office, small_office)
    view = await lists.pending_list(phones.office, small_office.bruno, small_office.bruno, phones.office.now())
    assert (view.total, view.count("overdue"), view.count("today"), view.count("later")) == (9, 2, 2, 5)
    again = await lists.again(phones.office, small_office.bruno, view.context, phones.office.now())
    assert again == view
