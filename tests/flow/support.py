"""A small office in memory for the pure step of a draft."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from crm.flow import Knowledge, Step
from crm.kinds import KIND
from crm.model import Action, Contact, Draft, Partner, Role, Staff
from crm.parsing.moments import read_moments
from crm.services.meaning import whois
from crm.services.meaning.directory import Snapshot
from crm.words import Words
from tests.support.small_office import SANTIAGO, START

NOW = START.astimezone(SANTIAGO)  # Tuesday 24 November 2026, 09:30
ACME, SUR, DEL_SUR, MAULE = (
    Partner(1, "ACME S.A.", rut="76.123.456-0", city="Santiago"),
    Partner(2, "Ferretería Sur Ltda.", rut="76.400.100-1", city="Temuco"),
    Partner(3, "Ferretería del Sur SpA", rut="76.400.200-8", city="Osorno"),
    Partner(4, "Maderas del Maule", rut="76.543.210-3", city="Talca"),
)
PARTNERS = {p.id: p for p in (ACME, SUR, DEL_SUR, MAULE)}
JUAN, MARTA = Contact(11, 1, "Juan Pérez", "compras"), Contact(12, 1, "Marta Soto", "pagos")


def person(id_: int, name: str, role: Role = Role.STAFF) -> Staff:
    return Staff(id_, name, role, None, 1000 + id_, "es", SANTIAGO, time(8), ())


BRUNO, ANA = person(1, "Bruno Díaz"), person(2, "Ana Rojas", Role.SUPERVISOR)


def booked(start: str, end: str, reference: str = "Visita", *, partner: int | None = None) -> Action:
    """An appointment of Bruno, by local hours."""
    at = [datetime.fromisoformat(text).replace(tzinfo=SANTIAGO) for text in (start, end)]
    return Action(
        50, "appointment", 5, "booked", True, 1, 1, NOW.date(), NOW, partner_id=partner, reference=reference, starts_at=at[0], ends_at=at[1]
    )


def draft(kind: str = "task", **values: Any) -> Draft:
    fresh = Draft(7, 1, kind, {}, (), None, 1, True, NOW, NOW)
    return replace(fresh, **values)


def step(of: Draft, language: str = "es", *, now: datetime = NOW, **know: Any) -> Step:
    people = Snapshot().changed(1, (), list(PARTNERS.values()), ())
    known = Knowledge(
        me=BRUNO,
        partners=PARTNERS,
        contacts=(JUAN, MARTA) if of.answers.get("partner") == 1 else (),
        staff=(BRUNO, ANA),
        holidays={date(2026, 12, 8): "Inmaculada"},
        find=lambda text: whois.matches(people, text),
        by_rut=lambda digits: whois.by_rut(people, digits),
        moments=lambda text: read_moments(text, now, language),
    )
    return Step(of, replace(known, **know), Words(language), now)


def kind_of(name: str):
    return KIND[name]
