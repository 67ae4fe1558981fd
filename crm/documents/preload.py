"""Loaded once by the server that forks the workers: a new one is there in milliseconds and shares this memory.

Nothing here makes a font configuration: newer Pangos start a thread with it, and threads do not survive a fork.
"""

from contextlib import suppress

from crm.documents import pages, worker
from crm.documents.errors import DocumentError

with suppress(DocumentError):  # each worker tells it; an error here would take the server down
    worker.engine()

__all__ = ["pages", "worker"]
