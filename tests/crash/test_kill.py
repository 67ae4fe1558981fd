"""`kill -9` at random moments: facts exactly once and in order, one digest a person, date and channel, double sends visible."""

import os
import re
from collections import Counter, defaultdict
from random import Random

import pytest
from sqlalchemy import select

from crm.clock import OfficeClock
from crm.store import Store
from crm.store.tables import actions, inbox, outbox, staff
from tests.crash.rounds import BEGIN, DAY, PEOPLE, SENDERS, Round, prepare
from tests.support.world import free_port, playground_for, serving

TAG = re.compile(r"zq[a-z]{3}")


async def _round(url: str, *, seed: int, count: int, kills: int) -> None:
    print(f"seed {seed}; again: ACCIONES_TEST_SEED={seed}")  # noqa: T201 - shown when the test fails
    await prepare(url)
    smtp_port = free_port()
    playground = playground_for(OfficeClock(machine=lambda: BEGIN), smtp_port=smtp_port)
    async with serving(playground):
        it = Round(url, playground, smtp_port, Random(seed), count, kills)
        await it.run()
        store = Store(url)
        try:
            async with store.read() as tx:
                made = (await tx.execute(select(actions).order_by(actions.c.id))).all()
                kept = (await tx.execute(select(inbox))).all()
                parcels = (await tx.execute(select(outbox).order_by(outbox.c.id))).all()
                keys = {row.telegram_id: row.id for row in await tx.execute(select(staff))}
        finally:
            await store.close()
    _facts(it, made, kept, keys)
    _digests(parcels, keys)
    _sends(it, parcels)


def _facts(it: Round, made, kept, keys) -> None:
    assert {row.state for row in kept} == {"done"}
    by_person, by_sender = defaultdict(list), defaultdict(list)
    for row in made:
        found = TAG.search(f"{row.reference} {row.description}")
        assert found, row.reference
        if row.kind == "email":
            by_sender[row.details["sender"]].append(found.group())
        else:
            by_person[row.requester_id].append(found.group())
    for person, telegram_id in zip(PEOPLE, (1001, 1002, 1003), strict=True):
        assert by_person[keys[telegram_id]] == it.said[person], person
    for sender in SENDERS:
        assert by_sender[sender] == it.mailed[sender], sender


def _digests(parcels, keys) -> None:
    digests = Counter(row.dedupe_key for row in parcels if row.dedupe_key.startswith("digest:"))
    assert digests == {f"digest:{one}:{DAY}:{channel}": 1 for one in keys.values() for channel in ("telegram", "mail")}


def _sends(it: Round, parcels) -> None:
    """What a parcel says arrived at least once, and no more often than it was tried."""
    assert {row.state for row in parcels} == {"sent"}
    arrived: Counter[tuple[str, str]] = Counter()
    for person in it.playground.cloud.people.values():
        for message in it.playground.chat(person.id):
            if message.from_bot:
                for word in set(TAG.findall(message.text)):
                    arrived[str(person.telegram_id), word] += 1
    tries: Counter[tuple[str, str]] = Counter()
    for row in parcels:
        if "chat" in row.payload and not row.dedupe_key.startswith("digest:"):
            for word in set(TAG.findall(row.payload["chat"]["text"])):
                tries[row.address, word] += row.attempts
    for key, count in tries.items():
        assert 1 <= arrived[key] <= count + _in_digest(it, key), key
    mails = Counter(mail.header("Message-ID") for mail in it.playground.mails)
    refs = {row.external_ref: row.attempts for row in parcels if row.channel == "mail"}
    assert set(mails) == set(refs)
    assert all(count <= refs[ref] for ref, count in mails.items())


def _in_digest(it: Round, key: tuple[str, str]) -> int:
    """A digest lists what is pending: a word may stand there once more for each time the digest was sent."""
    telegram_id, word = key
    person = next(one for one in it.playground.cloud.people.values() if str(one.telegram_id) == telegram_id)
    return sum(word in message.text for message in it.playground.chat(person.id) if message.from_bot and "☀️" in message.text)


def _seed() -> int:
    return int(os.environ.get("ACCIONES_TEST_SEED") or int.from_bytes(os.urandom(4)))


@pytest.mark.timeout(240)
async def test_one_kill_loses_and_doubles_nothing(engine_url: str):
    await _round(engine_url, seed=_seed(), count=40, kills=1)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("turn", [1, 2, 3])
async def test_three_kills_in_200_updates_and_200_mails_lose_and_double_nothing(engine_url: str, turn: int):
    await _round(engine_url, seed=_seed() + turn, count=200, kills=3)
