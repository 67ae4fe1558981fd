"""What a directory costs: `python -m bench.directory [PARTNERS]`, 20,000 where none are given.

Prints how long the first sentence waits, how long the next one waits and the event loop stands still after one partner changed, and how
much memory 200 people who wrote take with a tenth of the partners. The issue's aims: 20 ms on the loop, 20 MB.
"""

import asyncio
import gc
import sys
import tempfile
import time
import tracemalloc
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from crm.services.house.office import Office
from crm.services.meaning import directory, understand, whois
from crm.store import Store, people, records
from crm.store.migrate import upgrade
from crm.store.tables import contacts, partners
from tests.support.small_office import seed

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("America/Santiago"))
SORTS = ("Ferretería", "Constructora", "Minera", "Comercial", "Transportes")
FIRST = ("Juan", "Marta", "Pedro", "Rosa", "Iván", "Olga", "Luis", "Carmen")
WRITERS = 200


async def filled(store: Store, many: int) -> None:
    """Partners with a name, a phone and a contact each."""
    await seed(store)
    async with store.begin() as tx:
        firms = [
            {"name": f"{SORTS[k % 5]} Nombre{k // 7} Ltda.", "phone": f"+56 2 {k:08}", "folded": "", "id": 1000 + k} for k in range(many)
        ]
        persons = [{"name": f"{FIRST[k % 8]} Apellido{k // 3}", "partner_id": 1000 + k, "folded": ""} for k in range(many)]
        await tx.execute(insert(partners), firms)
        await tx.execute(insert(contacts), persons)
        await people.names_changed(tx)


class Standing:
    """The longest that the event loop stood still, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, (time.perf_counter() - began) * 1000 - 1)


async def sentence(office: Office, me: int) -> float:
    """Milliseconds until a sentence is read."""
    began = time.perf_counter()
    text = await understand.understood(office, "Llamé a Marta de Comercial Andes", NOW, "es", me=me)
    assert text.meant
    return (time.perf_counter() - began) * 1000


async def waits(office: Office) -> None:
    standing = Standing()
    watch = asyncio.create_task(standing.watch())
    first = await sentence(office, 1)
    print(f"first sentence {first:9.1f} ms · the loop stood still {standing.longest:7.1f} ms")
    again = min([await sentence(office, me) for me in range(1, 20)])
    for turn in range(5):
        async with office.store.begin() as tx:
            await records.write(tx, records.PARTNER, "1003", {"name": f"Comercial Nueva {turn}"})
        standing.longest = 0.0
        took = await sentence(office, 1)
        await asyncio.sleep(0.01)
        print(f"after a change {took:9.1f} ms · the loop stood still {standing.longest:7.1f} ms · {took / again:.1f} times a sentence")
    people_now = await directory.snapshot(office)
    for said in ("Comercial Nueva 4", "nombre 99", "Juan Apelido7", "pino"):
        began = time.perf_counter()
        whois.find(people_now, said)
        print(f"find {said!r:22} {(time.perf_counter() - began) * 1000:6.1f} ms")
    watch.cancel()


async def memory(office: Office) -> None:
    await directory.snapshot(office)
    gc.collect()
    tracemalloc.start()
    for me in range(WRITERS):
        await sentence(office, me)
    gc.collect()
    print(f"{WRITERS} people who wrote take {tracemalloc.get_traced_memory()[0] / 2**20:.1f} MB")
    tracemalloc.stop()


async def main(many: int) -> None:
    for count, figures in ((many, waits), (many // 10, memory)):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(f"sqlite:///{Path(folder) / 'bench.db'}")
            await upgrade(store)
            await filled(store, count)
            print(f"{count} partners")
            await figures(Office(store=store))
            await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
