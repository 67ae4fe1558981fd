"""Files that are no table, or a trap: one sentence each, within bounded time and memory, and the program goes on."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from crm.sheets import apart
from crm.sheets.errors import SheetError
from crm.sheets.reading import read
from tests.importing.files import HEADINGS, as_csv, as_xlsx, partners


def packed(*entries: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def with_sheet(xml: bytes) -> bytes:
    """A workbook of ours whose sheet is something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(partners(1)))) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else before.read(name))
    return out.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%b</sheetData></worksheet>'

FILES = {
    "empty": (b"", "empty"),
    "blank": (b"\n\n ; ; \n", "empty"),
    "only headings": (as_csv([]), "empty"),
    "no headings, and nothing that is sure": (b"ACME;Santiago\nAndes;Talca\n", "headings"),
    "no column that names the partner": (b"Telefono;Correo\n987654321;a@b.cl\n", "columns"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "junk"),
    "noise": (bytes((n * 7919 + 13) % 256 for n in range(50_000)), "junk"),
    "half of a UTF-16 letter": ("RUT;Nombre\n".encode("utf-16") + b"\x41", "junk"),
    "a PDF": (b"%PDF-1.7\n" + bytes(2000), "junk"),
    "an old .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old"),
    "a ZIP of something else": (packed(("hola.txt", b"hola")), "other"),
    "a torn workbook": (as_xlsx(partners(3))[:-200], "broken"),
    "a workbook with torn XML": (with_sheet(b"<worksheet><sheetData><row><c><v>1"), "broken"),
    "a bomb": (packed(("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", bytes(250 << 20))), "unpacked"),
    "a bomb of many small files": (packed(*((f"xl/workbook.xml{n}", b"") for n in range(2100))), "unpacked"),
    "51 MB": (b"a;b\n" * (13 << 20), "bytes"),
    "100,001 lines": (b"RUT;Nombre\n" + b"76.123.456-0;ACME\n" * 100_001, "rows"),
    "a quotation mark that never ends": (b'RUT;Nombre\n76.123.456-0;"ACME\n' + b"76.200.300-7;Andes\n" * 20_000, "cell"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_its_reason(name):
    data, code = FILES[name]
    began = time.perf_counter()
    with pytest.raises(SheetError) as error:
        read(data, "partners", {})
    assert error.value.code == code
    assert time.perf_counter() - began < 10


def test_a_huge_cell_is_the_problem_of_its_line_only():
    data = as_csv([*partners(2), ["76.123.456-0", "x" * 100_000, "", "", "", "", "", ""]])
    sheet = read(data, "partners", {})
    assert [(p.line, p.code, len(p.said)) for p in sheet.problems] == [(4, "long", 80)]
    assert len(sheet.lines) == 2


def test_a_formula_counts_as_what_it_came_to_and_is_a_problem_where_it_came_to_nothing():
    sheet = read(as_xlsx([["76.123.456-0", "=1+1"], ["76.200.300-7", "Andes"]], ("RUT", "Nombre")), "partners", {})
    assert [(p.line, p.column, p.code) for p in sheet.problems] == [(2, "Nombre", "formula")]
    row = b'<row r="1"><c t="inlineStr"><is><t>RUT</t></is></c><c t="inlineStr"><is><t>Nombre</t></is></c></row>'
    row += b'<row r="2"><c t="str"><f>A9</f><v>76.123.456-0</v></c><c t="str"><f>B9</f><v>ACME</v></c></row>'
    assert read(with_sheet(SHEET % row), "partners", {}).lines[0].values == {"rut": "76.123.456-0", "name": "ACME"}


def test_a_row_far_below_and_a_cell_far_to_the_right_cost_no_memory():
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Nombre</t></is></c><c r="B1" t="inlineStr"><is><t>Comuna</t></is></c></row>'
    row += b'<row r="2"><c r="A2" t="inlineStr"><is><t>ACME</t></is></c><c r="XFD2"><v>1</v></c></row>'
    row += b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Andes</t></is></c></row>'
    sheet = read(with_sheet(SHEET % row), "partners", {})
    assert [(line.number, line.values["name"]) for line in sheet.lines] == [(2, "ACME"), (1048576, "Andes")]


async def test_a_file_that_takes_too_long_or_too_much_memory_harms_nobody(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 3.0)
    endless = with_sheet(SHEET % b'<row r="1"><c t="inlineStr"><is><t>RUT</t></is></c></row><row r="99999999999"><c><v>1</v></c></row>')
    with pytest.raises(SheetError) as error:
        await apart.sheet(endless, "partners")
    assert error.value.code in ("slow", "empty")  # stopped, or nothing but empty lines below
    sheet = await apart.sheet(as_csv(partners(2)), "partners")
    assert len(sheet.lines) == 2


async def test_a_file_is_read_in_a_process_that_knows_no_secret(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("ACCIONES_TELEGRAM_TOKEN", "123:secret")
    sheet = await apart.sheet(as_csv(partners(1)), "partners", {HEADINGS[7]: "-"})
    assert "is_customer" not in sheet.lines[0].values
    with pytest.raises(SheetError) as error:
        await apart.sheet(b"\x00" * 100, "partners")
    assert error.value.code == "junk"
