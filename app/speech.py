"""What the command line says before there is an office: Spanish, or English where the system speaks it. It waits for no language."""

import os


def _is_english() -> bool:
    wish = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return wish.lower().startswith("en")


def system_language() -> str:
    """`en` where the system's language is English, else `es`."""
    return ("es", "en")[_is_english()]


def say(spanish: str, english: str) -> str:
    """The sentence in the system's language."""
    return (spanish, english)[_is_english()]
