"""How long 20,000 partners take to import: `python -m bench.importing [LINES]`.

On PostgreSQL too where ACCIONES_TEST_POSTGRES_URL names a server.

Prints the seconds of reading (in its own process), comparing and writing, the longest that another writer waited and the event loop
stood still meanwhile, and the memory. The issue's aim: under 20 s; the same file again changes nothing.
"""

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from crm.decision import AddRecord, Decision
from crm.services.house.office import Office
from crm.services.sheets import importing
from crm.services.write import masterdata
from crm.services.write.commit import commit
from crm.sheets import apart
from crm.store import Store
from crm.store.migrate import upgrade
from tests.importing.files import as_csv, as_xlsx, partners
from tests.support.databases import POSTGRES_VARIABLE, Postgres
from tests.support.small_office import seed

ZONE = ZoneInfo("America/Santiago")


class Others:
    """Somebody else who works meanwhile: the longest that a small write took, and that the event loop stood still."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.wrote = self.stood = 0.0

    async def ticks(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            self.stood = max(self.stood, time.perf_counter() - began - 0.005)

    async def writes(self) -> None:
        for n in range(1_000_000):
            began = time.perf_counter()
            values = {"table": "event", "code": f"X{n}", "labels": {"es": "x"}}
            await commit(self._office, Decision((AddRecord(masterdata.ENTRY, values),)), by=None, source="bench")
            self.wrote = max(self.wrote, time.perf_counter() - began)
            await asyncio.sleep(0.05)


async def timed(url: str, data: bytes, name: str) -> None:
    store = Store(url)
    await upgrade(store)
    await seed(store)
    office = Office(store)
    for round_ in ("new", "again"):
        others = Others(office)
        tasks = [asyncio.create_task(others.ticks()), asyncio.create_task(others.writes())]
        began = time.perf_counter()
        await apart.sheet(data, "partners")
        read = time.perf_counter() - began
        began = time.perf_counter()
        plan = await importing.plan(office, data, "partners", zone=ZONE)
        planned = time.perf_counter() - began
        before = others.wrote
        others.wrote = 0.0
        began = time.perf_counter()
        if plan.effects:
            await commit(office, Decision(plan.effects), by=None, source="bench:import")
        wrote = time.perf_counter() - began
        for task in tasks:
            task.cancel()
        print(
            f"{name:10} {round_:6} {len(plan.new):6} new {plan.same:6} same · read {read:.1f} s · read and compared {planned:.1f} s"
            f" · written {wrote:.2f} s · others waited {before * 1000:.0f}, then {others.wrote * 1000:.0f} ms"
            f" · loop stood {others.stood * 1000:.0f} ms"
        )
    await store.close()


def on_sqlite(work: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        work(f"sqlite:///{Path(folder) / 'bench.db'}")


def on_postgres(work: Callable[[str], None]) -> None:
    with Postgres(os.environ[POSTGRES_VARIABLE]).templates() as server:
        database = server.create()
        try:
            work(server.url(database))
        finally:
            server.drop(database)


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    csv, xlsx = as_csv(partners(lines)), as_xlsx(partners(lines))
    engines = [("sqlite", on_sqlite), *([("postgresql", on_postgres)] if os.environ.get(POSTGRES_VARIABLE) else [])]
    for name, data in (("csv", csv), ("xlsx", xlsx)):
        for engine, on in engines:
            on(lambda url, data=data, label=f"{engine[:6]} {name}": asyncio.run(timed(url, data, label)))  # type: ignore[misc]
    mine, readers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory at most: {mine:.0f} MB here, {readers:.0f} MB where the file is read")


if __name__ == "__main__":
    main()
