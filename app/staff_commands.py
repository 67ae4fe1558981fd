"""`acciones staff …`: who works here, from the command line."""

import asyncio
from typing import Annotated, Literal

import typer

from app.speech import say

staff = typer.Typer(help=say("El personal.", "The staff."), no_args_is_help=True)
Who = Annotated[str, typer.Argument(help=say("Nombre o correo.", "Name or mail address."))]


@staff.command("list", help=say("Lista el personal.", "List the staff."))
def list_() -> None:
    from app.people import lines  # noqa: PLC0415 - `--help` must not wait for what only this command needs

    for line in asyncio.run(lines()):
        typer.echo(line)


@staff.command("add", help=say("Agrega a alguien.", "Add somebody."))
def add(
    name: Annotated[str, typer.Argument(help=say("Nombre y apellido.", "First and last name."))],
    mail: Annotated[str, typer.Argument(help=say("Su correo.", "The mail address."))] = "",
    role: Annotated[
        Literal["staff", "supervisor", "administrator"], typer.Option(help=say("Qué puede hacer.", "What the person may do."))
    ] = "staff",
) -> None:
    from app.people import add as added  # noqa: PLC0415

    typer.echo(asyncio.run(added(name, mail, role)))


@staff.command(
    "invite",
    help=say("Da el enlace que conecta el Telegram de alguien, una sola vez.", "Give the link that connects a Telegram account once."),
)
def invite(who: Who) -> None:
    from app.people import invite as invited  # noqa: PLC0415

    typer.echo(asyncio.run(invited(who)))


@staff.command("revoke", help=say("Desconecta el Telegram de alguien.", "Disconnect somebody's Telegram account."))
def revoke(
    who: Who,
    leaves: Annotated[
        bool, typer.Option("--leaves", help=say("Además ya no trabaja aquí.", "The person no longer works here either."))
    ] = False,
) -> None:
    from app.people import revoke as revoked  # noqa: PLC0415

    typer.echo(asyncio.run(revoked(who, leaves=leaves)))
