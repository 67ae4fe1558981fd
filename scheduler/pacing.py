"""Pacing: Telegram takes so many messages a second in all, fewer a chat, and only so many a minute a group. No I/O."""

from collections import deque
from dataclasses import dataclass

_MANY = 2000  # addresses that are remembered before those that have been quiet are forgotten


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` in any `seconds`."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What the other side allows: `overall`, to one `chat`, and to one `group` (an address that starts with «-»)."""

    overall: Limit = Limit(28, 1.0)
    chat: Limit = Limit(1, 1.0)
    group: Limit = Limit(20, 60.0)


class Pace:
    """Remembers what left when; every moment is a number of seconds on a clock that never goes back."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall: deque[float] = deque(maxlen=limits.overall.count)
        self._of: dict[str, deque[float]] = {}
        self._paused: dict[str, float] = {}

    def wait(self, address: str, now: float) -> float:
        """Seconds until a message to `address` may leave; 0 where it may leave now."""
        until = max(
            self._paused.get(address, now),
            _free(self._overall, self._limits.overall),
            *(_free(self._of.get(address, ()), limit) for limit in self._limits_of(address)),
        )
        return max(0.0, until - now)

    def take(self, address: str, now: float) -> None:
        """Count a message that leaves now."""
        self._overall.append(now)
        longest = max(limit.count for limit in self._limits_of(address))
        self._of.setdefault(address, deque(maxlen=longest)).append(now)
        if len(self._of) > _MANY:
            self._forget(now)

    def pause(self, address: str, until: float) -> None:
        """Let nothing leave for `address` before `until`, and everything else go on."""
        self._paused[address] = max(until, self._paused.get(address, until))

    def _limits_of(self, address: str) -> tuple[Limit, ...]:
        return (self._limits.chat, self._limits.group) if address.startswith("-") else (self._limits.chat,)

    def _forget(self, now: float) -> None:
        longest = max(self._limits.chat.seconds, self._limits.group.seconds)
        self._of = {address: sent for address, sent in self._of.items() if sent[-1] + longest > now}
        self._paused = {address: until for address, until in self._paused.items() if until > now}


def _free(sent: deque[float] | tuple[()], limit: Limit) -> float:
    """The moment from which one more fits under the limit."""
    return sent[-limit.count] + limit.seconds if len(sent) >= limit.count else float("-inf")
