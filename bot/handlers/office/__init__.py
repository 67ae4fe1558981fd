"""The office: its parameters and tables, files that come in and go out."""

from bot import heard
from bot.handlers.office import exporting, importing, parameters, tableasking, tables
from bot.turn import Routes

ROUTES = Routes(
    presses={"par": parameters.tapped, "tab": tables.tapped, "imp": importing.tapped, "exp": exporting.tapped},
    commands={
        **dict.fromkeys(parameters.COMMANDS, parameters.show),
        **dict.fromkeys(tables.COMMANDS, tables.show),
        **dict.fromkeys(importing.COMMANDS, importing.command),
        **dict.fromkeys(exporting.COMMANDS, exporting.command),
    },
    answers={"parameter": parameters.answered, "entry": tableasking.answered},
    heard={heard.Sheet: importing.offered},
)
