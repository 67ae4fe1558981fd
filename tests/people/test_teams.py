"""A supervisor looks after a team: sees its lists, acts on what is theirs, and nobody else's."""

from crm.model import Role
from crm.services.look.search import search
from crm.store import people
from tests.chat.world import add


async def _set(office, person, **values):
    async with office.store.begin() as tx:
        await people.set_staff(tx, person.id, values)
        return await people.get_staff(tx, person.id)


async def test_whoever_is_in_no_team_is_looked_after_by_every_supervisor(gate):
    ana = await gate.person(gate.small.ana)
    assert ana.team == {gate.small.bruno.id, gate.pedro.id}


async def test_a_team_is_its_supervisors_alone(gate):
    office, small = gate.office, gate.small
    emily = await _set(office, small.emily, role=Role.SUPERVISOR)
    await _set(office, small.bruno, supervisor_id=emily.id)
    assert (await gate.person(small.emily)).team == {small.bruno.id, gate.pedro.id}
    assert (await gate.person(small.ana)).team == {gate.pedro.id}


async def test_a_supervisor_sees_and_acts_on_the_team_and_on_nobody_else(gate):
    office, small, phones = gate.office, gate.small, gate.phones
    await add(office, small.bruno, "task", reference="Contar los clavos")
    task = await add(office, small.emily, "task", reference="Revisar los sueldos")
    await phones.say(small.ana, "/pendientes bruno")
    assert "Contar los clavos" in phones.last(small.ana).message.text
    await phones.say(small.ana, "/pendientes emily")
    assert phones.last(small.ana).message.text == "Solo puedes ver tu lista y las de tu equipo."
    await phones.tap(small.ana, "", data=f"do:{task}:done")
    assert phones.last(small.ana).message.text == "Eso es de otra persona."


async def test_search_finds_the_teams_actions_and_nobody_elses(gate):
    office, small = gate.office, gate.small
    for person in (small.bruno, small.emily):
        await add(office, person, "task", reference=f"Clavos de {person.first_name}")
    found = await search(office, await gate.person(small.ana), "clavos")
    assert [hit.action.reference for hit in found if hit.action] == ["Clavos de Bruno"]
