"""Back-off as a value."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.retry import Retry

BORN = datetime(2026, 11, 24, tzinfo=UTC)
RETRY = Retry(first=5, factor=3, ceiling=600, jitter=0.25, patience=timedelta(days=2))
attempts = st.integers(1, 100_000)
chances = st.floats(0, 1, exclude_max=True)
ages = st.timedeltas(timedelta(), timedelta(days=2) - timedelta(seconds=1))


@given(attempts, ages, chances)
def test_a_young_parcel_is_tried_again_and_never_sooner_than_its_wait(tries, age, chance):
    now = BORN + age
    moment = RETRY.next(tries, BORN, now, chance)
    assert timedelta(seconds=5) <= moment - now <= timedelta(seconds=750)


@given(attempts, ages)
def test_patience_grows_with_every_try(tries, age):
    now = BORN + age
    assert RETRY.next(tries, BORN, now, 0.0) <= RETRY.next(tries + 1, BORN, now, 0.0)


@given(attempts, chances, st.timedeltas(timedelta(days=2), timedelta(days=400)))
def test_a_parcel_too_old_is_given_up(tries, chance, age):
    assert RETRY.next(tries, BORN, BORN + age, chance) is None


@given(attempts, chances, st.floats(0.1, 100_000))
def test_what_the_other_side_asked_for_is_kept(tries, chance, asked):
    moment = RETRY.next(tries, BORN, BORN, chance, at_least=asked)
    assert moment - BORN >= timedelta(seconds=asked) - timedelta(microseconds=1)
    assert moment - BORN <= timedelta(seconds=asked * 1.25) + timedelta(microseconds=1)


def test_chance_keeps_what_failed_together_apart():
    moments = {RETRY.next(3, BORN, BORN, chance / 10) for chance in range(10)}
    assert len(moments) == 10


@pytest.mark.parametrize(
    ("tries", "seconds"), [(0, 5), (1, 5), (2, 15), (3, 45), (4, 135), (5, 405), (6, 1215), (7, 1800), (31, 1800), (100_000, 1800)]
)
def test_a_wait_is_three_times_the_last_up_to_half_an_hour(tries, seconds):
    assert Retry().next(tries, BORN, BORN, 0.0) == BORN + timedelta(seconds=seconds)
    assert Retry().next(tries, BORN, BORN, 0.5) == BORN + timedelta(seconds=seconds * 1.125)


def test_patience_ends_at_two_days():
    limit = BORN + timedelta(days=2)
    tick = timedelta(microseconds=1)
    assert Retry().next(1, BORN, limit - tick, 0.0) == limit - tick + timedelta(seconds=5)
    assert Retry().next(1, BORN, limit, 0.0) is None
    assert Retry().next(1, BORN, limit + tick, 0.0) is None
