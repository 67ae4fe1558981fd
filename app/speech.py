"""What the command line says before there is an office: Spanish, or English where the system speaks it."""

import os


def system_language() -> str:
    """`en` where the system's language is English, else `es`."""
    wish = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if wish.lower().startswith("en") else "es"


def say(spanish: str, english: str) -> str:
    """The sentence in the system's language."""
    return english if system_language() == "en" else spanish
