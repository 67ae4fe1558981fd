"""An agenda's free time, pure: what overlaps a wish, and which spans of a day are still free."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from crm.flow.dates import moment, zone_of
from crm.model import Action

HALF_HOUR = timedelta(minutes=30)
Span = tuple[datetime, datetime]


def spans_of(taken: Sequence[Action]) -> list[Span]:
    """The slots of appointments, in order."""
    return sorted((a.starts_at, a.ends_at) for a in taken if a.starts_at and a.ends_at)


def clash(taken: Sequence[Action], start: datetime, end: datetime) -> Action | None:
    """The first appointment that overlaps a span."""
    hits = [a for a in taken if a.starts_at and a.ends_at and a.starts_at < end and a.ends_at > start]
    return min(hits, key=lambda a: (a.starts_at, a.id), default=None)


def free_spans(taken: Sequence[Span], day: date, hours: tuple[time, time], minutes: int, now: datetime) -> list[Span]:
    """The spans of `minutes` that are free on a local day within working hours, one after another, from now on.

    `taken` and the result are UTC, `now` is local. Spans start at half hours, or right where a taken one ends.
    """
    length = timedelta(minutes=minutes)
    at = moment(day, hours[0], now)
    closing = moment(day, hours[1], now)
    if at < now:
        at = max(at, _next_half_hour(now))
    free: list[Span] = []
    while at + length <= closing:
        hit = next((span for span in taken if span[0] < at + length and span[1] > at), None)
        if hit:
            at = hit[1]
            continue
        free.append((at, at + length))
        at += length
    return free


def nearest(free: Sequence[Span], wish: datetime, count: int) -> list[Span]:
    """The `count` spans that start nearest to a wish, in the order of the day."""
    return sorted(sorted(free, key=lambda span: (abs(span[0] - wish), span[0]))[:count])


def start_hours(taken: Sequence[Span], day: date, hours: tuple[time, time], now: datetime, *, since: datetime | None = None) -> list[time]:
    """The half hours of a working day at which something may begin, later than `since` where that is given."""
    zone = zone_of(now)
    at, closing = moment(day, hours[0], now), moment(day, hours[1], now)
    found: list[time] = []
    while at < closing:
        if (since is None or at > since) and not any(begin <= at < end for begin, end in taken):
            found.append(at.astimezone(zone).time())
        at += HALF_HOUR
    return found


def _next_half_hour(now: datetime) -> datetime:
    passed = timedelta(minutes=now.minute % 30, seconds=now.second, microseconds=now.microsecond)
    exact = now.astimezone(UTC)
    return exact if not passed else exact - passed + HALF_HOUR
