"""What no field can take is refused with one sentence that says what is expected; the draft stays as it is, and a good answer goes on.

The rows are by type of field, as the kinds declare them: a new type without its row fails here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from crm.carried import Carried
from crm.flow import Answer, NotForThisField, Partly, Refused, read
from crm.kinds import KINDS, Field, FieldType, Kind
from crm.model import Draft, Staff, TableEntry
from crm.services.house.office import Office
from crm.services.write import drafts as conversations
from crm.store import drafts
from crm.text import visible
from tests.bot.phones import Phones
from tests.flow import support
from tests.support.small_office import SmallOffice

pytestmark = pytest.mark.one_engine

MOST = 170  # characters of a sentence that one reads at a glance
HOSTILE: Mapping[str, str] = {
    "nothing": "\u200b \u2060",
    "4,096 characters": ("ñandú " * 683)[:4096],
    "4,096 digits": "9" * 4096,
    "emoji": "🦙🔥",
    "control characters": "\x07\x1b[31m\x00",
    "right to left": "\u202eمرحبا",
    "markup": "<b onclick='x'>A & B</b> {name}",
    "sql": "' OR 1=1; --",
    "a day that is past": "24/11/2020",
    "a day that never was": "31/02",
    "less than nothing": "-5000",
    "more than there is": "1e999",
    "a stranger": "Zutano Quidam",
}
ANYTHING = frozenset(HOSTILE) - {"nothing"}


@dataclass(frozen=True)
class Row:
    """A type of field: the good answer, what a refusal says of what is expected, what it takes, and what is said of single cases."""

    good: str
    expected: Mapping[str, str]
    takes: frozenset[str] = frozenset()
    besides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # the good answer in another language


NO_SUCH_DAY = {"a day that never was": {"es": "31 de febrero no existe", "en": "February 31 does not exist"}}
OVER = {"a day that is past": {"es": "ya pasó. ¿Otra fecha?", "en": "already passed. Another date?"}}
ROWS: Mapping[FieldType, Row] = {
    FieldType.PARTNER: Row(
        "acme", {"es": "escribe parte del nombre o el RUT, como 76.123", "en": "part of the name or the RUT, like 76.123"}
    ),
    FieldType.CONTACT: Row("marta", {"es": "un nombre como Marta Soto", "en": "a name like Marta Soto"}),
    FieldType.STAFF: Row("ana", {"es": "un nombre como ", "en": "a name like "}),
    FieldType.STAFFS: Row("ana", {"es": "un nombre como ", "en": "a name like "}),
    FieldType.DUE: Row("15/12", {"es": "Por ejemplo: mañana", "en": "For example: tomorrow"}, besides=NO_SUCH_DAY | OVER),
    FieldType.SLOT: Row("15/12 10-11", {"es": "el viernes de 10 a 11", "en": "friday from 10 to 11"}, besides=NO_SUCH_DAY | OVER),
    FieldType.DATE: Row("15/12", {"es": "Por ejemplo: mañana", "en": "For example: tomorrow"}, besides=NO_SUCH_DAY | OVER),
    FieldType.MONEY: Row("35 UF", {"es": "$1.250.000 o 35 UF", "en": "$1.250.000 or 35 UF"}),
    FieldType.ENTRY: Row("2", {"es": "escríbelo como «Cobranza»", "en": "write it like «Collection»"}),
    FieldType.CHOICE: Row("recibido", {"es": "escríbelo como «recibido»", "en": "write it like «received»"}, names={"en": "received"}),
    FieldType.FLAG: Row("no", {"es": "¿sí o no?", "en": "yes or no?"}),
    FieldType.PHONE: Row("9 8765 4321", {"es": "escríbelo como +56 9", "en": "write it like +56 9"}),
    FieldType.ADDRESS: Row("luis@acme.cl", {"es": "un correo como ana@empresa.cl", "en": "an address like ana@empresa.cl"}),
    FieldType.ADDRESSES: Row("luis@acme.cl", {"es": "un correo como ana@empresa.cl", "en": "an address like ana@empresa.cl"}),
    FieldType.LINE: Row("Orden 33", {"es": "¿Más corto?", "en": "Shorter?"}, takes=ANYTHING),
    FieldType.TEXT: Row("Orden 33", {"es": "¿Más corto?", "en": "Shorter?"}, takes=ANYTHING),
}
NOTHING = {"es": "Ahí no hay nada que leer. ", "en": "There is nothing to read in that. "}

ALL = [(kind, item) for kind in KINDS for item in kind.fields]
FIRST = {item.type: (kind, item) for kind, item in reversed(ALL) if item.asked} | {
    item.type: (kind, item) for kind, item in reversed(ALL) if not any(i.type is item.type and i.asked for _, i in ALL)
}


def test_every_type_of_field_has_its_row_and_is_asked_somewhere():
    assert set(ROWS) == set(FieldType)
    assert set(FIRST) == {item.type for _, item in ALL}


def taken(item: Field, case: str) -> bool:
    """Whether that field takes that input for an answer."""
    return case in ROWS[item.type].takes and len(HOSTILE[case]) <= item.longest


def over(kind: Kind, item: Field) -> bool:
    """Whether what that field says may be past."""
    return kind.measures and item.name == kind.moment


def told(item: Field, case: str, language: str) -> str:
    """What the refusal must say."""
    row = ROWS[item.type]
    return NOTHING[language] if case == "nothing" and item.ask else row.besides.get(case, row.expected)[language]


def check(sentence: str, item: Field, case: str, language: str) -> None:
    assert told(item, case, language) in sentence, case
    assert "\n" not in sentence
    assert len(sentence) <= MOST
    assert sentence[-1] in ".?:"


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_of_every_kind_says_what_it_expects(kind: Kind, language: str):
    entries = tuple(
        TableEntry(n, item.table, str(n), {"es": es, "en": en})
        for item in kind.fields
        if item.table
        for n, es, en in ((1, "Venta", "Sale"), (2, "Cobranza", "Collection"))
    )
    for item in (item for item in kind.fields if item.ask):
        answers = {} if item.type is FieldType.PARTNER else {"partner": 1}
        here = support.step(support.draft(kind.name, answers=answers, asked=item.name), language, entries=entries)
        for case, text in HOSTILE.items():
            outcome = read(here, visible(text))
            if taken(item, case) or (case == "a day that is past" and over(kind, item)):
                assert isinstance(outcome, Answer | Partly), (item.name, case)
                continue
            assert isinstance(outcome, Refused | NotForThisField), (item.name, case)
            check(outcome.sentence, item, case, language)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("type_", FieldType)
async def test_bad_input_is_refused_in_the_chat_and_loses_nothing(
    type_: FieldType, language: str, phones: Phones, small_office: SmallOffice
):
    kind, item = FIRST[type_]
    who = {"es": small_office.bruno, "en": small_office.emily}[language]
    office = phones.office
    before = await asked(office, who, kind, item, small_office)
    for case, text in HOSTILE.items():
        heard = len(phones.log)
        await phones.say(who, text)
        said = [shown.message for _, shown in phones.log[heard:] if not shown.edited]
        after = await now(office, before)
        if taken(item, case):
            assert after.answers == {**before.answers, item.name: " ".join(visible(text).split())}
            assert after.asked != item.name
            before = await asked(office, who, kind, item, small_office)
            continue
        assert len(said) == 1, case
        check(said[0].text, item, case, language)
        assert any(button.data.endswith(":cancel") for button in said[0].buttons[-1])
        assert state(after) == state(before), case
    await besides_words(phones, who, before)
    await phones.say(who, ROWS[type_].names.get(language, ROWS[type_].good))
    after = await now(office, before)
    assert set(after.answers) == {*before.answers, item.name}
    assert {name: after.answers[name] for name in before.answers} == before.answers
    assert after.asked not in (None, item.name)


async def besides_words(phones: Phones, who: Staff, before: Draft) -> None:
    """A photo or a place is no answer: it goes onto what is being written, and the same question stands below."""
    question = (await now(phones.office, before)).asked
    photo = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 8, "height": 6, "file_size": 3}]}
    for content, data in ((photo, b"jpg"), ({"location": {"latitude": -33.4, "longitude": -70.6}}, None)):
        heard = len(phones.log)
        await phones.send(who, dict(content), data)
        said = [shown.message.text for _, shown in phones.log[heard:] if not shown.edited]
        assert said[0].startswith("📎")
        assert len(said) == 2
        after = await now(phones.office, before)
        assert (after.answers, after.asked) == (before.answers, question)


async def asked(office: Office, who: Staff, kind: Kind, item: Field, small: SmallOffice) -> Draft:
    """A draft whose open question is that field; another one follows."""
    answers: dict[str, Any] = {"partner": small.acme.id} if kind.has("partner") and item.type is not FieldType.PARTNER else {}
    follow = "reference" if item.name != "reference" else "description"
    fresh = conversations.new(who, kind, office.now(), answers=answers, extra=Carried(ask=(item.name, follow)))
    async with office.store.begin() as tx:
        return await drafts.put(tx, replace(fresh, asked=item.name))


async def now(office: Office, before: Draft) -> Draft:
    async with office.store.read() as tx:
        found = await drafts.get(tx, before.id)
    assert found
    return found


def state(draft: Draft) -> tuple[Any, ...]:
    return draft.answers, draft.skipped, draft.asked, draft.version, draft.active, draft.extra
