"""The directory: one for everybody, and the next one is the same as one that is made anew."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.store import people, records
from crm.who.directory import Directory
from crm.who.entries import ContactName, PartnerName, StaffName
from crm.who.ranking import find
from tests.support.small_office import SmallOffice

STAFF = (StaffName(1, "Bruno Díaz"),)
WORDS = ("Ferretería", "del", "Sur", "ACME", "S.A.", "Los", "Pinos", "Juan", "Juana", "Pérez")
named = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
firms = st.dictionaries(
    st.integers(1, 5), st.builds(PartnerName, st.just(0), named, named | st.just(""), st.sampled_from(("", "76.123.456-0")))
)
persons = st.dictionaries(st.integers(1, 5), st.builds(ContactName, st.just(0), named, st.integers(1, 5)))


def _of(rows):
    return tuple(replace(row, id=key) for key, row in sorted(rows.items()))


@given(firms, persons, firms, persons)
def test_a_directory_that_follows_another_is_the_same_as_one_made_anew(firms, persons, more_firms, more_persons):
    before = Directory(STAFF, _of(firms), _of(persons))
    standing = {name: dict(table) for name, table in vars(before).items() if isinstance(table, dict)}
    gone = [*((False, key) for key in firms if key not in more_firms), *((True, key) for key in persons if key not in more_persons)]
    after, anew = before.changed(STAFF, _of(more_firms), _of(more_persons), gone=gone), Directory(STAFF, _of(more_firms), _of(more_persons))
    for name, table in vars(anew).items():
        if name in ("said", "words", "figures", "mails", "name_starts"):
            ids = [{key: [(e.is_contact, e.id) for e in held] for key, held in one.items()} for one in (table, getattr(after, name))]
            assert {key: set(held) for key, held in ids[0].items()} == {key: set(held) for key, held in ids[1].items()}, name
        elif isinstance(table, dict) and not name.endswith("_entries"):
            assert table == getattr(after, name), name
    for said in WORDS:
        assert find(after, said) == find(anew, said)
    assert standing == {name: dict(table) for name, table in vars(before).items() if isinstance(table, dict)}  # the one before stands


def test_whoever_asks_shares_every_table():
    shared = Directory(STAFF, (PartnerName(1, "ACME"),))
    mine, hers = shared.seen_by(1), shared.seen_by(2)
    assert (mine.me, hers.me, shared.me) == (1, 2, None)
    assert all(getattr(mine, name) is getattr(hers, name) for name in vars(shared) if name != "me")


async def test_after_a_change_only_whoever_changed_is_indexed_anew(office: Office, small_office: SmallOffice):
    before = await directory.snapshot(office)
    async with office.store.begin() as tx:
        await records.write(tx, records.PARTNER, str(small_office.acme.id), {"name": "Los Pinos"})
        new = await people.add_contact(tx, partner_id=small_office.acme.id, name="Rosa Leiva")
        await records.write(tx, records.PARTNER, str(small_office.sur.id), {"active": False})
    after = await directory.snapshot(office)
    assert after.names.partner_entries[small_office.maule.id] is before.names.partner_entries[small_office.maule.id]
    assert after.names.partner_keys["pinos"] == (small_office.acme.id,)
    assert after.contacts[new].name == "Rosa Leiva"
    assert small_office.sur.id not in after.partners
    assert "acme" not in after.names.partner_keys
    assert before.names.partner_keys["acme"] == (small_office.acme.id,)
    assert before.partners[small_office.sur.id].active


async def test_a_change_that_says_no_name_indexes_nobody(office: Office, small_office: SmallOffice):
    before = await directory.snapshot(office)
    async with office.store.begin() as tx:
        await records.write(tx, records.PARTNER, str(small_office.acme.id), {"city": "Arica"})
    after = await directory.snapshot(office)
    assert after.partners[small_office.acme.id].city == "Arica"
    assert after.names.partner_entries[small_office.acme.id] is before.names.partner_entries[small_office.acme.id]


@pytest.mark.parametrize("many", [1, 5])
async def test_many_who_ask_at_once_have_one_directory(office: Office, small_office: SmallOffice, many: int):
    first, *others = await asyncio.gather(*(directory.snapshot(office) for _ in range(many)))
    assert all(one is first for one in others)
