"""What PDFs need from the system: no wheel brings Pango."""

import ctypes
from typing import Final

# (names of the library on Linux and macOS, Debian package)
_NEEDED: Final = (
    (("libpango-1.0.so.0", "libpango-1.0.dylib"), "libpango-1.0-0"),
    (("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"), "libpangoft2-1.0-0"),
    (("libfontconfig.so.1", "libfontconfig.1.dylib"), "libfontconfig1"),
)
# Letters come out without it, but take three times as long (169 instead of 49 ms).
_FASTER: Final = ((("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"), "libharfbuzz-subset0"),)


def missing(*, faster: bool = True) -> list[str]:
    """The Debian packages that PDFs lack here; with `faster` also those without which they are slow."""
    return [package for names, package in (*_NEEDED, *(_FASTER if faster else ())) if not any(map(_loads, names))]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
