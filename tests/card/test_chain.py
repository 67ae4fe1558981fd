"""The chain: the same from any member, without what was taken back, and closed to those who may not see."""

from crm.decision import Create, Decision
from crm.services.house.office import Office
from crm.services.look import chain
from crm.services.look.lists import actions_of
from crm.services.write.commit import commit
from crm.views import Reader
from crm.words import Words
from tests.card import world
from tests.support.small_office import SmallOffice


async def links(office: Office, item, person):
    return await chain.chain(office, item, Reader.of(person, Words("es"), office.now()))


async def test_every_member_shows_the_same_chain(office: Office, small_office: SmallOffice):
    await world.chain(office, small_office, small_office.ana)
    found = await actions_of(office, range(1, 6))
    shown = [[(link.id, link.depth) for link in await links(office, found[key], small_office.ana)] for key in range(1, 5)]
    assert shown == [[(1, 0), (2, 1), (3, 1), (4, 2)]] * 4
    assert [await chain.has_kin(office, found[key]) for key in range(1, 6)] == [True, True, True, True, False]


async def test_what_belongs_to_others_is_named_but_not_opened(office: Office, small_office: SmallOffice):
    await world.chain(office, small_office, small_office.ana)
    follow = Create("task", {"reference": "Preparar muestras", "follows_id": 4, "responsible_id": small_office.bruno.id})
    made = (await commit(office, Decision((follow,)), by=small_office.ana, source="test")).actions[0]
    shown = await links(office, made, small_office.bruno)
    assert [(link.number, bool(link.tail)) for link in shown] == [(0, False)] * 4 + [(1, True)]
