"""What is said of an import: the columns as they were understood, what would be done, what is wrong line by line."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from crm.languages import LANGUAGES
from crm.services.sheets.comparison import CHANGED, NEW, SAME
from crm.services.sheets.importing import Plan
from crm.sheets.problems import Problem
from crm.sheets.targets import TARGETS
from crm.sheets.writing import csv_bytes
from crm.words import Words

FIRST = 5  # problems that are shown; the report has all
UNUSED = 12  # headings that are named


def heading(plan: Plan, words: Words) -> str:
    """«Clientes y proveedores · 20.000 líneas · hoja «Norte»», the sheet where there are several."""
    title = words(TARGETS[plan.sheet.what].title)
    lines = words.plural("{many} line", "{many} lines", plan.sheet.total, many=words.number(plan.sheet.total))
    named = [words("sheet «{name}»", name=plan.sheet.name)] if len(plan.sheet.sheets) > 1 else []
    return " · ".join([title, lines, *named])


def headless(plan: Plan, words: Words) -> str:
    """What is said where no line names the columns; empty where one does."""
    return words("There are no headings: I tell the columns by what they hold.") if plan.sheet.headless else ""


def columns(plan: Plan, words: Words) -> str:
    """«RUT · Razón social → Nombre · Fono → Teléfono»: each heading and what it is taken for, where that is another word."""
    target = TARGETS[plan.sheet.what]
    said = ((head, words(target.column(name).label)) for head, name in plan.sheet.columns)
    return " · ".join(head if head.casefold() == label.casefold() else f"{head} → {label}" for head, label in said)


def unused(plan: Plan) -> str:
    """The headings that say nothing to us."""
    return " · ".join([*plan.sheet.unused[:UNUSED], *(["…"] if len(plan.sheet.unused) > UNUSED else [])])


def counts(plan: Plan, words: Words) -> str:
    """«19.100 nuevos · 600 con cambios · 12 ya iguales · 300 líneas con errores»: what there is of it."""
    parts = (
        (len(plan.new), words.plural("{many} new", "{many} new", len(plan.new), many=words.number(len(plan.new)))),
        (len(plan.changed), words.plural("{many} changed", "{many} changed", len(plan.changed), many=words.number(len(plan.changed)))),
        (plan.same, words.plural("{many} as it is", "{many} as they are", plan.same, many=words.number(plan.same))),
        (plan.bad, words.plural("{many} line with errors", "{many} lines with errors", plan.bad, many=words.number(plan.bad))),
    )
    return " · ".join(text for count, text in parts if count)


def problem(one: Problem, words: Words) -> str:
    """«Línea 17, RUT «76.123.456-1»: se espera otro RUT…»."""
    where = words("Line {line}", line=one.line)
    place = f"{where}, {one.column}" if one.column else where
    said = f" «{one.said}»" if one.said else ""
    return f"{place}{said}: {words('expected is {expected}', expected=one.expected(words))}"


def first_problems(plan: Plan, words: Words) -> list[str]:
    """The first few of them, and how many more there are."""
    shown = [problem(one, words) for one in plan.problems[:FIRST]]
    more = len(plan.problems) - len(shown)
    return [*shown, words.plural("… and {many} more", "… and {many} more", more, many=words.number(more))] if more else shown


def report(problems: Sequence[Problem], words: Words) -> bytes:
    """All of them as CSV: line, column, value, what is expected."""
    headings = [words("Line"), words("Column"), words("Value"), words("Expected")]
    return csv_bytes(headings, ([one.line, one.column, one.said, one.expected(words)] for one in problems))


def whole(plan: Plan, words: Words) -> bytes:
    """Every line as CSV: what would become of it, of whom, and what changes or is wrong."""
    headings = [words("Line"), words("Result"), words("Who"), words("Column"), words("Value"), words("Becomes, or is expected")]
    return csv_bytes(headings, _rows(plan, words))


def every_line(plan: Plan, words: Words) -> list[str]:
    """The same to be read: «Línea 2: con cambios · ACME S.A. · Ciudad Santiago → Ñuñoa»."""
    lines = [(one.line, problem(one, words)) for one in plan.problems]
    for number, result, who, column, before, after in _rows(plan, words):
        if result != words("error"):
            change = f"{column} {before or '–'} → {after or '–'}" if column else ""
            lines.append((number, f"{words('Line {line}', line=number)}: {' · '.join(filter(None, (result, who, change)))}"))
    return [line for _, line in sorted(lines, key=lambda one: one[0])]


def _rows(plan: Plan, words: Words) -> list[tuple[Any, ...]]:
    labels = {"labels": words("Name"), **{column.name: words(column.label) for column in TARGETS[plan.sheet.what].columns}}
    results = {NEW: words("new"), CHANGED: words("changed"), SAME: words("as it is")}
    rows: list[tuple[Any, ...]] = [(one.line, words("error"), "", one.column, one.said, one.expected(words)) for one in plan.problems]
    for told in plan.told:
        changes = ((labels.get(name, name), _said(told.before[name], words), _said(told.after[name], words)) for name in told.after)
        rows += (
            [(told.line, results[told.what], told.who, *change) for change in changes]
            if told.after
            else [(told.line, results[told.what], told.who, "", "", "")]
        )
    return sorted(rows, key=lambda row: row[0])


def _said(value: Any, words: Words) -> str:
    if isinstance(value, Mapping):  # names by language
        return " / ".join(dict.fromkeys(value[language] for language in LANGUAGES if value.get(language)))
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return "" if value is None else str(value)


def report_name(name: str, words: Words) -> str:
    """«clientes.errores.csv» beside «clientes.xlsx»."""
    return f"{PurePath(name).stem or words('table')}.{words('errors')}.csv"


def whole_name(name: str, words: Words) -> str:
    """«clientes.informe.csv» of «clientes.xlsx»."""
    return f"{PurePath(name).stem or words('table')}.{words('report')}.csv"
