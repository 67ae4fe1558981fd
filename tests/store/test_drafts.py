"""Drafts and numbers: how long something half-way stays, and where a series stands."""

from datetime import timedelta

from crm.decision import Decision, Merge, PutDraft
from crm.kinds import KIND
from crm.services.house.office import Office
from crm.services.write import commit, drafts
from crm.store import actions, people
from tests.store.test_commit import Create, do, fetch
from tests.support.small_office import SmallOffice

TICK = timedelta(microseconds=1)


async def test_a_draft_lives_for_seven_days_and_belongs_to_its_person(office: Office, small_office: SmallOffice) -> None:
    bruno, ana = small_office.bruno, small_office.ana
    fresh = drafts.new(bruno, KIND["task"], office.now())
    assert (fresh.version, fresh.expires_at) == (1, office.now() + timedelta(days=7))
    done = await commit.commit(office, Decision((PutDraft(fresh),)), by=bruno, source="test")
    assert done.draft is not None
    number, ends = done.draft.id, done.draft.expires_at
    assert await drafts.own(office, ana, number) is None
    assert await drafts.own(office, bruno, number + 1) is None
    for moment, there in ((ends - TICK, True), (ends, True), (ends + TICK, False)):
        office.clock.move_to(moment)
        assert (await drafts.own(office, bruno, number) is not None) is there
        assert bool(await drafts.parked(office, bruno)) is there
    assert drafts.touched(done.draft, ends).expires_at == ends + timedelta(days=7)


async def test_a_series_that_gave_no_number_stands_at_none(office: Office, small_office: SmallOffice) -> None:
    async with office.store.begin() as tx:
        assert await actions.last_number(tx, "task") == 0
        assert await actions.next_number(tx, "task") == 1
        assert await actions.last_number(tx, "task") == 1
        assert await actions.last_number(tx, "call") == 0


async def test_an_action_that_goes_to_another_partner_has_a_new_version(office: Office, small_office: SmallOffice) -> None:
    task = (await do(office, small_office, Create("task", {"reference": "a", "partner_id": small_office.sur.id}))).actions[0]
    await commit.commit(office, Decision((Merge(small_office.sur.id, small_office.acme.id),)), by=small_office.emily, source="test")
    moved = await fetch(office, task.id)
    assert (moved.partner_id, moved.version) == (small_office.acme.id, task.version + 1)
    async with office.store.read() as tx:
        assert not (await people.get_partner(tx, small_office.sur.id)).active
