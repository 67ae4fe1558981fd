"""Properties of texts: whatever comes, the answer is a valid message or Telegram's refusal."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from playground import BotApiError
from playground.entities import formatted, to_html, with_found
from playground.letters import composed, opened
from playground.markup import parse_html, units
from playground.model import Mail
from playground.phone import clean_text
from tests.playground.playworld import OfficeClock

PIECES = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "<a href='x.cl'>", "</a>", "<", ">", "&", "&lt;", "&#", "&#x1F600;", "&#55357;", "<pre>", "</pre>",
     '<code class="language-x">', "</code>", "😀", "ñ", " ", "\n", "/tarea", "a@b.cl", "https://x.cl/a", "</", "<blockquote expandable>", "</blockquote>",
     '<span class="tg-spoiler">', "</span>", "<b x", "='"]
)  # fmt: skip
SOURCES = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200)


@settings(deadline=None)
@given(SOURCES)
def test_a_html_text_is_parsed_or_refused_in_telegrams_words(source):
    try:
        text, entities = parse_html(source)
    except BotApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017  # both outcomes are right
        return
    for entity in entities:
        assert entity["length"] > 0
        assert 0 <= entity["offset"] <= units(text) - entity["length"]


@settings(deadline=None)
@given(SOURCES)
def test_what_was_formatted_can_be_written_as_html_again(source):
    try:
        text, entities = formatted(source, "HTML", None)
    except BotApiError:
        return
    again, _ = parse_html(to_html(text, [e for e in entities if e["type"] in ("bold", "italic")]))
    assert again == text
    to_html(text, with_found(text, entities))


@settings(deadline=None)
@given(st.text())
def test_a_plain_text_is_never_refused(text):
    clean = clean_text(text)
    plain, _ = formatted(clean, None, None)
    for entity in with_found(plain, []):
        assert entity["offset"] + entity["length"] <= units(plain)


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_can_be_read_as_mail(raw):
    mail = opened(Mail(1, written=False, sender="", recipients=(), at=OfficeClock()(), raw=raw))
    assert isinstance(mail.text, str)


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_any_form_becomes_a_mail_without_injected_headers(sender, name, subject, text):
    raw = composed(
        sender=sender,
        name=name,
        recipients=["a@b.cl"],
        subject=subject,
        text=text,
        attachments=[(name, b"x")],
        headers={},
        at=OfficeClock()(),
    )
    mail = opened(Mail(1, written=True, sender="", recipients=(), at=OfficeClock()(), raw=raw))
    assert {key.lower() for key, _ in mail.headers} <= {"from", "to", "subject", "date", "message-id", "mime-version", "content-type"}
    assert mail.attachments
