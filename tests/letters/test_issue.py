"""Issuing: numbers without gap or double, the same bytes for ever, wherever the work is broken off."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from crm.decision import Create, Decision, Deliver, Issue
from crm.documents import DocumentError, Press
from crm.errors import ConflictError, DeliveryError
from crm.model import Action, Channel, Parcel
from crm.services.house.office import Office
from crm.services.papers import letters, printing
from crm.services.papers.issuing import key_of
from crm.services.papers.letters import Wanted
from crm.services.queue import dispatch
from crm.services.write.commit import commit
from crm.store import actions, documents
from crm.store.tables import outbox
from tests.letters.conftest import PARAMETERS
from tests.support.small_office import SmallOffice

TODAY = date(2026, 11, 24)


class Killed(BaseException):
    """The process is gone."""


async def drafted(office: Office, small: SmallOffice) -> Action:
    values = {
        "partner_id": small.acme.id,
        "contact_id": small.marta.id,
        "reference": "factura 4511",
        "body": "Estimada {{ contacto }}:\n\nN.º {{ numero }}.",
    }
    return (await commit(office, Decision((Create("letter", values),)), by=small.bruno, source="test")).actions[0]


async def issue(office: Office, small: SmallOffice, item: Action, parcels=None) -> Action:
    letter = await letters.compose(office, Wanted.of(letters.values_of(item), small.bruno), TODAY)
    content = letters.freeze(replace(letter, with_logo=False), "")

    def follow(done):
        return parcels(done) if parcels else [printing.press_parcel(done.actions[0], small.bruno, str(item.id))]

    done = await commit(office, Decision((Issue(item.id, item.version, TODAY, content),), follow), by=small.bruno, source="test")
    return done.actions[0]


@pytest.fixture
async def ready(office: Office, press: Press) -> Office:
    office.press, office.parameters = press, PARAMETERS
    return office


async def test_letters_issued_at_once_have_numbers_without_gap_or_double(ready: Office, small_office: SmallOffice):
    drafts = [await drafted(ready, small_office) for _ in range(20)]

    def break_off(_):
        raise Killed

    async def one(n: int, item: Action) -> str | None:
        if n % 4 == 3:  # the process dies after the number was given and before the commit
            with pytest.raises(Killed):
                await issue(ready, small_office, item, break_off)
        return (await issue(ready, small_office, item)).document_number

    numbers = await asyncio.gather(*(one(n, item) for n, item in enumerate(drafts)))
    assert sorted(numbers) == [f"2026-{n:04}" for n in range(1, 21)]


async def test_a_letter_is_issued_once_however_often_the_button_is_tapped(ready: Office, small_office: SmallOffice):
    item = await drafted(ready, small_office)
    outcomes = await asyncio.gather(*(issue(ready, small_office, item) for _ in range(5)), return_exceptions=True)
    assert [type(one).__name__ for one in outcomes].count("Action") == 1
    assert all(isinstance(one, Action | ConflictError) for one in outcomes)
    (again,) = [one for one in outcomes if isinstance(one, Action)]
    with pytest.raises(ConflictError):
        await issue(ready, small_office, again)


async def test_each_year_has_its_own_series(ready: Office, small_office: SmallOffice):
    item = await drafted(ready, small_office)
    letter = await letters.compose(ready, Wanted.of(letters.values_of(item), small_office.bruno), date(2027, 1, 4))
    effect = Issue(item.id, item.version, date(2027, 1, 4), letters.freeze(replace(letter, with_logo=False), ""))
    done = await commit(ready, Decision((effect,)), by=small_office.bruno, source="test")
    assert done.actions[0].document_number == "2027-0001"
    assert (await issue(ready, small_office, await drafted(ready, small_office))).document_number == "2026-0001"


async def claimed(office: Office) -> Parcel:
    (parcel,) = await dispatch.claim(office, [Channel.PRESS])
    return parcel


async def shown(office: Office) -> list[str]:
    """The file of each message that tells of the issued letter."""
    async with office.store.read() as tx:
        rows = await tx.execute(select(outbox.c.payload).where(outbox.c.channel == "telegram"))
        return [row.payload["chat"]["file"] for row in rows]


class OtherPress:
    """A press that would print the same letter differently (a newer version), or dies while it prints."""

    def __init__(self, made: bytes | BaseException):
        self._made = made

    async def letter(self, _: object) -> bytes:
        if isinstance(self._made, BaseException):
            raise self._made
        return self._made


async def test_wherever_the_printing_is_killed_the_bytes_are_the_same_and_one_message_shows_them(ready: Office, small_office: SmallOffice):
    item = await issue(ready, small_office, await drafted(ready, small_office))
    parcel, press = await claimed(ready), ready.press
    ready.press = OtherPress(Killed())  # dies before anything is kept
    with pytest.raises(Killed):
        await printing.make(ready, parcel)
    assert await shown(ready) == []
    ready.press = press
    first = await printing.make(ready, parcel)  # dies before it is settled
    ready.press = OtherPress(b"%PDF another version")
    assert await printing.make(ready, parcel) == first
    await dispatch.sent(ready, parcel, first)
    assert await shown(ready) == [first.ref]
    async with ready.store.read() as tx:
        document, files = await documents.of_action(tx, item.id), await actions.attachments_of(tx, item.id)
    assert document
    assert (document.pdf, [file.sha256 for file in files]) == (first.ref, [first.ref])


async def test_what_is_frozen_stays_though_partner_and_text_change(ready: Office, small_office: SmallOffice):
    from tests.documents.letters import text

    item = await issue(ready, small_office, await drafted(ready, small_office))
    async with ready.store.begin() as tx:
        from sqlalchemy import update

        from crm.store.tables import contacts, partners

        await tx.execute(update(partners).values(name="Otra S.A."))
        await tx.execute(update(contacts).values(name="Otra Persona"))
    receipt = await printing.make(ready, await claimed(ready))
    page = text(await dispatch.blob(ready, receipt.ref))[0]
    for part in ("ACME S.A.", "Marta Soto", f"N.º {item.document_number}"):
        assert part in page
    assert "Otra" not in page


async def test_a_letter_that_cannot_be_printed_now_waits_and_one_that_never_can_is_given_up(ready: Office, small_office: SmallOffice):
    await issue(ready, small_office, await drafted(ready, small_office))
    parcel = await claimed(ready)
    for error, permanent in ((DocumentError("died", detail="x"), False), (DocumentError("missing", name="libpango-1.0-0"), True)):
        ready.press = OtherPress(error)
        with pytest.raises(DeliveryError) as told:
            await printing.make(ready, parcel)
        assert told.value.permanent is permanent
    assert "libpango-1.0-0" in str(told.value)
    await dispatch.failed(ready, parcel, str(told.value))
    async with ready.store.read() as tx:
        (row,) = await tx.execute(select(outbox.c.payload).where(outbox.c.channel == "telegram"))
    assert "No se pudo hacer el PDF de carta 2026-0001" in row.payload["chat"]["text"]


async def test_one_version_of_a_letter_takes_one_way(ready: Office, small_office: SmallOffice):
    item = await issue(ready, small_office, await drafted(ready, small_office))
    await printing.make(ready, await claimed(ready))
    effect = Deliver(item.id, item.version, Channel.MAIL, "marta.soto@acme.cl")
    tries = (commit(ready, Decision((effect,)), by=small_office.bruno, source="test") for _ in range(4))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in outcomes) == 1
    async with ready.store.read() as tx:
        assert [way.key for way in await documents.deliveries_of(tx, item.id)] == [key_of(effect)]
