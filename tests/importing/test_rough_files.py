"""Files as people really have them: no headings, twice the same one, several sheets, numbers and dates that a program spoilt."""

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crm.sheets.errors import SheetError
from crm.sheets.reading import read
from tests.bot.phones import Phones
from tests.importing.files import as_csv, as_xlsx, partners
from tests.importing.test_chat import send
from tests.importing.test_command import count
from tests.support.command import acciones, installation
from tests.support.small_office import SmallOffice


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("what", "text", "fields", "first"),
    [
        (
            "partners",
            "76.123.456-0;ACME S.A.;987654321\n76.200.300-7;Comercial Andes;\nmal;Tercera SpA;\n",
            {0: "rut", 1: "name", 2: "phone"},
            {"rut": "76.123.456-0", "name": "ACME S.A.", "phone": "+56 9 8765 4321"},
        ),
        (
            "contacts",
            "ACME S.A.,Ana Díaz,ana@acme.cl\nAndes,Eva Paz,eva@andes.cl\n",
            {0: "partner", 1: "name", 2: "email"},
            {"partner": "ACME S.A.", "name": "Ana Díaz", "email": "ana@acme.cl"},
        ),
        (
            "contacts",
            "76.123.456-0,Ana Díaz,ana@acme.cl\n",
            {0: "partner_rut", 1: "name", 2: "email"},
            {"partner_rut": "76.123.456-0", "name": "Ana Díaz", "email": "ana@acme.cl"},
        ),
        ("staff", "ana@acme.cl|Ana Díaz|x\n", {0: "email", 1: "name"}, {"name": "Ana Díaz", "email": "ana@acme.cl"}),
    ],
)
def test_without_headings_the_values_say_what_the_columns_are(what, text, fields, first):
    sheet = read(text.encode(), what, {})
    assert (sheet.headless, dict(sheet.fields), dict(sheet.lines[0].values)) == (True, fields, first)
    assert sheet.lines[0].number == 1
    assert sheet.total == text.count("\n")


def test_what_somebody_says_of_a_file_without_headings_loses_no_line():
    text = b"76.123.456-0;ACME S.A.;Tienda\n76.200.300-7;Comercial Andes;Otra\n"
    sheet = read(text, "partners", {"2": "trade_name", "#3": "name"})
    assert [(line.values["name"], line.values["trade_name"]) for line in sheet.lines] == [
        ("Tienda", "ACME S.A."),
        ("Otra", "Comercial Andes"),
    ]


@pytest.mark.parametrize("text", ["Rol;Glosa\n76.123.456-0;ACME\n", "ACME;Santiago\nAndes;Talca\n", "1;2\n3;4\n"])
def test_headings_that_nobody_knows_are_no_values(text):
    with pytest.raises(SheetError, match="I find no headings"):
        read(text.encode(), "partners", {})


def test_of_two_columns_with_one_heading_the_first_counts_and_the_other_is_named_by_its_number():
    text = b"RUT;Nombre;Fono;Fono\n76.123.456-0;ACME;987654321;222334455\n"
    sheet = read(text, "partners", {})
    assert (dict(sheet.fields)[2], sheet.unused) == ("phone", ("Fono (4)",))
    with pytest.raises(SheetError, match="Several columns are called «Fono»"):
        read(text, "partners", {"Fono": "phone"})
    assert read(text, "partners", {"4": "phone"}).lines[0].values["phone"] == "+56 2 2233 4455"


def test_of_several_sheets_the_one_that_fits_is_read_and_another_may_be_chosen():
    data = workbook(
        Portada=[["Listado de clientes"], ["al 24 de noviembre"]],
        Vacía=[],
        Norte=[["RUT", "Nombre", "Fono"], ["76.123.456-0", "ACME", 987654321]],
        Sur=[["RUT", "Nombre"], ["76.200.300-7", "Andes"], ["76.543.210-3", "Maderas"]],
    )
    sheet = read(data, "partners", {})
    assert (sheet.name, sheet.sheets, sheet.total) == ("Norte", ("Portada", "Norte", "Sur"), 1)
    assert [line.values["name"] for line in read(data, "", {}, "", "sur").lines] == ["Andes", "Maderas"]
    with pytest.raises(SheetError, match="there are: Portada, Norte, Sur"):
        read(data, "partners", {}, "", "Este")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("9,87E+08", "shortened"),
        ("9.87654e+08", "shortened"),
        (7.6123456012345678e18, "shortened"),
        (datetime.fromisoformat("2026-05-10 10:30"), "day"),
        (date(2026, 5, 10), "day"),
        (76123456, "check digit"),
        (98765, "rut"),
    ],
)
def test_what_a_spreadsheet_program_spoilt_is_refused_with_its_reason(cell, code):
    (problem,) = read(as_xlsx([[cell, "ACME"]], ("RUT", "Nombre")), "partners", {}).problems
    assert (problem.line, problem.column, problem.code) == (2, "RUT", code)
    assert "spreadsheet program" in problem.expected(_english()) or code in ("check digit", "rut")


def _english() -> Any:
    from crm.words import Words

    return Words("en")


def test_numbers_with_a_needless_nought_and_a_check_digit_of_its_own_are_read():
    sheet = read(b"RUT;DV;Nombre;Fono\n76123456;0;ACME;987654321.0\n1000005;k;Uno;\n", "partners", {})
    assert not sheet.problems
    assert sheet.lines[0].values == {"rut": "76.123.456-0", "name": "ACME", "phone": "+56 9 8765 4321"}
    assert sheet.lines[1].values["rut"] == "1.000.005-K"


def test_the_command_line_takes_a_guess_by_values_only_when_told_and_a_dry_run_says_every_line(tmp_path: Path, sqlite_template: Path):
    installation(tmp_path, template=sqlite_template)
    rows = partners(2)
    (tmp_path / "a.csv").write_bytes(as_csv(rows[1:], rows[0]))
    said = acciones("import", "partners", "a.csv", cwd=tmp_path)
    assert said.returncode == 1
    assert said.stdout.splitlines()[-3:] == [
        "No hay títulos: reconozco las columnas por lo que contienen.",
        "2 nuevos",
        "No se escribió nada; si es así, usa --no-headings.",
    ]
    assert count(tmp_path) == 0
    assert acciones("import", "partners", "a.csv", "--no-headings", cwd=tmp_path).stdout.splitlines()[-1] == "Importado."
    (tmp_path / "b.xlsx").write_bytes(workbook(A=[["Nada"]], B=[["RUT", "Nombre"], [rows[0][0], "Otra"], ["1-9", "X"], ["", "Nueva"]]))
    said = acciones("import", "partners", "b.xlsx", "--dry-run", "--sheet", "B", cwd=tmp_path)
    assert said.stdout.splitlines() == [
        "Clientes y proveedores · 3 líneas · hoja «B»",
        "Columnas: RUT · Nombre",
        "  Línea 2: con cambios · Comercial Ñuñoa 0 Ltda. · Nombre Comercial Ñuñoa 0 Ltda. → Otra",
        "  Línea 3, RUT «1-9»: se espera un RUT con dígito verificador, como 76.123.456-0",
        "  Línea 4: nuevo · Nueva",
        "1 nuevo · 1 con cambios · 1 línea con errores",
    ]


async def test_another_sheet_is_chosen_by_a_button(phones: Phones, small_office: SmallOffice):
    data = workbook(
        Norte=[["RUT", "Nombre", "Fono", "Comuna"], ["76.123.456-0", "ACME S.A.", "", ""]],
        Sur=[["Empresa", "Correo", "Nombre"], ["ACME", "a@b.cl", "Ana Paz"]],
    )
    card = await send(phones, small_office.emily, "a.xlsx", data)
    assert "Customers and suppliers · 1 line · sheet «Norte»" in card.message.text
    await phones.tap(small_office.emily, "📑 Sur")
    assert "Contacts · 1 line · sheet «Sur»" in card.message.text
    await phones.tap(small_office.emily, "", data="imp:sheet:7", message_id=card.id)
    assert phones.texts(small_office.emily)[-1] == "That button no longer counts."
    await phones.tap(small_office.emily, "✅ Import")
    assert "imported: 1 new" in card.message.text
