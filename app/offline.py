"""Commands that look into the database and end: upgrade, failed inputs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.database import prepare, unreachable
from app.settings import installed
from app.single import alone
from app.speech import say
from app.wiring import open_office
from crm.clock import machine_now
from crm.errors import StoreBusyError
from crm.model import InputState
from crm.services.house.office import Office
from crm.services.queue import intake
from crm.store import Store
from crm.store import inbox as kept


@asynccontextmanager
async def opened() -> AsyncIterator[Office]:
    """The office of this installation, for one command."""
    async with open_office(installed()) as office:
        try:
            yield office
        except StoreBusyError as error:
            raise unreachable(office.store, error) from error


async def upgrade() -> str:
    """Upgrade the database while nobody works with it; says where the backup lies."""
    settings = installed()
    with alone(settings.database_file):
        store = Store(settings.database)
        try:
            backup = await prepare(store, machine_now())
        finally:
            await store.close()
    if backup:
        return say(
            f"La base de datos está al día; el respaldo quedó en {backup}.", f"The database is up to date; the backup lies at {backup}."
        )
    return say("La base de datos está al día.", "The database is up to date.")


async def inputs() -> list[str]:
    """One line an input that failed or is held, the newest first."""
    async with opened() as office, office.store.read() as tx:
        rows = [row for state in (InputState.FAILED, InputState.HELD) for row in await kept.by_state(tx, state)]
    lines = [
        f"{row['id']}\t{row['state']}\t{row['channel']}\t{row['received_at']:%Y-%m-%d %H:%M}\t{row['order_key']}\t{row['error'] or ''}"
        for row in rows
    ]
    return lines or [say("Nada falló y nada está retenido.", "Nothing failed and nothing is held.")]


async def retry(number: int) -> str:
    """Put one failed or held input back; a running product takes it up by itself."""
    async with opened() as office:
        again = await intake.run_again(office, number)
    if again:
        return say(f"La entrada {number} se intentará de nuevo.", f"Input {number} will be tried again.")
    return say(f"No hay una entrada {number} fallida o retenida.", f"There is no failed or held input {number}.")
