"""The product with a printer in a process of its own, to be killed: `child.py DATABASE_URL TRAY API_PORT RELAY_PORT OFFSET_SECONDS`."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr

from app import logs
from app.lifecycle import Stop, live
from app.settings import Given
from app.single import alone
from app.wiring import product
from crm.clock import OfficeClock
from crm.services.queue import dispatch, intake
from tests.support.world import DOMAIN, FAST, HOST, TOKEN


async def main(database_url: str, tray: str, api: int, relay: int, offset: float) -> None:
    logs.set_up("warning", secrets=[TOKEN])
    # On PostgreSQL a killed process's leases run out by themselves: a test need not wait for that as long as an office may.
    intake.LEASE = dispatch.LEASE = timedelta(seconds=6)
    settings = Given(
        office_name="Distribuidora Los Robles",
        database_url=database_url,
        telegram_token=SecretStr(TOKEN),
        telegram_api=f"http://{HOST}:{api}",
        telegram_chat_pause=0.0,
        smtp_port=0,
        mail_domain=DOMAIN,
        relay_host=HOST,
        relay_port=relay,
        mail_delay_seconds=0.2,
        printers={"Oficina": Path(tray)},
    )
    stop = Stop()
    stop.on_signals()
    with alone(settings.database_file):
        async with product(settings, clock=OfficeClock(offset=timedelta(seconds=offset)), rules=FAST) as made:
            await live(made.parts, stop, patience=5)


if __name__ == "__main__":
    url, folder, *numbers, shift = sys.argv[1:]
    asyncio.run(main(url, folder, *map(int, numbers), float(shift)))
