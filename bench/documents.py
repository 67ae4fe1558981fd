"""How fast letters are printed, and how little the event loop notices: `python bench/documents.py [letters]`."""

import asyncio
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from crm.documents import Press
from tests.documents.letters import LETTER, LONG


async def stalls_while(work: object) -> tuple[list[float], float]:
    """How late the loop was each time it wanted to wake, while `work` ran, worst last; and how long the work took."""
    late: list[float] = []

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            late.append(time.perf_counter() - before - 0.002)

    watching = asyncio.create_task(watch())
    start = time.perf_counter()
    await work  # type: ignore[misc]
    took = time.perf_counter() - start
    watching.cancel()
    return sorted(late), took


def told(name: str, late: list[float]) -> None:
    p50, p99, worst = (late[at] * 1000 for at in (len(late) // 2, int(len(late) * 0.99), -1))
    print(f"  {name:<34} p50 {p50:6.2f}  p99 {p99:6.2f}  worst {worst:6.2f} ms")


async def main(count: int) -> None:
    letters = [replace(LETTER, number=f"2026-{n:04}") for n in range(count)]
    rates: dict[int, float] = {}
    for workers in (1, 2):
        press = Press(workers=workers)
        start = time.perf_counter()
        await press.letter(LETTER)
        first = time.perf_counter() - start
        alone = []
        for letter in letters[:20]:
            start = time.perf_counter()
            await press.letter(letter)
            alone.append(time.perf_counter() - start)
        idle, _ = await stalls_while(asyncio.sleep(1))
        late, took = await stalls_while(asyncio.gather(*map(press.letter, letters)))
        rates[workers] = count / took
        one = statistics.median(alone)
        print(f"{workers} worker(s): first {first * 1000:.0f} ms, one at a time {one * 1000:.0f} ms, {rates[workers]:.1f} a second")
        told("event loop, nothing to do", idle)
        told(f"event loop, {count} letters at once", late)
        start = time.perf_counter()
        pages = len(await press.letter(LONG))
        print(f"  a letter of four pages {(time.perf_counter() - start) * 1000:.0f} ms, {pages // 1024} KB")
        await press.close()
    print(f"two workers print {rates[2] / rates[1]:.2f} times as much as one")
    print(f"the loop's worst delay against one letter made in it: {late[-1] / (1 / rates[1]):.2f}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50))
