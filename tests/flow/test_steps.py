"""What is missing is asked, in the kind's order; back and skip lead where they say."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.carried import Carried, Part
from crm.flow import Answer, NotForThisField, Partly, Refused, answered, back, next_question, partly, read, skip, tap
from crm.flow.asking import with_asked
from crm.kinds import KINDS, FieldType
from tests.flow.support import draft, step


def asked(d, language="es"):
    """The draft with its open field written down, and the question."""
    s = step(d, language)
    return step(with_asked(s), language), next_question(s)


def take(s, outcome):
    return answered(s.draft, outcome.value, forced=outcome.forced) if isinstance(outcome, Answer) else partly(s.draft, outcome)


def test_the_first_question_names_what_is_new_and_has_no_way_back():
    _, question = asked(draft())
    assert question.text.startswith("📌 Tarea nueva · ¿Para qué cliente")
    assert not question.back
    assert question.skip == "Sin cliente"


def test_a_task_asks_partner_contact_reference_responsible_due_and_is_then_complete():
    d, fields = draft(), []
    for said in ("acme", "juan", "Enviar catálogo", "yo", "mañana"):
        s, question = asked(d)
        fields.append(question.field)
        d = take(s, read(s, said))
    assert fields == ["partner", "contact", "reference", "responsible", "due"]
    assert asked(d)[1] is None
    assert d.answers == {"partner": 1, "contact": 11, "reference": "Enviar catálogo", "responsible": 1, "due": {"on": "2026-11-25"}}


def test_without_partner_nobody_asks_for_a_contact():
    s, _ = asked(draft())
    assert asked(skip(s.draft))[1].field == "reference"


def test_a_partner_without_contacts_is_not_asked_for_one():
    s, _ = asked(draft())
    assert asked(answered(s.draft, 2))[1].field == "reference"


def test_what_must_be_answered_cannot_be_skipped():
    _, question = asked(draft(skipped=("partner",)))
    assert question.field == "reference"
    assert question.skip == ""


def test_back_returns_to_the_question_before_and_forgets_its_answer():
    s, _ = asked(draft())
    s, _ = asked(answered(s.draft, 1))
    s, _ = asked(back(s.draft))
    assert s.draft.asked == "partner"
    assert s.draft.answers == {}


def test_back_after_skip_asks_the_skipped_question_again():
    s, _ = asked(draft())
    s, _ = asked(skip(s.draft))
    s, question = asked(back(s.draft))
    assert question.field == "partner"
    assert s.draft.skipped == ()


def test_back_within_a_picker_leaves_the_picker_first():
    s, _ = asked(draft("appointment", answers={"partner": 2, "reference": "x", "responsible": 1}))
    s, question = asked(take(s, tap(s, "20261126")))
    assert "¿a qué hora?" in question.text
    assert question.back
    s, question = asked(back(s.draft))
    assert question.text.startswith("📅 Cita nueva · Ferretería Sur Ltda. · ¿Cuándo")


def test_another_partner_makes_the_contact_an_open_question_again():
    d = draft(answers={"contact": 11}, asked="partner")
    assert "contact" not in answered(d, 2).answers


def test_a_doubtful_sentence_is_asked_only_its_doubt():
    d = draft(
        asked="partner",
        answers={"reference": "Enviar catálogo", "due": {"on": "2026-12-14"}},
        extra=Carried(said="…", ask=("partner",), candidates=(2, 3), doubt="Ferretería Sur"),
    )
    s, question = asked(d)
    assert question.text == "¿Qué «Ferretería Sur»?"
    labels = ["Ferretería Sur Ltda. · Temuco", "Ferretería del Sur SpA · Osorno", "➕ Cliente nuevo"]
    assert [c.label for row in question.rows for c in row] == labels
    assert asked(take(s, tap(s, "2")))[1] is None


def test_every_step_makes_older_buttons_worthless():
    s, _ = asked(draft())
    for after in (answered(s.draft, 1), skip(s.draft), partly(s.draft, Partly(Part(month="202612"))), back(answered(s.draft, 1))):
        assert after.version > s.draft.version


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([k.name for k in KINDS]),
    st.sampled_from(["es", "en"]),
    st.lists(
        st.text(max_size=40)
        | st.sampled_from(
            ["mañana", "31/02", "acme", "76.543.21", "sin cliente", "de 10 a 11", "el viernes a las 10", "1 h", "Me", "yo", "📅 Calendario"]
        ),
        max_size=12,
    ),
)
def test_whatever_is_typed_the_step_answers_and_buttons_fit(kind, language, texts):
    d = draft(kind)
    for text in texts:
        s, question = asked(d, language)
        if question is None:
            break
        assert question.text.strip()
        for row in question.rows:
            assert 0 < len(row) <= 8
            for choice in row:
                assert choice.label
                assert len(f"draft:{10**12}:{10**4}:{choice.value}".encode()) <= 64
        outcome = read(s, text)
        assert isinstance(outcome, Answer | Partly | Refused | NotForThisField)
        if isinstance(outcome, Answer | Partly):
            d = take(s, outcome)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([k.name for k in KINDS if k.by_chat]), st.data())
def test_tapping_shown_buttons_always_leads_on(kind, data):
    """Any shown button is read by its own field, and the answers fit the kind in the end."""
    d = draft(kind)
    for _ in range(30):
        s, question = asked(d)
        if question is None:
            break
        values = [c.value for row in question.rows for c in row if c.value]
        item = s.draft.asked and next(f for f in next(k for k in KINDS if k.name == kind).fields if f.name == s.draft.asked)
        if not values or item.type in (FieldType.LINE, FieldType.TEXT):
            d = answered(s.draft, "texto")
            continue
        outcome = tap(s, data.draw(st.sampled_from(values)))
        if isinstance(outcome, Answer | Partly):
            d = take(s, outcome)
