"""What a file is about where nobody said (partners, contacts, staff, tables), by its headings and its name."""

from collections.abc import Sequence

from crm.sheets import columns
from crm.sheets.csvfile import Row
from crm.sheets.targets import TARGETS, Target
from crm.text import fold

_HINTS = {
    "contacts": ("contact",),
    "staff": ("personal", "staff", "usuario", "empleado", "trabajador", "equipo", "users"),
    "quotes": ("cotizacion", "presupuesto", "quote"),
    "tables": ("tabla", "table", "evento", "event", "tipos", "types", "textos tipo", "standard text"),
    "partners": ("client", "proveedor", "partner", "customer", "supplier", "empresa", "compan"),
}
_HINT = 1.5  # columns that a word in the name is worth


def what(head: Sequence[Row], hint: str) -> str:
    """The target that most headings of the first lines fit; `hint` is the file's name and what was written with it."""
    return max(TARGETS.values(), key=lambda target: _fit(head, target, fold(hint))).name


def fit(head: Sequence[Row], named: str, hint: str) -> tuple[bool, float]:
    """How well the first lines of a sheet fit what is wanted, or the best of all where nobody said."""
    return max(_fit(head, target, fold(hint)) for target in TARGETS.values() if named in ("", target.name))


def _fit(head: Sequence[Row], target: Target, hint: str) -> tuple[bool, float]:
    named = max((list(columns.guess(cells, target).values()) for _, cells in head), key=len, default=[])
    hinted = any(word in hint for word in _HINTS[target.name])
    return bool(named) and not columns.lacking(named, target), len(named) + (_HINT if hinted else 0)
