"""Series: how the numbers of issued documents look and where they start; no number is ever given twice."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from crm.codec import Codec
from crm.errors import InvalidValueError
from crm.kinds import KIND
from crm.services.house.office import Office
from crm.store import Tx, actions, parameters

_WRITTEN = re.compile(r"(?P<prefix>[A-Z]{1,5}[-/]?)?(?:(?P<year>20\d\d|AAAA|YYYY)-)?(?P<number>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Series:
    """«CA-2026-0035»: what stands before, whether each year begins anew, how many figures, and the first number (of `year` alone)."""

    prefix: str = ""
    yearly: bool = True
    digits: int = 4
    start: int = 1
    year: int = 0

    def counter(self, kind: str, year: int) -> str:
        """The counter that gives its numbers: another look is another counter, and the former goes on where it stood."""
        return f"{KIND[kind].series}:{self.prefix}{year if self.yearly else ''}"

    def number(self, n: int, year: int | str) -> str:
        """The number as it stands on the paper."""
        return f"{self.prefix}{f'{year}-' if self.yearly else ''}{n:0{self.digits}}"

    def first(self, year: int) -> int:
        """The least number that may be given in that year."""
        return self.start if not self.yearly or year == self.year else 1


_SERIES = Codec(Series)


def name(kind: str) -> str:
    """The parameter that says how the numbers of a kind look."""
    return f"series_{kind}"


def of(value: Any) -> Series:
    """The series that a parameter's value describes."""
    return _SERIES.decode(value) if isinstance(value, Mapping) else Series()


def read(text: str, year: int) -> dict[str, Any]:
    """What somebody wrote as the next number: «CA-2026-0035» begins anew every year, «CA-0035» never; InvalidValueError."""
    found = _WRITTEN.fullmatch(" ".join(text.upper().split()))
    said = (found["year"] or "") if found else ""
    if found is None or said not in ("", "AAAA", "YYYY", str(year)) or not int(found["number"]):
        raise InvalidValueError("series", "")
    return asdict(Series(found["prefix"] or "", bool(said), len(found["number"]), int(found["number"]), year if said else 0))


async def last_given(office: Office, kind: str, value: Any, year: int) -> str:
    """The last number that such a series has given in that year; empty where it gave none that the new start would repeat."""
    series = of(value)
    async with office.store.read() as tx:
        last = await actions.last_number(tx, series.counter(kind, year))
    return series.number(last, year) if last >= series.start else ""


async def following(tx: Tx, kind: str, year: int) -> str:
    """The next number of a kind's documents; its counter stays locked until the transaction ends."""
    series = of(await parameters.get(tx, name(kind)))
    return series.number(await actions.next_number(tx, series.counter(kind, year), at_least=series.first(year)), year)
