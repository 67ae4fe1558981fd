"""The process: what ends it, and in which order its parts end."""

import asyncio

import pytest

from app.lifecycle import Part, Phase, Stop, live
from app.single import alone
from crm.errors import SettingsError


def _part(name: str, phase: Phase, ended: list[str], *, last_words: float = 0.0) -> Part:
    async def run() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(last_words)
            ended.append(name)

    return Part(name, phase, run)


async def test_doors_end_before_workers_and_workers_before_couriers():
    ended: list[str] = []
    stop = Stop()
    parts = [
        _part("outbox", Phase.COURIER, ended),
        _part("turns", Phase.WORKER, ended, last_words=0.02),
        _part("smtp", Phase.DOOR, ended, last_words=0.05),
        _part("playground", Phase.WORLD, ended),
    ]
    asyncio.get_running_loop().call_later(0.05, stop.ask)
    await live(parts, stop)
    assert ended == ["smtp", "turns", "outbox", "playground"]


async def test_a_part_that_fails_ends_all():
    ended: list[str] = []

    async def fails() -> None:
        raise OSError("port taken")

    with pytest.raises(ExceptionGroup) as failed:
        await live([_part("turns", Phase.WORKER, ended), Part("smtp", Phase.DOOR, fails)], Stop())
    assert [str(error) for error in failed.value.exceptions] == ["port taken"]
    assert ended == ["turns"]


async def test_a_part_that_just_ends_is_a_failure():
    async def ends() -> None:
        return

    with pytest.raises(ExceptionGroup) as failed:
        await live([Part("poller", Phase.DOOR, ends)], Stop())
    assert "poller" in str(failed.value.exceptions[0])


def test_a_second_process_on_one_sqlite_file_is_refused(tmp_path):
    with alone(tmp_path / "a.db"), pytest.raises(SettingsError, match=r"a\.db"), alone(tmp_path / "a.db"):
        pass
    with alone(tmp_path / "a.db"):
        pass
