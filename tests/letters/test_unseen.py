"""A letter is issued as its preview showed it: where text or addressee changed since, it is shown again and no number is given."""

from sqlalchemy import update

from crm.store import actions
from crm.store.tables import partners, standard_texts
from tests.letters.phones import LetterPhones
from tests.letters.test_bad_input import newest, preview
from tests.support.small_office import SmallOffice


async def test_a_standard_text_that_changed_since_is_shown_before_the_issue(phones: LetterPhones, small_office: SmallOffice):
    await preview(phones, small_office, "Le saludamos.")
    async with phones.office.store.begin() as tx:
        await tx.execute(update(standard_texts).values(body="Le demandaremos."))
    await _is_shown_again_then_issued(phones, small_office)


async def test_an_addressee_that_moved_since_is_shown_before_the_issue(phones: LetterPhones, small_office: SmallOffice):
    await preview(phones, small_office, "Le saludamos.")
    async with phones.office.store.begin() as tx:
        await tx.execute(update(partners).where(partners.c.id == small_office.acme.id).values(address="Otra calle 1"))
    await _is_shown_again_then_issued(phones, small_office)


async def _is_shown_again_then_issued(phones: LetterPhones, small: SmallOffice) -> None:
    for numbers in (None, "2026-0034"):
        await phones.tap(small.bruno, "✅ Emitir")
        async with phones.office.store.read() as tx:
            assert (await actions.get(tx, 1)).document_number == numbers
        assert ("Cambió desde que lo viste" in newest(phones, small.bruno).message.text) is (numbers is None)
