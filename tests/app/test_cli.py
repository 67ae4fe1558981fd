"""The command line: quick, in one sentence, with exit code 2 for what a person can mend."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import ROOT, acciones, installation, process


def test_help_names_the_commands(tmp_path: Path):
    said = process("--help", cwd=tmp_path)
    for command in ("demo", "run", "doctor", "explain", "db", "inbox", "staff", "import", "export"):
        assert command in said.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys, app.cli; print([m for m in ('telegram', 'sqlalchemy', 'apscheduler', 'weasyprint', 'aiosmtpd') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("run",), 2, "127.0.0.1:"),
        (("demo", "--smtp-port", "0", "--port"), 2, "127.0.0.1:"),
        (("db", "upgrade"), 0, "La base de datos está al día."),
        (("inbox", "list"), 0, "Nada falló y nada está retenido."),
        (("staff", "list"), 0, "No hay nadie todavía."),
        (("import", "partners", "a.csv"), 0, "Importado."),
        (("export", "partners"), 0, "Clientes y proveedores · 0 líneas → "),
        (("init", "--no-input", "--force"), 2, "Falta una respuesta: Nombre de la empresa"),
        (("explain", "dates", "mañana a las 10"), 0, '"kind": "datetime"'),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_every_command_runs_as_a_program_of_its_own(
    arguments: tuple[str, ...], code: int, told: str, tmp_path: Path, sqlite_template: Path
):
    """Here the port is taken; `doctor` is in test_schema.py; everything else of each is tried in this process (`acciones`)."""
    installation(tmp_path, template=sqlite_template)
    (tmp_path / "a.csv").write_text("RUT;Razón social\n76.123.456-0;ACME\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = process(*arguments, *([port] if arguments[-1] == "--port" else ()), cwd=tmp_path, ACCIONES_SMTP_PORT=port)
    assert said.returncode == code, said
    assert told in (said.stderr if code else said.stdout)
    assert len(said.stderr.strip().splitlines()) == bool(code)


def test_a_wrong_setting_ends_with_one_sentence_and_exit_code_2(tmp_path: Path):
    said = acciones("run", cwd=tmp_path, ACCIONES_SMTP_PORT="mucho")
    assert said.returncode == 2
    assert said.stderr.strip() == "El ajuste «smtp_port» debe ser un puerto de 1 a 65535, o 0 para no recibir correo, y dice «mucho»."
    assert said.stdout == ""


@pytest.mark.parametrize(
    "arguments", [("run",), ("doctor",), ("staff", "list"), ("inbox", "list"), ("export", "partners"), ("db", "upgrade")]
)
def test_where_nothing_says_which_office_none_is_opened(arguments: tuple[str, ...], tmp_path: Path):
    said = acciones(*arguments, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert (
        said.stderr.strip() == "Aquí no hay acciones.toml: ponte en su carpeta, nómbralo con ACCIONES_CONFIG, o créalo con «acciones init»."
    )
    assert list(tmp_path.iterdir()) == []


def test_the_office_is_found_from_wherever_one_stands(tmp_path: Path):
    installation(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = acciones("staff", "list", cwd=elsewhere, ACCIONES_CONFIG="../acciones.toml")
    assert (said.returncode, said.stdout) == (0, "No hay nadie todavía.\n")
    assert list(elsewhere.iterdir()) == []


def test_the_doctor_looks_at_the_database(tmp_path: Path, sqlite_template: Path):
    installation(tmp_path, template=sqlite_template)
    assert "✓ base de datos: SQLite\n" in acciones("doctor", cwd=tmp_path).stdout


def test_an_unknown_country_is_one_sentence_from_the_doctor(tmp_path: Path):
    installation(tmp_path)
    said = acciones("doctor", cwd=tmp_path, ACCIONES_COUNTRY="XX")
    assert said.returncode == 2
    assert said.stderr.strip() == "El ajuste «country» debe ser el país cuyos feriados cuentan, como CL; vacío: ninguno, y dice «XX»."


def test_an_unreachable_database_is_one_sentence_without_its_password(tmp_path: Path):
    said = acciones("staff", "list", cwd=tmp_path, ACCIONES_DATABASE_URL="postgresql://ana:secreto@127.0.0.1:1/x")
    assert said.returncode == 2
    assert "No se puede abrir la base de datos PostgreSQL" in said.stderr
    assert "secreto" not in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_an_unknown_input_is_said_so(tmp_path: Path):
    installation(tmp_path)
    assert "No hay una entrada 7" in acciones("inbox", "retry", "7", cwd=tmp_path).stdout


def test_an_upgrade_leaves_a_backup_where_there_was_something_to_lose(tmp_path: Path):
    installation(tmp_path, revision="0001")
    said = acciones("db", "upgrade", cwd=tmp_path)
    (backup,) = (tmp_path / "data" / "backups").glob("acciones-*.db")
    assert (said.returncode, said.stdout) == (0, f"La base de datos está al día; el respaldo quedó en {backup.relative_to(tmp_path)}.\n")


@pytest.mark.parametrize("language", ["es_CL.UTF-8", "en_GB.UTF-8"])
def test_dates_are_explained(tmp_path: Path, language: str):
    said = acciones("explain", "dates", "llamar el 27 de noviembre a las 10", cwd=tmp_path, LANG=language)
    assert '"kind": "datetime"' in said.stdout, said.stderr


def test_a_sentence_is_explained_with_what_was_said_and_implied(tmp_path: Path):
    said = acciones(
        "explain", "phrase", "tarea: enviar catálogo el viernes a las 10", "--now", "2026-11-24T09:30", "--lang", "es", cwd=tmp_path
    )
    assert "task · " in said.stdout, said.stderr
    assert "2026-11-27T10:00" in said.stdout
    assert "said: " in said.stdout


def test_a_reply_is_explained(tmp_path: Path):
    said = acciones("explain", "reply", "Perfecto.\n\nEl mar, 24 nov 2026 a las 9:30, Ana escribió:\n> hola", cwd=tmp_path)
    assert '"reply": "Perfecto."' in said.stdout, said.stderr


def test_a_mail_is_explained(tmp_path: Path):
    (tmp_path / "a.eml").write_text("From: a@b.cl\nSubject: Hola\n\nTexto", encoding="utf-8")
    said = acciones("explain", "mail", "--jsonl", "a.eml", cwd=tmp_path)
    assert '"class": "ordinary"' in said.stdout, said.stderr
