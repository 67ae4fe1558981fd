"""The schema: the revisions build what tables.py says, keep the data, and guard the agenda."""

import pytest
from sqlalchemy import insert, select

from crm.store import Store
from crm.store.migrate import check, upgrade
from crm.store.tables import metadata, partners


async def test_the_revisions_build_exactly_what_the_tables_say(empty_url: str) -> None:
    store = Store(empty_url)
    try:
        await upgrade(store)
        await check(store)
    finally:
        await store.close()


async def test_an_upgrade_from_the_first_revision_keeps_every_row(empty_url: str) -> None:
    store = Store(empty_url)
    try:
        await upgrade(store, "0001")
        async with store.begin() as tx:
            # Only columns of the first revision: a later model may have more.
            await tx.execute(insert(partners).values(id=7, name="Ferretería Ñuñoa", folded="ferreteria nunoa"))
        await upgrade(store)
        async with store.read() as tx:
            assert (await tx.execute(select(partners.c.id, partners.c.name))).all() == [(7, "Ferretería Ñuñoa")]
        await check(store)
    finally:
        await store.close()


async def test_upgrading_a_current_database_changes_nothing(store: Store) -> None:
    await upgrade(store)
    await check(store)


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_foreign_key_that_lists_filter_by_has_an_index(table) -> None:  # type: ignore[no-untyped-def]
    indexed = (
        {next(iter(index.columns)).name for index in table.indexes}
        | {c.name for c in table.primary_key}
        | {c.name for c in table.columns if c.unique}
    )
    # Few rows point there, or another index of the same table begins a query that narrows it first.
    seldom = {"contact_id", "requester_id", "type_id", "event_id", "staff_id"}
    missing = {key.parent.name for key in table.foreign_keys} - indexed - seldom
    assert missing <= ({"responsible_id"} if table.name == "actions" else set())
