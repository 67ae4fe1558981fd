"""Whom the lines of a file mean: new ones, changes of those that stand, and lines that cannot be understood here. Pure.

A line never takes anything away: an empty cell changes nothing. Who stands exactly as a line says is meant by it, before anybody of
the same name: so that what was exported changes nothing, whoever is like whom.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from crm.documents import DocumentError, check_text
from crm.kinds.tables import TEXTS
from crm.languages import DEFAULT, LANGUAGES
from crm.model import Contact, Role
from crm.services.sheets import quoterows
from crm.services.sheets.comparison import NEW, Found, Matching, PartnersNamed, Standing, Told, by_name
from crm.sheets.reading import Line, Sheet
from crm.text import fold, fold_company


def match(sheet: Sheet, standing: Standing, defaults: Mapping[str, Any]) -> Found:
    """The lines of a file against who is there; `defaults` are what a new staff member has besides."""
    work = Matching(sheet)
    _MATCH[sheet.what](work, standing, defaults)
    work.found.problems.sort(key=lambda problem: problem.line)
    return work.found


def _partners(work: Matching, standing: Standing, _: Mapping[str, Any]) -> None:
    """By RUT, else by name; who has no RUT yet gets it by the name."""
    by_rut = {one.rut: one for one in standing.partners if one.rut}
    named = by_name(standing.partners)
    names = [fold_company(line.values.get("name", "")) for line in work.sheet.lines]
    with_rut = {name: line.number for line, name in zip(work.sheet.lines, names, strict=True) if "rut" in line.values}
    seen: dict[str, int] = {}
    work.know((one, {}) for one in standing.partners)
    for line, name in zip(work.sheet.lines, names, strict=True):
        rut = line.values.get("rut")
        key = rut or f"={name}"
        if work.stands(line):
            seen.setdefault(key, line.number)
            continue
        twice = seen.get(key) or (None if rut else with_rut.get(name))
        if twice:
            work.refuse(line, ("rut",) if rut else ("name",), "twice", twice)
            continue
        seen[key] = line.number
        same = named.get(name, [])
        if rut:
            nameless = [one for one in same if not one.rut]
            stands = by_rut.get(rut) or (nameless[0] if len(nameless) == 1 else None)
        elif len(same) > 1:
            work.refuse(line, ("name",), "name taken")
            continue
        else:
            stands = same[0] if same else None
        if stands:
            work.change(line, stands, line.values, ("rut", "name"))
        else:
            work.add(line, {**_side(line.values), **line.values})


def _side(values: Mapping[str, Any]) -> dict[str, bool]:
    """A new partner is a customer, unless the file says only that it is a supplier."""
    return {"is_customer": not values.get("is_supplier"), "is_supplier": False}


def _contacts(work: Matching, standing: Standing, _: Mapping[str, Any]) -> None:
    """At a partner by mail address, else by name. First all by mail, so that no name takes away whom another line means."""
    whose = _whose(work, standing)
    by_mail = {(one.partner_id, one.email): one for one in standing.contacts if one.email}
    by_name: dict[tuple[int, str], list[Contact]] = {}
    for one in standing.contacts:
        by_name.setdefault((one.partner_id, fold(one.name)), []).append(one)
    meant = {(key, line.values["email"]) for line, key in whose if (key, line.values.get("email")) in by_mail}
    taken = {by_mail[pair].id for pair in meant} | work.claimed.keys()
    for line, key in _once(work, whose):
        values = {name: value for name, value in line.values.items() if name not in ("partner", "partner_rut")}
        stands = by_mail.get((key, str(line.values.get("email"))))
        if stands is None:
            named = [one for one in by_name.get((key, fold(values.get("name", ""))), []) if one.id not in taken]
            stands = next((one for one in named if one.active), named[0] if named else None)
        if stands:
            work.change(line, stands, values, ("email", "name"))
        else:
            work.add(line, {**values, "partner_id": key})


def _whose(work: Matching, standing: Standing) -> list[tuple[Line, int]]:
    """The lines that are not about somebody who stands exactly so, whose partner is known, with its id."""
    named = PartnersNamed.of(standing.partners)
    partners = {one.id: one for one in standing.partners}
    at = ((one, partners[one.partner_id]) for one in standing.contacts)
    work.know((one, {"partner_rut": partner.rut, "partner": partner.name}) for one, partner in at)
    whose = []
    for line in work.sheet.lines:
        if work.stands(line):
            continue
        partner = named.meant(work, line)
        if partner is not None:
            whose.append((line, partner.id))
    return whose


def _once(work: Matching, whose: Sequence[tuple[Line, int]]) -> Iterable[tuple[Line, int]]:
    """Each contact of the file once: a mail address, or a name that no other line says without a mail address."""
    mails: dict[tuple[int, str], int] = {}
    names: dict[tuple[int, str], Line] = {}
    for line, key in whose:
        mail, name = line.values.get("email"), fold(line.values.get("name", ""))
        before = names.get((key, name)) if name else None
        if mail and (key, mail) in mails:
            work.refuse(line, ("email",), "twice", mails[key, mail])
        elif before and not (mail and before.values.get("email")):
            work.refuse(line, ("name",), "twice", before.number)
        else:
            yield line, key
        if mail:
            mails.setdefault((key, mail), line.number)
        names.setdefault((key, name), line)


def _staff(work: Matching, standing: Standing, defaults: Mapping[str, Any]) -> None:
    """By mail address, else by the name who has none. Whoever is new needs one. An administrator remains."""
    by_mail = {one.email: one for one in standing.staff if one.email}
    by_name = {fold(one.name): one for one in standing.staff if not one.email and one.active}
    administrators = {one.id for one in standing.staff if one.active and one.role is Role.ADMINISTRATOR}
    seen: dict[str, int] = {}
    work.know((one, {}) for one in standing.staff)
    for line in work.sheet.lines:
        mail, name = line.values.get("email"), fold(line.values.get("name", ""))
        key = mail or f"={name}"
        if work.stands(line):
            seen.setdefault(key, line.number)
            continue
        if key in seen:
            work.refuse(line, ("email", "name"), "twice", seen[key])
            continue
        seen[key] = line.number
        stands = by_mail.get(mail or "") or by_name.get(name)
        if stands is None and not mail:
            work.refuse(line, ("email",), "needed")
            continue
        if stands is None:
            work.add(line, {**defaults, **line.values})
            continue
        if administrators == {stands.id} and line.values.get("role", Role.ADMINISTRATOR) is not Role.ADMINISTRATOR:
            work.refuse(line, ("role",), "last administrator")
            continue
        if line.values.get("role", stands.role) is not Role.ADMINISTRATOR:
            administrators.discard(stands.id)
        work.change(line, stands, line.values, ("email", "name"))


def _tables(work: Matching, standing: Standing, _: Mapping[str, Any]) -> None:
    """By table and code. A text has a body whose placeholders are there; nothing else has one."""
    by_code = {(entry.table, fold(entry.code)): (entry, body) for entry, body in standing.entries}
    seen: dict[tuple[str, str], int] = {}
    for line in work.sheet.lines:
        said = line.values
        key = (said["table"], fold(said["code"]))
        if key in seen:
            work.refuse(line, ("code",), "twice", seen[key])
            continue
        seen[key] = line.number
        entry, body = by_code.get(key) or (None, "")
        if "body" in said and said["body"] != body and (fault := _fault(said)):
            work.refuse(line, ("body",), *fault)
            continue
        stood = entry.labels if entry else {}
        labels = {**stood, **{language: said[language] for language in LANGUAGES if language in said}}
        values = {"labels": labels, **{name: said[name] for name in ("body", "active") if name in said}}
        if entry is None and DEFAULT not in labels:
            work.refuse(line, (DEFAULT,), "new")
        elif entry is None:
            work.found.new.append({"table": said["table"], "code": said["code"], **values})
            work.found.told.append(Told(line.number, NEW, f"{said['code']} {labels[DEFAULT]}", {}, {}))
        else:
            work.put(
                line,
                entry.id,
                f"{entry.code} {entry.label(DEFAULT)}",
                {"labels": stood, "body": body or None, "active": entry.active},
                values,
            )


def _fault(said: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a text; None where nothing is."""
    if said["table"] != TEXTS:
        return "no text", ""
    try:
        check_text(said["body"], DEFAULT)
    except DocumentError as error:
        return "placeholder", error.name or error.detail
    return None


_MATCH: Mapping[str, Callable[[Matching, Standing, Mapping[str, Any]], None]] = {
    "partners": _partners,
    "contacts": _contacts,
    "staff": _staff,
    "tables": _tables,
    "quotes": quoterows.quotes,
}
