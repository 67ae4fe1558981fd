"""`acciones init`: the command and its options; app.installing asks and tests."""

from pathlib import Path
from typing import Annotated

import typer

from app.speech import say


def _option(flag: str, spanish: str, english: str) -> typer.models.OptionInfo:
    found: typer.models.OptionInfo = typer.Option(flag, help=say(spanish, english), show_default=False)
    return found


def init(  # noqa: PLR0913 - every question has its option
    *,
    office_name: Annotated[str | None, _option("--office", "El nombre de la empresa.", "The company's name.")] = None,
    token_file: Annotated[Path | None, _option("--token-file", "Un archivo con el token del bot.", "A file with the bot's token.")] = None,
    database: Annotated[str | None, _option("--database", "postgresql://…; vacío: SQLite.", "postgresql://…; empty: SQLite.")] = None,
    mail_domain: Annotated[str | None, _option("--mail-domain", "El dominio de la pasarela.", "The gateway's domain.")] = None,
    gateway: Annotated[
        str | None, _option("--gateway", "host:puerto donde entra el correo; «no».", "host:port where mail comes in; “no”.")
    ] = None,
    relay: Annotated[
        str | None, _option("--relay", "host:puerto que despacha el correo; «no».", "host:port that takes our mail; “no”.")
    ] = None,
    test_mail: Annotated[str | None, _option("--test-mail", "A quién enviar un correo de prueba.", "Whom to send a test mail.")] = None,
    admin_name: Annotated[
        str | None, _option("--admin-name", "Nombre del primer administrador.", "The first administrator's name.")
    ] = None,
    admin_mail: Annotated[str | None, _option("--admin-mail", "Y su correo.", "And the mail address.")] = None,
    telegram_api: Annotated[str | None, _option("--telegram-api", "Otra Bot API.", "Another Bot API.")] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help=say("No preguntar nada.", "Ask nothing."))] = False,
    force: Annotated[bool, typer.Option("--force", help=say("Reemplazar acciones.toml.", "Replace acciones.toml."))] = False,
) -> None:
    from app.installing import Wishes, install  # noqa: PLC0415 - `--help` must not wait for what only this command needs

    wishes = Wishes(office_name, token_file, database, mail_domain, gateway, relay, test_mail, admin_name, admin_mail, telegram_api)
    install(wishes, ask=not no_input, force=force)
