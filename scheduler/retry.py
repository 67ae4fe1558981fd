"""Back-off as a value: when a parcel is tried again, or that it is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Retry:
    """Waits `first` seconds, then `factor` times longer each time up to `ceiling`, until a parcel is `patience` old.

    `jitter` is the part of a wait that chance may add, so that what failed together does not come back together.
    """

    first: float = 5.0
    factor: float = 3.0
    ceiling: float = 1800.0
    jitter: float = 0.25
    patience: timedelta = timedelta(days=2)

    def next(self, attempts: int, created_at: datetime, now: datetime, chance: float, *, at_least: float = 0.0) -> datetime | None:
        """The moment of the next try after `attempts` (at least 1), None where the parcel is too old.

        `chance` is in [0, 1); `at_least` are the seconds that the other side asked for. All moments are machine time.
        """
        if now - created_at >= self.patience:
            return None
        # The exponent is bounded: a float overflows long before a patient parcel gives up.
        wait = at_least or min(self.first * self.factor ** min(max(attempts, 1) - 1, 30), self.ceiling)
        return now + timedelta(seconds=wait * (1 + self.jitter * chance))
