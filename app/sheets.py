"""What `acciones import` does: a file into the office, whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.offline import opened
from app.settings import installed
from app.speech import say, system_language
from crm.decision import Decision
from crm.errors import ConflictError, SettingsError
from crm.services.sheets import importing, importreport
from crm.services.sheets.importing import Plan
from crm.services.write.commit import commit
from crm.sheets.errors import SheetError
from crm.words import Words

TRIES = 3  # how often it is planned anew when somebody changes the same things meanwhile


@dataclass(frozen=True, slots=True)
class Done:
    """What is printed, and whether there were bad lines that nobody asked to leave out."""

    text: str
    bad: bool


@dataclass(frozen=True, slots=True)
class How:
    """What was said of it: only look; leave bad lines out; which sheet of a workbook; that it has no headings."""

    dry_run: bool = False
    skip_bad: bool = False
    sheet: str = ""
    no_headings: bool = False


async def put(what: str, file: Path, data: bytes, mapped: Sequence[str], how: How) -> Done:
    """Import a file; with any bad line nothing is written, unless `skip_bad`. The report lies beside the file.

    Nor is anything written where the columns were only told by what they hold and nobody said that this is right.
    """
    words = Words(system_language())
    wishes = _wishes(mapped)
    settings = installed()
    async with opened() as office:
        for left in reversed(range(TRIES)):
            try:
                plan = await importing.plan(office, data, what, zone=settings.zone, wishes=wishes, sheet=how.sheet)
                sure = not plan.sheet.headless or how.no_headings or bool(wishes)
                written = sure and not how.dry_run and (how.skip_bad or not plan.problems)
                if written and plan.effects:
                    await commit(office, Decision(plan.effects), by=None, source=importing.source("cli", file.name))
                break
            except SheetError as error:
                raise SettingsError(f"{file.name}: {error.sentence(words)}") from None
            except ConflictError:
                if not left:
                    raise
    return Done("\n".join(_lines(plan, file, words, written=written, how=how)), not written and (bool(plan.problems) or not sure))


def _wishes(mapped: Sequence[str]) -> dict[str, str]:
    """`--map «Glosa=name»` as heading -> field."""
    wishes: dict[str, str] = {}
    for one in mapped:
        heading, sign, field = one.rpartition("=")
        if not sign or not heading.strip() or not field.strip():
            raise SettingsError(
                say(
                    f"«{one}» no dice qué columna es qué: --map «Glosa=name».",
                    f"“{one}” does not say which column is what: --map “Notes=name”.",
                )
            )
        wishes[heading.strip()] = field.strip()
    return wishes


def _lines(plan: Plan, file: Path, words: Words, *, written: bool, how: How) -> list[str]:
    lines = [importreport.heading(plan, words), f"{words('Columns')}: {importreport.columns(plan, words)}"]
    if plan.sheet.unused:
        lines.append(f"{words('Not used')}: {importreport.unused(plan)}")
    if plan.sheet.headless:
        lines.append(importreport.headless(plan, words))
    if how.dry_run:
        lines += [f"  {line}" for line in importreport.every_line(plan, words)]
    lines.append(importreport.counts(plan, words))
    if plan.problems and not how.dry_run:
        lines += [f"  {line}" for line in importreport.first_problems(plan, words)]
        lines.append(_reported(plan, file, words))
    if written:
        lines.append(say("Importado.", "Imported.") if plan.writes else say("No había nada que cambiar.", "There was nothing to change."))
    elif plan.sheet.headless and not plan.problems and not how.dry_run:
        lines.append(say("No se escribió nada; si es así, usa --no-headings.", "Nothing was written; if that is right, use --no-headings."))
    elif plan.problems and not how.dry_run:
        lines.append(
            say("No se escribió nada; corrige el archivo, o usa --skip-bad.", "Nothing was written; mend the file, or use --skip-bad.")
        )
    return lines


def _reported(plan: Plan, file: Path, words: Words) -> str:
    """Write the report beside the file; where that cannot be, say so."""
    path = file.with_name(importreport.report_name(file.name, words))
    try:
        path.write_bytes(importreport.report(plan.problems, words))
    except OSError as error:
        return say(
            f"El informe no se pudo escribir en {path}: {error.strerror}.", f"The report could not be written to {path}: {error.strerror}."
        )
    return say(f"El informe completo está en {path}.", f"The whole report lies in {path}.")
