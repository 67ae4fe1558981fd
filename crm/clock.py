"""Two clocks: the office clock (due, digest, «today»), which a demo can move, and the machine clock, which never moves."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Now = Callable[[], datetime]


def machine_now() -> datetime:
    """The machine's time, aware and in UTC: for leases, back-off, pacing and time-outs only."""
    return datetime.now(UTC)


class OfficeClock:
    """The time the office lives in: the machine's, shifted by an offset that only the demo sets."""

    def __init__(self, machine: Now = machine_now, offset: timedelta = timedelta()) -> None:
        self._machine = machine
        self.offset = offset

    def now(self) -> datetime:
        return self._machine() + self.offset

    def move_to(self, moment: datetime | None) -> None:
        """Let the office live at `moment` from now on; None means the machine's own time again."""
        self.offset = timedelta() if moment is None else moment - self._machine()


def local_to_utc(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC moment of a local wall time; one that the clock change skips is read with the offset before it (RFC 5545).

    Chile changes its clocks at midnight, so 00:00 may not exist at all: it then is the first moment of that day
    (facts.md, "Clock"). A time that comes twice is the first of the two.
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def next_local(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The first UTC moment later than `after` at which the wall clock of `zone` shows `at`."""
    day = after.astimezone(zone).date()
    moment = local_to_utc(day, at, zone)
    return moment if moment > after else local_to_utc(day + timedelta(days=1), at, zone)
