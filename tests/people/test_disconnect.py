"""Disconnecting and leaving: the account is nobody's any more, and what waited for it does not go there."""

import asyncio

import pytest
from sqlalchemy import select

from crm.decision import Create, Decision, PutDraft, Unlink
from crm.errors import ForbiddenError
from crm.kinds import KINDS
from crm.message import ChatMessage
from crm.model import Channel, NewParcel, ParcelState
from crm.services.queue.dispatch import send
from crm.services.staff import invitations
from crm.services.staff.invitations import State
from crm.services.staff.membership import Standing, member
from crm.services.write import commit, drafts
from crm.store.tables import outbox
from tests.people.conftest import Gate
from tests.people.test_invitations import REVOKED, STRANGER


def _parcel(account: int, n: int = 0) -> NewParcel:
    return NewParcel(f"notice:{account}:{n}", f"tg:{account}", Channel.TELEGRAM, str(account), ChatMessage("hola").payload())


async def _unlink(gate: Gate, effect: Unlink) -> None:
    await commit.commit(gate.office, Decision((effect,)), by=gate.small.emily, source="test:unlink")


async def test_what_waits_for_that_chat_is_cancelled_and_the_drafts_are_dropped(gate: Gate):
    bruno, ana = gate.small.bruno, gate.small.ana
    draft = drafts.new(bruno, KINDS[0], gate.office.now())
    await commit.commit(gate.office, Decision((PutDraft(draft),)), by=bruno, source="test:draft")
    await send(gate.office, [_parcel(bruno.telegram_id), _parcel(ana.telegram_id)])
    await _unlink(gate, Unlink(bruno.id))
    async with gate.office.store.read() as tx:
        states = {row.address: row.state for row in await tx.execute(select(outbox.c.address, outbox.c.state))}
    assert states == {"1001": ParcelState.CANCELLED, "1002": ParcelState.QUEUED}
    assert await drafts.parked(gate.office, bruno) == []
    await gate.phones.say(bruno, "tarea: llamar a ACME")
    assert gate.phones.texts(bruno) == [STRANGER]


async def test_disconnecting_somebody_who_is_writing_holds_up_neither(gate: Gate):
    """Their own changes and the administrator's wait for each other in one order: nobody meets a deadlock."""
    bruno = gate.small.bruno

    async def writes(n: int) -> None:
        make = Create("task", {"reference": f"tarea {n}", "responsible_id": bruno.id})
        await commit.commit(gate.office, Decision((make,), lambda _: [_parcel(bruno.telegram_id, n)]), by=bruno, source=f"test:{n}")

    await asyncio.gather(
        *(writes(n) for n in range(6)), *(_unlink(gate, Unlink(bruno.id)) for _ in range(3)), *(writes(n) for n in range(6, 9))
    )
    assert (await gate.person(bruno)).telegram_id is None


async def test_an_open_invitation_goes_with_it(gate: Gate):
    made = await gate.invite()
    await _unlink(gate, Unlink(gate.pedro.id))
    await gate.phones.say(gate.pedro, f"/start {made.token}")
    assert gate.phones.texts(gate.pedro) == [REVOKED]


async def test_whoever_left_can_come_back(gate: Gate):
    emily, bruno = gate.small.emily, gate.small.bruno
    await _unlink(gate, Unlink(bruno.id, leaves=True))
    found = await member(gate.office, bruno.id)
    assert found is not None
    assert found.standing is Standing.GONE
    await gate.phones.say(emily, "/staff")
    await gate.phones.tap(emily, "Bruno Díaz")
    await gate.phones.tap(emily, "▶️ Works here again")
    found = await member(gate.office, bruno.id)
    assert found is not None
    assert found.standing is Standing.WAITING


async def test_an_invitation_of_somebody_who_left_is_revoked(gate: Gate):
    made = await gate.invite()
    await _unlink(gate, Unlink(gate.pedro.id, leaves=True))
    found = await invitations.look(gate.office, made.token)
    assert found is not None
    assert found.state is State.REVOKED


async def test_the_last_administrator_stays(gate: Gate):
    with pytest.raises(ForbiddenError):
        await _unlink(gate, Unlink(gate.small.emily.id, leaves=True))
    assert (await gate.person(gate.small.emily)).telegram_id == 1003


@pytest.mark.parametrize(
    "data", ["staff:cut!:{}", "staff:off!:{}", "staff:off:{}", "staff:on:{}", "staff:nothing:{}", "staff:see:99999", "staff:cut"]
)
async def test_a_button_that_nobody_showed_changes_nothing(gate: Gate, data: str):
    emily = gate.small.emily
    await gate.phones.say(emily, "/staff")
    await gate.phones.tap(emily, "", data=data.format(emily.id))
    assert gate.phones.texts(emily)[-1] == "That button no longer counts."
    assert (await gate.person(emily)).telegram_id == 1003


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("bruno", "Del personal se ocupan solo administradores y supervisores."), ("ana", "Solo un administrador agrega a alguien nuevo.")],
)
async def test_only_an_administrator_adds_and_dismisses(gate: Gate, name: str, sentence: str):
    who = getattr(gate.small, name)
    await gate.phones.say(who, "/personal nuevo Pedro Lira pedro.lira@losrobles.cl")
    await gate.phones.tap(who, "", data=f"staff:off!:{gate.pedro.id}")
    assert gate.phones.texts(who) == [sentence, "Ese botón ya no vale."]
    assert (await gate.person(gate.pedro)).active
