"""Reading tables: every usual separator, encoding and heading; what is wrong is told by line, column and expectation."""

import pytest

from crm.model import Role
from crm.sheets.columns import guess
from crm.sheets.errors import SENTENCES, SheetError
from crm.sheets.guard import guarded, unguarded
from crm.sheets.problems import EXPECTED, Problem
from crm.sheets.reading import read
from crm.sheets.targets import CONTACTS, PARTNERS, STAFF, TARGETS
from crm.words import Words
from tests.importing.files import HEADINGS, as_csv, as_xlsx, partners


def faults(data: bytes, what: str = "partners") -> list[tuple[int, str, str]]:
    return [(p.line, p.column, p.code) for p in read(data, what, {}).problems]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_of_any_usual_separator_and_encoding_reads_the_same(separator, encoding):
    sheet = read(as_csv(partners(30), separator=separator, encoding=encoding), "partners", {})
    assert [name for _, name in sheet.columns] == ["rut", "name", "trade_name", "address", "city", "phone", "email", "kind"]
    assert len(sheet.lines) == 30
    assert not sheet.problems
    assert sheet.lines[3].number == 5
    assert sheet.lines[3].values["name"] == "Comercial Ñuñoa 3 Ltda."
    assert sheet.lines[3].values["address"] == "Calle 3, of. 3"
    assert (sheet.lines[3].values["is_customer"], sheet.lines[3].values["is_supplier"]) == (True, False)


def test_a_workbook_reads_the_same_as_csv():
    assert read(as_xlsx(partners(30)), "partners", {}).lines == read(as_csv(partners(30)), "partners", {}).lines


def test_a_workbook_that_keeps_rut_and_phone_as_numbers_is_read():
    sheet = read(as_xlsx([[761234560, "ACME", 987654321.0]], ("RUT", "Nombre", "Fono")), "partners", {})
    assert sheet.lines[0].values == {"rut": "76.123.456-0", "name": "ACME", "phone": "+56 9 8765 4321"}


def test_excels_own_hint_of_the_separator_is_believed():
    sheet = read(b"sep=|\r\nRUT|Nombre\r\n76.123.456-0|A; B; C\r\n", "partners", {})
    assert [(line.number, line.values["name"]) for line in sheet.lines] == [(3, "A; B; C")]


def test_a_title_above_the_headings_and_blank_lines_do_not_matter():
    text = "Listado de clientes, al 24 de noviembre\n\n\nRUT;Razon Socail;Observaciones\n\n76.123.456-0;ACME;buen cliente\n"
    sheet = read(text.encode(), "partners", {})
    assert sheet.columns == (("RUT", "rut"), ("Razon Socail", "name"))
    assert sheet.unused == ("Observaciones",)
    assert [(line.number, line.values["name"]) for line in sheet.lines] == [(6, "ACME")]


def test_a_cell_of_several_lines_keeps_the_numbers_that_an_editor_shows():
    sheet = read(b'RUT;Nombre;Direccion\n76.123.456-0;ACME;"Av. Uno 1\nSantiago"\n76.200.300-7;Andes;\n', "partners", {})
    assert [line.number for line in sheet.lines] == [2, 4]
    assert sheet.lines[0].values["address"] == "Av. Uno 1 Santiago"


@pytest.mark.parametrize(
    ("target", "headings", "fields"),
    [
        (PARTNERS, ["R.U.T.", "Razón Social", "Fantasía", "Domicilio", "Ciudad", "Comuna", "Fono 1", "E-mail"], "rut name trade_name address city - phone email"),
        (PARTNERS, ["Tax ID", "Company", "Street", "City", "Phone number", "Mail address", "Customer", "Supplier"], "rut name address city phone email is_customer is_supplier"),
        (PARTNERS, ["NOMBRE", "CORREO", "CLIENTE", "PROVEEDOR", "N° de teléfono"], "name email is_customer is_supplier phone"),
        (CONTACTS, ["RUT Empresa", "Empresa", "Nombre", "Apellidos", "Cargo", "Celular", "Correo"], "partner_rut partner name surname position phone email"),
        (CONTACTS, ["Company", "Full name", "Job title", "E-mail"], "partner name position email"),
        (CONTACTS, ["Cliente", "Contacto", "Teléfono"], "partner name phone"),
        (STAFF, ["Nombre", "Correo", "Rol", "Idioma", "Zona horaria"], "name email role language zone"),
    ],
)  # fmt: skip
def test_columns_are_guessed_from_their_headings(target, headings, fields):
    found = guess(headings, target)
    assert " ".join(found.get(at, "-") for at in range(len(headings))) == fields


@pytest.mark.parametrize("target", TARGETS.values(), ids=lambda target: target.name)
@pytest.mark.parametrize("language", ["es", "en"])
def test_a_label_of_ours_is_a_heading_that_is_understood(target, language):
    words = Words(language)
    assert list(guess([words(column.label) for column in target.columns], target).values()) == [column.name for column in target.columns]


def test_a_map_says_what_a_heading_means_where_the_guess_is_wrong():
    data = b"ID;Glosa;Fono\n76.123.456-0;ACME;+56 9 8765 4321\n"
    sheet = read(data, "partners", {"id": "rut", "2": "name", "Fono": "-"})
    assert sheet.columns == (("ID", "rut"), ("Glosa", "name"))
    assert sheet.unused == ("Fono",)
    for wishes, code in (({"Otra": "rut"}, "map"), ({"ID": "color"}, "field")):
        with pytest.raises(SheetError) as error:
            read(data, "partners", wishes)
        assert error.value.code == code


def test_every_wrong_cell_is_a_problem_with_its_line_and_column():
    data = (
        "RUT;Nombre;Teléfono;Correo;Tipo;Activo\n"
        "76.123.456-1;A1;;;;\n"
        "hola;A2;;;;\n"
        "76.200.300-7;A3;12;nada;socio;quizás\n"
        ";;;x@y.cl;;\n"
        "76.400.100-1;A5;;;;;sobra\n"
        "76.400.200-8;" + "x" * 201 + ";;;;\n"
        "76.543.210-3;#N/A;;;;\n"
        "76.800.900-7;bien;987654321;A@B.cl;Cliente y proveedor;Sí\n"
    )
    sheet = read(data.encode(), "partners", {})
    assert [(p.line, p.column, p.code) for p in sheet.problems] == [
        (2, "RUT", "check digit"),
        (3, "RUT", "rut"),
        (4, "Teléfono", "phone"),
        (4, "Correo", "email"),
        (4, "Tipo", "side"),
        (4, "Activo", "flag"),
        (5, "RUT", "needed"),
        (6, "", "wide"),
        (7, "Nombre", "long"),
        (8, "Nombre", "formula"),
    ]
    assert sheet.problems[0].expected(Words("es")) == "otro RUT: con ese número el dígito verificador es 0"
    assert (sheet.total, [line.number for line in sheet.lines]) == (8, [9])
    assert sheet.lines[0].values | {"rut": ""} == {
        "rut": "", "name": "bien", "phone": "+56 9 8765 4321", "email": "a@b.cl", "is_customer": True, "is_supplier": True, "active": True,
    }  # fmt: skip


def test_what_an_export_guarded_is_taken_as_it_was():
    sheet = read(b"RUT;Nombre;Fono\n76.123.456-0;'=ACME;'+56 9 8765 4321\n", "partners", {})
    assert sheet.lines[0].values == {"rut": "76.123.456-0", "name": "=ACME", "phone": "+56 9 8765 4321"}


@pytest.mark.parametrize("text", ["=1+1", "+56 9", "-1", "@x", "\t=1", "\n=1", "＝1", "＠x", "'=1", "''＋1"])
def test_what_may_be_a_formula_is_guarded_and_comes_back(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text.strip()


def test_a_role_a_language_and_a_zone_are_read_in_both_languages():
    data = b"Nombre;Correo;Rol;Idioma;Zona horaria\nAna Rojas;a@x.cl;Supervisora;espa\xc3\xb1ol;America/Punta_Arenas\nEmil Hay;e@x.cl;admin;en;Marte\n"
    sheet = read(data, "staff", {})
    assert sheet.lines[0].values["role"] is Role.SUPERVISOR
    assert (sheet.lines[0].values["language"], sheet.lines[0].values["zone"].key) == ("es", "America/Punta_Arenas")
    assert faults(data, "staff") == [(3, "Zona horaria", "zone")]


def test_everything_that_reading_says_has_its_spanish():
    words, english = Words("es"), Words("en")
    labels = {column.label for target in TARGETS.values() for column in target.columns if column.label != "RUT"}
    said = {*SENTENCES.values(), *EXPECTED.values(), *labels, *(target.title for target in TARGETS.values())}
    assert {text for text in said if words(text) == text} == set()
    assert all(Problem(1, "", "", code, "x").expected(english) for code in EXPECTED)


def test_the_headings_of_these_tests_are_all_used():
    assert not read(as_csv(partners(1)), "partners", {}).unused
    assert len(HEADINGS) == 8
