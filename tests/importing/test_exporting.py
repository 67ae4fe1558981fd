"""Exporting: what goes out comes in again unchanged; each kind has the columns that it declares; many lines hold nobody up."""

import asyncio
import csv
import io
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cl import rut

from crm.decision import Create, Decision
from crm.kinds import KINDS
from crm.languages import LANGUAGES
from crm.model import Partner, Role
from crm.services.house.office import Office
from crm.services.sheets import exporting, importing
from crm.services.sheets.comparison import Standing
from crm.services.sheets.peoplerows import match
from crm.services.write.commit import commit
from crm.sheets import targets, values
from crm.sheets.errors import SheetError
from crm.sheets.guessing import what as guessed
from crm.sheets.reading import read
from crm.sheets.writing import written
from crm.store import bulk, changes, documents, people
from crm.words import Words
from tests.bot.phones import Phones
from tests.importing.files import partner
from tests.support.small_office import SANTIAGO, SmallOffice

FORMS = ("csv", "xlsx")


async def exported(office: Office, what: str, form: str = "csv", language: str = "es", most: int = 10_000) -> bytes:
    out = io.BytesIO()
    await exporting.write(office, what, form, Words(language), SANTIAGO, out, most=most)
    return out.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["partners", "contacts", "staff", "tables"])
async def test_what_is_exported_is_imported_without_a_change(office: Office, small_office: SmallOffice, what, form, language):
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.bruno.id, {"email": None, "language": None})
        twins = [await people.add_partner(tx, name="=Ñandú; «Hermanos»", phone="+56 9 8765 4321", active=bool(n)) for n in range(2)]
        await people.add_partner(tx, name="ACME SpA", trade_name="'=A1+B1", rut="1.000.005-K", is_customer=False, active=False)
        await people.add_entry(tx, "event", "VIS", {"es": "Visita", "en": "Visit"})
        await people.add_entry(tx, "task_type", "A.1", {"es": "-Uno; «dos»"}, active=False)
        text = await people.add_entry(tx, "standard_text", "PRE", {"es": "Presentación"})
        await documents.put_text(tx, text, "Estimada {{ contacto }}:\n\n- «Uno»; dos\n" + "largo " * 600 + "fin")
        for key in twins:
            await people.add_contact(tx, partner_id=key, name="Ana 🙂 «Anita» O'Higgins", position="-jefa", active=False)
            await people.add_contact(tx, partner_id=key, name="Ana 🙂 «Anita» O'Higgins")
    data = await exported(office, what, form, language)
    plan = await importing.plan(office, data, "", zone=SANTIAGO, hint=exporting.file_name(what, form, Words(language), date(2026, 11, 24)))
    assert (plan.sheet.what, plan.problems, plan.sheet.unused) == (what, (), ())
    assert (plan.counts[:2], plan.same) == ([0, 0], plan.sheet.total)
    assert plan.sheet.total == {"partners": 9, "contacts": 6, "staff": 3, "tables": 3}[what]


RUDE = st.text(st.sampled_from(" =+-@'\";,\t|\n\rAbñÑ9.ª🙂«%&<>_x\\"), min_size=1, max_size=30)


@st.composite
def names(draw: Any) -> str:
    """A line as the store may hold it: what the check of a cell makes of something rude."""
    return f"{values.text(200)(draw(RUDE).replace(chr(9), ' ').replace(chr(13), ' ')).strip()}{draw(st.sampled_from('ABCé'))}"


@st.composite
def partners(draw: Any, n: int = 0) -> Partner:
    body = str(draw(st.integers(1_000_000, 99_999_999)))
    return Partner(
        draw(st.integers(1, 10**9)),
        draw(names()),
        draw(st.none() | names()),
        draw(st.none() | st.just(rut.format(body + rut.calc_check_digit(body)))),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.none() | names()),
        draw(st.none() | names()),
        draw(st.none() | st.sampled_from(["+56 9 8765 4321", "+56 2 2345 6789", "+34 612 34 56 78"])),
        draw(st.none() | st.just("ana+x@empresa.cl")),
        draw(st.booleans()),
    )


@given(
    st.lists(partners(), min_size=1, max_size=6, unique_by=(lambda one: one.id, lambda one: one.rut or one.id)),
    st.sampled_from(FORMS),
    st.sampled_from([*LANGUAGES]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_goes_out_and_comes_in_as_it_is(them: list[Partner], form: str, language: str):
    words = Words(language)
    kept = [column for column in targets.PARTNERS.columns if column.written]
    rows = [[exporting.plain(getattr(one, column.name), words) for column in kept] for one in them]
    sheet = read(written(form, [words(column.label) for column in kept], rows), "partners", {})
    assert (sheet.problems, len(sheet.lines)) == ((), len(them))
    found = match(sheet, Standing(1, them, [], []), {})
    assert (found.new, found.changed, found.problems, found.same) == ([], [], [], len(them))


async def test_a_kind_goes_out_with_the_columns_that_it_declares(office: Office, small_office: SmallOffice):
    small = small_office
    values = {
        "partner_id": small.acme.id,
        "contact_id": small.juan.id,
        "quote_number": "=1187",
        "amount": Decimal("35.5"),
        "currency": "CLF",
        "reference": 'Tres mesas; dos "grandes"\ny una chica',
        "due_at": datetime(2026, 11, 27, 13, tzinfo=UTC),
        "valid_until": "2026-12-15",
        "responsible_id": small.ana.id,
    }
    await commit(office, Decision((Create("quote", values),)), by=small.bruno, source="test:1")
    assert table(await exported(office, "quote")) == [
        {
            "Número": "1",
            "Estado": "Por aprobar",
            "Señores": "ACME S.A.",
            "RUT": "76.123.456-0",
            "Atención a": "Juan Pérez",
            "N° de cotización": "'=1187",
            "Monto": "35,5",
            "Moneda": "CLF",
            "Referencia": 'Tres mesas; dos "grandes"\ny una chica',
            "Decidir hasta": "2026-11-27 10:00",
            "Válida hasta": "2026-12-15",
            "Responsable": "Ana Rojas",
            "Motivo": "",
            "Descripción": "",
            "Urgente": "no",
            "Notas": "",
            "Encargado por": "Bruno Díaz",
            "Registrado el": "2026-11-24 09:30",
            "Cerrado el": "",
        }
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(await exported(office, "quote", "xlsx", "en"))).worksheets[0]
    said = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    assert (said["Quote number"], said["Amount"], said["Decide by"]) == ("=1187", 35.5, datetime.fromisoformat("2026-11-27 10:00"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_kind_goes_out_in_words_of_its_language(office: Office, small_office: SmallOffice, kind, language):
    words = Words(language)
    headings = exporting.EXPORTS[kind.name].headings(words)
    assert {words.of(kind.name, item.label) for item in kind.fields if item.type.value != "slot"} <= set(headings)
    assert (await exported(office, kind.name, language=language)).decode("utf-8-sig").count("\n") == 1


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        ("clientes", "partners"),
        ("customers", "partners"),
        ("contactos", "contacts"),
        ("personal", "staff"),
        ("tablas", "tables"),
        ("cotizaciones", "quote"),
        ("Cotización", "quote"),
        ("quotes", "quote"),
        ("llamados", "call"),
        ("tareas", "task"),
        ("tasks", "task"),
        ("c", ""),
        ("", ""),
        ("plantas", ""),
    ],
)
def test_it_is_called_as_people_call_it(wish, what):
    assert exporting.sort_called(wish) == what


def test_the_headings_of_an_export_say_what_it_is():
    for target in targets.TARGETS.values():
        for language in LANGUAGES:
            headings = list(exporting.EXPORTS[exporting.sort_called(target.name)].headings(Words(language)))
            assert guessed([(1, headings)], "") == target.name


async def test_twenty_thousand_partners_go_out_in_pages_while_others_go_on(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        change_id = await changes.open_change(tx, at=datetime.now(UTC), staff_id=small_office.emily.id, source="test:bulk")
        rows = [dict(zip(("rut", "name", "trade_name", "address", "city"), partner(n), strict=False)) for n in range(20_000)]
        await bulk.put(tx, change_id, bulk.prepared("partner", rows, [], {}, 0))
    longest, stop = 0.0, asyncio.Event()

    async def others() -> None:
        nonlocal longest
        while not stop.is_set():
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - began)

    watch = asyncio.create_task(others())
    data = await exported(office, "partners", most=20_006)
    stop.set()
    await watch
    assert data.count(b"\r\n") == 20_007
    assert longest < 1.0  # 0.03 s on an idle machine
    with pytest.raises(SheetError, match=r"more than 20\.005 lines"):
        await exported(office, "partners", most=20_005)


async def test_while_a_file_is_written_the_tapped_message_says_so(phones: Phones, small_office: SmallOffice, monkeypatch):
    emily = small_office.emily
    monkeypatch.setattr("bot.waiting.FIRST", 0.0)
    await phones.say(emily, "/export")
    await phones.tap(emily, "Staff")
    await phones.tap(emily, "CSV")
    shown = next(one for chat, one in phones.log if chat == emily.telegram_id and one.message.text.startswith("📤"))
    assert phones.bot.progress == [(shown.id, "⏳ I am writing the file…")]
    await phones.say(emily, "/export staff csv")  # nothing of ours is there to say it
    assert len(phones.bot.progress) == 1


async def test_whoever_may_no_longer_and_what_no_button_says_brings_nothing(phones: Phones, office: Office, small_office: SmallOffice):
    emily = small_office.emily
    await phones.say(emily, "/export")
    card = phones.last(emily)
    for data in ("exp", "exp:go", "exp:go:plants:csv", "exp:go:staff:pdf", "exp:what", "exp:other:staff"):
        await phones.tap(emily, "", data=data, message_id=card.id)
        assert phones.texts(emily)[-1] == "That button no longer counts.", data
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.ana.id, {"role": Role.ADMINISTRATOR})
        await people.set_staff(tx, emily.id, {"role": Role.STAFF})
    await phones.tap(emily, "", data="exp:go:staff:csv", message_id=card.id)
    assert phones.texts(emily)[-1] == "Only an administrator decides that."


async def test_what_is_too_much_for_a_message_is_said_with_the_way_that_takes_it(
    phones: Phones, small_office: SmallOffice, monkeypatch, tmp_path: Path
):
    monkeypatch.setattr("bot.handlers.office.exporting.LINES", 5)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    await phones.say(small_office.emily, "/export customers xlsx")
    assert phones.texts(small_office.emily)[-1] == (
        "These are more than 5 lines: on the server, “acciones export” writes them into a file."
    )
    assert not list(tmp_path.glob("openpyxl*"))  # what was given up leaves nothing behind
    monkeypatch.setattr("bot.handlers.office.exporting.MEGABYTES", 0)
    await phones.say(small_office.emily, "/export staff csv")
    assert phones.texts(small_office.emily)[-1].startswith("This file would have more than 0 MB")
