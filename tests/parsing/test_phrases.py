"""Sentences of the office: what they mean, who is meant, what is guessed, what is asked."""

import json
from datetime import date, datetime

import pytest

from crm.parsing.explain import explain_phrase, main
from crm.parsing.phrase import read
from tests.parsing.regenerate import GOLDEN, NOW, cases, directory, understood

PEOPLE = directory()
PHRASES = [*cases("phrases-es.jsonl"), *cases("phrases-en.jsonl")]


@pytest.mark.parametrize("case", PHRASES, ids=lambda c: f"{c['lang']}: {c['text'][:80]}")
def test_a_sentence_is_understood_as_the_golden_file_says(case):
    said = {name: value for name, value in case.items() if name not in ("lang", "text")}
    assert understood(case["text"], case["lang"], PEOPLE) == said


@pytest.mark.parametrize("case", cases("nothing.jsonl"), ids=lambda c: c["text"])
def test_nobody_and_no_day_is_read_into_a_text_that_names_none(case):
    reading = read(case["text"], NOW, case["lang"], PEOPLE)
    assert reading.command is None
    assert all(i.when is None and i.partner is None and i.contact is None and set(i.ask) <= {"kind"} for i in reading.intents)


def test_enough_sentences_of_both_languages_are_kept():
    assert sum(c["lang"] == "es" for c in PHRASES) >= 250
    assert sum(c["lang"] == "en" for c in PHRASES) >= 120
    assert len(cases("nothing.jsonl")) >= 100


def intents(text, lang="es"):
    return read(text, NOW, lang, PEOPLE).intents


def test_the_first_conversation_is_two_actions_the_second_caused_by_the_first():
    made, due = intents("Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10")
    assert (made.kind, made.done, made.partner, made.contact, made.text) == ("call", True, "acme", "juan", "Quiere cotización por 20 cajas")
    assert (due.kind, due.done, due.partner, due.contact, due.follows) == ("call", False, "acme", "juan", 0)
    assert due.when == datetime(2026, 11, 27, 10, 0, tzinfo=NOW.tzinfo)
    assert made.ask == due.ask == ()


def test_only_the_doubtful_part_is_asked():
    (task,) = intents("tarea para Ana: enviar catálogo a Ferretería Sur antes del 15/12")
    assert (task.kind, task.responsible, task.when, task.text) == ("task", "ana", date(2026, 12, 14), "Enviar catálogo")
    assert task.ask == ("partner",)
    assert task.candidates[0].ids == ("fsur", "fdelsur")
    assert task.remarks == {"when": "antes del 15/12"}


def test_what_cannot_be_read_is_kept_whole_and_asks_for_its_kind():
    (draft,) = intents("cosa rara que nadie entiende")
    assert (draft.kind, draft.text, draft.ask) == (None, "Cosa rara que nadie entiende", ("kind",))


def test_an_impossible_date_is_asked_and_never_guessed():
    (appointment,) = intents("reunión con ACME el 31/02 a las 10")
    assert appointment.when is None
    assert "when" in appointment.ask


def test_a_question_is_a_command():
    reading = read("¿qué tengo mañana?", NOW, "es", PEOPLE)
    assert reading.intents == ()
    assert (reading.command.name, reading.command.when) == ("agenda", date(2026, 11, 25))


def test_a_name_with_a_typing_slip_is_asked():
    (call,) = intents("llamar a Juan Peres de ACME")
    assert (call.partner, call.contact, call.ask) == ("acme", None, ("contact",))


def test_a_kind_that_knows_its_words_is_read_from_them():
    one = intents("no contestó")[0]
    assert (one.kind, one.outcome) == ("call", "no-answer")


def test_explain_phrase_answers_each_line_of_a_file(tmp_path, monkeypatch, capsys):
    line = {"id": "x", "text": "llamar a Rosa mañana", "now": "2026-11-24T09:30", "lang": "es"}
    told = explain_phrase(line, PEOPLE)
    assert told["intents"][0]["when"] == "2026-11-25"
    assert told["ask"] == []
    monkeypatch.setattr("sys.stdin", [json.dumps(line)])
    assert main(["explain", "phrase", str(GOLDEN / "directory.json")]) == 0
    assert json.loads(capsys.readouterr().out)["intents"][0]["contact"] == "rosa"
    assert main(["explain"]) == 2
