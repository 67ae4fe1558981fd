"""Reading mail: golden mails in both languages, and any bytes at all."""

import json
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mailgw.classify import Class
from mailgw.clean import lines
from mailgw.explain import explain_mail, explain_reply
from mailgw.headers import addresses
from mailgw.html import to_text
from mailgw.message import Mail, parse
from mailgw.quoteheads import inline_head
from mailgw.quoting import newly_written
from tests.mailgw.golden import CASES, ODD, golden, mail_of, reading

CORPUS = os.environ.get("ACCIONES_TEST_MAILS", "")  # a folder of mails that are not ours: never a crash


@pytest.mark.parametrize("case", [*CASES, *ODD])
def test_a_golden_mail_reads_as_written_down(case: str):
    assert reading(case) == json.loads(golden(case).read_text())


@pytest.mark.parametrize("case", [case for case in CASES if case.endswith("-es")])
def test_each_golden_mail_is_there_in_both_languages(case: str):
    other = reading(case.removesuffix("-es") + "-en")
    assert other["class"] == reading(case)["class"]
    assert len(other["reply"].splitlines()) >= 1


def test_a_signature_logo_is_no_attachment():
    assert [file.name for file in parse(mail_of("signature-logo").read_bytes()).attachments] == ["plano.png"]


def test_two_from_headers_are_nobody_to_be_believed():
    assert parse(mail_of("several-from").read_bytes()).several_from
    assert parse(b"From: a@b.cl, c@d.cl\n\nx").several_from
    assert not parse(b'From: "Soto, Marta" <a@b.cl>\n\nx').several_from


def test_reply_to_is_never_the_sender():
    assert parse(b"Reply-To: bruno.diaz@losrobles.cl\n\nx").sender is None


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("Marta Soto <Marta.Soto@ACME.cl>", "Marta Soto", "marta.soto@acme.cl"),
        ("=?utf-8?q?Pe=C3=B1a=2C_Jos=C3=A9?= <jp@x.cl>", "Peña, José", "jp@x.cl"),
        ("=?utf-8?B?UGXDsQ==?= =?utf-8?B?YQ==?= <p@x.cl>", "Peña", "p@x.cl"),
        ("=?utf-8?B?w?= =?utf-8?Q?roto?= p@x.cl", "", "p@x.cl"),
        ("p@x.cl (Pedro)", "Pedro", "p@x.cl"),
        ("<p@x.cl>", "", "p@x.cl"),
        ("(" * 5000 + " p@x.cl", "", "p@x.cl"),
    ],
)
def test_addresses_are_found_in_odd_headers(header: str, name: str, address: str):
    (found,) = addresses([header])
    assert found.address == address
    assert not name or found.name == name


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Content-Type: text/plain; charset=utf-8\n\n\xc3\xb1", "ñ"),
        (b"Content-Type: text/plain; charset=utf-8\n\nA\xf1o", "Año"),
        (b"Content-Type: text/plain; charset=us-ascii\n\nA\xf1o", "Año"),
        (b"Content-Type: text/plain; charset=iso-8859-1\n\n\x93A\xf1o\x94", "“Año”"),
        (b"Content-Type: text/plain; charset=idna\n\nhola", "hola"),
        (b'Content-Type: text/plain; charset=""\n\nhola', "hola"),
        (b"Content-Type: text/plain; charset*=''%ff\n\nhola", "hola"),
        (b"Content-Type: text\n\nhola", "hola"),
        (b"Content-Transfer-Encoding: quoted-printable\n\nA=F1o=3D", "Año="),
        (b"Content-Transfer-Encoding: base64\n\naG9sYQ", "hola"),
        (b"Content-Transfer-Encoding: x-nonsense\n\nhola", "hola"),
    ],
)
def test_a_text_is_read_whatever_its_charset_says(raw: bytes, text: str):
    assert parse(raw).text == text


def test_thousands_of_nested_parts_are_a_mail_that_is_named_odd():
    parts = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000))
    mail = parse(b"From: a@b.cl\nSubject: hondo\n" + parts + b"Content-Type: text/plain\n\nhola\n")
    assert (mail.subject, mail.odd) == ("hondo", ("parts nested too deep to read",))


def test_mails_inside_mails_are_a_file():
    mail = parse(b"From: a@b.cl\n" + b"Content-Type: message/rfc822\n\n" * 3000 + b"\nhola")
    assert isinstance(mail, Mail)


def test_a_mail_goes_through_a_process_pool():
    mail = parse(mail_of("outlook-es").read_bytes())
    assert pickle.loads(pickle.dumps(mail)) == mail


def storable(mail: Mail) -> bool:
    texts = [mail.subject, mail.text, mail.reply_text, mail.message_id or "", *(f.name for f in mail.attachments), *mail.in_reply_to]
    texts += [text for a in mail.recipients for text in (a.name, a.address)]
    return all("\0" not in text and text.encode() is not None for text in texts) and len(mail.message_id or "") <= 998


HEADS = st.sampled_from(
    [
        b"From: ", b"To: ", b"Subject: ", b"Date: ", b"Message-ID: <", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
        b"Content-Type: text/html; charset=", b"Content-Transfer-Encoding: base64\n", b"=?utf-8?B?", b"=?x?q?=FF", b"?= ", b"\n\n", b"\n ", b"--x--\n",
        b"Content-Type: message/rfc822\n\n", b"Content-Disposition: attachment; filename*0*=", b"<div><blockquote>", b"a@b.cl", b"<<>>,;:", b"References: <a@b>",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(HEADS, st.binary(max_size=40)), max_size=25).map(b"".join))
@example(b"")
@example(b"\xff" * 100)
@example(b"Subject: \xed\xa0\x80\x00\n\n\x00")
def test_any_bytes_are_a_mail_that_the_store_takes(raw: bytes):
    assert storable(parse(raw))
    json.dumps(explain_mail(raw))


LINES = st.sampled_from(
    [
        "Hola,", "", "> citado", ">> más", "El mar, 24 nov 2026 a las 9:30, Juan (<j@a.cl>)", "escribió:", "On Tue, Nov 24, 2026 Ana <a@b.cl> wrote:",
        "-- ", "-----Mensaje original-----", "De: Juan <j@a.cl>", "Enviado el: lunes", "Para: Ana", "Asunto: RE: x", "Enviado desde mi iPhone", "________________",
        "sí, mañana a las 10", "AVISO LEGAL: nada", "@:<", "2026-11-24 9:30 GMT-3 Juan <j@a.cl>:",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=30).map("\n".join))
def test_what_is_newly_written_was_written_and_is_never_nothing(text: str):
    found = newly_written(text)
    assert bool(found) == bool(newly_written(found))
    whole = lines(text)
    assert all(line.strip() in whole for line in found.splitlines())
    assert explain_reply({"id": "1", "text": text}) == {"id": "1", "reply": found}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</p>", "<b", ">", "<blockquote>", "&nbsp;", "hola", "<!--", "<style>", "<br>", "<li>", "\0", "ñ"]),
        max_size=60,
    )
)
def test_any_html_is_text(pieces: list[str]):
    assert isinstance(to_text("".join(pieces)), str)


def test_html_that_nests_without_end_takes_no_time():
    assert to_text("<div>" * 300_000 + "hola") == "hola"


@pytest.mark.skipif(not CORPUS, reason="ACCIONES_TEST_MAILS names no folder of mails")
def test_no_mail_of_a_corpus_is_too_odd():
    for path in sorted(Path(CORPUS).iterdir()):
        assert storable(parse(path.read_bytes())), path.name


REPLIES = json.loads((Path(__file__).parent / "replies.json").read_text())


@pytest.mark.parametrize("case", REPLIES, ids=[case["id"] for case in REPLIES])
def test_a_golden_reply_is_cut_as_written_down(case: dict[str, str]):
    assert newly_written(case["text"]) == case["reply"]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (b"Auto-Submitted: auto-generated", Class.AUTO_REPLY),
        (b"Auto-Submitted: no", Class.ORDINARY),
        (b"Subject: Fuera de la oficina", Class.AUTO_REPLY),
        (b"Precedence: bulk", Class.LIST),
        (b"Content-Type: multipart/report; report-type=delivery-status; boundary=x", Class.BOUNCE),
        (b"Content-Type: multipart/report; report-type=disposition-notification; boundary=x", Class.AUTO_REPLY),
        (b"Content-Type: multipart/report; report-type=feedback-report; boundary=x", Class.FEEDBACK),
        (b"Subject: No se pudo entregar el pedido al cliente", Class.ORDINARY),
    ],
)
def test_a_mail_is_of_one_class(headers: bytes, kind: Class):
    assert parse(headers + b"\nFrom: a@b.cl\n\nhola").kind is kind


@pytest.mark.parametrize("length", [199, 200, 201])
def test_of_a_long_file_name_its_last_two_hundred_characters_stay(length: int):
    name = "a" + "b" * (length - 5) + ".pdf"
    raw = f'From: a@b.cl\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\nx'
    assert [file.name for file in parse(raw.encode()).attachments] == [name[-200:]]


@pytest.mark.parametrize(("length", "found"), [(399, True), (400, True), (401, False)])
def test_a_head_in_a_line_is_looked_for_up_to_four_hundred_characters(length: int, found: bool):
    head = "On Wed, Apr 4, 2026 at 9:00, Ana <ana@x.cl> wrote:"
    line = "Sí. ".ljust(length - len(head)) + head
    assert len(line) == length
    assert bool(inline_head(line)) is found
    assert inline_head(line + "x") == 0


def test_a_block_stands_on_lines_of_its_own():
    assert to_text("a<div>b</div>c").split("\n") == ["a", "b", "c"]
    assert to_text("a<p>b</p>c").split("\n") == ["a", "", "b", "", "c"]
