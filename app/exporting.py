"""What `acciones export` does: everything of one sort into a file, which is there when it is whole."""

import os
import sys
from pathlib import Path

from app.offline import opened
from app.settings import installed
from app.speech import say, system_language
from crm.errors import SettingsError
from crm.services.sheets import exporting
from crm.sheets.errors import SheetError
from crm.sheets.writing import WRITERS
from crm.sheets.xlsxfile import LAST_ROW
from crm.words import Words

STANDARD = Path("-")


async def take(what: str, out: Path | None, form: str, language: str) -> str:
    """Write the file; what is said of it."""
    settings = installed()
    sort = exporting.sort_called(what)
    if not sort:
        raise SettingsError(
            say(
                f"No sé qué es «{what}»; hay: {', '.join(exporting.EXPORTS)}.",
                f"There is no “{what}”; there are: {', '.join(exporting.EXPORTS)}.",
            )
        )
    words = Words(language or settings.language)
    ending = out.suffix.lower().removeprefix(".") if out else ""
    form = form or (ending if ending in WRITERS else "csv")
    async with opened() as office:
        path = out or Path(exporting.file_name(sort, form, words, office.now().astimezone(settings.zone).date()))
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            if path == STANDARD:
                lines = await exporting.write(office, sort, form, words, settings.zone, sys.stdout.buffer, most=LAST_ROW - 1)
            else:
                with part.open("wb") as file:
                    lines = await exporting.write(office, sort, form, words, settings.zone, file, most=LAST_ROW - 1)
                part.replace(path)
        except SheetError as error:
            raise SettingsError(error.sentence(Words(system_language()))) from None
        except OSError as error:
            raise SettingsError(
                say(f"No se pudo escribir {path}: {error.strerror}.", f"{path} could not be written: {error.strerror}.")
            ) from error
        finally:
            part.unlink(missing_ok=True)
    told = exporting.heading(sort, lines, Words(system_language()))
    return told if path == STANDARD else f"{told} → {path}"
