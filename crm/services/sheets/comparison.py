"""One pass over the lines of a file: who stands there, what each line comes to, and which cannot be taken. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from crm.model import Action, Contact, Partner, Staff, TableEntry
from crm.sheets.problems import Problem, cut
from crm.sheets.reading import Line, Sheet
from crm.text import fold_company


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody who is in the office, active or not, as they stood at `version` of the directory."""

    version: int
    partners: Sequence[Partner]
    contacts: Sequence[Contact]
    staff: Sequence[Staff]
    entries: Sequence[tuple[TableEntry, str]] = ()  # the lines of the tables, with their texts
    quotes: Sequence[Action] = ()


Stands = Partner | Contact | Staff
Changed = tuple[int, Mapping[str, Any], Mapping[str, Any]]  # id, values before and after


@dataclass(frozen=True, slots=True)
class Told:
    """What one good line comes to: somebody new, changed («before» and «after» as in Changed) or as it stands."""

    line: int
    what: str
    who: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass
class Found:
    """What the lines come to."""

    told: list[Told] = field(default_factory=list)
    new: list[Mapping[str, Any]] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass
class Matching:
    """One pass over a file: what stands is meant by one line at most."""

    sheet: Sheet
    found: Found = field(default_factory=Found)
    claimed: dict[int, int] = field(default_factory=dict)  # id -> line
    as_said: dict[tuple[Any, ...], list[Stands]] = field(default_factory=dict)

    def know(self, people: Iterable[tuple[Stands, Mapping[str, Any]]]) -> None:
        """Who stands there, with what the columns of the file could say of each beside its own fields."""
        for one, more in people:
            key = tuple(more.get(name, getattr(one, name, None)) or None for name in self.names)
            self.as_said.setdefault(key, []).append(one)
        for same in self.as_said.values():
            same.reverse()  # taken from the end

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The fields that the file has columns for."""
        said = {name for line in self.sheet.lines for name in line.values}
        return tuple(sorted(said))

    def stands(self, line: Line) -> bool:
        """Whether somebody stands exactly as the line says whom no line before it meant; that one is meant."""
        same = self.as_said.get(tuple(line.values.get(name) or None for name in self.names), [])
        if not same:
            return False
        one = same.pop()
        self.claimed[one.id] = line.number
        self.found.same += 1
        self.found.told.append(Told(line.number, SAME, one.name, {}, {}))
        return True

    def refuse(self, line: Line, fields: Sequence[str], code: str, detail: object = "") -> None:
        """A line that cannot be taken; the problem stands at the first of those fields that the file has."""
        said = next((line.values[name] for name in fields if name in line.values), "")
        self.found.problems.append(Problem(line.number, self.sheet.heading(*fields), cut(str(said)), code, str(detail)))

    def add(self, line: Line, values: Mapping[str, Any]) -> None:
        """Note somebody new, who has a name at least."""
        if values.get("name"):
            self.found.new.append(values)
            self.found.told.append(Told(line.number, NEW, values["name"], {}, {}))
        else:
            self.refuse(line, ("name",), "new")

    def change(self, line: Line, stands: Stands, values: Mapping[str, Any], fields: Sequence[str]) -> None:
        """Note what would change of somebody."""
        if stands.id in self.claimed:
            self.refuse(line, fields, "changed twice", self.claimed[stands.id])
            return
        if not stands.active and "active" not in values:
            self.refuse(line, fields, "left" if isinstance(stands, Staff) else "gone", stands.name)
            return
        self.claimed[stands.id] = line.number
        self.put(line, stands.id, stands.name, {name: getattr(stands, name) for name in values}, values)

    def put(self, line: Line, key: int, who: str, stood: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Note what of those values is another one than what stood."""
        after = {name: value for name, value in values.items() if stood[name] != value}
        before = {name: stood[name] for name in after}
        if after:
            self.found.changed.append((key, before, after))
        else:
            self.found.same += 1
        self.found.told.append(Told(line.number, CHANGED if after else SAME, who, before, after))


def by_name(people: Iterable[Partner]) -> dict[str, list[Partner]]:
    named: dict[str, list[Partner]] = {}
    for one in people:
        named.setdefault(fold_company(one.name), []).append(one)
    return {name: [one for one in same if one.active] or same for name, same in named.items()}


@dataclass(frozen=True, slots=True)
class PartnersNamed:
    """The partners by RUT and by name: whom a line about something of theirs means."""

    by_rut: Mapping[str, Partner]
    by_name: Mapping[str, list[Partner]]

    @staticmethod
    def of(partners: Sequence[Partner]) -> "PartnersNamed":
        return PartnersNamed({one.rut: one for one in partners if one.rut}, by_name(partners))

    def meant(self, work: Matching, line: Line) -> Partner | None:
        """The active partner of a line, by RUT, else by name; None where the line is refused."""
        rut, name = line.values.get("partner_rut"), line.values.get("partner")
        same = self.by_name.get(fold_company(name), []) if name else []
        if rut:
            same = [self.by_rut[rut]] if rut in self.by_rut else [one for one in same if not one.rut]
        if len(same) != 1:
            work.refuse(line, ("partner_rut", "partner") if rut else ("partner",), "name taken" if same else "no partner")
            return None
        if not same[0].active:
            work.refuse(line, ("partner_rut", "partner"), "gone", same[0].name)
            return None
        return same[0]
