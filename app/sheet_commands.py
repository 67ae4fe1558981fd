"""`acciones import …` and `acciones export …`: tables into the office and out of it, from the command line."""

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.speech import say


def _spoken(code: str | None) -> str | None:
    """The language that was asked for, if we speak it."""
    from crm.languages import LANGUAGES  # noqa: PLC0415 - the command line starts without it

    if code is not None and code not in LANGUAGES:
        raise typer.BadParameter(", ".join(LANGUAGES))
    return code


Readable = Annotated[
    Path,
    typer.Argument(help=say("Archivo CSV o XLSX.", "A CSV or XLSX file."), exists=True, dir_okay=False, readable=True),
]
Mapped = Annotated[
    list[str],
    typer.Option(
        "--map",
        metavar="COLUMN=FIELD",
        help=say(
            "Qué es una columna, por título o número: «Glosa=name»; «-» no la usa.", "What a column is: “Notes=name”; “-” leaves it out."
        ),
    ),
]


def import_(  # noqa: PLR0913, PLR0917 - every option of the command
    what: Annotated[
        Literal["partners", "contacts", "staff", "tables", "quotes"],
        typer.Argument(help=say("Clientes, contactos, personal, tablas o cotizaciones.", "What the lines are.")),
    ],
    file: Readable,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("Solo mirar.", "Only look."))] = False,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help=say("Importar las líneas buenas aunque haya malas.", "Import the good lines though some are bad.")),
    ] = False,
    mapped: Mapped = [],  # noqa: B006 - typer's way; nobody writes into it
    sheet: Annotated[str, typer.Option("--sheet", help=say("La hoja de un XLSX.", "The sheet of an XLSX file."))] = "",
    no_headings: Annotated[
        bool,
        typer.Option(
            "--no-headings",
            help=say("No hay títulos; vale lo que se reconoce.", "There are no headings; take what is guessed."),
        ),
    ] = False,
) -> None:
    from app.sheets import How, put  # noqa: PLC0415 - `--help` must not wait for what only this command needs

    how = How(dry_run=dry_run, skip_bad=skip_bad, sheet=sheet, no_headings=no_headings)
    done = asyncio.run(put(what, file, file.read_bytes(), mapped, how))
    typer.echo(done.text)
    if done.bad:
        raise typer.Exit(1)


def export(
    what: Annotated[
        str,
        typer.Argument(
            help=say(
                "partners, contacts, staff, tables o lo que se registra: cotizaciones, tareas, llamados…",
                "partners, contacts, staff, tables, or what is recorded: quotes, tasks, calls…",
            )
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            dir_okay=False,
            allow_dash=True,
            help=say("El archivo; «-» es la salida estándar.", "The file; “-” is the standard output."),
        ),
    ] = None,
    form: Annotated[
        Literal["csv", "xlsx"] | None,
        typer.Option("--format", help=say("Si el nombre del archivo no lo dice, CSV.", "Where the name of the file does not say it, CSV.")),
    ] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", callback=_spoken, help=say("Idioma de los títulos.", "Language of the headings."))
    ] = None,
) -> None:
    from app.exporting import take  # noqa: PLC0415

    typer.echo(asyncio.run(take(what, out, form or "", lang or "")), err=out == Path("-"))
