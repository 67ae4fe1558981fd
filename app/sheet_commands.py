"""`acciones import …`: tables into the office, from the command line."""

import asyncio
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.speech import say

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


def import_(
    what: Annotated[
        Literal["partners", "contacts", "staff"], typer.Argument(help=say("Clientes, contactos o personal.", "What the lines are."))
    ],
    file: Readable,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("Solo mirar.", "Only look."))] = False,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help=say("Importar las líneas buenas aunque haya malas.", "Import the good lines though some are bad.")),
    ] = False,
    mapped: Mapped = [],  # noqa: B006 - typer's way; nobody writes into it
) -> None:
    from app.sheets import put  # noqa: PLC0415 - `--help` must not wait for what only this command needs

    done = asyncio.run(put(what, file, file.read_bytes(), mapped, dry_run=dry_run, skip_bad=skip_bad))
    typer.echo(done.text)
    if done.bad:
        raise typer.Exit(1)
