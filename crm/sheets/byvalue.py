"""Which column holds which field in a file without headings, by what stands in it: a RUT, a mail address, a phone, then names."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from crm.errors import InvalidValueError
from crm.sheets import values
from crm.sheets.csvfile import Row
from crm.sheets.targets import Target

_MOST = 0.6  # of the cells of a column: one bad line does not hide what it is
_TELLING: Final[tuple[Callable[[str], Any], ...]] = (values.rut, values.mail, values.phone)  # in this order: a RUT may be a phone


def guess(head: Sequence[Row], target: Target) -> dict[int, str]:
    """Position of a column -> name of its field; nothing where the first line says nothing that is sure, as headings do not."""
    first = head[0][1]
    columns = [[cells[at] for _, cells in head if at < len(cells) and cells[at]] for at in range(max(len(cells) for _, cells in head))]
    chosen: dict[int, str] = {}
    for check in _TELLING:
        name = next((column.name for column in target.columns if column.check is check), "")
        at = next((at for at, cells in enumerate(columns) if name and at not in chosen and _is(cells, check)), None)
        if at is not None:
            chosen[at] = name
    if not any(at < len(first) and _is([first[at]], target.column(name).check) for at, name in chosen.items()):
        return {}
    texts = [at for at, cells in enumerate(columns) if at not in chosen and _is(cells, _words)]
    wanted = target.plain[-len(texts) :] if texts else ()
    return dict(sorted((chosen | dict(zip(texts, wanted, strict=False))).items()))


def _is(cells: Sequence[str], check: Callable[[str], Any]) -> bool:
    return bool(cells) and sum(_passes(cell, check) for cell in cells) >= _MOST * len(cells)


def _passes(cell: str, check: Callable[[str], Any]) -> bool:
    try:
        check(cell)
    except InvalidValueError:
        return False
    return True


def _words(cell: str) -> None:
    if sum(c.isalpha() for c in cell) < 3 or any(_passes(cell, check) for check in _TELLING):
        raise InvalidValueError("name", cell)
