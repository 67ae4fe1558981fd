"""Printers that are folders: somebody else's program prints what lies there. At most once, and a question where nobody knows."""

import asyncio
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from crm.errors import DeliveryError
from crm.message import PrintJob
from crm.model import Channel, Parcel, Receipt
from scheduler.couriers.base import Blob

_TAKEN = ".acciones"  # a mark for each job, made before the file: a job that was perhaps taken is never put there again


class FolderCourier:
    """Puts files into the folder of a printer; `folders` by the printer's name, `blob` fetches a file's bytes by its hash."""

    channel = Channel.PRINTER

    def __init__(self, folders: Mapping[str, Path], blob: Blob) -> None:
        self._folders = folders
        self._blob = blob

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Put the file there in one piece; the receipt is its name. `sure=False` where an earlier try may have been printed."""
        folder = self._folders.get(parcel.address)
        if folder is None:
            raise DeliveryError(f"there is no printer «{parcel.address}»", permanent=True)
        job = PrintJob.of(parcel.payload)
        data = await self._blob(job.sha256)
        return Receipt(await asyncio.to_thread(_put, folder, _name(job, parcel), data))


def _name(job: PrintJob, parcel: Parcel) -> str:
    """A name that no other parcel has, in no other folder than the printer's."""
    stem, dot, suffix = job.name.rpartition(".")
    safe = re.sub(r"[^\w .()&-]+", " ", stem if dot else job.name).strip(" .")[:80] or "job"
    return f"{safe} ({parcel.id}).{suffix if dot and suffix.isalnum() else 'pdf'}"


def _put(folder: Path, name: str, data: bytes) -> str:
    """Mark, write beside, sync, rename: the printing program never sees half a file."""
    mark, part = folder / _TAKEN / name, folder / f".{name}.part"
    try:
        if not folder.is_dir():
            raise DeliveryError(f"the printer's folder {folder} is not there")
        if (folder / name).exists():
            return name
        if mark.exists():
            raise DeliveryError("perhaps it was printed: the program stopped while it handed the file over", sure=False)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mark.parent.mkdir(exist_ok=True)
        mark.touch()
        part.rename(folder / name)
    except OSError as error:
        for left in (mark, part):
            with suppress(OSError):
                left.unlink()
        raise DeliveryError(f"the printer's folder cannot be written: {error.strerror or error}") from error
    return name
