"""Reading a file in a process of its own with limits of time and memory: whatever it is, it harms nobody else."""

import asyncio
import multiprocessing
import os
import pickle
from collections.abc import Mapping
from dataclasses import replace

from pebble import ProcessExpired, ProcessPool

from crm import limits
from crm.sheets.errors import SheetError
from crm.sheets.reading import Sheet, read

SECONDS = 40.0  # less than the lease of an update (services.intake)
MEGABYTES = 768
SMALL = 64_000  # bytes of a CSV file
_AT_ONCE = 500  # lines that are unpickled in one go


async def sheet(data: bytes, what: str, wishes: Mapping[str, str] | None = None, hint: str = "", name: str = "") -> Sheet:
    """`reading.read` in another process, or in a thread where there is so little of it that it harms nobody.

    SheetError for the whole file, also where it took too long or too much memory.
    """
    if len(data) <= SMALL and not data.startswith(b"PK"):
        return await asyncio.to_thread(read, data, what, wishes or {}, hint, name)
    pool = await asyncio.to_thread(_pool)
    try:
        future = pool.schedule(_read, args=(data, what, dict(wishes or {}), hint, name), timeout=SECONDS)
        made = await asyncio.wrap_future(future)
    except TimeoutError:
        raise SheetError("slow") from None
    except ProcessExpired as error:
        raise SheetError("slow" if error.exitcode == limits.OUT_OF_MEMORY else "broken") from None
    finally:
        await asyncio.shield(asyncio.to_thread(_stop, pool))
    if isinstance(made, SheetError):
        raise made
    return await asyncio.to_thread(_unpacked, *made)


def _pool() -> ProcessPool:
    # "spawn": files come in seldom, and the fork server is the press's, with what that loads beforehand.
    pool = ProcessPool(1, 1, _begin, context=multiprocessing.get_context("spawn"))
    pool.active  # noqa: B018 - the property starts the worker
    return pool


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


def _begin() -> None:
    limits.courteous()
    limits.confine(MEGABYTES)


Packed = tuple[Sheet, list[bytes]]  # a sheet without its lines, and those in pieces


def _packed(sheet: Sheet) -> Packed:
    """In pieces, since whoever unpickles 20,000 lines at once stops every thread of its process for a quarter of a second."""
    pieces = [pickle.dumps(sheet.lines[at : at + _AT_ONCE]) for at in range(0, len(sheet.lines), _AT_ONCE)]
    return replace(sheet, lines=()), pieces


def _unpacked(sheet: Sheet, pieces: list[bytes]) -> Sheet:
    return replace(sheet, lines=tuple(line for piece in pieces for line in pickle.loads(piece)))  # noqa: S301 - our own process wrote it


def _read(data: bytes, what: str, wishes: Mapping[str, str], hint: str, name: str) -> Packed | SheetError:
    try:
        return _packed(read(data, what, wishes, hint, name))
    except SheetError as error:
        return error
    except MemoryError:
        # What is left of this process is not to be trusted.
        os._exit(limits.OUT_OF_MEMORY)
