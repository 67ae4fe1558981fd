"""Names that are also days and months."""

from __future__ import annotations

from crm.parsing.moments.reader import Reader


def is_name(r: Reader, i: int) -> bool:
    """Whether Julio, Abril or Domingo is a person here: a capital after «a», «con», «don», or beside a surname."""
    if not r.t.capital(i):
        return r.word(i - 1) in r.says.name_titles
    if r.word(i - 1) in r.says.day_calls:
        return r.t.capital(i + 1) and not r.found[i + 1]
    if i > 0 and r.role(i - 1, "person") and r.word(i - 1) not in r.says.of:
        return True
    if r.word(i + 1) in r.says.says or (r.word(i + 1).isalpha() and r.t.source[r.t.place(r.t.end[i + 1] - 1)] in "óÓ"):
        return True
    return r.t.capital(i + 1) and not (r.found[i + 1] or r.t.num[i + 1] >= 0)
