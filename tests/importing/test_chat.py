"""A table by chat, against everything that goes wrong: pressed twice, late, by somebody who may no longer, on other people than shown."""

from typing import Any

from crm.buttons import LIMIT, encode
from crm.model import Role
from crm.services.house.office import Office
from crm.services.write import masterlines
from crm.sheets.targets import TARGETS
from crm.store import people, records
from crm.words import Words
from tests.bot.phones import Phones
from tests.importing.files import as_csv, as_xlsx, partners
from tests.support.small_office import SmallOffice


async def send(phones: Phones, who: Any, name: str, data: bytes, **more: Any) -> Any:
    about = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(data), "mime_type": "text/csv"}
    await phones.send(who, {"document": about | more.pop("about", {}), **more}, data)
    return phones.last(who)


async def names(office: Office) -> set[str]:
    async with office.store.read() as tx:
        return {one.name for one in await people.all_partners(tx)}


async def test_a_table_is_imported_once_and_only_as_it_was_shown(phones: Phones, office: Office, small_office: SmallOffice):
    emily = small_office.emily
    card = await send(phones, emily, "a.csv", as_csv(partners(3)))
    async with office.store.begin() as tx:  # somebody adds one of them meanwhile
        await people.add_partner(tx, name="Comercial Ñuñoa 1 Ltda.", rut=partners(2)[1][0])
    await phones.tap(emily, "✅ Import")
    assert card.message.text.startswith("Somebody changed something meanwhile.")
    assert "2 new · 1 changed" in card.message.text
    await phones.tap(emily, "✅ Import")
    assert "imported: 2 new · 1 changed" in card.message.text
    assert len(await names(office)) == 6 + 3
    for _ in range(2):  # once more, however late
        await phones.tap(emily, "", data="imp:go", message_id=card.id)
        assert phones.texts(emily)[-1] == "a.csv was imported already."
    async with office.store.read() as tx:
        changes = {change.source for change, _ in await records.latest(tx, ("partner",)) if change.staff_id == emily.id}
    assert changes == {f"import:tg-{emily.telegram_id}-{card.id}:a.csv"}
    told = await masterlines.history(office, ("partner",), Words("es"), office.now())
    assert told[0].who == "Emily Clark"
    assert all(line.what.endswith("(importado de a.csv)") for line in told[:3])


async def test_what_no_table_button_says_and_who_may_not_changes_nothing(phones: Phones, office: Office, small_office: SmallOffice):
    emily = small_office.emily
    card = await send(phones, emily, "a.csv", as_csv(partners(2)))
    for data in (
        "imp:set:99:name",
        "imp:set:1:color",
        "imp:col:x",
        "imp:col:-1",
        "imp:what:plants",
        "imp:what",
        "imp:nothing",
        "imp",
        "imp:set",
    ):
        await phones.tap(emily, "", data=data, message_id=card.id)
        assert phones.texts(emily)[-1] == "That button no longer counts.", data
    await phones.tap(emily, "", data="imp:go", message_id=9999)
    assert phones.texts(emily)[-1] == "That button no longer counts."
    async with office.store.begin() as tx:
        await people.set_staff(tx, small_office.ana.id, {"role": Role.ADMINISTRATOR})
        await people.set_staff(tx, emily.id, {"role": Role.STAFF})
    await phones.tap(emily, "✅ Import")
    assert phones.texts(emily)[-1] == "Only an administrator decides that."
    assert len(await names(office)) == 6


async def test_what_comes_for_something_else_stays_an_attachment(phones: Phones, small_office: SmallOffice):
    emily, table = small_office.emily, as_csv(partners(2))
    assert "up to 20" in (await send(phones, emily, "a.csv", table, about={"file_size": 21 << 20})).message.text
    assert "What is this file about?" in (await send(phones, emily, "a.pdf", b"%PDF-1.7")).message.text
    assert (await send(phones, emily, "a.txt", table, caption="/import contactos")).message.text.startswith("📥 <b>a.txt</b>")
    await phones.say(emily, "/task")
    assert "Added to what you are writing" in (await send(phones, emily, "a.csv", table) and " ".join(phones.texts(emily)[-2:]))
    await phones.say(emily, "/cancel")
    assert (await send(phones, emily, "a.xlsx", as_xlsx(partners(2)))).message.text.startswith("📥 <b>a.xlsx</b>")


def test_no_button_of_a_table_is_too_long_for_telegram():
    for target in TARGETS.values():
        for column in target.columns:
            assert len(encode("imp", "set", 255, column.name).encode()) <= LIMIT
