"""`acciones init` against a real Bot API and relay on loopback: every answer is tested, and nothing is half written."""

import asyncio
import logging
import os
import stat
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner, Result

from app.cli import app
from app.settings import PREFIX, load
from crm.clock import OfficeClock
from crm.errors import SettingsError
from crm.model import Role
from crm.services.house.office import Office
from crm.services.staff import invitations
from crm.services.staff.invitations import State
from crm.services.staff.membership import Standing, members
from crm.store import Store
from playground import Playground
from tests.support.databases import Postgres
from tests.support.world import HOST, TOKEN, free_port, playground_for, serving

WRONG = "7001000000:BBWrong-token-that-nobody-gave-us-000"


@pytest.fixture(autouse=True)
def bare_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder and an environment of our own, Spanish, and logging as it was afterwards."""
    for name in list(os.environ):
        if name.startswith(PREFIX) and not name.startswith("ACCIONES_TEST_"):
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_CL.UTF-8")
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield tmp_path
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
async def outside() -> AsyncIterator[Playground]:
    playground = playground_for(OfficeClock(), smtp_port=free_port())
    async with serving(playground):
        yield playground


async def run(*args: str, typed: str | None = None) -> Result:
    """The command line in a thread, since it has a loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, app, list(args), input=typed)


def options(outside: Playground, tmp_path: Path, **changed: str) -> list[str]:
    """All options, so that nothing has to be asked."""
    file = tmp_path / "token"
    file.write_text(changed.pop("token", TOKEN) + "\n")
    found = {
        "office": "Distribuidora Los Robles",
        "token-file": str(file),
        "database": "",
        "mail-domain": "Acciones.losrobles.cl",
        "gateway": f"{HOST}:{free_port()}",
        "relay": f"{HOST}:{outside.relay_port}",
        "test-mail": "no",
        "admin-name": "Emily Clark",
        "admin-mail": "Emily.Clark@losrobles.cl",
        "telegram-api": f"http://{HOST}:{outside.port}",
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return [part for name, value in found.items() for part in (f"--{name}", value)]


async def test_everything_by_options_ends_with_a_link_that_works(outside: Playground, bare_place: Path, empty_url: str):
    result = await run("init", "--no-input", *options(outside, bare_place, database=empty_url, test_mail="emily@losrobles.cl"))
    assert result.exit_code == 0, result.output
    file = bare_place / "acciones.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert tomllib.loads(file.read_text())["mail_domain"] == "acciones.losrobles.cl"
    settings = load()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert (settings.office_name, settings.database_url) == ("Distribuidora Los Robles", empty_url)
    assert TOKEN not in result.output + file.read_text()
    link = next(line for line in result.output.splitlines() if line.startswith("https://"))
    assert link.startswith("https://t.me/losrobles_bot?start=")
    assert "▄" in result.output
    store = Store(empty_url)
    office = Office(store=store)
    found = await invitations.look(office, link.rpartition("=")[2])
    assert found is not None
    assert (found.state, found.staff.name, found.staff.role) == (State.OPEN, "Emily Clark", Role.ADMINISTRATOR)
    assert found.staff.email == "emily.clark@losrobles.cl"
    await store.close()
    assert [mail.recipients for mail in outside.mails] == [("emily@losrobles.cl",)]


async def test_every_wrong_answer_is_one_sentence_and_asked_again(outside: Playground, bare_place: Path):
    closed, door = free_port(), free_port()
    answers = [
        "",  # the name has no default: asked again by the prompt itself
        "Los Robles",
        "nonsense",
        WRONG,
        TOKEN,
        "mysql://root@localhost/x",
        "/no/such/folder",
        "",
        "dominio con espacios",
        "acciones.losrobles.cl",
        f"{HOST}:{outside.relay_port}",  # taken
        f"{HOST}:{door}",
        f"{HOST}:{closed}",
        "correo.losrobles.cl:abc",
        f"{HOST}:{outside.relay_port}",
        "nadie",
        "emily@losrobles.cl",
        "1",
        "Emily Clark",
        "emily",
        "emily.clark@losrobles.cl",
    ]
    result = await run("init", "--telegram-api", f"http://{HOST}:{outside.port}", typed="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    wrong = [line.removeprefix("✗ ") for line in result.output.splitlines() if "✗" in line for line in [line[line.index("✗") :]]]
    assert wrong[:2] == [
        "Eso no es un token; BotFather lo escribe como 123456789:ABC…",
        "Telegram no acepta el «telegram_token».",
    ]
    assert all(sentence.endswith((".", "…")) or ":" in sentence for sentence in wrong)
    assert len(wrong) == 11, wrong
    assert TOKEN not in result.output
    assert WRONG not in result.output
    assert load().relay_port == outside.relay_port
    assert (bare_place / "data" / "acciones.db").exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("token", WRONG, "Telegram no acepta el «telegram_token»."),
        ("token", "hola", "Eso no es un token; BotFather lo escribe como 123456789:ABC…"),
        ("relay", "127.0.0.1:1", "El servidor de correo 127.0.0.1:1 no lo acepta"),
        ("relay", "a b", "«a b» no es un servidor; escríbelo como correo.empresa.cl:25."),
        ("database", "mysql://x/y", "El ajuste «database_url» debe ser sqlite:///archivo o postgresql://…; vacío: un archivo en data_dir."),
        ("database", "postgresql://nobody:secreto@127.0.0.1:1/x", "No se puede abrir la base de datos: "),
        ("mail_domain", "a b", "El ajuste «mail_domain» debe ser el dominio de las direcciones de la pasarela, y dice «a b»."),
        ("admin_mail", "emily", "«emily» no es un correo; escríbelo como ana@empresa.cl."),
        ("admin_name", "1", "«1» no es un nombre; escribe nombre y apellido."),
        ("telegram_api", "ftp://x", "El ajuste «telegram_api» debe ser la dirección de la Bot API, y dice «ftp://x»."),
    ],
)
async def test_without_questions_the_first_wrong_answer_ends_it(
    outside: Playground, bare_place: Path, option: str, value: str, sentence: str
):
    result = await run("init", "--no-input", *options(outside, bare_place, **{option: value}))
    assert isinstance(result.exception, SettingsError)
    assert str(result.exception).startswith(sentence)
    assert "secreto" not in str(result.exception) + result.output
    assert sorted(path.name for path in bare_place.iterdir()) == ["token"]


@pytest.mark.postgres
async def test_a_database_that_is_not_there_is_one_sentence(outside: Playground, bare_place: Path, postgres: Postgres):
    result = await run("init", "--no-input", *options(outside, bare_place, database=postgres.url("not_there")))
    assert isinstance(result.exception, SettingsError)
    assert str(result.exception) == 'No se puede abrir la base de datos: database "not_there" does not exist'


async def test_what_is_there_is_not_replaced_without_force(outside: Playground, bare_place: Path):
    file = bare_place / "acciones.toml"
    file.write_text('office_name = "Otra"\n')
    result = await run("init", "--no-input", *options(outside, bare_place))
    assert str(result.exception) == "acciones.toml ya existe; con --force se reemplaza."
    assert file.read_text() == 'office_name = "Otra"\n'
    result = await run("init", "--no-input", "--force", *options(outside, bare_place))
    assert result.exit_code == 0, result.output
    assert load().office_name == "Distribuidora Los Robles"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_leaving_in_the_middle_leaves_nothing(outside: Playground, bare_place: Path):
    result = await run("init", "--telegram-api", f"http://{HOST}:{outside.port}", typed=f"Los Robles\n{TOKEN}\n\nacciones.losrobles.cl\n")
    assert result.exit_code == 1
    assert list(bare_place.iterdir()) == []


async def test_ctrl_c_while_the_file_is_written_leaves_no_file(outside: Playground, bare_place: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    result = await run("init", "--no-input", *options(outside, bare_place))
    assert result.exit_code != 0
    assert [path.name for path in bare_place.iterdir() if "toml" in path.name] == []
    monkeypatch.undo()
    monkeypatch.chdir(bare_place)
    result = await run("init", "--no-input", *options(outside, bare_place))
    assert result.exit_code == 0, result.output


async def test_init_again_finds_the_administrator_of_before(outside: Playground, bare_place: Path):
    for _ in range(2):
        result = await run("init", "--no-input", "--force", *options(outside, bare_place))
        assert result.exit_code == 0, result.output
    store = Store(load().database)
    assert [(one.staff.name, one.standing) for one in await members(Office(store=store))] == [("Emily Clark", Standing.INVITED)]
    await store.close()


async def test_an_office_without_chat_and_mail_is_possible(outside: Playground, bare_place: Path):
    wanted = options(outside, bare_place, relay="no", gateway="no")
    at = wanted.index("--token-file")
    result = await run("init", "--no-input", *wanted[:at], *wanted[at + 2 :])
    assert result.exit_code == 0, result.output
    assert "https://" not in result.output
    assert load().smtp_port == 0
    invited = await run("staff", "invite", "emily")
    assert str(invited.exception) == "Sin bot no hay invitaciones: falta «telegram_token»."


async def test_staff_from_the_command_line(outside: Playground, bare_place: Path):
    assert (await run("init", "--no-input", *options(outside, bare_place))).exit_code == 0

    async def said(*args: str) -> str:
        result = await run("staff", *args)
        return str(result.exception) if isinstance(result.exception, SettingsError) else result.output.strip()

    assert await said("add", "Ana Rojas", "ana.rojas@losrobles.cl", "--role", "supervisor") == "Ana Rojas ya es parte del personal."
    assert await said("add", "Ana María Soto") == "Ana María Soto ya es parte del personal."
    assert await said("add", "Otra", "ana.rojas@losrobles.cl") == "Ese correo es de Ana Rojas."
    assert await said("invite", "ana") == "«ana» puede ser Ana María Soto, ana.rojas@losrobles.cl; escribe el correo."
    assert await said("invite", "pedro") == "No hay nadie que sea «pedro»; mira «acciones staff list»."
    told = await said("invite", "ANA.ROJAS@losrobles.cl")
    assert told.startswith("Invitación de Ana Rojas; sirve una sola vez, hasta el ")
    assert "https://t.me/losrobles_bot?start=" in told
    assert "con invitación" in next(line for line in (await said("list")).splitlines() if "Ana Rojas" in line)
    assert await said("revoke", "Ana Rojas") == "El Telegram de Ana Rojas ya no está conectado."
    assert await said("revoke", "Ana Rojas", "--leaves") == "Ana Rojas ya no trabaja aquí."
    assert await said("invite", "Ana Rojas") == "Ana Rojas ya no trabaja aquí."
    assert await said("revoke", "emily", "--leaves") == "Emily Clark es el último administrador; nombra otro antes."
