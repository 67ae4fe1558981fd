"""«Reunión con Juan» where several partners have a Juan: whose he is is asked, never left out in silence."""

from crm.store import people
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


async def another_juan(phones: Phones, office: SmallOffice) -> int:
    async with phones.office.store.begin() as tx:
        return await people.add_contact(tx, partner_id=office.andes.id, name="Juan Tapia", position="bodega")


async def test_the_partner_says_which_of_the_namesakes_is_meant(phones: Phones, small_office: SmallOffice):
    bruno = small_office.bruno
    await another_juan(phones, small_office)
    await phones.say(bruno, "llamar a Juan mañana a las 10")
    asked = phones.last(bruno).message
    assert "Juan" in asked.text
    labels = [button.text for row in asked.buttons for button in row]
    assert labels[:2] == ["Juan Pérez · ACME S.A.", "Juan Tapia · Comercial Andes"]
    await phones.tap(bruno, "Juan Tapia · Comercial Andes")
    assert "Comercial Andes · Juan Tapia" in phones.last(bruno).message.text
