"""What runs at every claim, turn and tick goes by an index: the plans of both engines say so, on the very statements of the store."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from crm.model import Channel, InputState, ParcelState
from crm.store import Store, Tx, actions, drafts, handovers, inbox, outbox, people, tables

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
LEASE = timedelta(seconds=60)
ROWS = 400

# Every question with the indexes of which one must serve it (a claim: one for the walk, one for what stands before).
QUESTIONS: dict[str, tuple[Callable[[Tx], Awaitable[Any]], tuple[str, ...]]] = {
    "an input is claimed": (
        lambda tx: inbox.claim(tx, Channel.MAIL, at=NOW, lease=LEASE, limit=8),
        ("ix_inbox_line", "ix_inbox_waiting"),
    ),
    "a parcel is claimed": (
        lambda tx: outbox.claim(tx, [Channel.TELEGRAM], at=NOW, lease=LEASE, limit=16),
        ("ix_outbox_line", "ix_outbox_waiting"),
    ),
    "something is arriving": (lambda tx: outbox.arriving(tx, "7", at=NOW), ("ix_outbox_ref",)),
    "what a message shows": (lambda tx: outbox.shown(tx, "7", "12"), ("ix_outbox_ref",)),
    "what was shown last": (lambda tx: outbox.last_shown(tx, "7", "list"), ("ix_outbox_shown",)),
    "what came last": (lambda tx: outbox.newest_shown(tx, "7"), ("ix_outbox_shown",)),
    "an address has to wait": (lambda tx: outbox.hold_back(tx, "tg:7", until=NOW), ("ix_outbox_waiting",)),
    "a person's open actions": (lambda tx: actions.open_of(tx, 7), ("ix_actions_open",)),
    "tick: visits and quotes": (lambda tx: actions.open_of_kinds(tx, ["visit"]), ("ix_actions_open_kind",)),
    "tick: digests": (lambda tx: people.digest_due(tx, NOW), ("ix_staff_digest",)),
    "tick: new digests": (people.digest_unscheduled, ("ix_staff_digest",)),
    "tick: handovers": (handovers.alive, ("ix_handovers_alive",)),
    "tick: drafts left": (lambda tx: drafts.left_before(tx, NOW - timedelta(days=10)), ("ix_drafts_updated_at",)),
    "tick: drafts over": (lambda tx: drafts.expire(tx, NOW - timedelta(days=30)), ("ix_drafts_expires_at",)),
    "night: inputs": (lambda tx: inbox.purge(tx, done_before=NOW - timedelta(days=30), limit=100), ("ix_inbox_state",)),
    "night: parcels": (lambda tx: outbox.purge(tx, settled_before=NOW - timedelta(days=30), limit=100), ("ix_outbox_settled",)),
    "a person's draft": (lambda tx: drafts.active(tx, 7), ("uq_drafts_active",)),
}


def _input(n: int) -> dict[str, Any]:
    state = InputState.KEPT if n % 10 == 0 else InputState.DONE
    known = {"channel": Channel.MAIL, "key": f"k{n}", "order_key": f"mail:{n % 50}", "state": state}
    return {**known, "received_at": NOW, "kept_at": NOW, "envelope": {}, "blob": b"", "next_try_at": NOW}


def _parcel(n: int) -> dict[str, Any]:
    waits = n % 10 == 0
    settled = {"state": ParcelState.QUEUED} if waits else {"state": ParcelState.SENT, "external_ref": str(n), "settled_at": NOW}
    known = {"dedupe_key": f"k{n}", "order_key": f"tg:{n % 50}", "channel": Channel.TELEGRAM, "address": str(n % 50), "priority": 1}
    empty = {"external_ref": None, "settled_at": None}
    return {**empty, **known, **settled, "payload": {}, "created_at": NOW, "next_try_at": NOW}


def _person(n: int) -> dict[str, Any]:
    known = {"name": f"P{n}", "role": "staff", "zone": "America/Santiago", "digest_channels": []}
    return {**known, "active": n % 9 == 0, "next_digest_at": NOW + timedelta(days=n - 30)}


def _action(n: int) -> dict[str, Any]:
    known = {"kind": ("visit", "quote", "task", "note")[n % 4], "number": n, "state": "open", "is_open": n % 20 < 4, "details": {}}
    return {**known, "responsible_id": n % 50 + 1, "requester_id": 1, "dated": NOW.date(), "created_at": NOW}


def _draft(n: int) -> dict[str, Any]:
    said = {"kind": "task", "answers": {}, "skipped": [], "version": 1}
    return {
        **said,
        "staff_id": n % 50 + 1,
        "active": n < 50,
        "updated_at": NOW - timedelta(hours=n),
        "extra": {"long": "x" * 400},
        "expires_at": NOW,
    }


def _handover(n: int) -> dict[str, Any]:
    return {
        "from_id": 1,
        "to_id": 2,
        "starts_on": NOW.date(),
        "state": "running" if n % 40 == 0 else "over",
        "made_by": 1,
        "created_at": NOW,
    }


@pytest.fixture
async def full(store: Store) -> Store:
    """Some hundred rows of each sort and what ANALYZE makes of them; PostgreSQL reads whole tables only where it has no other way."""
    rows = {"staff": _person, "inbox": _input, "outbox": _parcel, "actions": _action, "drafts": _draft, "handovers": _handover}
    async with store.begin() as tx:
        for name, row in rows.items():
            await tx.execute(insert(tables.metadata.tables[name]), [row(n) for n in range(ROWS)])
        await tx.execute(text("ANALYZE"))
    return store


async def _plans(store: Store, ask: Callable[[Tx], Awaitable[Any]]) -> str:
    """How the database goes about each statement of a question."""
    said: list[tuple[str, Any]] = []

    def heard(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    async with store.begin() as tx:
        if not store.is_sqlite:
            await tx.execute(text("SET LOCAL enable_seqscan = off"))
        event.listen(store.engine.sync_engine, "before_cursor_execute", heard)
        try:
            await ask(tx)
        finally:
            event.remove(store.engine.sync_engine, "before_cursor_execute", heard)
        explain = "EXPLAIN QUERY PLAN " if store.is_sqlite else "EXPLAIN "
        lines = [row[-1] for statement, values in said for row in await tx.exec_driver_sql(explain + statement, values)]
    return "\n".join(lines)


def _reads_a_whole_table(plan: str) -> bool:
    lines = (line.strip() for line in plan.splitlines())
    return any(
        "Seq Scan" in line or (line.startswith("SCAN ") and not any(word in line for word in (" INDEX ", "CONSTANT ROW"))) for line in lines
    )


@pytest.mark.parametrize("question", QUESTIONS)
async def test_what_is_asked_all_day_goes_by_its_index(full: Store, question: str) -> None:
    ask, indexes = QUESTIONS[question]
    plan = await _plans(full, ask)
    assert not _reads_a_whole_table(plan), plan
    if full.is_sqlite:  # PostgreSQL chooses among indexes by what it counted; that it reads no whole table is what matters
        assert all(name in plan for name in indexes), plan
