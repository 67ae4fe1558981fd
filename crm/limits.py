"""Limits of a worker process that handles what may be hostile."""

import os
import resource
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

OUT_OF_MEMORY: Final = 77  # the exit code of a worker that reached its limit
_ENVIRONMENT_KEPT: Final = frozenset({"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "XDG_CACHE_HOME", "FONTCONFIG_FILE"})


def courteous() -> None:
    """Let this process be stopped from outside, wait for others, and know no secret."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # pebble's handler is Python: a loop inside C would never let it run
    os.nice(5)  # a person who waits for an answer goes before a letter
    for name in set(os.environ) - _ENVIRONMENT_KEPT:
        del os.environ[name]  # a hostile document must find no token


def confine(megabytes: int) -> None:
    """Give this process no more memory than what it has now and so much above."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError, ValueError):  # no /proc, no limit: macOS would not keep it anyway
        idle = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
        limit = idle + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
