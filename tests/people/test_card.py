"""What is set on a person's card holds in the agenda; nobody else sets it, and an office keeps an administrator."""

from datetime import time

from crm.decision import Decision, SetStaff
from crm.model import Role
from crm.services.write import commit


async def put(gate, person, by=None, **values):
    effect = SetStaff(person.id, values)
    return (await commit.commit(gate.office, Decision((effect,)), by=by or gate.small.emily, source="test")).change_id


async def test_free_hours_are_those_of_the_owner_of_the_agenda(gate):
    small, phones = gate.small, gate.phones
    await put(gate, small.bruno, working_hours=(time(14), time(17)))
    for _ in range(2):
        await phones.say(small.bruno, "reunión con Comercial Andes mañana de 15:00 a 16:00")
    free = [b.text for row in phones.last(small.bruno).message.buttons for b in row if "–" in b.text]
    assert free == ["14:00–15:00", "16:00–17:00"]
    await phones.say(small.bruno, "/cancelar")
    await phones.say(small.bruno, "tarea: contar los clavos mañana")
    await phones.tap(small.bruno, "🕑 Otra hora")
    await phones.tap(small.bruno, "🕑 Hora")
    hours = [b.text for row in phones.last(small.bruno).message.buttons for b in row if ":" in b.text]
    assert hours == ["14:00", "14:30", "15:00", "15:30", "16:00", "16:30"]


FORGED = (
    "staff:set:{bruno}:role:administrator",
    "staff:ask:{bruno}:role",
    "staff:log:{emily}",
    "staff:see:{emily}",
    "me:set:hour:9999",
    "me:set:zone:Mars/Base",
    "me:set:nothing:1",
    "me",
)


async def test_a_forged_button_of_the_staff_changes_nothing(gate):
    small, phones = gate.small, gate.phones
    await phones.say(small.bruno, "/mi")
    before = await gate.person(small.bruno)
    for data in FORGED:
        await phones.tap(small.bruno, "", data=data.format(bruno=small.bruno.id, emily=small.emily.id))
        text = phones.last(small.bruno).message.text
        assert text == "Ese botón ya no vale." or "Toca una" in text, data
        assert await gate.person(small.bruno) == before


async def test_a_supervisor_sets_hours_and_leave_of_the_team_and_nothing_else(gate):
    small, phones = gate.small, gate.phones
    await phones.say(small.ana, "/personal")
    before = {person.id: await gate.person(person) for person in (small.bruno, small.ana, small.emily)}
    forged = [f"staff:{deed}:{small.bruno.id}" for deed in ("invite", "cut", "cut!", "off", "off!", "on")]
    forged += [f"staff:set:{small.bruno.id}:role:administrator", f"staff:set:{small.bruno.id}:team:0", f"staff:ask:{small.bruno.id}:role"]
    forged += [f"staff:{deed}:{one.id}{more}" for one in (small.ana, small.emily) for deed, more in (("see", ""), ("set", ":days:5"))]
    for data in [*forged, "staff:new", "staff:nomail", "staff"]:
        await phones.tap(small.ana, "", data=data)
        assert phones.last(small.ana).message.text == "Ese botón ya no vale.", data
    assert before == {person.id: await gate.person(person) for person in (small.bruno, small.ana, small.emily)}
    await phones.tap(small.ana, "", data=f"staff:set:{small.bruno.id}:days:5")
    assert (await gate.person(small.bruno)).working_days == (0, 1, 2, 3, 4, 5)
    await phones.tap(small.ana, "↩️ Deshacer")
    assert (await gate.person(small.bruno)).working_days is None


async def test_whoever_leaves_the_team_while_a_question_is_open_is_set_nothing(gate):
    small, phones = gate.small, gate.phones
    await phones.say(small.ana, "/personal bruno")
    await phones.tap(small.ana, "🕘 Horario")
    await put(gate, gate.pedro, role=Role.SUPERVISOR)
    await put(gate, small.bruno, supervisor_id=gate.pedro.id)
    await phones.say(small.ana, "8:00-16:00")
    assert (await gate.person(small.bruno)).working_hours is None


async def test_an_undo_that_would_leave_no_administrator_is_refused_in_a_sentence(gate):
    small, phones = gate.small, gate.phones
    change = await put(gate, small.ana, role=Role.ADMINISTRATOR)
    await put(gate, small.emily, role=Role.STAFF)
    await phones.say(small.ana, "/personal bruno")
    await phones.tap(small.ana, "", data=f"undo:{change}")
    assert phones.last(small.ana).message.text == "Una oficina necesita un administrador, así que no cambié nada."
    assert (await gate.person(small.ana)).role is Role.ADMINISTRATOR


async def test_who_is_no_supervisor_any_more_has_no_team_until_that_is_undone(gate):
    small, phones = gate.small, gate.phones
    await put(gate, small.bruno, supervisor_id=small.ana.id)
    await phones.say(small.emily, "/personal ana")
    await phones.tap(small.emily, "", data=f"staff:set:{small.ana.id}:role:staff")
    assert (await gate.person(small.bruno)).supervisor_id is None
    await phones.tap(small.emily, "↩️ Undo")
    assert (await gate.person(small.bruno)).supervisor_id == small.ana.id
    assert (await gate.person(small.ana)).team == {small.bruno.id, gate.pedro.id}
