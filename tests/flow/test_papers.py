"""Fax, contract, memo and procedure: what their declarations say comes true in the store."""

from datetime import date

import pytest

from crm.decision import Change, Create, Decision, Undo
from crm.kinds import KIND, KINDS
from crm.model import Action
from crm.services.house.office import Office
from crm.services.write.commit import commit
from crm.store import actions
from tests.support.small_office import SmallOffice


async def _do(office: Office, small: SmallOffice, *effects):
    return await commit(office, Decision(effects), by=small.bruno, source="test")


async def _open(office: Office, small: SmallOffice) -> list[Action]:
    async with office.store.read() as tx:
        return await actions.open_of(tx, small.bruno.id)


async def test_a_contracts_renewal_makes_a_task_thirty_days_before_which_undo_takes_back(office: Office, small_office: SmallOffice):
    contract = Create("contract", {"partner_id": small_office.acme.id, "reference": "Arriendo bodega", "renewal": "2027-03-31"})
    made = await _do(office, small_office, contract)
    (task,) = [a for a in await _open(office, small_office) if a.kind == "task"]
    assert (task.due_on, task.reference, task.partner_id) == (date(2027, 3, 1), "↻ Arriendo bodega", small_office.acme.id)
    assert task.follows_id == made.actions[0].id
    assert [a.kind for a in made.actions] == ["contract"]
    await _do(office, small_office, Undo(made.change_id))
    assert await _open(office, small_office) == []


async def test_a_contract_without_renewal_makes_no_task(office: Office, small_office: SmallOffice):
    await _do(office, small_office, Create("contract", {"partner_id": small_office.acme.id, "reference": "Arriendo"}))
    assert [a.kind for a in await _open(office, small_office)] == ["contract"]


@pytest.mark.parametrize("name", [kind.name for kind in KINDS])
def test_every_state_is_reached_and_left_by_what_the_kind_declares(name: str):
    kind = KIND[name]
    known = {state.name for state in kind.states}
    assert {verb.to for verb in kind.verbs} | {source for verb in kind.verbs for source in verb.sources} <= known
    assert kind.initial in known


async def test_a_memo_keeps_to_whom_it_goes(office: Office, small_office: SmallOffice):
    made = await _do(office, small_office, Create("memo", {"to": [small_office.ana.id, small_office.emily.id], "reference": "Stock"}))
    issued = await _do(office, small_office, Change(made.actions[0].id, 1, {"state": "issued"}, "issue"))
    assert issued.actions[0].details["to"] == [small_office.ana.id, small_office.emily.id]
    assert not issued.actions[0].is_open
