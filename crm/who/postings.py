"""What is put under the keys of a table, gathered first: a key that everybody shares is written once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Postings:
    """Keys with what belongs under each, every thing once; an empty key is none."""

    def __init__(self) -> None:
        self._held: dict[str, dict[Any, None]] = {}

    @staticmethod
    def of(pairs: Iterable[tuple[str, Any]]) -> Postings:
        made = Postings()
        for key, one in pairs:
            made.add(key, one)
        return made

    def add(self, key: str, one: Any) -> None:
        if key:
            self._held.setdefault(key, {})[one] = None

    def put_into(self, table: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
        """Beside what stands there; ids stay in order, as if all had come at once."""
        for key, fresh in self._held.items():
            before = table.get(key)
            table[key] = tuple(sorted((*before, *fresh), key=_order)) if before else tuple(fresh)
        return table

    def take_from(self, table: dict[str, tuple[Any, ...]]) -> None:
        """Out again; a key with nothing under it is gone."""
        for key, gone in self._held.items():
            left = tuple(one for one in table[key] if one not in gone)
            if left:
                table[key] = left
            else:
                del table[key]


def _order(one: Any) -> tuple[bool, Any]:
    """Ids in their order, entries by the id of each."""
    key = getattr(one, "id", one)
    return isinstance(key, str), key
