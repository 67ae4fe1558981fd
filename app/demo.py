"""`acciones demo`: the demo office, the playground around it and the product between them, on loopback only."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import typer
from pydantic import SecretStr

from app.demo_office import LOGO, OFFICE_NAME, STAFF, STRANGER, ZONE, seed
from app.demo_office.staff import GATEWAY_DOMAIN
from app.lifecycle import Part, Phase, Stop, live
from app.mail import port_taken
from app.settings import Given, Settings
from app.single import alone
from app.speech import say
from app.wiring import Product, open_office, product
from crm.clock import OfficeClock, machine_now
from crm.services.house.office import DUE
from playground import Person, Playground

HOST = "127.0.0.1"
TOKEN = "7001000000:AADemo-only-on-loopback-Los-Robles00"  # noqa: S105 - it opens nothing but the playground
BOT_USERNAME = "losrobles_bot"
ADDRESSES = {
    f"tareas@{GATEWAY_DOMAIN}": "se vuelve una tarea",
    f"llamados@{GATEWAY_DOMAIN}": "se vuelve un llamado por hacer",
    f"archivo@{GATEWAY_DOMAIN}": "queda en la ficha del cliente",
}


@dataclass(frozen=True)
class Files:
    """What the demo keeps in its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "acciones.db"

    @property
    def world(self) -> Path:
        return self.folder / "playground.db"

    @property
    def clock(self) -> Path:
        return self.folder / "clock.json"

    @property
    def tray(self) -> Path:
        """What the demo's printer prints into."""
        return self.folder / "tray"

    def forget(self) -> None:
        """Start over: remove our own files only, whatever else lies there."""
        for path in (self.database, self.world, self.clock):
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


class KeptClock(OfficeClock):
    """An office clock whose offset outlives the process."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        with suppress(OSError, ValueError, KeyError, TypeError):
            self.offset = timedelta(seconds=json.loads(path.read_text())["offset"])

    def move_to(self, moment: datetime | None) -> None:
        super().move_to(moment)
        self._path.write_text(json.dumps({"offset": self.offset.total_seconds()}))


async def show(*, port: int, smtp_port: int, data: Path, fresh: bool, stop: Stop | None = None) -> None:
    """Show the demo until `stop` (Ctrl-C); it continues where it was unless `fresh`."""
    if stop is None:
        stop = Stop()
        stop.on_signals()
    files = Files(data)
    with alone(files.database):
        if fresh:
            files.forget()
        files.tray.mkdir(parents=True, exist_ok=True)
        clock = KeptClock(files.clock)
        settings = demo_settings(files, port=port, smtp_port=smtp_port)
        async with open_office(settings, upgrading=True) as office:
            await seed(office.store, machine_now())
        await _live(files, settings, clock, stop)


def demo_settings(files: Files, *, port: int, smtp_port: int, relay_port: int = 1) -> Settings:
    return Given(
        office_name=OFFICE_NAME,
        office_rut="77.654.321-K",
        office_address="Av. Los Robles 2040",
        office_city="Santiago",
        office_phone="+56 2 2765 4321",
        office_mail="contacto@losrobles.cl",
        office_web="www.losrobles.cl",
        office_logo=LOGO,
        printers={"Oficina": files.tray},
        data_dir=files.folder,
        database_url=f"sqlite:///{files.database}",
        telegram_token=SecretStr(TOKEN),
        telegram_api=f"http://{HOST}:{port}",
        smtp_host=HOST,
        smtp_port=smtp_port,
        mail_domain=GATEWAY_DOMAIN,
        relay_host=HOST,
        relay_port=relay_port,
    )


def world_of(files: Files, settings: Settings, clock: OfficeClock, moved: asyncio.Queue[None]) -> Playground:
    """The playground with everybody of the demo office; a moved clock is told through `moved`."""

    async def move(moment: datetime | None) -> None:
        clock.move_to(moment)
        moved.put_nowait(None)

    return Playground(
        people=[
            *(Person(one.key, one.name, one.telegram_id, one.key.replace(".", "_"), one.speaks, one.email, role=one.role) for one in STAFF),
            Person(STRANGER[0], STRANGER[1], STRANGER[2], None, "es", f"{STRANGER[0]}@correo.cl", stranger=True),
        ],
        bot_token=settings.telegram_token.get_secret_value(),
        bot_username=BOT_USERNAME,
        bot_name=OFFICE_NAME,
        database=files.world,
        gateway=(HOST, settings.smtp_port),
        addresses=ADDRESSES,
        now=clock.now,
        move_clock=move,
        zone=ZONE.key,
        title=OFFICE_NAME,
        tray=files.tray,
    )


async def _live(files: Files, settings: Settings, clock: OfficeClock, stop: Stop) -> None:
    moved: asyncio.Queue[None] = asyncio.Queue()
    port = int(settings.telegram_api.rpartition(":")[2])
    world = world_of(files, settings, clock, moved)
    serving = asyncio.create_task(world.serve(host=HOST, port=port, relay_port=0))
    try:
        await _ready(world, serving, port)
        settings = demo_settings(files, port=world.port, smtp_port=settings.smtp_port, relay_port=world.relay_port)
        async with product(settings, clock=clock) as made:
            typer.echo(
                say(
                    f"{OFFICE_NAME} está abierta en http://{HOST}:{world.port}/ (Ctrl-C la cierra)",
                    f"{OFFICE_NAME} is open at http://{HOST}:{world.port}/ (Ctrl-C closes it)",
                )
            )
            parts = [
                *made.parts,
                Part("office clock", Phase.WORKER, lambda: _tick_when(moved, made)),
                Part("playground", Phase.WORLD, lambda: _until(serving)),
            ]
            await live(parts, stop)
    finally:
        serving.cancel()
        await asyncio.wait({serving})


async def _ready(world: Playground, serving: asyncio.Task[None], port: int) -> None:
    """Return when the playground is up; SettingsError where its port is taken."""
    ready = asyncio.create_task(world.ready.wait())
    await asyncio.wait({ready, serving}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if serving.done():
        try:
            serving.result()
        except OSError as error:
            raise port_taken(HOST, port, "--port", error) from error


async def _tick_when(moved: asyncio.Queue[None], made: Product) -> None:
    """A moved clock ticks at once."""
    while True:
        await moved.get()
        made.office.bell.ring(DUE)


async def _until(serving: asyncio.Task[None]) -> None:
    await serving
