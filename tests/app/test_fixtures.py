"""The fixtures that all other tests stand on."""

from stdnum.cl import rut

from crm.services.house.office import Office
from crm.store import people
from tests.support.small_office import PARTNERS, START, SmallOffice


async def test_the_small_office_is_there_on_both_engines(office: Office, small_office: SmallOffice):
    async with office.store.read() as tx:
        assert [member.name for member in await people.all_staff(tx)] == ["Bruno Díaz", "Ana Rojas", "Emily Clark"]
        assert (await people.known_address(tx, "MARTA.SOTO@acme.cl")) == (small_office.acme, small_office.marta)
    assert office.now() == START


async def test_each_test_gets_a_database_of_its_own(office: Office):
    async with office.store.read() as tx:
        assert await people.all_staff(tx) == []


def test_the_partners_of_the_small_office_have_valid_ruts():
    for name, number, *_ in PARTNERS.values():
        assert rut.is_valid(number), f"{name}: {rut.compact(number)[:-1]} → {rut.calc_check_digit(rut.compact(number)[:-1])}"
        assert number == f"{number[:2]}.{number[3:6]}.{number[7:10]}-{number[-1]}"
