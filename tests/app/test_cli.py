"""The command line: quick, in one sentence, with exit code 2 for what a person can mend."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def acciones(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a bare environment."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ACCIONES_")}
    env = {**bare, "LANG": "es_CL.UTF-8", "LC_ALL": "", "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_help_is_quick_and_names_the_commands(tmp_path: Path):
    began = time.perf_counter()
    said = acciones("--help", cwd=tmp_path)
    assert time.perf_counter() - began < 5  # 0.15 s on an idle machine; no heavy import
    for command in ("demo", "run", "doctor", "explain", "db", "inbox", "staff", "import", "export"):
        assert command in said.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys, app.cli; print([m for m in ('telegram', 'sqlalchemy', 'apscheduler', 'weasyprint', 'aiosmtpd') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_wrong_setting_ends_with_one_sentence_and_exit_code_2(tmp_path: Path):
    said = acciones("run", cwd=tmp_path, ACCIONES_SMTP_PORT="mucho")
    assert said.returncode == 2
    assert said.stderr.strip() == "El ajuste «smtp_port» debe ser un puerto de 1 a 65535, o 0 para no recibir correo, y dice «mucho»."
    assert said.stdout == ""


def test_a_taken_port_ends_with_one_sentence_and_exit_code_2(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments in (("demo", "--port", port, "--smtp-port", "0"), ("run",)):
            said = acciones(*arguments, cwd=tmp_path, ACCIONES_SMTP_PORT=port)
            assert said.returncode == 2, said.stderr
            assert f"127.0.0.1:{port}" in said.stderr
            assert len(said.stderr.strip().splitlines()) == 1


def test_an_unreachable_database_is_one_sentence_without_its_password(tmp_path: Path):
    said = acciones("staff", "list", cwd=tmp_path, ACCIONES_DATABASE_URL="postgresql://ana:secreto@127.0.0.1:1/x")
    assert said.returncode == 2
    assert "No se puede abrir la base de datos PostgreSQL" in said.stderr
    assert "secreto" not in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_inputs_that_failed_are_listed_and_an_unknown_one_is_said_so(tmp_path: Path):
    assert acciones("inbox", "list", cwd=tmp_path).stdout.strip() == "Nada falló y nada está retenido."
    assert "No hay una entrada 7" in acciones("inbox", "retry", "7", cwd=tmp_path).stdout


def test_an_upgrade_leaves_a_backup_where_there_was_something_to_lose(tmp_path: Path):
    from crm.store import Store
    from crm.store.migrate import upgrade
    from tests.support.databases import run

    async def old() -> None:
        store = Store(f"sqlite:///{tmp_path}/data/acciones.db")
        await upgrade(store, "0001")
        await store.close()

    run(old())
    said = acciones("db", "upgrade", cwd=tmp_path)
    backups = list((tmp_path / "data" / "backups").glob("acciones-*.db"))
    if backups:  # with one revision only there is nothing to upgrade yet
        assert str(backups[0].relative_to(tmp_path)) in said.stdout
    assert said.returncode == 0, said.stderr


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
