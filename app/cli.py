"""The command line: `acciones` and `python -m app`. Heavy things are imported by the command that needs them."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.explaining import explain
from app.init import init
from app.sheet_commands import export, import_
from app.speech import say
from app.staff_commands import staff
from crm.errors import AccionesError

app = typer.Typer(
    name="acciones",
    help=say("Un CRM por Telegram y correo.", "A CRM by Telegram and e-mail."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database = typer.Typer(help=say("La base de datos.", "The database."), no_args_is_help=True)
inbox = typer.Typer(help=say("Lo que llegó y no se pudo entender.", "What came in and could not be understood."), no_args_is_help=True)
app.add_typer(explain, name="explain")
app.add_typer(database, name="db")
app.add_typer(inbox, name="inbox")
app.add_typer(staff, name="staff")
app.command(
    "init", help=say("Prepara la instalación: pregunta, prueba y escribe acciones.toml.", "Set up: ask, test, and write acciones.toml.")
)(init)

app.command(
    "import", help=say("Importa clientes, contactos, personal o tablas de un CSV o XLSX.", "Import partners, contacts, staff or tables.")
)(import_)
app.command(
    "export",
    help=say("Exporta clientes, contactos, personal, tablas o acciones.", "Export partners, contacts, staff, tables or what is recorded."),
)(export)

Port = Annotated[int, typer.Option(min=0, max=65535)]


@app.command(
    help=say("Muestra todo con una oficina de ejemplo, solo en este equipo.", "Show everything with a demo office, on this machine only.")
)
def demo(
    port: Port = 8080,
    smtp_port: Port = 8025,
    data: Annotated[Path, typer.Option(help=say("Carpeta de la demo.", "The demo's folder."))] = Path("data/demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help=say("Empezar de nuevo.", "Start over."))] = False,
) -> None:
    from app import logs  # noqa: PLC0415 - `--help` must not wait for what only this command needs
    from app.demo import TOKEN, show  # noqa: PLC0415

    logs.set_up("warning", secrets=[TOKEN])
    asyncio.run(show(port=port, smtp_port=smtp_port, data=data, fresh=fresh))


@app.command(help=say("Atiende chat, correo y reloj según acciones.toml.", "Serve chat, mail and clock as acciones.toml says."))
def run() -> None:
    from app.serve import serve  # noqa: PLC0415

    asyncio.run(serve())


@app.command(help=say("Revisa que todo lo necesario responda.", "Check that everything needed answers."))
def doctor() -> None:
    from app.doctor import examine  # noqa: PLC0415

    findings = asyncio.run(examine())
    for finding in findings:
        typer.echo(finding.line)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@database.command(
    "upgrade", help=say("Lleva la base de datos a la última versión, con un respaldo antes.", "Upgrade the database, with a backup before.")
)
def database_upgrade() -> None:
    from app.offline import upgrade  # noqa: PLC0415

    typer.echo(asyncio.run(upgrade()))


@inbox.command("list", help=say("Lista lo que falló y lo retenido.", "List what failed and what is held."))
def inbox_list() -> None:
    from app.offline import inputs  # noqa: PLC0415

    for line in asyncio.run(inputs()):
        typer.echo(line)


@inbox.command("retry", help=say("Vuelve a intentar una entrada.", "Try one input again."))
def inbox_retry(number: int) -> None:
    from app.offline import retry  # noqa: PLC0415

    typer.echo(asyncio.run(retry(number)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run that command line or the process's own; an error that a person can mend is one sentence on standard error and exit code 2."""
    try:
        app(arguments)
    except (AccionesError, BaseExceptionGroup) as error:
        first: BaseException = error
        while isinstance(first, BaseExceptionGroup):
            first = first.exceptions[0]
        if not isinstance(first, AccionesError):
            raise
        sys.stderr.write(f"{first}\n")
        sys.exit(2)
