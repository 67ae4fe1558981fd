"""Search: the same on both engines, whatever is asked; accents, case, legal forms and one typo do not matter; only what one may see."""

import asyncio
import shutil
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.clock import OfficeClock
from crm.decision import Change, Create, Decision, Undo
from crm.services.house.office import Office
from crm.services.look import search
from crm.services.meaning import whois
from crm.services.meaning.directory import Snapshot
from crm.services.write.commit import commit
from crm.store import Store
from tests.card.world import chain, example_6, make
from tests.support import databases, small_office
from tests.support.small_office import CONTACTS, PARTNERS, START, SmallOffice

NAMES = [row[0] for row in PARTNERS.values()] + [row[0] for row in CONTACTS.values()]
FIGURES = [part for rows in (PARTNERS, CONTACTS) for row in rows.values() for part in row[1:] if any(c.isdigit() for c in part)]
WORDS = [
    "despacho",
    "catálogo",
    "cotización",
    "factura 4511",
    "tarea 3",
    "llamado 14",
    "T-3",
    "tareas 3",
    "#7",
    "7",
    "carta 1",
    "reunión acme",
    "%",
    "_",
    "quiere",
]


@st.composite
def slipped(draw, texts):
    """A text with one letter left out, put in, exchanged or swapped."""
    text = draw(texts)
    at = draw(st.integers(0, len(text) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return draw(st.sampled_from([text[:at] + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + letter + text[at + 1 :], swapped]))


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


known = st.sampled_from(NAMES + FIGURES + WORDS)
asked = st.one_of(known, slipped(known), known.map(str.upper), known.map(bare), st.text(max_size=24))


async def _office(url: str) -> tuple[Office, SmallOffice]:
    office = Office(store=Store(url), clock=OfficeClock(machine=lambda: START))
    people = await small_office.seed(office.store)
    await example_6(office, people, people.bruno)
    await chain(office, people, people.ana)
    return office, people


@pytest.mark.postgres
def test_both_engines_find_the_same(sqlite_template: Path, postgres: databases.Postgres, tmp_path: Path):
    file, name = tmp_path / "same.db", postgres.create()
    shutil.copyfile(sqlite_template, file)
    with asyncio.Runner() as runner:
        both = [runner.run(_office(url)) for url in (f"sqlite:///{file}", postgres.url(name))]

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
        @given(asked, st.sampled_from(["bruno", "ana"]))
        def same(text: str, who: str) -> None:
            found = [[hit.key for hit in runner.run(search.search(office, getattr(people, who), text))] for office, people in both]
            assert found[0] == found[1]

        same()
        for office, _ in both:
            runner.run(office.store.close())
    postgres.give_back(name)


async def _snapshot(office: Office) -> Snapshot:
    from crm.services.meaning import directory

    return await directory.snapshot(office)


@pytest.fixture
async def people(office: Office, small_office: SmallOffice) -> Snapshot:
    return await _snapshot(office)


def names_of(found) -> list[str]:
    return [(one.contact or one.partner).name for one in found]


async def test_one_typo_accents_and_case_do_not_matter(people: Snapshot):
    @settings(max_examples=300, deadline=None)
    @given(st.data())
    def found(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(NAMES))
        wish = data.draw(slipped(st.just(name)))
        dressed = data.draw(st.sampled_from([str, str.upper, str.lower, bare]))(wish)
        assert name in names_of(whois.find(people, dressed)), dressed

    found()


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("acme", "ACME S.A."),
        ("Acme Ltda", "ACME S.A."),
        ("76.123.456-0", "ACME S.A."),
        ("761234560", "ACME S.A."),
        ("76123456-0", "ACME S.A."),
        ("76 123 456", "ACME S.A."),
        ("76.543.21", "Maderas del Maule"),
        ("+56 2 2345 6789", "ACME S.A."),
        ("09 8765 4321", "Juan Pérez"),
        ("987654321", "Juan Pérez"),
        ("CONTACTO@acme.cl", "ACME S.A."),
        ("perez juan", "Juan Pérez"),
        ("juan acme", "Juan Pérez"),
        ("maule", "Maderas del Maule"),
        ("ferreteria sur ltda", "Ferretería Sur Ltda."),
        ("Ferretería del Sur SpA", "Ferretería del Sur SpA"),
    ],
)
async def test_whatever_is_remembered_of_somebody_finds_them_first(people: Snapshot, text: str, best: str):
    assert names_of(whois.find(people, text))[0] == best


async def test_the_better_fit_comes_first(people: Snapshot):
    ranks = [one.rank for one in whois.find(people, "sur")]
    assert ranks == sorted(ranks)
    assert names_of(whois.find(people, "m"))[:2] == ["Maderas del Maule", "Minera Norte"]


async def test_only_what_a_person_may_see_is_found_and_listed(office: Office, small_office: SmallOffice):
    from crm.services.look import card

    await chain(office, small_office, small_office.ana)  # Ana's own; none of Bruno's
    bruno, ana = small_office.bruno, small_office.ana
    assert [hit for hit in await search.search(office, bruno, "cotizacion") if hit.action] == []
    assert len([hit for hit in await search.search(office, ana, "cotizacion") if hit.action]) == 3
    here = office.now()
    assert (await card.card(office, bruno, small_office.acme.id, here)).total == 0
    assert (await card.card(office, ana, small_office.acme.id, here)).total == 4
    ids = (await card.listed(office, ana, small_office.acme.id, card.ALL, "all")).ids
    assert await search.again(office, bruno, [("action", key) for key in ids]) == (None,) * 4


async def test_a_quote_is_found_by_the_number_that_people_know(office: Office, small_office: SmallOffice):
    bruno = small_office.bruno
    amount = {"amount": Decimal(1_250_000), "currency": "CLP", "partner_id": small_office.andes.id}
    made = await make(office, bruno, (Create("quote", {"quote_number": number, **amount}) for number in ("1187", "A-2099")))
    for text, found in (("cotización 1187", made[0]), ("quote 1187", made[0]), ("1187", made[0]), ("a-2099", made[1]), ("2099", made[1])):
        assert [hit.key for hit in await search.search(office, bruno, text)] == [("action", found)], text


async def test_an_undone_correction_is_found_as_it_was(office: Office, small_office: SmallOffice):
    ana = small_office.ana
    (made,) = await make(office, ana, [Create("task", {"reference": "Enviar catálogo"})])
    changed = await commit(office, Decision((Change(made, 1, {"reference": "Enviar muestras"}, "fix"),)), by=ana, source="fix")
    await commit(office, Decision((Undo(changed.change_id),)), by=ana, source="undo")
    assert [hit.key for hit in await search.search(office, ana, "catalogo")] == [("action", made)]
    assert await search.search(office, ana, "muestras") == ()


async def test_nothing_is_found_for_nothing(office: Office, small_office: SmallOffice):
    for text in ("", "  ", "\x00", ".", "\ud800"):
        assert await search.search(office, small_office.ana, text) == ()
