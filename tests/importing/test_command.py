"""`acciones import`: what a person sees, and that nothing is half written."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.importing.files import as_csv, as_xlsx, partners
from tests.support.command import acciones, installation

COLUMNS = (
    "Columnas: RUT · Razón social → Nombre · Nombre de fantasía · Dirección · Comuna → Ciudad · Teléfono · "
    "Correo electrónico → Correo · Tipo → Cliente o proveedor"
)


@pytest.fixture(autouse=True)
def office(tmp_path: Path, sqlite_template: Path) -> None:
    installation(tmp_path, template=sqlite_template)


def count(folder: Path, table: str = "partners") -> int:
    with closing(sqlite3.connect(folder / "data" / "acciones.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_good_file_is_imported_and_the_same_again_changes_nothing(tmp_path: Path):
    (tmp_path / "clientes.csv").write_bytes(as_csv(partners(12), encoding="cp1252"))
    said = acciones("import", "partners", "clientes.csv", "--dry-run", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == [
        "Clientes y proveedores · 12 líneas",
        COLUMNS,
        *(f"  Línea {n + 2}: nuevo · Comercial Ñuñoa {n} Ltda." for n in range(12)),
        "12 nuevos",
    ]
    assert count(tmp_path) == 0
    assert acciones("import", "partners", "clientes.csv", cwd=tmp_path).stdout.splitlines()[-2:] == ["12 nuevos", "Importado."]
    assert count(tmp_path) == 12
    again = acciones("import", "partners", "clientes.csv", cwd=tmp_path)
    assert again.stdout.splitlines()[-2:] == ["12 ya iguales", "No había nada que cambiar."]
    assert count(tmp_path, "changes") == 1


def test_with_a_bad_line_nothing_is_written_and_the_report_lies_beside_the_file(tmp_path: Path):
    rows = [*partners(3), ["76.123.456-1", "ACME", "", "", "", "12", "", ""]]
    (tmp_path / "clientes.xlsx").write_bytes(as_xlsx(rows))
    said = acciones("import", "partners", "clientes.xlsx", cwd=tmp_path)
    assert said.returncode == 1
    assert "  Línea 5, RUT «76.123.456-1»: se espera otro RUT: con ese número el dígito verificador es 0" in said.stdout
    assert said.stdout.splitlines()[-1] == "No se escribió nada; corrige el archivo, o usa --skip-bad."
    assert count(tmp_path) == 0
    with (tmp_path / "clientes.errores.csv").open(encoding="utf-8-sig", newline="") as file:
        report = list(csv.reader(file, delimiter=";"))
    assert report == [
        ["Línea", "Columna", "Valor", "Se espera"],
        ["5", "RUT", "76.123.456-1", "otro RUT: con ese número el dígito verificador es 0"],
        ["5", "Teléfono", "12", "un solo teléfono, como +56 9 8765 4321"],
    ]
    said = acciones("import", "partners", "clientes.xlsx", "--skip-bad", cwd=tmp_path)
    assert said.returncode == 0
    assert said.stdout.splitlines()[-1] == "Importado."
    assert count(tmp_path) == 3


def test_a_map_says_what_the_guess_cannot_know_and_english_is_spoken(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"id,who\n76.123.456-0,ACME\n")
    said = acciones("import", "partners", "a.csv", "--map", "id=rut", "--map", "2=name", cwd=tmp_path, LANG="en_GB.UTF-8")
    assert said.stdout.splitlines() == ["Customers and suppliers · 1 line", "Columns: id → RUT · who → Name", "1 new", "Imported."]


def test_quotes_are_imported_once_there_is_somebody_who_follows_them_up(tmp_path: Path):
    (tmp_path / "clientes.csv").write_text("RUT;Razón social\n76.123.456-0;ACME\n")
    (tmp_path / "personal.csv").write_text("Nombre;Correo;Rol\nEmily Clark;emily@losrobles.cl;administradora\n")
    (tmp_path / "cotizaciones.csv").write_text(
        "Cotización;Cliente;Monto;Estado;Fecha\n1187;ACME;1.250.000;;\n1188;ACME;UF 3;Aprobada;5-10-2026\n"
    )
    assert acciones("import", "partners", "clientes.csv", cwd=tmp_path).returncode == 0
    said = acciones("import", "quotes", "cotizaciones.csv", cwd=tmp_path)
    assert said.returncode == 1
    assert "  Línea 2: se espera el nombre de alguien del personal" in said.stdout.splitlines()
    assert count(tmp_path, "actions") == 0
    assert acciones("import", "staff", "personal.csv", cwd=tmp_path).returncode == 0
    for told in ("2 nuevos", "2 ya iguales"):
        assert told in acciones("import", "quotes", "cotizaciones.csv", cwd=tmp_path).stdout.splitlines()
    assert count(tmp_path, "actions") == 2


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path):
    (tmp_path / "foto.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (tmp_path / "otra.csv").write_bytes(b"a;b\n1;2\n")
    for arguments, sentence in (
        (("foto.csv",), "foto.csv: Esto no es una tabla: leo CSV y XLSX."),
        (
            ("otra.csv",),
            "otra.csv: No encuentro los títulos: la primera línea debe nombrar las columnas, por ejemplo RUT; Razón social; Teléfono; Correo.",
        ),
        (("otra.csv", "--map", "a"), "«a» no dice qué columna es qué: --map «Glosa=name»."),
        (("otra.csv", "--map", "z=rut"), "otra.csv: No hay una columna «z»."),
    ):
        said = acciones("import", "partners", *arguments, cwd=tmp_path)
        assert (said.returncode, said.stderr.strip()) == (2, sentence)


def test_what_is_exported_is_a_file_that_imports_without_a_change(tmp_path: Path):
    (tmp_path / "clientes.csv").write_bytes(as_csv(partners(12)))
    acciones("import", "partners", "clientes.csv", cwd=tmp_path)
    for arguments, name in (
        (("clientes", "--out", "todo.xlsx"), "todo.xlsx"),
        (("partners", "--out", "all.txt", "--format", "csv", "--lang", "en"), "all.txt"),
    ):
        said = acciones("export", *arguments, cwd=tmp_path)
        assert (said.returncode, said.stdout) == (0, f"Clientes y proveedores · 12 líneas → {name}\n"), said.stderr
        again = acciones("import", "partners", name, "--dry-run", cwd=tmp_path)
        assert (again.returncode, again.stdout.splitlines()[-1]) == (0, "12 ya iguales")
    said = acciones("export", "cotizaciones", cwd=tmp_path)
    (made,) = tmp_path.glob("cotizaciones-*.csv")
    assert said.stdout == f"Cotizaciones · 0 líneas → {made.name}\n"
    said = acciones("export", "customers", "--out", "-", cwd=tmp_path, LANG="en_GB.UTF-8")
    assert said.stdout.startswith("\ufeffRUT;Nombre;")
    assert said.stderr == "Customers and suppliers · 12 lines\n"
    assert not list(tmp_path.glob("*.part"))


def test_an_export_of_nothing_known_or_to_nowhere_is_one_sentence(tmp_path: Path):
    said = acciones("export", "plantas", cwd=tmp_path)
    assert said.returncode == 2
    assert said.stderr.startswith("No sé qué es «plantas»; hay: partners, contacts, staff, tables, task, call,")
    said = acciones("export", "partners", "--out", "none/a.csv", cwd=tmp_path)
    assert (said.returncode, said.stderr) == (2, "No se pudo escribir none/a.csv: No such file or directory.\n")
