"""Partners and contacts in the chat: one line read, values checked, doubles, joined and parted again, made from a draft."""

import asyncio

import pytest

from crm.decision import Change, Create, Decision, Merge, Undo
from crm.errors import ConflictError, InvalidValueError
from crm.model import Action
from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.services.partners import entry
from crm.services.write import commit, undo
from crm.services.write.undo import Refusal
from crm.store import actions, people
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

RUT = "76.333.222-5"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Nueva SpA", {"name": "Nueva SpA"}),
        ("Nueva SpA, 76.333.222-5", {"name": "Nueva SpA", "rut": RUT}),
        ("Nueva SpA 76333222-5", {"name": "Nueva SpA", "rut": RUT}),
        ("Nueva SpA\nRUT: 76.333.222-5\nventas@nueva.cl", {"name": "Nueva SpA", "rut": RUT, "email": "ventas@nueva.cl"}),
        ("Nueva SpA; 2 2345 6789; Talca", {"name": "Nueva SpA", "phone": "+56 2 2345 6789", "city": "Talca"}),
        ("Nueva, Av. Matta 100, Santiago", {"name": "Nueva", "address": "Av. Matta 100", "city": "Santiago"}),
        ("3M Chile", {"name": "3M Chile"}),
    ],
)
def test_one_line_says_everything(text: str, values: dict[str, str]):
    assert entry.read_partner(text) == values


@pytest.mark.parametrize(
    ("text", "field"),
    [("…", "name"), (", Talca", "city"), ("Nueva, 76.333.222-1", "check digit"), ("x" * 121, "name"), ("Nueva, a..b@c.cl", "email")],
)
def test_what_does_not_fit_names_its_field(text: str, field: str):
    if field == "city":
        assert entry.read_partner(text)["name"] == "Talca"
        return
    with pytest.raises(InvalidValueError) as refused:
        entry.read_partner(text)
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["…", "x" * 121, "Nueva, a..b@c.cl", "Nueva, 76.333.222-1"])
async def test_a_bad_line_is_answered_with_one_sentence_and_the_question_stays(text: str, phones: Phones, small_office: SmallOffice):
    before = len((await directory.snapshot(phones.office)).partners)
    await phones.say(small_office.bruno, "/cliente nuevo")
    await phones.say(small_office.bruno, text)
    assert phones.last(small_office.bruno).message.context.wants.what == "partner"
    await phones.say(small_office.bruno, "Ferretería Nueva")
    assert len((await directory.snapshot(phones.office)).partners) == before + 1


async def made(office: Office, small: SmallOffice, n: int = 3) -> tuple[Action, ...]:
    creates = tuple(Create("task", {"reference": f"tarea {i}", "partner_id": small.del_sur.id}) for i in range(n))
    return (await commit.commit(office, Decision(creates), by=small.bruno, source="test")).actions


async def of(office: Office, items: tuple[Action, ...]) -> list[int | None]:
    async with office.store.read() as tx:
        found = await actions.get_many(tx, [item.id for item in items])
    return [found[item.id].partner_id for item in items]


async def test_two_become_one_with_everything_and_part_again(phones: Phones, small_office: SmallOffice):
    office, small = phones.office, small_office
    items = await made(office, small)
    async with office.store.begin() as tx:
        rosa = await people.add_contact(tx, partner_id=small.del_sur.id, name="Rosa Vera")
        await people.add_partner(tx, name="Sur Chico")
    done = await commit.commit(office, Decision((Merge(small.del_sur.id, small.sur.id),)), by=small.emily, source="test:merge")
    assert await of(office, items) == [small.sur.id] * 3
    snapshot = await directory.snapshot(office)
    assert small.del_sur.id not in snapshot.partners
    assert snapshot.contacts[rosa].partner_id == small.sur.id
    # One of the actions goes on, as it will: parting must not lose that.
    item = (await _stored(office, items))[0]
    await commit.commit(office, Decision((Change(item.id, item.version, {"reference": "otra"}, "fix"),)), by=small.bruno, source="test:fix")
    look = await undo.look(office, done.change_id, small.emily)
    assert (look.refusal, look.actions) == (None, ())
    await commit.commit(office, Decision((Undo(done.change_id),)), by=small.emily, source="test:undo")
    assert await of(office, items) == [small.del_sur.id] * 3
    assert (await _stored(office, items))[0].reference == "otra"
    snapshot = await directory.snapshot(office)
    assert snapshot.partners[small.del_sur.id] == small.del_sur
    assert snapshot.partners[small.sur.id] == small.sur
    assert snapshot.contacts[rosa].partner_id == small.del_sur.id
    assert (await undo.look(office, done.change_id, small.emily)).refusal is Refusal.ALREADY


async def _stored(office: Office, items: tuple[Action, ...]) -> list[Action]:
    async with office.store.read() as tx:
        found = await actions.get_many(tx, [item.id for item in items])
    return [found[item.id] for item in items]


async def test_what_the_one_that_stays_lacks_is_taken_over(office: Office, small_office: SmallOffice):
    async with office.store.begin() as tx:
        bare = await people.add_partner(tx, name="Sur")
    done = await commit.commit(office, Decision((Merge(small_office.sur.id, bare),)), by=small_office.emily, source="test")
    found = await entry.partner(office, bare)
    assert found
    assert (found[0].rut, found[0].city) == (small_office.sur.rut, "Temuco")
    await commit.commit(office, Decision((Undo(done.change_id),)), by=small_office.emily, source="test:undo")
    again = await entry.partner(office, small_office.sur.id)
    assert again
    assert again[0] == small_office.sur


async def test_two_are_joined_once(office: Office, small_office: SmallOffice):
    await commit.commit(office, Decision((Merge(small_office.sur.id, small_office.acme.id),)), by=small_office.emily, source="a")
    with pytest.raises(ConflictError):
        await commit.commit(office, Decision((Merge(small_office.sur.id, small_office.andes.id),)), by=small_office.emily, source="b")


@pytest.mark.parametrize("others", ["the same", "the other way round", "with a third one"])
async def test_of_two_administrators_who_join_at_once_one_does(others: str, office: Office, small_office: SmallOffice):
    small = small_office
    items = await made(office, small)
    second = {
        "the same": Merge(small.del_sur.id, small.sur.id),
        "the other way round": Merge(small.sur.id, small.del_sur.id),
        "with a third one": Merge(small.del_sur.id, small.andes.id),
    }[others]
    joins = (Merge(small.del_sur.id, small.sur.id), second)
    done = await asyncio.gather(
        *(commit.commit(office, Decision((one,)), by=small.emily, source=f"test:{n}") for n, one in enumerate(joins)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == ["ConflictError", "Recorded"]
    (won,) = [one for one, what in zip(joins, done, strict=True) if not isinstance(what, BaseException)]
    assert await of(office, items) == [won.kept_id] * 3
    left = (await directory.snapshot(office)).partners
    assert (won.gone_id in left, won.kept_id in left) == (False, True)


async def test_joined_on_with_a_third_one_the_first_join_stays(office: Office, small_office: SmallOffice):
    small = small_office
    items = await made(office, small)
    first = await commit.commit(office, Decision((Merge(small.del_sur.id, small.sur.id),)), by=small.emily, source="a")
    second = await commit.commit(office, Decision((Merge(small.sur.id, small.andes.id),)), by=small.emily, source="b")
    assert (await undo.look(office, first.change_id, small.emily)).refusal is Refusal.CHANGED
    with pytest.raises(ConflictError):
        await commit.commit(office, Decision((Undo(first.change_id),)), by=small.emily, source="c")
    for change in (second, first):  # from the last to the first both go back
        await commit.commit(office, Decision((Undo(change.change_id),)), by=small.emily, source=f"undo:{change.change_id}")
    assert await of(office, items) == [small.del_sur.id] * 3


@pytest.mark.parametrize("deed", ["merge:{a}", "into:{a}:{b}", "surely:{a}:{b}", "join:{a}:{b}"])
async def test_only_an_administrator_joins(deed: str, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.ana, "hola")
    await phones.tap(small_office.ana, "", data="ptn:" + deed.format(a=small_office.sur.id, b=small_office.acme.id))
    assert phones.texts(small_office.ana)[-1] == "Ese botón ya no vale."
    assert small_office.sur.id in (await directory.snapshot(phones.office)).partners


@pytest.mark.parametrize(
    "data",
    [
        "ptn",
        "ptn:edit:0",
        "ptn:edit:x",
        "ptn:ask:partner:1:nothing",
        "ptn:ask:staff:1:name",
        "ptn:clear:partner:1:name",
        "ptn:kind:1:z",
        "ptn:on:1",
    ],
)
async def test_a_button_that_never_was_is_answered(data: str, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.emily, "/start")
    await phones.tap(small_office.emily, "", data=data)
    assert phones.texts(small_office.emily)[-1] == "That button no longer counts."


@pytest.mark.parametrize("data", ["back:1", "sure", "surec", "meant", "that:1:1", "join:1:1", "newc:0", "fly"])
async def test_nor_does_one_of_a_question_that_is_over(data: str, phones: Phones, small_office: SmallOffice):
    await test_a_button_that_never_was_is_answered(f"ptn:{data}", phones, small_office)


async def test_two_people_with_one_new_rut_at_once_make_one_partner(phones: Phones, small_office: SmallOffice):
    office = phones.office
    creates = [entry.new_partner({"name": f"Nueva {n}", "rut": RUT}) for n in range(2)]
    done = await asyncio.gather(
        *(commit.commit(office, Decision((one,)), by=small_office.bruno, source=f"test:{n}") for n, one in enumerate(creates)),
        return_exceptions=True,
    )
    assert sorted(isinstance(one, ConflictError) for one in done) == [False, True]


async def test_a_rut_of_one_that_is_no_longer_in_use_leads_back_to_it(phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.names_changed(tx)
    await commit.commit(phones.office, Decision((entry.changed("partner", small_office.sur.id, {"active": False}),)), by=None, source="t")
    await phones.say(small_office.bruno, f"/cliente nuevo Sur otra vez, {small_office.sur.rut}")
    await phones.tap(small_office.bruno, "✏️ Ferretería Sur Ltda.")
    await phones.tap(small_office.bruno, "▶️ Retomar")
    assert small_office.sur.id in (await directory.snapshot(phones.office)).partners


async def test_a_contact_who_left_is_no_longer_offered_and_keeps_what_was_recorded(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/ficha acme")
    await phones.tap(small_office.bruno, "✏️ Editar")
    await phones.tap(small_office.bruno, "👤 Juan Pérez")
    await phones.tap(small_office.bruno, "🚪 Ya no trabaja ahí")
    async with phones.office.store.read() as tx:
        assert [one.name for one in await people.contacts_of(tx, small_office.acme.id)] == ["Marta Soto"]
        assert (await people.contacts_by_id(tx, [small_office.juan.id]))[0].active is False
    await phones.tap(small_office.bruno, "↩️ Deshacer")
    async with phones.office.store.read() as tx:
        assert (await people.contacts_by_id(tx, [small_office.juan.id]))[0] == small_office.juan


async def test_the_task_gets_the_partner_that_was_made_for_it(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/tarea")
    await phones.say(small_office.bruno, "Constructora Pirque")
    await phones.tap(small_office.bruno, "➕ Cliente nuevo")
    for text in ("Revisar planos", "yo", "mañana"):
        await phones.say(small_office.bruno, text)
    found = [p for p in (await directory.snapshot(phones.office)).partners.values() if p.name == "Constructora Pirque"]
    async with phones.office.store.read() as tx:
        (task,) = await actions.open_of(tx, small_office.bruno.id)
    assert [task.partner_id] == [p.id for p in found]


async def test_a_rut_that_nobody_has_stays_with_the_new_one(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/tarea")
    await phones.say(small_office.bruno, RUT)
    await phones.tap(small_office.bruno, "➕ Cliente nuevo")
    await phones.say(small_office.bruno, "Constructora Pirque")
    found = [p for p in (await directory.snapshot(phones.office)).partners.values() if p.name == "Constructora Pirque"]
    assert [p.rut for p in found] == [RUT]
    assert phones.texts(small_office.bruno)[-1].endswith("¿Qué hay que hacer?")


async def test_it_is_the_one_that_was_warned_of(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "tarea para Ana: enviar catálogo a Ferretería Sur antes del 15/12")
    await phones.tap(small_office.bruno, "➕ Cliente nuevo")
    await phones.tap(small_office.bruno, "✅ Ferretería Sur Ltda.")
    async with phones.office.store.read() as tx:
        (task,) = await actions.open_of(tx, small_office.ana.id)
    assert task.partner_id == small_office.sur.id
