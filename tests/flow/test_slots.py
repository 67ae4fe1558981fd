"""Free time in an agenda."""

import itertools
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.flow.slots import free_spans, nearest, start_hours
from tests.support.small_office import SANTIAGO

DAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=SANTIAGO)
HOURS = (time(9), time(18))


def at(text, day=DAY):
    return datetime.combine(day, time.fromisoformat(text), SANTIAGO).astimezone(UTC)


def said(spans):
    return [f"{a.astimezone(SANTIAGO):%H:%M}–{b.astimezone(SANTIAGO):%H:%M}" for a, b in spans]


def test_what_is_free_between_what_is_taken():
    taken = [(at("09:00"), at("12:00")), (at("13:00"), at("15:00")), (at("15:00"), at("16:00"))]
    assert said(free_spans(taken, DAY, HOURS, 60, NOW)) == ["12:00–13:00", "16:00–17:00", "17:00–18:00"]


def test_today_begins_now_at_the_next_half_hour():
    now = datetime(2026, 11, 25, 16, 10, tzinfo=SANTIAGO)
    assert said(free_spans([], DAY, HOURS, 30, now)) == ["16:30–17:00", "17:00–17:30", "17:30–18:00"]


def test_nothing_is_free_when_the_day_is_over():
    assert free_spans([], DAY, HOURS, 30, datetime(2026, 11, 25, 20, 0, tzinfo=SANTIAGO)) == []


def test_a_day_on_which_midnight_does_not_exist_has_its_hours():
    day, now = date(2026, 9, 6), datetime(2026, 9, 5, 12, tzinfo=SANTIAGO)
    assert len(free_spans([], day, HOURS, 60, now)) == 9


def test_the_nearest_come_in_the_order_of_the_day():
    free = free_spans([], DAY, HOURS, 60, NOW)
    assert said(nearest(free, at("12:30"), 3)) == ["11:00–12:00", "12:00–13:00", "13:00–14:00"]


def test_hours_that_are_taken_or_past_are_not_offered():
    taken = [(at("09:00"), at("17:00"))]
    assert start_hours(taken, DAY, HOURS, NOW, since=NOW) == [time(17), time(17, 30)]


spans = st.tuples(st.integers(0, 47), st.integers(1, 8)).map(
    lambda p: (at("00:00") + timedelta(minutes=30 * p[0]), at("00:00") + timedelta(minutes=30 * (p[0] + p[1])))
)


@settings(deadline=None)
@given(st.lists(spans, max_size=8), st.integers(5, 240))
def test_free_spans_never_touch_what_is_taken_nor_leave_the_hours(taken, minutes):
    taken.sort()
    free = free_spans(taken, DAY, HOURS, minutes, NOW)
    for start, end in free:
        assert end - start == timedelta(minutes=minutes)
        assert at("09:00") <= start < end <= at("18:00")
        assert not any(a < end and b > start for a, b in taken)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(free))
