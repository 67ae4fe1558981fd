"""Each row of the table in architecture.md, "Durability", on both engines."""

import asyncio
import itertools
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from crm.clock import OfficeClock, machine_now
from crm.errors import DeliveryError, StoreBusyError
from crm.memory import Shows
from crm.model import Channel, ParcelState, Priority
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.store import Store
from scheduler.couriers.telegram import TelegramCourier
from scheduler.outbox import Outbox
from scheduler.pacing import Limit, Limits
from tests.scheduler.conftest import blob
from tests.scheduler.world import BRUNO, QUICK, TOKEN, FakeCourier, chat, mail, promise, rows, send, until, working

SENT, FAILED, QUEUED, SENDING = ParcelState.SENT, ParcelState.FAILED, ParcelState.QUEUED, ParcelState.SENDING


async def test_delivered_is_sent_and_the_reference_kept(office, world, telegram):
    async with working(office, [telegram]):
        await send(office, promise("hola"))
        (row,) = await until(office, SENT)
    assert row["external_ref"] == str(world.last("bruno").message_id)
    assert (row["attempts"], row["lease_token"], row["error"]) == (1, None, None)


async def test_later_is_queued_again_and_arrives(office, world, telegram):
    world.trouble("error", code=502, times=2)
    async with working(office, [telegram]):
        await send(office, promise("hola"))
        (row,) = await until(office, SENT)
    assert row["attempts"] == 3
    assert [message.text for message in world.chat("bruno")] == ["hola"]


async def test_too_old_has_failed(office):
    courier = FakeCourier()
    courier.later()
    rules = replace(QUICK, retry=replace(QUICK.retry, patience=timedelta()))
    async with working(office, [courier], rules=rules):
        await send(office, promise("hola"))
        (row,) = await until(office, FAILED)
    assert "not now" in row["error"]


async def test_a_flood_pauses_that_chat_only(office, world, telegram):
    world.trouble("flood", person_id="bruno", seconds=1)
    async with working(office, [telegram]):
        await send(office, promise("uno"))
        await until(office, QUEUED)
        await world.wait_for(lambda: world.calls("sendMessage"))
        await send(office, promise("dos"), promise("otra", address="1002"))
        await world.wait_for(lambda: world.last("ana"))
        assert world.last("bruno") is None
        await until(office, SENT, 3)
    assert [message.text for message in world.chat("bruno")] == ["uno", "dos"]


async def test_a_relay_that_asks_for_a_moment_is_given_it(office):
    courier = FakeCourier(Channel.MAIL)
    courier.later(retry_after=0.2)
    async with working(office, [courier]):
        await send(office, promise("a", channel=Channel.MAIL))
        await until(office, SENT)
    assert courier.tries[1][0] - courier.tries[0][0] >= 0.2


async def test_never_has_failed_and_something_else_goes_out_instead(office, world, telegram, mailer):
    async def fallback(item, error):
        assert error.permanent
        return [promise(f"{item.dedupe_key}:mail", mail("en vez"), address="bruno.diaz@losrobles.cl", channel=Channel.MAIL)]

    await world.block("bruno")
    async with working(office, [telegram, mailer], fallback=fallback):
        await send(office, promise("hola"))
        (row,) = await until(office, FAILED)
        await until(office, SENT)
    assert "blocked" in row["error"]
    assert [found.subject for found in world.mails] == ["en vez"]


async def test_an_address_that_has_moved_takes_what_waits_along(office):
    courier = FakeCourier()
    courier.fails(DeliveryError("moved", moved_to="-100777"))
    async with working(office, [courier]):
        await send(office, promise("uno", address="-5"), promise("dos", address="-5"))
        await until(office, SENT, 2)
    assert [(item.dedupe_key, item.address) for item in courier.taken] == [("uno", "-100777"), ("dos", "-100777")]


async def test_perhaps_by_chat_and_mail_is_sent_again(office, world, mailer):
    world.relay.mood.silent_after_data = 1
    async with working(office, [mailer]):
        await send(office, promise("m", mail(), address="ana.rojas@losrobles.cl", channel=Channel.MAIL))
        (row,) = await until(office, SENT)
    assert row["attempts"] == 2
    assert len({found.header("Message-ID") for found in world.mails}) == 1
    assert len(world.mails) == 2


async def test_perhaps_on_paper_is_asked_not_repeated(office):
    courier = FakeCourier()
    courier.later(sure=False)
    async with working(office, [courier], rules=replace(QUICK, once_only=frozenset({Channel.TELEGRAM}))):
        await send(office, promise("hola"))
        await until(office, ParcelState.UNSURE)
    assert not courier.taken


def after_the_lease(office: Office) -> Office:
    """The same office seen by a process to which every lease of now has run out."""
    return replace(office, machine=lambda: machine_now() + dispatch.LEASE + timedelta(seconds=1))


async def test_a_dead_workers_parcel_is_claimed_again_when_its_lease_runs_out(office):
    await send(office, promise("hola"))
    assert await dispatch.claim(office, [Channel.TELEGRAM])  # and then that worker dies
    assert not await dispatch.claim(office, [Channel.TELEGRAM])
    courier = FakeCourier()
    async with working(after_the_lease(office), [courier]):
        (row,) = await until(office, SENT)
    assert row["attempts"] == 2


async def test_a_lost_lease_is_normal_and_the_loop_goes_on(office):
    slow, quick = FakeCourier(), FakeCourier()
    slow.go.clear()
    async with working(office, [slow]):
        await send(office, promise("uno"))
        await until(office, SENDING)
        async with working(after_the_lease(office), [quick]):
            await until(office, SENT)
        slow.go.set()
        await send(office, promise("dos"))
        await until(office, SENT, 2)
    assert (slow.keys, quick.keys) == (["uno", "dos"], ["uno"])


async def test_a_key_is_promised_once(office):
    courier = FakeCourier()
    async with working(office, [courier]):
        for _ in range(3):
            await send(office, promise("una vez"))
        await until(office, SENT)
        await asyncio.sleep(0.2)
    assert courier.keys == ["una vez"]


async def test_one_address_gets_its_messages_in_order_while_others_overtake(office):
    courier = FakeCourier()
    courier.slow = 0.01
    courier.later()
    wanted = [promise(f"{n}", address=str(2000 + n % 3)) for n in range(30)]
    async with working(office, [courier]):
        await send(office, *wanted)
        await until(office, SENT, 30)
    for rest in range(3):
        assert [key for key in courier.keys if int(key) % 3 == rest] == [str(n) for n in range(30) if n % 3 == rest]
    assert not courier.mixed
    assert courier.most > 1


async def test_replies_leave_before_notices_and_notices_before_digests(office):
    courier = FakeCourier()
    await send(
        office,
        promise("digest", priority=Priority.DIGEST),
        promise("notice", priority=Priority.NOTICE),
        promise("reply", priority=Priority.REPLY),
    )
    async with working(office, [courier]):
        await until(office, SENT, 3)
    assert courier.keys == ["reply", "notice", "digest"]


async def test_a_chat_is_paced(office):
    courier = FakeCourier()
    rules = replace(QUICK, limits={Channel.TELEGRAM: Limits(Limit(100, 1.0), Limit(1, 0.3))})
    async with working(office, [courier], rules=rules):
        await send(office, promise("a"), promise("b"), promise("c"), promise("d", address="1002"))
        await until(office, SENT, 4)
    moments = [moment for moment, item in courier.tries if item.address == BRUNO]
    assert min(b - a for a, b in itertools.pairwise(moments)) >= 0.29
    assert courier.keys.index("d") < 2


async def test_a_turn_too_far_away_is_waited_for_in_the_queue(office):
    courier = FakeCourier()
    rules = replace(QUICK, limits={Channel.TELEGRAM: Limits(Limit(100, 1.0), Limit(1, 3.0))}, patience=0.5)
    async with working(office, [courier], rules=rules):
        await send(office, promise("a"), promise("b"))
        await until(office, SENT, 2)
    assert courier.tries[1][0] - courier.tries[0][0] >= 2.9


async def test_a_late_payload_is_rendered_when_it_leaves_and_kept(office):
    async def render(item):
        return chat(f"digest of {item.payload['date']}", context=Shows(list=(1, 2)))

    courier = FakeCourier()
    async with working(office, [courier], render=render):
        await send(office, promise("d", {"render": "digest", "date": "2026-11-24"}))
        (row,) = await until(office, SENT)
    assert courier.taken[0].payload["chat"]["text"] == "digest of 2026-11-24"
    assert row["payload"]["chat"]["context"] == {"list": [1, 2]}


async def test_nothing_to_send_is_cancelled(office):
    courier = FakeCourier()
    async with working(office, [courier]):
        await send(office, promise("d", {"render": "digest"}))
        await until(office, ParcelState.CANCELLED)
    assert not courier.tries


async def test_our_own_mistake_is_tried_a_few_times_and_keeps_nobody_waiting(office, caplog):
    courier = FakeCourier()
    courier.fails(*[KeyError("ours")] * QUICK.mistakes)
    async with working(office, [courier]):
        await send(office, promise("broken"), promise("behind it"))
        (row,) = await until(office, FAILED)
        await until(office, SENT)
    assert row["attempts"] == QUICK.mistakes
    assert courier.keys == ["behind it"]
    assert "met an error of our own" in caplog.text


async def test_a_payload_that_nobody_understands_has_failed(office, telegram):
    async with working(office, [telegram]):
        await send(office, promise("odd", {"what": "is this"}), promise("hola"))
        await until(office, FAILED)
        await until(office, SENT)


async def test_what_has_arrived_is_not_sent_again_because_the_store_was_busy(office, monkeypatch):
    real, refusals = dispatch.sent, [StoreBusyError(), StoreBusyError()]

    async def busy(*args, **more):
        if refusals:
            raise refusals.pop()
        await real(*args, **more)

    monkeypatch.setattr(dispatch, "sent", busy)
    courier = FakeCourier()
    async with working(office, [courier]):
        await send(office, promise("hola"))
        (row,) = await until(office, SENT)
    assert (row["attempts"], len(courier.tries)) == (1, 1)


async def test_what_has_arrived_is_not_sent_again_because_its_context_is_odd(office):
    courier = FakeCourier()
    async with working(office, [courier]):
        odd = chat()
        odd["chat"]["context"] = {"draft": "not a number"}
        await send(office, promise("hola", odd))
        (row,) = await until(office, SENT)
        await asyncio.sleep(0.3)
    assert (row["attempts"], len(courier.tries)) == (1, 1)


async def test_a_slow_relay_does_not_keep_chat_waiting(office):
    chats, mails = FakeCourier(), FakeCourier(Channel.MAIL)
    mails.slow = 60
    async with working(office, [chats, mails], rules=replace(QUICK, drain=0.1)):
        await send(office, *[promise(f"m{n}", mail(), address=f"{n}@x.cl", channel=Channel.MAIL) for n in range(40)])
        await until(office, SENDING)
        await send(office, promise("hola"))
        await until(office, SENT, timeout=30)


async def test_an_orderly_end_lets_arrive_what_is_on_its_way(office):
    courier = FakeCourier()
    courier.slow = 0.3
    async with working(office, [courier]):
        await send(office, promise("hola"))
        await until(office, SENDING)
    assert [row["dedupe_key"] for row in await rows(office, SENT)] == ["hola"]


async def test_an_orderly_end_is_bounded_and_gives_back_what_has_not_left(office):
    courier = FakeCourier()
    rules = replace(QUICK, limits={Channel.TELEGRAM: Limits(Limit(100, 1.0), Limit(1, 60.0))}, patience=90, drain=0.2)
    loop = asyncio.get_running_loop()
    async with working(office, [courier], rules=rules):
        await send(office, promise("a"), promise("b"))
        await until(office, SENT)
        await until(office, SENDING)
        start = loop.time()
    assert loop.time() - start < 30
    (row,) = await rows(office, QUEUED)
    assert row["dedupe_key"] == "b"


async def test_many_parcels_are_sent_with_at_most_so_many_at_once(office):
    courier = FakeCourier()
    courier.slow = 0.02
    async with working(office, [courier], rules=replace(QUICK, at_once=4)):
        await send(office, *[promise(f"{n}", address=str(3000 + n)) for n in range(40)])
        await until(office, SENT, 40)
    assert courier.most == 4


async def test_a_bell_wakes_every_lane(office):
    chats, mails = FakeCourier(), FakeCourier(Channel.MAIL)
    loop = asyncio.get_running_loop()
    async with working(office, [chats, mails], rules=replace(QUICK, poll=30)):
        await asyncio.sleep(0.1)
        start = loop.time()
        await send(office, promise("c"), promise("m", mail(), address="a@x.cl", channel=Channel.MAIL))
        await until(office, SENT, 2, timeout=25)
        assert loop.time() - start < 25


@pytest.mark.postgres
async def test_two_outboxes_on_one_database_send_nothing_twice(postgres):
    name = postgres.create()
    offices = [Office(Store(postgres.url(name)), OfficeClock(), machine_now) for _ in range(2)]
    couriers = [FakeCourier(), FakeCourier()]
    couriers[0].slow, couriers[1].slow = 0.003, 0.005
    await send(offices[0], *[promise(f"{n}", address=str(n % 40)) for n in range(300)])
    async with working(offices[0], [couriers[0]]), working(offices[1], [couriers[1]]):
        found = await until(offices[0], SENT, 300, timeout=60)
    keys = couriers[0].keys + couriers[1].keys
    assert len(keys) == len(set(keys)) == 300
    assert all(courier.taken for courier in couriers)
    assert {row["attempts"] for row in found} == {1}
    settled = sorted(found, key=lambda row: row["settled_at"])
    for address in range(40):
        mine = [int(row["dedupe_key"]) for row in settled if row["address"] == str(address)]
        assert mine == sorted(mine)
    for office in offices:
        await office.store.close()
    postgres.give_back(name)


async def test_one_process_alone_sends_by_a_token_and_the_next_takes_over(office):
    first, second = FakeCourier(), FakeCourier()
    alone = {Channel.TELEGRAM: "telegram:987654"}
    async with working(office, [second], alone=alone, holder="b", rules=replace(QUICK, poll=0.05)) as _:
        await send(office, promise("uno"))
        await until(office, SENT)
        async with working(office, [first], alone=alone, holder="a"):
            await send(office, promise("dos"), promise("tres", address="1002"))
            await until(office, SENT, 3)
        assert not first.tries
    async with working(office, [first], alone=alone, holder="a"):
        await send(office, promise("cuatro"))
        await until(office, SENT, 4)  # the lease of 15 s was given back
    assert first.keys == ["cuatro"]


async def test_no_log_line_holds_the_token(office, world, telegram, caplog):
    # As app.wiring sets them: httpx tells the token at INFO, PTB's bot at DEBUG.
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.WARNING, "httpx")
    caplog.set_level(logging.WARNING, "httpcore")
    caplog.set_level(logging.INFO, "telegram")
    for trouble in ("flood", "blocked", "error", "hang", "migrated"):
        world.trouble(trouble, person_id="bruno")
    wrong = TelegramCourier(_with_wrong_token(world), blob)
    await wrong._bot.request.initialize()
    async with working(office, [telegram]):
        await send(office, *[promise(f"{n}") for n in range(8)], promise("odd", chat("<b>")))
        await until(office, FAILED, 2, timeout=20)
    async with working(office, [wrong]):
        await send(office, promise("wrong", address="1002"))
        await until(office, QUEUED)
        await asyncio.sleep(0.3)
    await wrong._bot.request.shutdown()
    assert caplog.records
    secret = TOKEN.partition(":")[2]
    formatter = logging.Formatter()
    assert not [line for record in caplog.records if secret in (line := formatter.format(record))]
    for state in ParcelState:
        assert not [row for row in await rows(office, state) if secret in str(row["error"])]


def _with_wrong_token(world):
    from telegram import Bot

    return Bot(TOKEN + "x", base_url=f"http://127.0.0.1:{world.port}/bot")


async def test_a_store_that_fails_does_not_end_the_loop(office, monkeypatch, caplog):
    real, failures = dispatch.claim, [StoreBusyError(), RuntimeError("odd")]

    async def claim(*args, **more):
        if failures:
            raise failures.pop()
        return await real(*args, **more)

    monkeypatch.setattr(dispatch, "claim", claim)
    courier = FakeCourier()
    async with working(office, [courier]):
        await send(office, promise("hola"))
        await until(office, SENT)
    assert "could not claim from outbox" in caplog.text


async def test_cancelled_in_the_middle_of_leasing_it_still_carries_what_it_leased(office, monkeypatch):
    real, leasing = dispatch.claim, asyncio.Event()

    async def slow(*args, **more):
        found = await real(*args, **more)
        leasing.set()
        await asyncio.sleep(0.2)
        return found

    monkeypatch.setattr(dispatch, "claim", slow)
    await send(office, promise("hola"))
    courier = FakeCourier()

    async def nothing(*_):
        return None

    task = asyncio.create_task(Outbox(office, [courier], render=nothing, fallback=nothing, rules=QUICK).run())
    await leasing.wait()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert courier.keys == ["hola"]
    assert len(await rows(office, SENT)) == 1
