"""Whatever is written: never an exception, spans of the original, the same answer twice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.parsing.listwords import read_list
from crm.parsing.moments import read_moments
from crm.parsing.phrase import read
from tests.parsing.regenerate import NOW, cases, directory

PEOPLE = directory()
WORDS = sorted(
    {
        w
        for name in ("phrases-es.jsonl", "phrases-en.jsonl", "moments-es.jsonl", "moments-en.jsonl")
        for c in cases(name)
        for w in c["text"].split()
    }
)
MIXED = st.lists(
    st.one_of(
        st.sampled_from(WORDS), st.text(max_size=6), st.sampled_from(["31/02", ",", ".", "¿", "12:61", "99/99", "0", "00:00", "@ana", "\n"])
    ),
    max_size=14,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=120), MIXED)
LANGS = st.sampled_from(["es", "en"])


@settings(max_examples=250, deadline=None)
@given(TEXTS, LANGS)
def test_moments_never_raise_and_index_the_original(text, lang):
    found = read_moments(text, NOW, lang)
    assert found == read_moments(text, NOW, lang)
    last = 0
    for moment in found:
        assert last <= moment.start < moment.end <= len(text)
        assert text[moment.start : moment.end] == moment.text
        last = moment.end


@settings(max_examples=250, deadline=None)
@given(TEXTS, LANGS)
def test_sentences_never_raise_and_lose_nothing(text, lang):
    reading = read(text, NOW, lang, PEOPLE)
    assert reading == read(text, NOW, lang, PEOPLE)
    assert reading.intents or reading.command or not text.strip()
    for intent in reading.intents:
        assert 0 <= intent.start <= intent.end <= len(text)
        assert intent.kind or "kind" in intent.ask


@settings(max_examples=150, deadline=None)
@given(TEXTS, LANGS)
def test_list_orders_never_raise(text, lang):
    assert read_list(text, NOW, lang, PEOPLE) == read_list(text, NOW, lang, PEOPLE)
