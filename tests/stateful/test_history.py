"""What happened to an action can be read from its history alone: nothing changes a fact, or a version, without a line."""

from datetime import date, timedelta

from crm.clock import machine_now
from crm.decision import Attach, Change, Create, Decision, Deliver, Effect, Issue, Recorded, StopDeliveries, Undo
from crm.model import Channel, NewParcel, Receipt
from crm.services.house.office import Office
from crm.services.papers.issuing import key_of
from crm.services.queue import dispatch
from crm.services.write.asjson import facts
from crm.services.write.commit import commit
from tests.stateful import history
from tests.support.small_office import SmallOffice


async def _do(office: Office, small: SmallOffice, *effects: Effect, parcels: tuple[NewParcel, ...] = ()) -> Recorded:
    return await commit(office, Decision(effects, lambda _: parcels), by=small.bruno, source="test")


async def test_what_was_left_to_default_stands_in_the_history_too(office: Office, small_office: SmallOffice):
    await _do(office, small_office, Create("task", {"reference": "catálogo", "due_on": date(2026, 11, 27), "what": "x"}))
    await history.check(office)


async def test_a_note_is_a_change_of_the_description(office: Office, small_office: SmallOffice):
    done = await _do(office, small_office, Create("task", {"reference": "catálogo"}))
    await _do(office, small_office, Attach(done.actions[0].id, note="en la puerta"))
    await history.check(office)


async def test_what_is_undone_goes_back_line_by_line(office: Office, small_office: SmallOffice):
    made = await _do(office, small_office, Create("contract", {"reference": "arriendo", "renewal": "2027-03-01"}))
    moved = await _do(office, small_office, Change(made.actions[0].id, 1, {"renewal": "2027-04-01", "state": "ended"}, "fix"))
    await _do(office, small_office, Undo(moved.change_id))
    await history.check(office)


async def test_a_document_its_ways_and_what_became_of_them(office: Office, small_office: SmallOffice):
    """The line of an issue said nothing of its date, that of a delivery nothing of its end, and «printed?» had no line at all."""
    made = await _do(office, small_office, Create("letter", {"reference": "cobranza", "partner_id": small_office.acme.id}))
    letter = made.actions[0].id
    await _do(office, small_office, Issue(letter, 1, date(2026, 11, 24), {}))
    for version, channel in ((2, Channel.MAIL), (4, Channel.PRINTER)):
        way = Deliver(letter, version, channel, "juan@acme.cl")
        parcel = NewParcel(key_of(way), "mail:juan", channel, "juan@acme.cl", {"delivery": letter, "mail": {}})
        await _do(office, small_office, way, parcels=(parcel,))
        office.machine = lambda: machine_now() + timedelta(minutes=1)
        (claimed,) = await dispatch.claim(office, [channel])
        await dispatch.sent(office, claimed, Receipt("<1@acciones>"))
        await history.check(office)


async def test_a_mail_that_is_stopped_stands_as_before_it_was_sent(office: Office, small_office: SmallOffice):
    """One that had come back was a draft after [🔁 Enviar otra vez] and [↩️ Deshacer], and no longer overdue."""
    made = await _do(office, small_office, Create("email", {"reference": "x", "to": "juan@acme.cl", "direction": "out"}))
    came_back = {"state": "bounced", "due_at": office.now()}
    bounced = await _do(office, small_office, Change(made.actions[0].id, 1, came_back, "bounced"))
    way = Deliver(made.actions[0].id, 2, Channel.MAIL, "juan@acme.cl")
    parcel = NewParcel(key_of(way), "mail:juan", Channel.MAIL, "juan@acme.cl", {"delivery": way.action_id, "mail": {}}, delay=30)
    sent = await _do(office, small_office, way, parcels=(parcel,))
    assert (sent.actions[0].state, sent.actions[0].due_at) == ("queued", None)
    stopped = await _do(office, small_office, StopDeliveries(way.action_id, 3))
    assert facts(stopped.actions[0]) == facts(bounced.actions[0])
    await history.check(office)
