"""The kind that a newcomer added, by the doors that no dialogue shows: mail, the morning, the tables. Run in the copy by tests/kinds/test_twelfth.py."""

import io
from datetime import datetime

from crm.kinds import KIND
from crm.model import Role
from crm.services.due import digest
from crm.services.house.office import Office
from crm.services.sheets import exporting
from crm.words import Words
from mailgw.addresses import Purpose, resolve
from tests.bot.phones import Phones
from tests.mailgw.support import DOMAIN, a_mail
from tests.mailgw.test_worker import arrives, made
from tests.scheduler.test_digest_text import item
from tests.support.small_office import SANTIAGO, SmallOffice


async def test_a_mail_to_its_address_makes_one(office: Office, small_office: SmallOffice):
    found = resolve(f"inspecciones@{DOMAIN}", {DOMAIN})
    assert found
    assert (found.purpose, found.kind) == (Purpose.MAKE, "visit")
    raw = a_mail("Inspección para Ana: bodega de Comercial Andes el viernes", "Con casco.", From="Bruno <bruno.diaz@losrobles.cl>")
    await arrives(office, raw, f"inspecciones@{DOMAIN}", sender="bruno.diaz@losrobles.cl")
    (one,) = await made(office)
    assert (one.kind, one.state, one.responsible_id, one.partner_id) == ("visit", "planned", small_office.ana.id, small_office.andes.id)
    assert (one.reference, one.description) == ("bodega de Comercial Andes el viernes", "Con casco.")
    assert str(one.due_on) == "2026-11-27"


async def test_the_morning_tells_it_with_the_others(office: Office, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "inspección a ACME mañana a las 10")
    office.clock.move_to(datetime(2026, 11, 25, 8, tzinfo=SANTIAGO))
    said = (await digest.render_digest(office, item(small_office.bruno, "2026-11-25")))["chat"]
    assert "1 🔍 10:00 Inspección · ACME S.A." in said["text"]


async def test_its_table_is_edited_like_the_others(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.emily, "/tables")
    assert any("Inspection type" in button.text for row in phones.last(small_office.emily).message.buttons for button in row)


def test_it_is_in_the_menu():
    from bot.menu import menu_of

    assert ("inspeccion", "Inspección, paso a paso") in menu_of(Role.STAFF, Words("es"))
    assert Words("en").of("visit", KIND["visit"].plural) == "Inspections"


async def test_it_goes_out_as_csv_with_its_own_columns(office: Office, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "inspección a ACME mañana a las 10")
    assert exporting.sort_called("inspecciones") == "visit"
    out = io.BytesIO()
    assert await exporting.write(office, "visit", "csv", Words("es"), SANTIAGO, out, most=100) == 1
    headings, line = out.getvalue().decode("utf-8-sig").splitlines()
    assert "Tipo de inspección" in headings
    assert "Costo" in headings
    assert "ACME S.A." in line
    assert "Planificada" in line
