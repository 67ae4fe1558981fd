"""Dates and times in sentences: golden files, conventions, clock changes, work that grows with length only."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.parsing.explain import explain_dates
from crm.parsing.moments import Calendar, hits, read_moments
from crm.parsing.moments.lexicon import lexicon
from crm.parsing.moments.reader import Reader
from crm.parsing.moments.rules.days import day
from tests.parsing.regenerate_moments import cases, found

ZONE = ZoneInfo("America/Santiago")
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZONE)


@pytest.mark.parametrize("case", [*cases("moments-es.jsonl"), *cases("moments-en.jsonl")], ids=lambda c: f"{c['lang']}: {c['text']}")
def test_moments_are_read_as_the_golden_files_say(case):
    assert found(case) == case["found"]


@pytest.mark.parametrize("case", cases("nothing.jsonl"), ids=lambda c: c["text"])
def test_what_is_no_date_stays_none(case):
    assert read_moments(case["text"], NOW, case["lang"]) == ()


def one(text, lang="es", now=NOW, **options):
    (moment,) = read_moments(text, now, lang, **options)
    return moment


def test_an_impossible_date_is_told_as_such_with_the_first_of_the_month_after_it():
    moment = one("reunión el 31/02")
    assert moment.impossible
    assert moment.value == date(2027, 3, 1)


def test_before_the_15th_is_open_and_says_so():
    moment = one("enviar antes del 15")
    assert (moment.value, moment.bound, moment.text) == ((None, date(2026, 12, 15)), "before", "antes del 15")


def test_next_friday_is_next_weeks_and_knows_the_nearer_one():
    moment = one("el próximo viernes")
    assert (moment.value, moment.other, "which-week" in moment.doubts) == (date(2026, 12, 4), date(2026, 11, 27), True)


def test_a_done_verb_reads_backwards():
    assert one("Llamé el viernes", direction="past").value == date(2026, 11, 20)
    assert one("I called on Friday", "en", direction="past").value == date(2026, 11, 20)


def test_said_is_kept_apart_from_implied():
    moment = one("el viernes a las 10")
    assert moment.said == {"weekday", "hour"}
    assert {"day", "month", "year", "minute"} <= moment.implied


def test_working_days_skip_the_holidays_of_the_calendar():
    calendar = Calendar(holidays=frozenset({date(2026, 11, 26)}))
    assert one("en 3 días hábiles", calendar=calendar).value == date(2026, 11, 30)


def test_months_come_first_where_the_calendar_says_so():
    assert one("5/12/2026", "en").value == date(2026, 12, 5)
    assert one("5/12/2026", "en", calendar=Calendar(day_first=False)).value == date(2026, 5, 12)


def test_spans_index_the_original_text_whatever_its_accents():
    text = "💼 man\u0303ana a las 9, ñandú"
    moment = one(text)
    assert text[moment.start : moment.end] == moment.text
    assert moment.value == datetime(2026, 11, 25, 9, 0, tzinfo=ZONE)


def test_an_hour_that_the_clock_change_skips_is_moved_past_the_gap():
    now = datetime(2026, 9, 5, 12, 0, tzinfo=ZONE)
    moment = one("mañana a las 00:30", now=now)
    assert moment.value.astimezone(UTC) == datetime(2026, 9, 6, 4, 30, tzinfo=UTC)


def test_hours_from_now_are_counted_across_the_clock_change():
    now = datetime(2026, 9, 5, 23, 30, tzinfo=ZONE)
    assert one("en 2 horas", now=now).value.astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=2)


def test_an_impossible_date_is_no_find_of_explain_dates_but_is_told():
    told = explain_dates({"id": 1, "text": "31/02", "now": "2026-11-24T09:30", "lang": "es"})
    assert told["found"] == []
    assert told["impossible"][0]["value"] == "2027-03-01"


@pytest.mark.parametrize(
    "said",
    ["lunes", "viernes", "mañana", "en 3 días", "en 2 horas", "la próxima semana", "el próximo jueves", "hace 2 semanas", "ayer a las 8"],
)
@pytest.mark.parametrize("start", [(2026, 8, 31, 9, 30), (2026, 3, 30, 18, 0), (2026, 11, 24, 9, 30)])
def test_a_week_later_everything_relative_is_a_week_later(said, start):
    first = one(said, now=datetime(*start, tzinfo=ZONE)).value
    later = one(said, now=datetime(*start, tzinfo=ZONE) + timedelta(days=7)).value
    pairs = zip(first, later, strict=True) if isinstance(first, tuple) else [(first, later)]
    for a, b in pairs:
        assert _bare(b) - _bare(a) == timedelta(days=7)


def _bare(point):
    return point.replace(tzinfo=None) if isinstance(point, datetime) else point


HOSTILE = [
    "de la ",
    "1 ",
    "1/",
    "1-1-",
    "a las ",
    "fines de ",
    "entre las 5 y ",
    "en 2 horas y ",
    "@",
    "1.",
    "hoy de ",
    "dos días después de ",
    "lunes ",
    "ñ",
]


def _steps(unit, length, lang="es"):
    text = (unit * length)[:length]
    reader = Reader(text, NOW, lexicon(lang), day=day, past=False, calendar=Calendar())
    hits(reader)
    return len(reader.memo) + reader.t.n


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_no_faster_than_the_text(unit):
    assert _steps(unit, 4096) <= 4.5 * _steps(unit, 1024) + 200


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_text_of_a_whole_message_is_read(unit):
    read_moments((unit * 4096)[:4096], NOW, "es")


def test_bare_hours_are_those_of_an_office():
    assert [one(f"a las {hour}").value for hour in (1 and "1", "3", "6", "7", "8", "12")] == [
        time(13), time(15), time(18), time(7), time(8), time(12),
    ]  # fmt: skip
