"""What messages remember and drafts carry, as it is stored: read by processes that are older or newer than the one that wrote it."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.carried import Carried, KeptFile, Part, Waiting
from crm.codec import Codec
from crm.documents import Addressee, Letter, Letterhead, Signature
from crm.errors import UnreadableError
from crm.kinds import KINDS
from crm.memory import Sheet, Shows, Wants
from crm.message import Button, ChatMessage, MailFile, MailMessage, PrintJob, shows_of
from crm.services.papers import letters, series
from crm.services.write import drafts as conversations
from crm.store import drafts
from crm.store.tables import drafts as table
from tests.support.world import SmallOffice

TEXT = st.text(max_size=6)
IDS = st.integers(0, 99)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
VALUES = st.dictionaries(TEXT, JSON, max_size=3)
STRINGS = st.dictionaries(TEXT, TEXT, max_size=2)
WANTS = st.builds(Wants, what=TEXT, name=st.none() | TEXT, values=st.none() | STRINGS, id=st.none() | IDS, giver=IDS, taker=IDS, draft=IDS)
SHEETS = st.builds(Sheet, TEXT, TEXT, TEXT, map=STRINGS, fields=st.dictionaries(IDS, TEXT, max_size=2), counts=st.tuples(IDS, IDS))
PLAIN = st.builds(
    Shows,
    action=st.none() | IDS,
    draft=st.none() | IDS,
    version=IDS,
    typed=TEXT,
    list=st.none() | st.lists(IDS, max_size=3).map(tuple),
    parts=st.none() | st.lists(st.tuples(TEXT, IDS), max_size=2).map(tuple),
    kinds=st.dictionaries(TEXT, IDS, max_size=2),
    hits=st.none() | st.lists(st.tuples(TEXT, IDS), max_size=2).map(tuple),
    wants=st.none() | WANTS,
    offers=st.none() | WANTS,
    sheet=st.none() | SHEETS,
    talk=st.booleans(),
)
SHOWS = st.builds(lambda shows, base: replace(shows, base=base), PLAIN, st.none() | PLAIN)
CARRIED = st.builds(
    Carried,
    said=TEXT,
    files=st.lists(st.builds(KeptFile, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    ask=st.none() | st.lists(TEXT, max_size=2).map(tuple),
    candidates=st.none() | st.lists(IDS, max_size=2).map(tuple),
    contacts=st.dictionaries(IDS, st.tuples(IDS, TEXT), max_size=2),
    part=st.none() | st.builds(Part, TEXT, TEXT, st.booleans(), TEXT),
    wish=st.none() | STRINGS,
    values=VALUES,
    then=st.lists(st.builds(Waiting, TEXT, VALUES, TEXT, VALUES, st.booleans()), max_size=2).map(tuple),
    first=st.none() | TEXT,
    left=st.none() | TEXT,
    fix=st.none() | IDS,
)
CODECS = {kind: Codec(kind) for kind in (Shows, Carried)}
PAYLOADS = {ChatMessage: "chat", MailMessage: "mail", PrintJob: "print"}
EVERY = st.sampled_from([*CODECS, *PAYLOADS])


def read(kind: Any, raw: object) -> Any:
    return kind.of({PAYLOADS[kind]: raw}) if kind in PAYLOADS else CODECS[kind].decode(raw)


@given(SHOWS | CARRIED)
def test_what_is_written_is_read_again(value: Shows | Carried):
    codec = CODECS[type(value)]
    assert codec.decode(codec.encode(value)) == value


@given(SHOWS, TEXT, st.booleans())
def test_a_message_is_read_again(shows: Shows, text: str, silent: bool):
    row = (Button("Sí", data="x"), Button("Ver", url="https://x.cl", style="primary"))
    message = ChatMessage(text, (row, ()), edit=3, menu=(("a", "b"),), context=shows, silent=silent)
    assert ChatMessage.of(message.payload()) == message
    assert shows_of(message.payload()) == shows


def test_a_mail_and_a_print_job_are_read_again():
    mail = MailMessage("Hola", "Qué tal", cc=("a@x.cl",), files=(MailFile("ab", "x.pdf", "application/pdf"),), also=("b@x.cl",))
    assert MailMessage.of(mail.payload()) == mail
    assert PrintJob.of(PrintJob("ab", "x.pdf").payload()) == PrintJob("ab", "x.pdf")


@given(SHOWS | CARRIED, st.dictionaries(st.text(min_size=1, max_size=6).map("new_".__add__), JSON, max_size=3))
def test_fields_of_a_newer_process_are_left_alone(value: Shows | Carried, more: dict[str, Any]):
    codec = CODECS[type(value)]
    assert codec.decode({**codec.encode(value), **more}) == value


@given(SHOWS, st.dictionaries(st.text(min_size=1, max_size=6).map("new_".__add__), JSON, max_size=3))
def test_a_newer_parcel_is_read_by_an_older_process(shows: Shows, more: dict[str, Any]):
    message = ChatMessage("Hola", ((Button("Sí", "x"),),), context=shows)
    payload = message.payload()
    newer = {**payload["chat"], **more, "buttons": [[{**payload["chat"]["buttons"][0][0], **more}]]}
    assert ChatMessage.of({**payload, "chat": newer, "version": 99, **more}) == message


@given(SHOWS | CARRIED, st.data())
def test_what_is_missing_is_nothing(value: Shows | Carried, data: st.DataObject):
    codec = CODECS[type(value)]
    raw = codec.encode(value)
    gone = data.draw(st.sets(st.sampled_from(sorted(raw)))) if raw else set()
    codec.decode({name: one for name, one in raw.items() if name not in gone})


@given(EVERY, JSON | st.dictionaries(st.sampled_from(sorted({*Shows.__slots__, *Carried.__slots__, *ChatMessage.__slots__})), JSON))
def test_nonsense_is_a_value_or_one_clear_error(kind: Any, raw: object):
    with suppress(UnreadableError):
        assert isinstance(read(kind, raw), kind)


def test_an_error_says_where_and_never_what():
    with pytest.raises(UnreadableError, match=r"^Carried cannot be read: fix\.$"):
        CODECS[Carried].decode({"fix": "a secret"})


def test_what_the_version_before_stored_is_understood():
    old = {
        "text": "Pendientes",
        "buttons": [[{"text": "1", "data": "see:7", "url": "", "style": ""}]],
        "menu": [],
        "edit": None,
        "context": {"list": [7, 9], "parts": [["today", 2]], "what": "pending", "person": 2, "page": 0, "kinds": {"task": 2}},
    }
    message = ChatMessage.of({"chat": old})
    assert message.context == Shows(list=(7, 9), parts=(("today", 2),), what="pending", person=2, page=0, kinds={"task": 2})
    assert ChatMessage.of({"chat": {**old, "context": None}}).context == Shows()
    asks = shows_of({"chat": {"context": {"wants": {"what": "handover", "ask": "until", "from": 1, "to": 2}}}})
    assert asks.wants == Wants("handover", ask="until", giver=1, taker=2)
    carried = CODECS[Carried].decode(
        {"said": "x", "ask": ["partner"], "contacts": {"12": [34, "Lorena"]}, "part": {"hour": True}, "then": []}
    )
    assert carried == Carried(said="x", ask=("partner",), contacts={12: (34, "Lorena")}, part=Part(hour=True))


def test_what_is_stored_is_understood_by_the_version_before():
    """It asks for these names with [], and takes one that is there for one that counts."""
    shows = Shows(list=(), parts=(), what="pending", person=0, page=0, base=Shows(), wants=Wants("newcomer", name=""))
    stored = ChatMessage("x", context=shows).payload()
    assert set(stored["chat"]) == set(ChatMessage.__slots__)
    assert stored["chat"]["context"] == {
        "list": [],
        "parts": [],
        "what": "pending",
        "person": 0,
        "page": 0,
        "base": {},
        "wants": {"what": "newcomer", "name": ""},
    }
    assert ChatMessage("x").payload()["chat"]["context"] is None
    assert CODECS[Carried].encode(Carried(first="", ask=())) == {"first": "", "ask": []}


def test_a_letter_is_thawed_as_it_was_frozen_whatever_a_newer_process_added():
    office = Letterhead("Los Robles", logo=b"\x89PNG")
    letter = Letter("CA-1", date(2026, 11, 24), "Santiago", office, Addressee("ACME", address=("Av. 1", "Santiago")), Signature("Bruno"))
    stored = json.loads(json.dumps(letters.freeze(letter, "ab")))
    assert letters.thaw({**stored, "new": 1, "to": {**stored["to"], "new": 1}}, b"\x89PNG") == letter
    assert series.of({"prefix": "CA-", "new": 1}) == series.Series("CA-")


async def test_a_draft_that_cannot_be_read_stands_in_nobodys_way(office, small_office: SmallOffice):
    fresh = conversations.new(small_office.bruno, KINDS[0], office.now(), extra=Carried(said="x", fix=3))
    async with office.store.begin() as tx:
        stored = await drafts.put(tx, fresh)
        assert stored.extra == fresh.extra
        row = (await tx.execute(table.select())).mappings().one()
        assert row["extra"] == {"said": "x", "fix": 3, "version": 1}
        await tx.execute(table.update().values(extra={"fix": "three"}))
    async with office.store.begin() as tx:
        assert await drafts.get(tx, stored.id) is None
        assert await drafts.active(tx, small_office.bruno.id) is None
        assert await drafts.of_staff(tx, small_office.bruno.id) == []
        other = await drafts.put(tx, conversations.new(small_office.bruno, KINDS[0], office.now()))
        assert await drafts.active(tx, small_office.bruno.id) == other
        assert await drafts.expire(tx, office.now() + timedelta(days=8)) == 2
