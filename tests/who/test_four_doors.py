"""A name means the same wherever it is written: the field of a draft, a card, a search, a sentence; `who.jsonl` says whom.

`means` is the one partner (and contact), or everybody who is asked about.
"""

import json
from pathlib import Path

import pytest

from crm.flow import Matches
from crm.services.house.office import Office
from crm.services.look import search
from crm.services.meaning import directory, understand, whois
from crm.services.meaning.directory import Snapshot
from crm.store import people
from crm.who.ranking import Rank
from tests.support.small_office import SANTIAGO, SmallOffice

TABLE = Path(__file__).parent / "who.jsonl"
CASES = [json.loads(line) for line in TABLE.read_text(encoding="utf-8").splitlines()]
FIRMS = (
    ("Constructora Los Pinos Ltda.", None),
    ("Inmobiliaria Pinos Altos SpA", "La Pinera"),
    ("Importadora O'Higgins y Cía. Ltda.", "La Casa del Perno"),
    ("Ñuble Foods SpA", "Sabor Chillán"),
    ("Clínica Las Condes", None),
    ("Transportes Araucanía", "Traucar"),
    ("Comercializadora Valdivieso", None),
)
PERSONS = (("Clínica Las Condes", "Lorena Paz"), ("Transportes Araucanía", "Lorena Vidal"), ("Transportes Araucanía", "Iván Urrutia"))


@pytest.fixture
async def here(office: Office, small_office: SmallOffice) -> Office:
    async with office.store.begin() as tx:
        ids = {name: await people.add_partner(tx, name=name, trade_name=trade) for name, trade in FIRMS}
        for firm, name in PERSONS:
            await people.add_contact(tx, partner_id=ids[firm], name=name)
    return office


def _named(one: whois.Who) -> str:
    return f"{one.contact.name} · {one.partner.name}" if one.contact else one.partner.name


def card(now: Snapshot, name: str) -> list[str]:
    """Whom /ficha opens, or offers."""
    found = whois.find(now, name)
    sure = whois.certain(found)
    return [_named(sure)] if sure else sorted(map(_named, whois.meant(found)))


async def found_by_search(office: Office, small: SmallOffice, name: str) -> list[str]:
    """What stands first in /buscar: everybody who fits as well as the first."""
    hits = [hit for hit in await search.search(office, small.ana, name) if hit.partner]
    return sorted(hit.contact.name if hit.contact else hit.partner.name for hit in hits if hit.rank == hits[0].rank and hit.partner)


def field(now: Snapshot, name: str) -> Matches:
    return whois.matches(now, name)


def sentence(office: Office, now: Snapshot, small: SmallOffice, text: str, language: str) -> tuple[str, ...]:
    """Whom a sentence takes, or asks about, by partner."""
    said_at = office.now().astimezone(SANTIAGO)
    (one,) = understand.Understood(office, now, text, said_at, language, small.bruno.id).meant
    if one.answers.get("partner"):
        return (now.partners[one.answers["partner"]].name,)
    doubt = one.doubt
    asked = doubt.candidates if doubt and doubt.field in ("partner", "contact") else ()
    firms = (key if doubt.field == "partner" else now.contacts[key].partner_id for key in asked)
    return tuple(sorted({now.partners[key].name for key in firms}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
async def test_a_name_means_the_same_at_every_door(here: Office, small_office: SmallOffice, case: dict):
    now, name = await directory.snapshot(here), case["name"]
    means = case["means"]
    firms = sorted({one.rpartition(" · ")[2] for one in means})
    sure = field(now, name)
    seen = {
        "card": card(now, name),
        "field": [sure.sure.name] if sure.sure else sorted(one.name for one in sure.maybe),
        "sentence es": list(sentence(here, now, small_office, f"llamar a {case.get('said', name)} mañana", "es")),
        "sentence en": list(sentence(here, now, small_office, f"call {case.get('said', name)} tomorrow", "en")),
    }
    found = whois.find(now, name)
    if found and found[0].rank < Rank.LIKE:
        seen["search"] = await found_by_search(here, small_office, name)
    wanted = {"card": means, "field": firms, "sentence es": firms, "sentence en": firms}
    wanted |= {"search": sorted(one.partition(" · ")[0] for one in means)} if "search" in seen else {}
    assert seen == wanted
