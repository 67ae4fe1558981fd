"""What this machine lacks for some tests: a sentence that says how to mend it, or nothing."""

import ctypes
import shutil
import sys
from functools import cache

from crm.documents import libraries

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@cache
def no_browser() -> str:
    """Browser tests need a browser of Chromium's family, and Playwright's own node needs libatomic."""
    if not any(map(shutil.which, BROWSERS)):
        return "browser tests need Chromium"
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libatomic.so.1")
        except OSError:
            return "browser tests need libatomic1"
    return ""


@cache
def no_pdf() -> str:
    """Letters need Pango."""
    packages = libraries.missing()
    return f"tests that print need {' '.join(packages)}" if packages else ""
