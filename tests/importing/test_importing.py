"""Importing into the store: by RUT, name and mail address, all or nothing, twice the same changes nothing, each change with its trace."""

from typing import Any

import pytest

from crm.decision import Decision
from crm.errors import ConflictError
from crm.model import Role
from crm.services.house.office import Office
from crm.services.sheets import importing
from crm.services.sheets.comparison import Standing
from crm.services.sheets.importing import Plan
from crm.services.sheets.importreport import report, whole
from crm.services.sheets.peoplerows import match
from crm.services.write.commit import commit
from crm.sheets.reading import read
from crm.store import bulk, people, records
from crm.words import Words
from tests.importing.files import as_csv, partners
from tests.support.small_office import SANTIAGO, SmallOffice


async def plan(office: Office, what: str, text: str | bytes) -> Plan:
    return await importing.plan(office, text.encode() if isinstance(text, str) else text, what, zone=SANTIAGO)


async def put(office: Office, small: SmallOffice, what: str, text: str | bytes) -> Plan:
    made = await plan(office, what, text)
    if made.effects:
        await commit(office, Decision(made.effects), by=small.emily, source="test:import")
    return made


async def everybody(office: Office) -> Any:
    async with office.store.read() as tx:
        _, *rest = await bulk.everybody(tx)
    return rest


def counts(made: Plan) -> tuple[int, int, int, int]:
    return len(made.new), len(made.changed), made.same, made.bad


async def test_partners_are_known_by_rut_then_by_name_and_an_empty_cell_takes_nothing_away(office: Office, small_office: SmallOffice):
    text = (
        "RUT;Razón social;Comuna;Fono;Tipo\n"
        "76.123.456-0;ACME S.A.;Ñuñoa;;Cliente y proveedor\n"
        ";Comercial Andes Ltda;;+56 2 2233 4455;\n"
        "76.000.000-0;Nueva SpA;Arica;;Proveedor\n"
        "76.400.100-1;Ferretería Sur Ltda.;Temuco;;\n"
    )
    made = await put(office, small_office, "partners", text)
    assert counts(made) == (1, 2, 1, 0)
    found = {one.name: one for one in (await everybody(office))[0]}
    acme = found["ACME S.A."]
    assert (acme.id, acme.city, acme.phone, acme.is_supplier) == (small_office.acme.id, "Ñuñoa", "+56 2 2345 6789", True)
    assert found["Comercial Andes Ltda"].id == small_office.andes.id
    assert (found["Nueva SpA"].is_customer, found["Nueva SpA"].is_supplier) == (False, True)
    assert counts(await plan(office, "partners", text)) == (0, 0, 4, 0)


async def test_who_has_no_rut_yet_gets_it_by_the_name(office: Office, small_office: SmallOffice):
    await put(office, small_office, "partners", "Nombre\nPanadería El Trigal\n")
    made = await put(office, small_office, "partners", "RUT;Nombre\n76.000.000-0;PANADERIA EL TRIGAL\n")
    assert counts(made) == (0, 1, 0, 0)
    assert [one.rut for one in (await everybody(office))[0] if "TRIGAL" in one.name] == ["76.000.000-0"]


async def test_every_imported_change_has_its_line_of_history_and_is_found_at_once(office: Office, small_office: SmallOffice):
    await put(office, small_office, "partners", "RUT;Nombre;Comuna\n76.123.456-0;ACME Chile S.A.;\n76.000.000-0;Nueva SpA;Arica\n")
    async with office.store.read() as tx:
        lines = [(change.staff_id, line) for change, line in await records.latest(tx, ("partner",))]
    assert [(staff, line.verb, line.before, line.after) for staff, line in reversed(lines)] == [
        (small_office.emily.id, "add", {}, {"is_customer": True, "is_supplier": False, "rut": "76.000.000-0", "name": "Nueva SpA", "city": "Arica"}),
        (small_office.emily.id, "set", {"name": "ACME S.A."}, {"name": "ACME Chile S.A."}),
    ]  # fmt: skip
    from crm.services.meaning import directory, whois

    snapshot = await directory.snapshot(office)
    assert whois.matches(snapshot, "acme chile").sure.id == small_office.acme.id


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("RUT;Nombre\n76.000.000-0;A1\n76.000.000-0;A2\n", [(3, "RUT", "twice", "2")]),
        ("Nombre\nUno SpA\nUNO S.p.A.\n", [(3, "Nombre", "twice", "2")]),
        ("RUT;Nombre\n76.000.000-0;Uno\n;Uno\n", [(3, "Nombre", "twice", "2")]),
        ("RUT;Nombre\n76.200.300-7;Otro\n;Comercial Andes\n", [(3, "RUT", "changed twice", "2")]),
        ("RUT;Fono\n76.000.000-0;987654321\n", [(2, "", "new", "")]),
    ],
)
async def test_a_line_that_repeats_another_or_says_too_little_is_a_problem(office: Office, small_office: SmallOffice, text, problems):
    made = await plan(office, "partners", text)
    assert [(p.line, p.column, p.code, p.detail) for p in made.problems] == problems


async def test_somebody_who_is_no_longer_there_is_not_changed_unawares(office: Office, small_office: SmallOffice):
    assert counts(await put(office, small_office, "partners", "RUT;Activo\n76.123.456-0;no\n")) == (0, 1, 0, 0)
    text = "RUT;Comuna;Activo\n76.123.456-0;Talca;%s\n"
    assert [p.code for p in (await plan(office, "partners", text % "")).problems] == ["gone"]
    assert counts(await plan(office, "partners", text % "sí")) == (0, 1, 0, 0)
    assert [p.code for p in (await plan(office, "contacts", "RUT;Nombre\n76.123.456-0;Pedro Lira\n")).problems] == ["gone"]


async def test_contacts_are_known_by_partner_and_mail_address_then_name(office: Office, small_office: SmallOffice):
    text = (
        "Empresa;RUT;Nombre;Apellido;Cargo;Correo;Celular\n"
        "ACME;;Juan;Pérez;gerente;juan.perez@acme.cl;\n"
        ";76.123.456-0;MARTA SOTO;;;;+56 9 8111 2222\n"
        "Comercial Andes;;Juan;Pérez;;juan@andes.cl;\n"
        "Nadie Ltda;;Rosa;Lira;;;\n"
        ";76.000.000-0;Rosa;Lira;;;\n"
    )
    made = await put(office, small_office, "contacts", text)
    assert [(p.line, p.column, p.code) for p in made.problems] == [(5, "Empresa", "no partner"), (6, "RUT", "no partner")]
    assert counts(made) == (1, 2, 0, 2)
    found = {one.id: one for one in (await everybody(office))[1]}
    assert found[small_office.juan.id].position == "gerente"
    assert found[small_office.marta.id].phone == "+56 9 8111 2222"
    again = await plan(office, "contacts", text)
    assert counts(again) == (0, 0, 3, 2)


async def test_two_people_of_one_name_at_a_partner_stay_two(office: Office, small_office: SmallOffice):
    text = "Empresa;Nombre;Correo\nAndes Comercial;x;\nComercial Andes;Ana Díaz;a1@andes.cl\nComercial Andes;Ana Díaz;a2@andes.cl\n"
    made = await put(office, small_office, "contacts", text)
    assert counts(made) == (2, 0, 0, 1)
    assert counts(await plan(office, "contacts", text)) == (0, 0, 2, 1)


async def test_staff_are_known_by_mail_address_and_an_administrator_remains(office: Office, small_office: SmallOffice):
    text = (
        "Nombre;Correo;Rol;Idioma\n"
        "Bruno Díaz;bruno.diaz@losrobles.cl;supervisor;\n"
        "Rosa Lira;rosa@losrobles.cl;;en\n"
        "Emily Clark;emily.clark@losrobles.cl;personal;\n"
        "Rosa Lira;rosa@losrobles.cl;;\n"
    )
    made = await put(office, small_office, "staff", text)
    assert [(p.line, p.column, p.code) for p in made.problems] == [(4, "Rol", "last administrator"), (5, "Correo", "twice")]
    found = {one.email: one for one in (await everybody(office))[2]}
    assert found["bruno.diaz@losrobles.cl"].role is Role.SUPERVISOR
    rosa = found["rosa@losrobles.cl"]
    assert (rosa.role, rosa.language, rosa.zone, rosa.telegram_id) == (Role.STAFF, "en", SANTIAGO, None)


async def test_a_plan_is_refused_where_anybody_changed_since(office: Office, small_office: SmallOffice):
    made = await plan(office, "partners", "RUT;Nombre\n76.000.000-0;Nueva\n")
    async with office.store.begin() as tx:
        await people.add_partner(tx, name="Nueva", rut="76.000.000-0")
    with pytest.raises(ConflictError):
        await commit(office, Decision(made.effects), by=None, source="test")
    assert counts(await plan(office, "partners", "RUT;Nombre\n76.000.000-0;Nueva\n")) == (0, 0, 1, 0)


FAULTS = (
    lambda row: [row[0][:-1] + ("0" if row[0][-1] != "0" else "1"), *row[1:]],
    lambda row: [*row[:5], "12", *row[6:]],
    lambda row: [*row[:6], "nadie", row[7]],
    lambda row: [row[0], "x" * 300, *row[2:]],
    lambda row: [*row[:7], "socio"],
    lambda row: [*row, "sobra"],
)


def with_300_bad(rows: list[list[str]]) -> set[int]:
    """Make 290 of 20,000 lines wrong each in its way and ten say a RUT twice; which, as positions."""
    bad = set(range(7, 20_000, 67)[:290])
    for at in bad:
        rows[at] = FAULTS[at % len(FAULTS)](rows[at])
    for at in range(19_990, 20_000):
        rows[at][0] = rows[at - 10_000][0]
    return bad | set(range(19_990, 20_000))


def test_20_000_lines_with_300_bad_ones_are_refused_and_each_bad_line_is_named_with_its_reason():
    rows = partners(20_000)
    bad = with_300_bad(rows)
    sheet = read(as_csv(rows, encoding="cp1252"), "partners", {})
    found = match(sheet, Standing(1, (), (), ()), {})
    problems = (*sheet.problems, *found.problems)
    assert {problem.line for problem in problems} == {at + 2 for at in bad}
    assert len(bad) == 300
    assert {problem.code for problem in problems} == {"check digit", "phone", "email", "long", "side", "wide", "twice"}
    assert len(found.new) == 19_700
    said = report(problems, Words("es")).decode("utf-8-sig").splitlines()
    assert len(said) == 301
    assert said[1] == "9;Teléfono;12;un solo teléfono, como +56 9 8765 4321"
    assert said[-1] == f"20001;RUT;{rows[-1][0]};cada uno una vez: ya está en la línea 10001"


async def test_the_good_lines_of_a_bad_file_can_be_imported_and_the_bad_ones_stay_bad(office: Office, small_office: SmallOffice):
    rows = [FAULTS[at % len(FAULTS)](row) if at % 50 == 7 else row for at, row in enumerate(partners(1200))]
    data = as_csv(rows, encoding="cp1252")
    made = await put(office, small_office, "partners", data)
    assert counts(made) == (1176, 0, 0, 24)
    assert len((await everybody(office))[0]) == 6 + 1176
    assert counts(await plan(office, "partners", data)) == (0, 0, 1176, 24)


async def test_lines_of_tables_are_known_by_table_and_code_and_taken_back(office: Office, small_office: SmallOffice):
    text = "Tabla;Código;Español;Inglés;Activo\nEventos;vis;Visita;Visit;\nTask types;PED;Pedido;;no\n"
    assert counts(await put(office, small_office, "tables", text)) == (2, 0, 0, 0)
    assert counts(await plan(office, "tables", text)) == (0, 0, 2, 0)
    made = await put(office, small_office, "tables", "Tabla;Código;Inglés;Activo\nEvents;VIS;Call;\nTipos de tarea;PED;;sí\n")
    assert counts(made) == (0, 2, 0, 0)
    async with office.store.read() as tx:
        stands = {entry.code: entry for entry, _ in await bulk.all_entries(tx)}
    assert (stands["VIS"].labels, stands["PED"].active) == ({"es": "Visita", "en": "Call"}, True)
    assert "Name;Visita / Visit;Visita / Call" in whole(made, Words("en")).decode()
    with pytest.raises(ConflictError):  # somebody changed one of them since it was planned
        await commit(office, Decision(made.effects), by=small_office.emily, source="test:late")


async def test_a_wrong_line_of_a_table_is_named_with_its_reason(office: Office, small_office: SmallOffice):
    text = (
        "Tabla;Código;Nombre;Texto\nPlantas;A;Uno;\nEventos;UNCODIGOLARGO;Dos;\nEventos;B;;\nEventos;C;Tres;hola\n"
        "Textos estándar;D;Cuatro;{{ nadie }}\nEventos;E;Cinco;\nEventos;e;Seis;\nEventos;F;…;\n"
    )
    made = await plan(office, "", text)
    assert made.sheet.what == "tables"
    codes = [(one.line, one.column, one.code) for one in made.problems]
    assert codes == [
        (2, "Tabla", "table"),
        (3, "Código", "code"),
        (4, "Nombre", "new"),
        (5, "Texto", "no text"),
        (6, "Texto", "placeholder"),
        (8, "Código", "twice"),
        (9, "Nombre", "label"),
    ]
    assert "nadie" in made.problems[4].expected(Words("es"))
