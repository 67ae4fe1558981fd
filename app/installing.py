"""`acciones init`: asks, makes the database and the first administrator, and writes acciones.toml last and whole."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import typer

from app import tomlfile
from app.interview import Interview
from app.logs import set_up
from app.people import ticket
from app.settings import PREFIX, Settings, config_file
from app.single import alone
from app.speech import say
from app.wiring import open_office
from crm.decision import Decision, SetStaff
from crm.model import Role
from crm.services.house.office import Office
from crm.services.staff import membership
from crm.services.staff.membership import Member
from crm.services.write.commit import commit


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options said; None is asked."""

    office_name: str | None = None
    token_file: Path | None = None
    database: str | None = None
    mail_domain: str | None = None
    gateway: str | None = None
    relay: str | None = None
    test_mail: str | None = None
    admin_name: str | None = None
    admin_mail: str | None = None
    telegram_api: str | None = None


def install(wishes: Wishes, *, ask: bool, force: bool) -> None:
    """Ask and test everything, then make the database and the administrator, then write acciones.toml; until then it stays as it was."""
    path = config_file()
    if path.exists() and not force:
        raise tomlfile.exists(path)
    set_up("error")
    talk = Interview(ask)
    if wishes.telegram_api:
        talk.values["telegram_api"] = wishes.telegram_api
        talk.settings()
    _interview(talk, wishes)
    typer.echo(asyncio.run(_made(talk, path, force=force)))


def _interview(talk: Interview, wishes: Wishes) -> None:
    talk.question(say("Nombre de la empresa", "The company's name"), wishes.office_name, talk.office)
    if wishes.token_file:
        talk.question(say("Archivo con el token", "File with the token"), str(wishes.token_file), talk.token_file)
    else:
        text = say(
            "Token del bot, de BotFather (no se muestra; vacío: sin chat)", "The bot's token, from BotFather (not shown; empty: no chat)"
        )
        talk.question(text, os.environ.get(f"{PREFIX}TELEGRAM_TOKEN"), talk.token, default="", hidden=True)
    text = say("Base de datos: postgresql://…, o vacío para un archivo SQLite", "Database: postgresql://…, or empty for an SQLite file")
    talk.question(text, wishes.database, talk.database, default="")
    default = str(Settings.model_fields["mail_domain"].default)
    talk.question(say("Dominio de la pasarela de correo", "Domain of the mail gateway"), wishes.mail_domain, talk.domain, default=default)
    text = say("Dónde entra el correo, host:puerto («no»: por ninguna parte)", "Where mail comes in, host:port (“no”: nowhere)")
    talk.question(text, wishes.gateway, talk.gateway, default="127.0.0.1:8025")
    text = say("Servidor que despacha el correo, host:puerto («no»: ninguno)", "Server that takes our mail, host:port (“no”: none)")
    talk.question(text, wishes.relay, talk.relay, default="no")
    if "relay_host" in talk.values:
        text = say("¿A quién envío un correo de prueba? («no»: a nadie)", "Whom shall I send a test mail? (“no”: nobody)")
        talk.question(text, wishes.test_mail, talk.test_mail, default="no")
    talk.question(
        say("Primer administrador: nombre y apellido", "First administrator: first and last name"), wishes.admin_name, talk.admin_name
    )
    talk.question(say("Su correo", "The mail address"), wishes.admin_mail, talk.admin_mail)


async def _made(talk: Interview, path: Path, *, force: bool) -> str:
    """The office made: its database first, so that a file that exists always has one behind it."""
    settings = talk.settings()
    with alone(settings.database_file):
        async with open_office(settings, upgrading=True) as office:
            admin = await _administrator(office, settings, talk.admin)
            tomlfile.write(path, talk.values, force=force)
            told = say(
                f"✓ {path} y la base de datos están listos; «acciones run» abre la oficina.",
                f"✓ {path} and the database are ready; “acciones run” opens the office.",
            )
            if not talk.bot:
                return told
            return f"{told}\n\n{await ticket(office, admin, talk.bot)}"


async def _administrator(office: Office, settings: Settings, admin: tuple[str, str]) -> Member:
    """The first administrator; somebody with that mail address who is there already becomes it."""
    name, mail = admin
    found = next((one for one in await membership.members(office) if one.staff.email == mail), None)
    if found:
        await commit(
            office, Decision((SetStaff(found.staff.id, {"role": Role.ADMINISTRATOR, "active": True}),)), by=None, source="cli:init"
        )
        return found
    effect = await membership.newcomer(office, name, mail, role=Role.ADMINISTRATOR, zone=settings.zone)
    made = await commit(office, Decision((effect,)), by=None, source="cli:init")
    one = await membership.member(office, made.staff_id)
    assert one
    return one
