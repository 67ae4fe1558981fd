"""Fixtures of all tests: `engine_url` (both engines), `store`, `office`, `small_office`, `press`; see tests/support."""

import os
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crm.clock import OfficeClock
from crm.documents import Press
from crm.services.house.office import Office
from crm.store import Store
from tests.support import databases, machine
from tests.support.presses import Presses
from tests.support.small_office import START, SmallOffice, seed

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
Lend = Callable[[], AbstractContextManager[str]]
DIALOGUE = "test_a_dialogue_goes_as_written["
PRINTING = ("documents", "letters")  # folders whose tests make PDFs


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, made once a process."""
    return databases.migrated_file(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def quick_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where databases of tests lie: in memory where the machine has room there, since each commit waits 3 ms for a disk."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < databases.ROOM:
        yield tmp_path_factory.mktemp("databases")
        return
    with TemporaryDirectory(prefix="acciones-test-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[databases.Postgres]:
    """The PostgreSQL server of this process's tests; skips where there is none."""
    url = os.environ.get(databases.POSTGRES_VARIABLE)
    if not url:
        databases.missing(f"PostgreSQL tests need {databases.POSTGRES_VARIABLE}")
    with databases.Postgres(url or "").lending() as server:
        yield server


@pytest.fixture(params=ENGINES)
def lend(request: pytest.FixtureRequest, quick_folder: Path) -> Lend:
    """Lends fresh migrated databases, one after the other, by their addresses: once on SQLite, once on PostgreSQL."""

    @contextmanager
    def on_sqlite() -> Iterator[str]:
        with TemporaryDirectory(dir=quick_folder) as folder:
            path = Path(folder, "acciones.db")
            shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
            yield f"sqlite:///{path}"

    @contextmanager
    def on_postgres() -> Iterator[str]:
        server: databases.Postgres = request.getfixturevalue("postgres")
        name = server.create()
        yield server.url(name)
        server.give_back(name)

    return on_sqlite if request.param == "sqlite" else on_postgres


@pytest.fixture
def engine_url(lend: Lend) -> Iterator[str]:
    """The address of a fresh migrated database: once on SQLite, once on PostgreSQL."""
    with lend() as url:
        yield url


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database without any table: for tests of the migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    name = server.create(migrated=False)
    yield server.url(name)
    server.give_back(name)


@pytest.fixture
async def store(engine_url: str) -> AsyncIterator[Store]:
    """A store on a fresh migrated database, on both engines."""
    made = Store(engine_url)
    yield made
    await made.close()


@pytest.fixture(scope="session")
def presses() -> Iterator[Presses]:
    """The workers of this process's presses."""
    made = Presses()
    yield made
    made.close()


@pytest.fixture
async def press(presses: Presses) -> AsyncIterator[Press]:
    """A press whose workers are warm since the first test that printed."""
    async with presses.lend() as lent:
        yield lent


@pytest.fixture
def start() -> datetime:
    """«Today» of conversations.md: Tuesday 24 November 2026, 09:30 in Santiago."""
    return START


@pytest.fixture
def office(store: Store) -> Office:
    """An office whose clock stands at START until the test moves it (`office.clock.move_to`); the machine clock is the real one."""
    return Office(store=store, clock=OfficeClock(machine=lambda: START))


@pytest.fixture
async def small_office(store: Store) -> SmallOffice:
    """The people, partners and contacts of conversations.md, in the store of this test."""
    return await seed(store)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What does not depend on the engine is asked of SQLite by `make test`, and of PostgreSQL by `make test-long`.

    So are the golden dialogues of one language, where there is a server: each flow runs on both engines, once a language.
    """
    served = bool(os.environ.get(databases.POSTGRES_VARIABLE))
    for item in items:
        engine = item.callspec.params.get("lend") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
        other = engine == "postgresql" and item.get_closest_marker("one_engine")
        if served and engine and item.name.startswith(DIALOGUE):
            other = engine != {"es": "sqlite", "en": "postgresql"}[item.callspec.params["path"].suffixes[0][1:]]
        if other:
            item.add_marker(pytest.mark.long)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot do, before anything is started for it."""
    if item.get_closest_marker("browser") and (lack := machine.no_browser()):
        databases.missing(lack)
    if item.path.parent.name in PRINTING and (lack := machine.no_pdf()):
        databases.missing(lack)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each what did not run and how to make it run."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"NOT RUN: {count} tests · {reason}", yellow=True)
