"""Telegram's limits, whatever comes in whatever order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.pacing import Limit, Limits, Pace

LIMITS = Limits(overall=Limit(5, 1.0), chat=Limit(1, 1.0), group=Limit(4, 60.0))
addresses = st.sampled_from(["1", "2", "3", "4", "5", "6", "7", "8", "-100"])


def run(wanted: list[tuple[str, float]], pace: Pace) -> list[tuple[str, float]]:
    """Send one after the other, each after its gap and when the pace allows it."""
    now, sent = 0.0, []
    for address, gap in wanted:
        now += gap
        while wait := pace.wait(address, now):
            now += wait
        pace.take(address, now)
        sent.append((address, now))
    return sent


def most_in(moments: list[float], seconds: float) -> int:
    return max((sum(1 for other in moments if start <= other < start + seconds - 1e-6) for start in moments), default=0)


@settings(max_examples=200)
@given(st.lists(st.tuples(addresses, st.floats(0, 2)), max_size=60))
def test_no_limit_is_ever_broken(wanted):
    sent = run(wanted, Pace(LIMITS))
    assert most_in([moment for _, moment in sent], 1.0) <= 5
    for address in {address for address, _ in sent}:
        moments = [moment for other, moment in sent if other == address]
        assert most_in(moments, 1.0) <= 1
        if address.startswith("-"):
            assert most_in(moments, 60.0) <= 4


def test_a_first_message_waits_for_nothing():
    assert Pace(LIMITS).wait("1", 100.0) == 0


def test_a_pause_stops_that_chat_only():
    pace = Pace(LIMITS)
    pace.pause("1", 30.0)
    assert pace.wait("1", 0.0) == 30.0
    assert pace.wait("2", 0.0) == 0
    assert pace.wait("1", 30.0) == 0


def test_a_shorter_pause_does_not_end_a_longer_one():
    pace = Pace(LIMITS)
    pace.pause("1", 30.0)
    pace.pause("1", 10.0)
    assert pace.wait("1", 0.0) == 30.0


def test_quiet_chats_are_forgotten():
    pace = Pace(Limits(Limit(10_000, 1.0)))
    for number in range(5000):
        pace.take(str(number), number * 0.1)
    assert len(pace._of) <= 2001


def test_without_more_said_telegrams_own_limits_hold():
    pace = Pace(Limits())
    for number in range(28):
        assert pace.wait(str(number), 0.0) == 0
        pace.take(str(number), 0.0)
    assert pace.wait("another", 0.25) == 0.75
    assert pace.wait("another", 1.0) == 0


def test_a_chat_gets_one_a_second_and_a_group_twenty_a_minute():
    pace = Pace(Limits())
    pace.take("1", 0.0)
    assert (pace.wait("1", 0.5), pace.wait("1", 1.0)) == (0.5, 0)
    for second in range(20):
        assert pace.wait("-1", float(second)) == 0
        pace.take("-1", float(second))
    assert (pace.wait("-1", 20.0), pace.wait("-1", 60.0)) == (40.0, 0)


def test_what_a_limit_still_needs_is_not_forgotten_with_the_quiet_ones():
    pace = Pace(Limits(Limit(10_000, 1.0), group=Limit(1, 60.0)))
    pace.take("-1", 0.0)
    pace.pause("paused", 100.0)
    for number in range(2000):
        pace.take(str(number), 0.0)
    pace.take("last", 59.0)
    assert (pace.wait("-1", 59.0), pace.wait("paused", 59.0)) == (1.0, 41.0)
    pace.take("later", 60.0)
    assert set(pace._of) == {"last", "later"}
    for number in range(2000):
        pace.take(str(number), 100.0)
    assert pace._paused == {}
