"""Which quotes the lines of a file mean: new ones, changes of those that stand. Pure.

A quote is known by its own number, by that of the office, else by its customer and reference. Whose it is and how it was decided is not
changed by a file.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from crm.kinds.quote import QUOTE
from crm.model import Action, Contact, Partner, Staff
from crm.services.sheets.comparison import CHANGED, NEW, SAME, Matching, PartnersNamed, Standing, Told
from crm.sheets.problems import Problem
from crm.sheets.reading import Line
from crm.text import fold

_NOON = time(12)  # of a day of which nobody said the hour
_TEXTS = ("quote_number", "reference", "reason", "description")
_NAMED_BY = ("quote_number", "number", "reference")
_DETAILS = ("quote_number", "reason")


def quotes(work: Matching, standing: Standing, defaults: Mapping[str, Any]) -> None:
    """The lines against the quotes that stand; `defaults` say who is responsible where no column does, and the zone of the days."""
    named = PartnersNamed.of(standing.partners)
    people = _People(standing, defaults)
    known = _known(standing.quotes)
    only_number = "quote_number" not in work.sheet.fields.values()  # a file of somebody else: its number is the quote's
    seen: dict[str, int] = {}
    for line in work.sheet.lines:
        if only_number and "number" in line.values:
            line = Line(line.number, {**line.values, "quote_number": line.values["number"]})  # noqa: PLW2901 - the same line, as it is meant
        partner = named.meant(work, line)
        if partner is None:
            continue
        own = _own(line.values.get("quote_number"), partner.id, line.values.get("reference"))
        item = (None if only_number else known.get(str(line.values.get("number")))) or known.get(own)
        key = str(item.id) if item else own
        if key in seen:
            work.refuse(line, [name for name in _NAMED_BY if name in line.values], "twice", seen[key])
            continue
        seen[key] = line.number
        values = people.values(work, line, partner)
        if values is None:
            continue
        if item is None:
            _add(work, line, values, people)
        else:
            _change(work, line, item, values, people)


def _known(items: Sequence[Action]) -> dict[str, Action]:
    """Those that were not taken back, by the office's number and by what else names them."""
    there = [item for item in items if not item.removed]
    own = {_own(item.details.get("quote_number"), item.partner_id, item.reference): item for item in there}
    return {**own, **{str(item.number): item for item in there}}


def _own(number: Any, partner_id: int | None, reference: str | None) -> str:
    """The name of a quote by its own number, else by what it is for and for whom; never like one of the office's numbers."""
    return f"={fold(str(number))}" if number else f"{partner_id}/{fold(reference or '')}"


class _People:
    """Whom the lines name, and in which zone their days are."""

    def __init__(self, standing: Standing, defaults: Mapping[str, Any]) -> None:
        self.contacts: dict[tuple[int, str], Contact] = {(one.partner_id, fold(one.name)): one for one in standing.contacts}
        self.staff: dict[str, Staff] = {fold(one.name): one for one in standing.staff}
        self.staff_names = {one.id: one.name for one in standing.staff}
        self.partner_names = {one.id: one.name for one in standing.partners}
        self.contact_names = {one.id: one.name for one in standing.contacts}
        self.zone: ZoneInfo = defaults["zone"]
        self.responsible_id: int | None = defaults.get("responsible_id")

    def values(self, work: Matching, line: Line, partner: Partner) -> dict[str, Any] | None:
        """What the line says, as the columns of an action; None where it names somebody whom nobody knows."""
        said = line.values
        values: dict[str, Any] = {"partner_id": partner.id, **{name: said[name] for name in _TEXTS if name in said}}
        if "contact" in said:
            contact = self.contacts.get((partner.id, fold(said["contact"])))
            if contact is None:
                work.refuse(line, ("contact",), "no contact")
                return None
            values["contact_id"] = contact.id
        if "responsible" in said:
            person = self.staff.get(fold(said["responsible"]))
            if person is None:
                work.refuse(line, ("responsible",), "no staff")
                return None
            values["responsible_id"] = person.id
        amount, currency = said["amount"]
        values |= {"amount": amount, "currency": said.get("currency") or currency or "CLP"}
        if "due" in said:
            values["due_on"] = said["due"]
        return values | ({"valid_until": said["valid_until"].isoformat()} if "valid_until" in said else {})


def _add(work: Matching, line: Line, values: Mapping[str, Any], people: _People) -> None:
    said = line.values
    if not values.get("responsible_id") and people.responsible_id is None:
        work.refuse(line, ("responsible",), "no staff")
        return
    state = said.get("state", QUOTE.initial)
    more: dict[str, Any] = {"responsible_id": people.responsible_id, "state": state}
    if "dated" in said:
        more["dated"] = said["dated"]
    closed: date | None = said.get("closed") or said.get("dated")
    if not QUOTE.state(state).open and closed:
        more["closed_at"] = datetime.combine(closed, _NOON, people.zone)
    work.found.new.append({**more, **values})
    work.found.told.append(Told(line.number, NEW, _who(values), {}, {}))


def _change(work: Matching, line: Line, item: Action, values: Mapping[str, Any], people: _People) -> None:
    """What of a quote that stands would be another; its customer and its state are not for a file to change."""
    who = _who({**item.details, "reference": item.reference, "number": item.number, **values})
    if item.partner_id != values["partner_id"]:
        work.refuse(line, ("quote_number", "number"), "taken", people.partner_names.get(item.partner_id or 0, ""))
        return
    if line.values.get("state", item.state) != item.state:
        work.found.problems.append(Problem(line.number, work.sheet.heading("state"), "", "stands"))
        return
    stood = {name: _stood(item, name, people.zone) for name in values}
    after = {name: value for name, value in values.items() if stood[name] != value}
    if "due_on" in after:
        after["due_at"] = None
    if after:
        work.found.changed.append((item.id, {"version": item.version}, after))
    else:
        work.found.same += 1
    before_said = {_LABEL.get(name, name): _shown(name, stood[name], people) for name in after if name in stood}
    after_said = {_LABEL.get(name, name): _shown(name, value, people) for name, value in after.items() if name in stood}
    work.found.told.append(Told(line.number, CHANGED if after else SAME, who, before_said, after_said))


def _who(values: Mapping[str, Any]) -> str:
    return str(values.get("quote_number") or values.get("reference") or values.get("number") or "")


def _stood(item: Action, name: str, zone: ZoneInfo) -> Any:
    if name == "due_on":
        return item.due_at.astimezone(zone).date() if item.due_at else item.due_on
    if name in _DETAILS or name == "valid_until":
        return item.details.get(name)
    return getattr(item, name)


_LABEL = {"contact_id": "contact", "responsible_id": "responsible", "due_on": "due"}
_SHOW: Mapping[str, Callable[[Any, _People], Any]] = {
    "amount": lambda value, _: f"{value.normalize():f}" if value is not None else None,
    "contact_id": lambda value, people: people.contact_names.get(value),
    "responsible_id": lambda value, people: people.staff_names.get(value),
}


def _shown(name: str, value: Any, people: _People) -> Any:
    return _SHOW[name](value, people) if name in _SHOW else value
