"""A number that a button, an answer or a bounce may still name is never given again: SQLite used to begin anew in an emptied table."""

from datetime import timedelta

from crm.clock import machine_now
from crm.kinds import KINDS
from crm.model import Channel, InputState, NewInput, NewParcel, ParcelState
from crm.services.house.office import Office
from crm.services.write import drafts as drafting
from crm.store import drafts, inbox, outbox
from tests.bot.phones import Phones
from tests.support.small_office import START, SmallOffice

LATER = machine_now() + timedelta(days=9)


async def test_a_draft_never_has_the_number_of_one_that_is_gone(office: Office, small_office: SmallOffice):
    new = drafting.new(small_office.bruno, KINDS[0], START)
    async with office.store.begin() as tx:
        first = await drafts.put(tx, new)
        await drafts.drop(tx, first.id)
        assert (await drafts.put(tx, new)).id > first.id


async def test_inputs_and_parcels_are_numbered_on_after_a_purge(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        for turn in (1, 2):
            await inbox.keep(tx, [NewInput(Channel.TELEGRAM, f"tg:{turn}", "tg:1", START, {}, b"", done=True)], at=START)
            await outbox.put(tx, [NewParcel(f"{turn}", "tg:1", Channel.TELEGRAM, "1", {})], at=START)
            (parcel,) = await outbox.claim(tx, [Channel.TELEGRAM], at=START, lease=timedelta(minutes=1), limit=1)
            await outbox.settle(tx, parcel, state=ParcelState.SENT, at=START)
            item = (await inbox.by_state(tx, InputState.DONE))[0]
            assert (item["id"], parcel.id) == (turn, turn)
            await inbox.purge(tx, done_before=LATER, limit=10)
            await outbox.purge(tx, settled_before=LATER, limit=10)


async def test_the_first_message_after_a_long_quiet_time_is_answered(phones: Phones, small_office: SmallOffice):
    """Its answer had the name of one that was sent weeks ago, and was never written."""
    await phones.say(small_office.bruno, "/ayuda")
    async with phones.office.store.begin() as tx:
        await inbox.purge(tx, done_before=LATER, limit=10)
    await phones.say(small_office.bruno, "/ayuda")
    assert len(phones.texts(small_office.bruno)) == 2


async def test_an_old_button_never_acts_on_a_younger_draft(phones: Phones, small_office: SmallOffice):
    """«¿Qué es?» of a text that was dropped made an action of the next one."""
    await phones.say(small_office.bruno, "lo de las cajas azules")
    first = phones.last(small_office.bruno)
    task, leave = (next(b.data for row in first.message.buttons for b in row if name in b.text) for name in ("Tarea", "✖️"))
    await phones.tap(small_office.bruno, "", data=leave, message_id=first.id)
    await phones.say(small_office.bruno, "lo de las cajas rojas")
    await phones.tap(small_office.bruno, "", data=task, message_id=first.id)
    assert "ya no" in phones.texts(small_office.bruno)[-1]
