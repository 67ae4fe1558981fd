"""Files to import: partners with valid RUTs, written as people's programs write them."""

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl
from stdnum.cl import rut

HEADINGS = ("RUT", "Razón social", "Nombre de fantasía", "Dirección", "Comuna", "Teléfono", "Correo electrónico", "Tipo")


def partner(n: int) -> list[str]:
    """Line `n` of a file of customers, with a RUT of its own."""
    body = str(76_000_000 + n)
    number = rut.format(body + rut.calc_check_digit(body))
    name = f"Comercial Ñuñoa {n} Ltda."
    return [
        number,
        name,
        f"Tienda {n}",
        f"Calle {n}, of. {n % 9}",
        "Temuco",
        f"+56 9 8{n % 10}65 43{n % 90 + 10}",
        f"v{n}@nunoa{n}.cl",
        "Cliente",
    ]


def partners(n: int) -> list[list[str]]:
    return [partner(i) for i in range(n)]


def as_csv(rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS, *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(headings)
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[object]], headings: Sequence[str] = HEADINGS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
