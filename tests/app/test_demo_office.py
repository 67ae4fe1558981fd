"""The demo office: complete, plausible and the same for everybody on the same day."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from stdnum.cl import rut

from app.demo_office import STAFF, seed
from crm.model import Role
from crm.store import Store, people
from crm.store.tables import actions, slots

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


async def test_the_demo_office_is_complete_on_both_engines(store: Store):
    assert await seed(store, NOW)
    async with store.read() as tx:
        partners = await people.all_partners(tx)
        contacts = await people.all_contacts(tx)
        assert (len(partners), len(contacts)) == (60, 120)
        assert all(rut.is_valid(partner.rut) for partner in partners)
        assert len({partner.rut for partner in partners}) == 60
        assert all(not address.strip("abcdefghijklmnopqrstuvwxyz0123456789.@-") for address in (contact.email for contact in contacts))
        rows = (await tx.execute(select(actions))).all()
        booked = (await tx.execute(select(slots))).all()
    assert len(rows) == 400
    assert set(Counter(row.kind for row in rows)) == {"task", "call", "email", "appointment", "quote", "activity"}
    assert any(row.is_open and row.due_on and row.due_on < NOW.date() for row in rows)
    assert any(row.is_open and row.due_on == NOW.date() for row in rows)
    assert all(row.created_at <= NOW for row in rows)
    assert {row.state for row in rows if row.kind == "quote"} == {"pending", "approved", "rejected", "expired"}
    assert all(row.ends_at > row.starts_at and row.state == "ended" for row in rows if row.kind == "activity")
    assert len(booked) == 44
    assert not any(slot.forced for slot in booked)


async def test_seeding_twice_changes_nothing(store: Store):
    assert await seed(store, NOW)
    assert not await seed(store, NOW)


@pytest.mark.parametrize("days", [0, 1, 4, 5, 6, 102])
async def test_the_demo_office_starts_on_any_day(days: int, tmp_path: Path, sqlite_template: Path):
    """Weekends and the midnight clock change included."""
    path = tmp_path / "a.db"
    path.write_bytes(sqlite_template.read_bytes())
    store = Store(f"sqlite:///{path}")
    assert await seed(store, NOW + timedelta(days=days))
    await store.close()


async def test_the_same_day_gives_the_same_office(tmp_path: Path, sqlite_template: Path):
    dumps = []
    for name in ("a.db", "b.db"):
        (tmp_path / name).write_bytes(sqlite_template.read_bytes())
        store = Store(f"sqlite:///{tmp_path / name}")
        await seed(store, NOW)
        async with store.read() as tx:
            dumps.append([tuple(row) for row in (await tx.execute(select(actions).order_by(actions.c.id))).all()])
        await store.close()
    assert dumps[0] == dumps[1]


def test_every_role_and_both_languages_are_there():
    assert {member.role for member in STAFF} == set(Role)
    assert {member.language or "es" for member in STAFF} == {"es", "en"}
    assert len(STAFF) == 6
