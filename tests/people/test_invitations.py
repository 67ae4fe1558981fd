"""Invitations: a link connects one account once; every other use of it gets one clear sentence."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from telegram import Update

from bot.app import receive
from crm.decision import Decision, Link
from crm.errors import ConflictError
from crm.model import InputState
from crm.services.staff import invitations
from crm.services.staff.invitations import State, hashed, token_of
from crm.services.write import commit
from crm.store.tables import changes, inbox, outbox
from crm.store.tables import invitations as rows
from tests.people.conftest import Gate

STRANGER = "Este es el asistente de Acciones. Pide una invitación a tu administrador."
USED = "Esa invitación ya se usó. Pide una nueva a tu administrador."
REVOKED = "Esa invitación ya no sirve: hay una más nueva o fue retirada."
EXPIRED = "Esa invitación venció. Pide una nueva a tu administrador."


async def _kept(gate: Gate, telegram_id: int) -> list[tuple[str, bytes]]:
    async with gate.office.store.read() as tx:
        found = await tx.execute(select(inbox.c.state, inbox.c.blob).where(inbox.c.order_key == f"tg:{telegram_id}"))
        return [(row.state, row.blob) for row in found]


def test_a_link_fits_into_what_telegram_takes():
    made = invitations.Ticket(invitations.secrets.token_urlsafe(32), None)
    assert len(made.token) == 43
    assert token_of(f"/start {made.token}") == made.token
    assert made.link("losrobles_bot") == f"https://t.me/losrobles_bot?start={made.token}"


@pytest.mark.parametrize(
    "text", ["/start", "/start  ", "hola", "/start a b", "/start ñandú", "/start " + "x" * 65, "/starts abc", "start abc"]
)
def test_only_a_start_with_one_token_is_an_invitation(text: str):
    assert token_of(text) == ""


async def test_the_link_connects_the_account_that_opens_it(gate: Gate):
    made = await gate.invite()
    gate.phones.language[gate.pedro.id] = "en"
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    pedro = await gate.person(gate.pedro)
    assert (pedro.telegram_id, pedro.telegram_language) == (2001, "en")
    hello, help_ = gate.phones.texts(gate.pedro)
    assert hello.startswith("Hello Pedro. Your Telegram is connected with Acciones now, as Pedro Soto.")
    assert "/help" in help_
    assert gate.phones.last(gate.pedro).message.menu
    assert gate.phones.texts(gate.small.emily) == ["✅ The Telegram account of Pedro Soto is connected now."]
    await gate.phones.say(gate.pedro, "/help")
    assert len(gate.phones.texts(gate.pedro)) == 3


async def test_what_connected_the_account_is_in_the_history(gate: Gate):
    made = await gate.invite()
    message = await gate.phones.say(gate.pedro, f"/start {made.token}")
    async with gate.office.store.read() as tx:
        found = (await tx.execute(select(changes).where(changes.c.source == f"tg:2001:{message}"))).one()
    assert found.staff_id == gate.pedro.id


async def test_the_token_lies_nowhere(gate: Gate):
    """Not in the table, not in what was sent, not in what was handled."""
    await gate.phones.say(gate.small.emily, "/staff pedro")
    await gate.phones.tap(gate.small.emily, "🔗 Invite")
    shown = gate.phones.last(gate.small.emily).message
    token = shown.qr.rpartition("=")[2]
    assert token in shown.text
    async with gate.office.store.read() as tx:
        stored = [row.token_hash for row in await tx.execute(select(rows.c.token_hash))]
        sent = [json.dumps(row.payload) for row in await tx.execute(select(outbox.c.payload))]
    assert stored == [hashed(token)]
    assert not any(token in payload for payload in sent)


async def test_an_expired_invitation_says_so_and_the_chat_is_not_kept(gate: Gate):
    made = await gate.invite()
    gate.office.clock.move_to(made.expires_at)
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    assert gate.phones.texts(gate.pedro) == [EXPIRED]
    assert await _kept(gate, 2001) == [(InputState.DONE, b"")]
    assert (await gate.person(gate.pedro)).telegram_id is None


async def test_an_invitation_works_until_its_last_moment(gate: Gate):
    made = await gate.invite()
    assert made.expires_at == gate.office.now() + timedelta(days=3)
    gate.office.clock.move_to(made.expires_at - timedelta(seconds=1))
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    assert (await gate.person(gate.pedro)).telegram_id == 2001


async def test_a_used_invitation_says_so_to_somebody_else(gate: Gate):
    made = await gate.invite()
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    thief = gate.on_account(6666)
    await gate.phones.say(thief, f"/start {made.token}")
    await gate.phones.say(thief, f"/start {made.token}")
    assert gate.phones.texts(thief) == [USED]  # once a day
    assert await _kept(gate, 6666) == [(InputState.DONE, b"")] * 2
    assert (await gate.person(gate.pedro)).telegram_id == 2001


async def test_whoever_opens_the_used_link_again_is_welcomed(gate: Gate):
    made = await gate.invite()
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    assert gate.phones.texts(gate.pedro)[-1].startswith("Hola, Pedro.")


async def test_a_forged_invitation_is_answered_like_any_stranger(gate: Gate):
    await gate.invite()
    guesser = gate.on_account(6666)
    await gate.phones.say(guesser, "/start " + "A" * 43)
    await gate.phones.say(guesser, "hola")
    assert gate.phones.texts(guesser) == [STRANGER]  # one sentence a day for both: nothing tells them apart
    assert await _kept(gate, 6666) == [(InputState.DONE, b"")] * 2


async def test_a_newer_invitation_revokes_the_older(gate: Gate):
    old, new = await gate.invite(), await gate.invite()
    await gate.phones.say(gate.pedro, f"/start {old.token}")
    assert gate.phones.texts(gate.pedro) == [REVOKED]
    await gate.phones.say(gate.pedro, f"/start {new.token}")
    assert (await gate.person(gate.pedro)).telegram_id == 2001


async def test_an_account_that_belongs_to_somebody_says_so_and_the_invitation_stays(gate: Gate):
    made = await gate.invite()
    await gate.phones.say(gate.small.bruno, f"/start {made.token}")
    said = gate.phones.texts(gate.small.bruno)
    assert said == [
        "Esta cuenta de Telegram ya está conectada como Bruno Díaz. La invitación de Pedro Soto sigue sirviendo desde otra cuenta."
    ]
    found = await invitations.look(gate.office, made.token)
    assert found is not None
    assert found.state is State.OPEN


async def test_a_new_telephone_takes_the_old_ones_place(gate: Gate):
    await gate.phones.say(gate.pedro, f"/start {(await gate.invite()).token}")
    made = await gate.invite()
    await gate.phones.say(gate.on_account(2002), f"/start {made.token}")
    assert (await gate.person(gate.pedro)).telegram_id == 2002
    before = len(gate.phones.texts(gate.pedro))
    await gate.phones.say(gate.pedro, "/help")
    assert gate.phones.texts(gate.pedro)[before:] == [STRANGER]


async def test_of_two_accounts_that_open_one_link_at_once_exactly_one_wins(gate: Gate):
    """Both updates are kept before either is handled, and both are handled at the same time."""
    made = await gate.invite()
    accounts = [gate.on_account(number) for number in range(3001, 3007)]
    phones = gate.phones
    updates = [
        {
            "update_id": 5000 + i,
            "message": {
                "message_id": 1,
                "from": phones._user(who),
                "chat": phones._chat(who),
                "date": phones._stamp(),
                "text": f"/start {made.token}",
            },
        }
        for i, who in enumerate(accounts)
    ]
    await receive(gate.office, phones.bot, [Update.de_json(raw, phones.bot) for raw in updates])
    await phones.settle()
    linked = (await gate.person(gate.pedro)).telegram_id
    winners = [who for who in accounts if len(phones.texts(who)) == 2]
    assert [who.telegram_id for who in winners] == [linked]
    assert all(phones.texts(who) == [USED] for who in accounts if who.telegram_id != linked)


async def test_of_many_transactions_one_uses_the_invitation_up(gate: Gate):
    made = await gate.invite()
    found = await invitations.look(gate.office, made.token)
    assert found is not None

    async def link(account: int) -> bool:
        try:
            await commit.commit(gate.office, Decision((Link(found.id, gate.pedro.id, account),)), by=None, source="test:link")
        except ConflictError:
            return False
        return True

    assert sum(await asyncio.gather(*(link(4000 + i) for i in range(8)))) == 1


async def test_two_invitations_at_once_leave_one_that_works(gate: Gate):
    made = await asyncio.gather(*(gate.invite() for _ in range(5)))
    looks = [await invitations.look(gate.office, one.token) for one in made]
    assert sorted(look.state for look in looks if look) == [State.OPEN] + [State.REVOKED] * 4


async def test_one_account_cannot_become_two_people(gate: Gate):
    made = await gate.invite()
    found = await invitations.look(gate.office, made.token)
    assert found is not None
    with pytest.raises(ConflictError):
        await commit.commit(
            gate.office, Decision((Link(found.id, gate.pedro.id, gate.small.bruno.telegram_id or 0),)), by=None, source="test:link"
        )
    again = await invitations.look(gate.office, made.token)
    assert again is not None
    assert again.state is State.OPEN


async def test_an_invitation_that_runs_out_while_its_message_waits_is_told(gate: Gate):
    made = await gate.invite()
    who = gate.pedro
    phones = gate.phones
    message = {
        "message_id": 1,
        "from": phones._user(who),
        "chat": phones._chat(who),
        "date": phones._stamp(),
        "text": f"/start {made.token}",
    }
    await receive(gate.office, phones.bot, [Update.de_json({"update_id": 7000, "message": message}, phones.bot)])
    gate.office.clock.move_to(made.expires_at + timedelta(hours=1))
    await phones.settle()
    assert phones.texts(who) == [EXPIRED]
