"""What the morning says, in chat and by mail."""

import re
from datetime import date
from functools import partial

import pytest

from crm.decision import Create, Decision
from crm.message import shows_of
from crm.model import Channel, ParcelState, Priority
from crm.services.due import digest
from crm.services.look import lists
from crm.services.write import commit, notes
from tests.scheduler.test_digest_due import at, settings, tick
from tests.scheduler.world import parcel, until, working


async def record(office, person, *wanted):
    await commit.commit(office, Decision(tuple(Create(kind, values) for kind, values in wanted)), by=person, source="test")


async def busy(office, house):
    """Example 5 of conversations.md: two late, two for today, and more."""
    await record(
        office,
        house.bruno,
        ("call", {"reference": "Devolver llamado", "partner_id": house.acme.id, "due_at": at(21, 12)}),
        ("task", {"reference": "Cobrar <ya> & hoy", "partner_id": house.andes.id, "due_on": date(2026, 11, 23)}),
        ("task", {"reference": "Enviar planos", "partner_id": house.minera.id, "due_on": date(2026, 11, 24)}),
        ("appointment", {"reference": "Visita", "partner_id": house.maule.id, "starts_at": at(24, 15), "ends_at": at(24, 16)}),
        ("task", {"reference": "Catálogo", "due_on": date(2026, 11, 27)}),
        ("appointment", {"reference": "Reunión", "starts_at": at(26, 15), "ends_at": at(26, 16)}),
        ("task", {"reference": "Algún día"}),
    )


def item(person, day="2026-11-24", channel=Channel.TELEGRAM):
    payload = {"render": "digest", "staff_id": person.id, "date": day}
    return parcel(payload, channel=channel, address="1001", priority=Priority.DIGEST, staff_id=person.id)


@pytest.fixture
def morning(office):
    office.clock.move_to(at(24, 8))
    return office


async def test_the_morning_of_example_10(morning, small_office):
    await busy(morning, small_office)
    said = (await digest.render_digest(morning, item(small_office.bruno)))["chat"]
    head, counts, *lines = said["text"].split("\n")
    assert head == "☀️ <b>Buenos días, Bruno</b> · martes 24 nov"
    assert counts == "2 atrasados · 2 para hoy · 2 esta semana"
    assert lines[1].startswith("1 ")
    assert "Devolver llamado · ACME S.A. · 3 " in lines[1]
    assert "Cobrar &lt;ya&gt; &amp; hoy" in said["text"]
    assert "15:00 Visita · Maderas del Maule" in said["text"]


async def test_it_is_the_work_list_with_the_same_numbers_and_buttons(morning, small_office):
    await busy(morning, small_office)
    said = (await digest.render_digest(morning, item(small_office.bruno)))["chat"]
    view = await lists.pending_list(morning, small_office.bruno, small_office.bruno, morning.now())
    assert shows_of({"chat": said}) == view.context
    assert [button["text"] for button in said["buttons"][0]] == ["1", "2", "3", "4", "5", "6"]


async def test_english_for_whoever_reads_english(morning, small_office):
    said = (await digest.render_digest(morning, item(small_office.emily)))["chat"]["text"]
    assert said == "☀️ <b>Good morning, Emily</b> · Tuesday 24 Nov\nnothing pending"


async def test_nothing_pending_is_one_short_word_or_nothing(morning, small_office):
    said = (await digest.render_digest(morning, item(small_office.bruno)))["chat"]
    assert said["text"] == "☀️ <b>Buenos días, Bruno</b> · martes 24 nov\nnada pendiente"
    assert not said["buttons"]
    morning.parameters = {"digest_when_empty": False}
    assert await digest.render_digest(morning, item(small_office.bruno)) is None


async def test_after_days_off_it_says_what_waited(office, small_office):
    await record(
        office,
        small_office.bruno,
        ("task", {"reference": "a", "due_on": date(2026, 11, 28)}),
        ("task", {"reference": "b", "due_on": date(2026, 11, 29)}),
    )
    office.clock.move_to(at(30, 8))
    lines = (await digest.render_digest(office, item(small_office.bruno, "2026-11-30")))["chat"]["text"].split("\n")
    assert lines[1:3] == ["2 atrasados", "2 esperaban desde el sábado 28 nov"]


async def test_a_long_list_says_how_much_more_there_is(morning, small_office):
    await record(morning, small_office.bruno, *[("task", {"reference": f"tarea {n}", "due_on": date(2026, 11, 24)}) for n in range(20)])
    said = (await digest.render_digest(morning, item(small_office.bruno)))["chat"]
    assert said["text"].endswith("… 12 más")
    assert "Siguiente" in str(said["buttons"]) or "Next" in str(said["buttons"])


async def test_the_mail_form_has_every_line_with_its_number(morning, small_office):
    await busy(morning, small_office)
    await record(morning, small_office.bruno, *[("task", {"reference": f"tarea {n}", "due_on": date(2026, 11, 24)}) for n in range(10)])
    said = (await digest.render_digest(morning, item(small_office.bruno, channel=Channel.MAIL)))["mail"]
    assert said["subject"] == "☀️ martes 24 nov · 2 atrasados · 12 para hoy · 2 esta semana"
    numbers = re.findall(r"^ +(\d+)\.", said["text"], re.MULTILINE)
    assert numbers == [str(n) for n in range(1, 17)]
    assert "Cobrar <ya> & hoy · Comercial Andes" in said["text"]
    assert "Cobrar &lt;ya&gt; &amp; hoy" in said["html"]
    assert said["html"].count("<li ") == 16
    assert said["text"].count("🟡") == 1


async def test_a_day_that_is_over_has_no_digest_any_more(morning, small_office):
    assert await digest.render_digest(morning, item(small_office.bruno, "2026-11-23")) is None


async def test_whoever_has_left_reads_none(morning, small_office):
    await settings(morning, small_office.bruno.id, active=False)
    assert await digest.render_digest(morning, item(small_office.bruno)) is None
    gone = item(small_office.bruno)
    assert await digest.render_digest(morning, parcel({**gone.payload, "staff_id": 4711})) is None


async def test_promised_by_the_clock_it_arrives_in_both_channels(office, small_office, world, telegram, mailer):
    await settings(office, small_office.bruno.id, digest_channels=[Channel.TELEGRAM, Channel.MAIL])
    await tick(office, at(23, 20))
    await busy(office, small_office)
    async with working(office, [telegram, mailer], render=partial(digest.render_digest, office)):
        assert await tick(office, at(24, 10)) == 4
        found = await until(office, ParcelState.SENT, 4)
    assert world.last("bruno").text.startswith("☀️ Buenos días, Bruno")
    (got,) = [m for m in world.mails if m.recipients == ("bruno.diaz@losrobles.cl",)]
    assert got.header("List-Unsubscribe")
    assert got.header("Auto-Submitted") == "auto-generated"
    remembered = await notes.context(office, 1001, world.last("bruno").message_id)
    assert len(remembered.list or ()) == 6
    assert {row["attempts"] for row in found} == {1}
