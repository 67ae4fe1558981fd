"""What an answer means, by the type of its field."""

from datetime import date

import pytest

from crm.carried import Carried, Part
from crm.errors import InvalidValueError
from crm.flow import Answer, NotForThisField, Partly, Refused, read, tap
from crm.flow.money import money_of
from crm.flow.spoken import length_of
from tests.flow.support import booked, draft, step


def labels(rows):
    return [c.label for row in rows for c in row]


def partner(text):
    return read(step(draft(asked="partner")), text)


@pytest.mark.parametrize("text", ["acme", "ACME S.A.", "76.123.456-0", "76123456-0", "761234560", "rut 76.123.456-0", "Acme sa"])
def test_a_partner_is_found_by_name_or_rut(text):
    assert partner(text) == Answer(1)


def test_an_incomplete_rut_offers_who_it_may_be():
    refused = partner("76.543.21")
    assert refused.sentence == "Ese RUT está incompleto. ¿Quisiste decir…?"
    assert labels(refused.rows) == ["76.543.210-3 · Maderas del Maule", "Buscar de nuevo"]


def test_a_wrong_check_digit_is_told_with_who_it_may_be():
    refused = partner("76.543.210-5")
    assert refused.sentence.startswith("El dígito verificador de ese RUT no calza.")
    assert "76.543.210-3 · Maderas del Maule" in labels(refused.rows)


def test_a_valid_rut_that_nobody_has_is_said_plainly():
    assert partner("12.345.678-5").sentence == "No tengo a nadie con el RUT 12.345.678-5."


def test_a_name_that_fits_two_is_asked():
    refused = partner("ferretería")
    assert isinstance(refused, Refused)
    assert labels(refused.rows)[:2] == ["Ferretería Sur Ltda. · Temuco", "Ferretería del Sur SpA · Osorno"]


def test_a_name_with_a_typo_is_asked_back():
    assert "Maderas del Maule · Talca" in labels(partner("madera del maulee").rows)


def test_a_name_that_nobody_has_is_not_for_this_field():
    assert isinstance(partner("Panadería Luna"), NotForThisField)


def test_a_shown_button_may_be_typed():
    assert read(step(draft(asked="due")), "hoy") == Answer({"on": "2026-11-24"})
    assert read(step(draft(asked="due")), "Viernes 27") == Answer({"on": "2026-11-27"})


def due(text, language="es", **more):
    return read(step(draft(asked="due", **more), language), text)


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        ("mañana", "es", {"on": "2026-11-25"}),
        ("el viernes a las 10", "es", {"at": "2026-11-27T13:00:00+00:00"}),
        ("antes del 15/12", "es", {"on": "2026-12-14"}),
        ("para el lunes porfa", "es", {"on": "2026-11-30"}),
        ("tomorrow", "en", {"on": "2026-11-25"}),
        ("friday at 10", "en", {"at": "2026-11-27T13:00:00+00:00"}),
    ],
)
def test_a_due_moment_is_read(text, language, answer):
    assert due(text, language) == Answer(answer)


def test_an_impossible_date_names_itself_and_offers_its_neighbours():
    refused = due("31/02")
    assert refused.sentence == "El 31 de febrero no existe. ¿Otra fecha?"
    assert labels(refused.rows) == ["Dom 28 feb", "Lun 1 mar", "📅"]
    assert due("31 February", "en").sentence == "February 31 does not exist. Another date?"


def test_a_date_that_has_passed_is_asked_again():
    assert due("ayer").sentence == "Eso ya pasó. ¿Otra fecha?"


def test_a_sentence_with_a_date_in_it_is_not_an_answer():
    assert isinstance(due("llamar a Juan de ACME el viernes"), NotForThisField)
    assert isinstance(due("cualquier cosa"), NotForThisField)


def test_a_day_and_then_an_hour_make_a_due_moment():
    s = step(draft(asked="due"))
    assert tap(s, "hour") == Partly(Part(hour=True))
    s = step(draft(asked="due", extra=Carried(part=Part(hour=True))))
    assert tap(s, "20261127") == Partly(Part(hour=True, day="2026-11-27"))
    s = step(draft(asked="due", extra=Carried(part=Part(hour=True, day="2026-11-27"))))
    assert tap(s, "t1030") == Answer({"at": "2026-11-27T13:30:00+00:00"})
    assert read(s, "a las 7:45") == Answer({"at": "2026-11-27T10:45:00+00:00"})


def slot(text, taken=(), *, language="es", part=None, **know):
    d = draft("appointment", asked="slot", answers={"responsible": 1}, extra=Carried(part=part))
    return read(step(d, language, taken=taken, **know), text)


@pytest.mark.parametrize("text", ["mañana de 15:30 a 16:30", "mañana 15:30-16:30"])
def test_a_slot_is_read(text):
    assert slot(text) == Answer({"start": "2026-11-25T18:30:00+00:00", "end": "2026-11-25T19:30:00+00:00"})


def test_a_slot_without_an_end_lasts_as_long_as_its_kind_says():
    assert slot("mañana a las 15:30").value["end"] == "2026-11-25T19:30:00+00:00"


def test_a_day_alone_asks_for_the_hour():
    assert slot("mañana") == Partly(Part(day="2026-11-25"))


def test_the_hour_and_the_length_may_come_one_by_one():
    part = Part(day="2026-11-25", start="15:30")
    assert slot("1 h 30", part=part).value["end"] == "2026-11-25T20:00:00+00:00"
    assert slot("hasta las 16:00", part=part).value["end"] == "2026-11-25T19:00:00+00:00"
    assert slot("de 10 a 11", part=Part(day="2026-11-26")).value["start"] == "2026-11-26T13:00:00+00:00"


def test_a_bare_hour_is_enough_where_an_hour_is_asked():
    assert slot("10", part=Part(day="2026-11-26")) == Partly(Part(day="2026-11-26", start="10:00"))
    assert slot("a las 3", part=Part(day="2026-11-26")) == Partly(Part(day="2026-11-26", start="15:00"))
    assert slot("45", part=Part(day="2026-11-26", start="10:00")).value["end"] == "2026-11-26T13:45:00+00:00"
    assert slot("12", part=Part(day="2026-11-26", start="10:00")).value["end"] == "2026-11-26T15:00:00+00:00"
    assert slot("99", part=Part(day="2026-11-26")).sentence == "Escribe la hora, por ejemplo 7:45."
    assert "45 min" in slot("99 llamas", part=Part(day="2026-11-26", start="10:00")).sentence


def test_a_part_of_the_day_names_no_hour():
    assert slot("mañana en la tarde") == Partly(Part(day="2026-11-25"))


TAKEN = (booked("2026-11-25 15:00", "2026-11-25 16:00", partner=4),)


def test_a_taken_slot_becomes_a_wish():
    outcome = slot("mañana de 15:30 a 16:30", TAKEN)
    assert outcome == Partly(wish={"start": "2026-11-25T18:30:00+00:00", "end": "2026-11-25T19:30:00+00:00"})


def test_a_taken_slot_may_be_booked_only_where_the_office_allows_it():
    wish = {"start": "2026-11-25T18:30:00+00:00", "end": "2026-11-25T19:30:00+00:00"}
    d = draft("appointment", asked="slot", extra=Carried(wish=wish))
    with pytest.raises(InvalidValueError):
        tap(step(d, taken=TAKEN), "force")
    assert tap(step(d, taken=TAKEN, may_force=True), "force") == Answer(wish, forced=True)


@pytest.mark.parametrize("value", ["", "x", "99", "s1-2", "t9999", "m2026", "20261340", "d0", "force", "hour:1"])
def test_a_value_that_no_button_carries_is_refused(value):
    for name, kind in (("partner", "task"), ("due", "task"), ("slot", "appointment"), ("responsible", "task"), ("reference", "task")):
        try:
            outcome = tap(step(draft(kind, asked=name)), value)
        except InvalidValueError:
            continue
        assert isinstance(outcome, Refused | Partly), (name, value, outcome)


def test_a_text_too_long_is_asked_shorter():
    assert "caben 200" in read(step(draft(asked="reference")), "x" * 201).sentence


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$1.250.000", ("1250000", "CLP")),
        ("1250000", ("1250000", "CLP")),
        ("35 UF", ("35", "CLF")),
        ("US$ 20,50", ("20.50", "USD")),
        ("1.5 UF", ("1.5", "CLF")),
        ("35,5 uf", ("35.5", "CLF")),
    ],
)
def test_an_amount_is_read_as_people_here_write_it(text, amount):
    assert money_of(text) == {"amount": amount[0], "currency": amount[1]}


def test_what_is_no_amount_is_none():
    assert money_of("mucho") is None
    assert money_of("1.2.3") is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("45", 45), ("1 h", 60), ("1 h 30", 90), ("hora y media", 90), ("half an hour", 30), ("2 horas", 120), ("90 min", 90)],
)
def test_a_length_is_read(text, minutes):
    assert length_of(text) == minutes


def test_no_length_is_none():
    assert length_of("") is None
    assert length_of("mañana") is None
    assert length_of("5000") is None


def test_dates_are_days():
    assert date.fromisoformat(due("mañana").value["on"]) == date(2026, 11, 25)
