"""`acciones run`: all doors and workers in one process, until SIGTERM."""

import logging

from app import logs
from app.lifecycle import Stop, live
from app.settings import Settings, installed
from app.single import alone
from app.wiring import product

log = logging.getLogger(__name__)


async def serve(settings: Settings | None = None, stop: Stop | None = None) -> None:
    """Serve until `stop` (signals by default). SettingsError where something that the settings ask for cannot be had."""
    settings = settings or installed()
    logs.set_up(settings.log_level, settings.log_format, [settings.telegram_token.get_secret_value()])
    if stop is None:
        stop = Stop()
        stop.on_signals()
    with alone(settings.database_file):
        async with product(settings) as made:
            log.info("open for business: %s", ", ".join(part.name for part in made.parts))
            await live(made.parts, stop)
    log.info("closed")
