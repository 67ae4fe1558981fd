"""The one transaction: facts, numbers, history, slots, parcels; and taking it back."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.decision import Attach, Change, Create, Decision, Recorded, Undo
from crm.errors import ConflictError, SlotTakenError
from crm.model import Action, Channel, NewAttachment, NewParcel
from crm.services.house.office import Office
from crm.services.write.asjson import as_json, from_json
from crm.services.write.commit import commit
from crm.store import actions, blobs, changes, outbox
from tests.support.small_office import SmallOffice

NINE = datetime(2026, 11, 25, 12, tzinfo=UTC)


def visit(start: datetime, **more: object) -> Create:
    return Create("appointment", {"reference": "visita", "starts_at": start, "ends_at": start + timedelta(hours=1), **more})


async def do(office: Office, who: SmallOffice, *effects: object) -> Recorded:
    return await commit(office, Decision(effects), by=who.bruno, source="test")  # type: ignore[arg-type]


async def fetch(office: Office, action_id: int) -> Action:
    async with office.store.read() as tx:
        return await actions.get(tx, action_id)


async def test_an_action_and_the_one_that_follows_it_are_numbered_in_their_own_series(office: Office, small_office: SmallOffice) -> None:
    recorded = await do(
        office,
        small_office,
        Create("call", {"state": "made", "partner_id": small_office.acme.id, "reference": "cotización"}),
        Create("task", {"reference": "enviar", "due_on": date(2026, 11, 27)}, follows_new=0),
    )
    call, task = recorded.actions
    assert (call.number, task.number) == (1, 1)
    assert (call.is_open, call.closed_at) == (False, office.now())
    assert task.follows_id == call.id
    assert task.responsible_id == task.requester_id == small_office.bruno.id
    assert task.dated == date(2026, 11, 24)
    assert task.due_on == date(2026, 11, 27)


async def test_numbers_have_no_gap_where_a_transaction_failed(office: Office, small_office: SmallOffice) -> None:
    await do(office, small_office, visit(NINE))
    with pytest.raises(SlotTakenError):
        await do(office, small_office, Create("task", {"reference": "x"}), visit(NINE + timedelta(minutes=30)))
    recorded = await do(office, small_office, Create("task", {"reference": "y"}), visit(NINE + timedelta(hours=1)))
    assert [a.number for a in recorded.actions] == [1, 2]


async def test_two_appointments_at_once_need_force(office: Office, small_office: SmallOffice) -> None:
    await do(office, small_office, visit(NINE))
    with pytest.raises(SlotTakenError):
        await do(office, small_office, visit(NINE))
    await do(office, small_office, visit(NINE, forced=True))
    await do(office, small_office, visit(NINE, responsible_id=small_office.ana.id))


async def test_a_cancelled_appointment_gives_its_slot_back_and_reopening_needs_it_free(office: Office, small_office: SmallOffice) -> None:
    first = (await do(office, small_office, visit(NINE))).actions[0]
    await do(office, small_office, Change(first.id, 1, {"state": "cancelled"}, "cancel"))
    await do(office, small_office, visit(NINE))
    with pytest.raises(SlotTakenError):
        await do(office, small_office, Change(first.id, 2, {"state": "booked"}, "reopen"))


async def test_a_change_of_an_older_version_is_a_conflict_and_writes_nothing(office: Office, small_office: SmallOffice) -> None:
    task = (await do(office, small_office, Create("task", {"reference": "a"}))).actions[0]
    await do(office, small_office, Change(task.id, 1, {"reference": "b"}, "edit"))
    with pytest.raises(ConflictError):
        await do(office, small_office, Change(task.id, 1, {"reference": "c"}, "edit"))
    assert (await fetch(office, task.id)).reference == "b"


async def test_no_update_is_lost_when_many_count_at_once(office: Office, small_office: SmallOffice) -> None:
    task = (await do(office, small_office, Create("call", {"reference": "a", "attempts": 0}))).actions[0]

    async def count() -> None:
        while True:
            now = await fetch(office, task.id)
            try:
                await do(office, small_office, Change(task.id, now.version, {"attempts": now.details["attempts"] + 1}, "try"))
            except ConflictError:
                continue
            return

    await asyncio.gather(*(count() for _ in range(12)))
    assert (await fetch(office, task.id)).details["attempts"] == 12


async def test_undo_restores_what_stood_before_and_stays_in_the_history(office: Office, small_office: SmallOffice) -> None:
    task = (await do(office, small_office, Create("task", {"reference": "a", "due_on": date(2026, 11, 25), "place": "x"}))).actions[0]
    done = await do(office, small_office, Change(task.id, 1, {"state": "done", "due_on": None, "due_at": NINE, "place": "y"}, "done"))
    await do(office, small_office, Undo(done.change_id))
    after = await fetch(office, task.id)
    assert (after.state, after.is_open, after.due_on, after.due_at, after.closed_at) == ("pending", True, date(2026, 11, 25), None, None)
    assert after.details["place"] == "x"
    async with office.store.read() as tx:
        assert [line.verb for _, line in await changes.of_action(tx, task.id)] == ["create", "done", "undo"]


async def test_undo_of_a_creation_takes_the_action_out_of_every_list(office: Office, small_office: SmallOffice) -> None:
    made = await do(office, small_office, Create("task", {"reference": "a"}), visit(NINE))
    await do(office, small_office, Undo(made.change_id))
    async with office.store.read() as tx:
        assert await actions.open_of(tx, small_office.bruno.id) == []
        assert await actions.taken(tx, small_office.bruno.id, NINE, NINE + timedelta(hours=1)) == []


async def test_undo_is_refused_after_somebody_changed_the_action_and_the_second_time(office: Office, small_office: SmallOffice) -> None:
    made = await do(office, small_office, Create("task", {"reference": "a"}))
    changed = await do(office, small_office, Change(made.actions[0].id, 1, {"reference": "b"}, "edit"))
    with pytest.raises(ConflictError):
        await do(office, small_office, Undo(made.change_id))
    await do(office, small_office, Undo(changed.change_id))
    with pytest.raises(ConflictError):
        await do(office, small_office, Undo(changed.change_id))


async def test_undo_cancels_what_has_not_left_yet(office: Office, small_office: SmallOffice) -> None:
    def mail(recorded: Recorded) -> list[NewParcel]:
        return [NewParcel("m", "mail:m", Channel.MAIL, "a@b.cl", {}, delay=30)]

    made = await commit(office, Decision((Create("task", {"reference": "a"}),), mail), by=small_office.bruno, source="test")
    await do(office, small_office, Undo(made.change_id))
    async with office.store.read() as tx:
        assert await outbox.counts(tx) == {("mail", "cancelled"): 1}


async def test_a_file_is_stored_once_however_often_it_is_attached(office: Office, small_office: SmallOffice) -> None:
    plan = NewAttachment("plano.pdf", "application/pdf", b"%PDF-1.7")
    made = await do(office, small_office, Create("task", {"reference": "a"}, attachments=(plan,)))
    await do(office, small_office, Attach(made.actions[0].id, (plan,), note="otra copia"))
    async with office.store.read() as tx:
        files = await actions.attachments_of(tx, made.actions[0].id)
        assert len(files) == 2
        assert len({f.sha256 for f in files}) == 1
        assert await blobs.get(tx, files[0].sha256) == b"%PDF-1.7"
    assert (await fetch(office, made.actions[0].id)).description == "otra copia"


async def test_a_fact_that_fails_takes_its_parcels_with_it(office: Office, small_office: SmallOffice) -> None:
    def broken(recorded: Recorded) -> list[NewParcel]:
        raise RuntimeError("template")

    with pytest.raises(RuntimeError):
        await commit(office, Decision((Create("task", {"reference": "a"}),), broken), by=small_office.bruno, source="test")
    async with office.store.read() as tx:
        assert await actions.open_of(tx, small_office.bruno.id) == []


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@given(st.dictionaries(st.text(), VALUES))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_history_reads_back_every_value_as_it_was(values: dict[str, object]) -> None:
    assert from_json(as_json(values)) == values
