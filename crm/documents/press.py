"""The press: letters to PDF bytes in worker processes that have a time and a memory limit."""

import asyncio
import multiprocessing
import time
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crm.documents.errors import DocumentError
from crm.documents.letter import Letter, Paper
from crm.documents.placeholders import values_of
from crm.documents.worker import begin, run
from crm.limits import OUT_OF_MEMORY
from crm.model import DEFAULT_LANGUAGE

_JOBS_A_WORKER: Final = 500  # then a fresh one: caches and fragmented memory never grow for ever
_LOOK: Final = 0.5  # seconds between two looks at a pool that owes an answer

_Result = bytes | str | DocumentError


class Press:
    """Makes documents; lives as long as the program, is made by `app.wiring` and closed by it.

    seconds: how long one document may take. megabytes: what it may take above an idle worker. Nothing starts before the first document.
    """

    def __init__(self, *, workers: int = 2, seconds: float = 10.0, megabytes: int = 256) -> None:
        self._workers = workers
        self._seconds = seconds
        self._megabytes = megabytes
        self._pool: ProcessPool | None = None
        self._starting = asyncio.Lock()
        self._open: set[ProcessFuture[_Result]] = set()
        self._heard = time.monotonic()  # when a job last ended or was taken on after silence
        self._closed = False

    async def letter(self, letter: Letter) -> bytes:
        """The PDF of a letter; the same letter gives the same bytes. Raises DocumentError, as all of these."""
        return await self._bytes("letter", letter)

    async def html(self, markup: str, *, language: str = DEFAULT_LANGUAGE, paper: Paper = Paper.LETTER) -> bytes:
        """The PDF of a page of HTML in the style of `templates/paper`; it may refer to `data:` addresses only."""
        return await self._bytes("html", markup, language, paper)

    async def fill(self, template: str, values: Mapping[str, str], *, language: str = DEFAULT_LANGUAGE) -> str:
        """A standard text with its placeholders filled (`placeholders.values_of` makes `values`)."""
        made = await self._run("fill", template, dict(values), language)
        assert isinstance(made, str)
        return made

    async def blanks(self, letter: Letter) -> list[str]:
        """The placeholders of the letter's text that would leave a hole («Estimada :»): used without «if», and empty here."""
        made = await self._run("blanks", letter.body, values_of(letter), letter.language)
        assert isinstance(made, str)
        return made.split()

    async def logo(self, data: bytes) -> bytes:
        """An uploaded logo as it is best kept (opaque PNG of printing size, or SVG); refuses what cannot be printed."""
        return await self._bytes("logo", data)

    async def close(self) -> None:
        """Stop the workers; whoever still waits for a document gets DocumentError `closed`."""
        self._closed = True
        async with self._starting:
            pool, self._pool = self._pool, None
        self._give_up()
        if pool is not None:
            await asyncio.to_thread(_stop, pool)

    async def _bytes(self, job: str, *arguments: object) -> bytes:
        made = await self._run(job, *arguments)
        assert isinstance(made, bytes)
        return made

    async def _run(self, job: str, *arguments: object) -> bytes | str:
        try:
            made = await self._once(job, arguments)
        except BrokenProcessPool:
            # An idle worker that was killed breaks a whole pebble pool. Jobs only compute: doing one again does no harm.
            try:
                made = await self._once(job, arguments)
            except BrokenProcessPool as error:
                raise DocumentError("died", detail=str(error)) from error
        if isinstance(made, DocumentError):
            raise made
        return made

    async def _once(self, job: str, arguments: tuple[object, ...]) -> _Result:
        pool = await self._started()
        try:
            future = pool.schedule(run, args=(job, arguments), timeout=self._seconds)
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from error
        if not self._open:
            self._heard = time.monotonic()
        self._open.add(future)
        future.add_done_callback(self._ended)
        try:
            return await self._answer(pool, future)
        except TimeoutError:
            raise DocumentError("timeout", detail=f"{self._seconds:g}") from None
        except ProcessExpired as error:
            if error.exitcode == OUT_OF_MEMORY:
                raise DocumentError("memory", detail=f"{self._megabytes} MB") from None
            raise DocumentError("died", detail=f"exit code {error.exitcode}") from None
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if waiting is not None and waiting.cancelling():
                raise  # it is really the one who waits that was cancelled
            if self._closed:
                raise DocumentError("closed") from None
            raise BrokenProcessPool("its pool was replaced") from None

    async def _answer(self, pool: ProcessPool, future: ProcessFuture[_Result]) -> _Result:
        """What the job came to. Pebble may forget a job whose worker is killed as it takes it on: whoever waits looks for himself."""
        answer = asyncio.wrap_future(future)
        try:
            while not (await asyncio.wait({answer}, timeout=_LOOK))[0]:
                silent = time.monotonic() - self._heard > 2 * self._seconds + 5  # a job ends within `seconds`, one way or another
                if silent or not pool.active:
                    await self._discard(pool)
                    raise BrokenProcessPool("its pool fell silent")
            return answer.result()
        finally:
            answer.cancel()

    def _ended(self, future: Future[_Result]) -> None:
        self._open.discard(future)
        self._heard = time.monotonic()

    async def _discard(self, pool: ProcessPool) -> None:
        async with self._starting:
            if self._pool is pool:
                self._pool = None
                self._give_up()
                await asyncio.to_thread(_stop, pool)

    async def _started(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:
            await self._discard(self._pool)
        async with self._starting:
            if self._closed:
                raise DocumentError("closed")
            if self._pool is None:
                self._pool = await asyncio.to_thread(self._new_pool)
            return self._pool

    def _give_up(self) -> None:
        """Answer all who wait: a pebble pool that stops or breaks forgets what was still in its queue."""
        for future in tuple(self._open):
            future.cancel()  # type: ignore[no-untyped-call]  # pebble's own override has no annotations

    def _new_pool(self) -> ProcessPool:
        # "forkserver": a fork of this process would inherit its threads' locks and its secrets, and a bare spawn costs a second.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["crm.documents.preload"])
        pool = ProcessPool(self._workers, _JOBS_A_WORKER, begin, [self._megabytes], context=context)
        pool.active  # noqa: B018 - the property starts the workers, which takes a second and therefore happens in a thread
        return pool


def _stop(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
