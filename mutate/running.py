"""Runs tests against one mutant at a time: a fork whose importer puts the fault in, so that no file is ever written."""

import ast
import importlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import pytest

from mutate.mutants import Mutant, mutated
from mutate.seen import QUICK, ROOT, Seen

OURS = ("app", "bot", "crm", "mailgw", "playground", "scheduler", "mutate", "tests")
STATES = {0: "survived", 1: "killed", 2: "killed", -signal.SIGXCPU: "timed out"}  # by exit code; 2: it could not even be imported
WAITS = 10  # a test that waits for ever uses no processor: so many times the processor's limit is too long on any machine


@dataclass(frozen=True)
class Result:
    mutant: Mutant
    state: str  # killed, survived, timed out, or unreached
    note: str = ""


class Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, number: int) -> None:
        super().__init__(name, path)
        self._number = number

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return compile(mutated(Path(path).read_text(encoding="utf-8"), self._number), path, "exec")


class Finder:
    """Gives the mutated module in place of the written one."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._module = mutant.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if name != self._module:
            return None
        file = str(ROOT / self._mutant.file)
        return spec_from_file_location(name, file, loader=Loader(name, file, self._mutant.number))


class Chosen:
    """Keeps the tests that were asked for, in that order."""

    def __init__(self, tests: list[str]) -> None:
        self._order = {test: number for number, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((item for item in items if item.nodeid in self._order), key=lambda item: self._order[item.nodeid])


def preload() -> None:
    """Import the libraries of all our files once, so that no fork has to; never our own modules."""
    wanted: set[str] = set()
    for root in OURS:
        for path in (ROOT / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.Import):
                    wanted |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    wanted.add(node.module or "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in sorted(name for name in wanted if name.partition(".")[0] not in OURS):
            try:
                importlib.import_module(name)
            except Exception:  # noqa: BLE001 - whoever needs it will say so
                continue


class Runner:
    def __init__(self, seen: Seen, budget: float, patience: float) -> None:
        self._seen = seen
        self._budget = budget
        self._patience = patience
        self._scratch = Path(tempfile.mkdtemp(prefix="mutate-"))
        self._running: dict[int, tuple[Mutant, float, str]] = {}  # by process: until when, and what is told of its tests
        self._results: list[Result] = []

    def run(self, mutants: list[Mutant], jobs: int) -> list[Result]:
        preload()
        try:
            for number, mutant in enumerate(mutants):
                while len(self._running) >= jobs:
                    self._wait()
                self._begin(mutant)
                print(f"{number + 1}/{len(mutants)} begun, {self._lived()} lived", end="\r", flush=True)
            while self._running:
                self._wait()
        finally:
            for process in self._running:
                os.killpg(process, signal.SIGKILL)
            shutil.rmtree(self._scratch, ignore_errors=True)
        print()
        return self._results

    def _lived(self) -> int:
        return sum(result.state in {"survived", "unreached"} for result in self._results)

    def _begin(self, mutant: Mutant) -> None:
        reaching = self._seen.reaching(mutant)
        tests: list[str] = []
        cost = 0.0
        for took, test in reaching:
            if tests and cost + took > self._budget:
                break
            tests.append(test)
            cost += took
        if not tests:
            self._results.append(Result(mutant, "unreached", "no test reaches it"))
            return
        note = f"{len(tests)} tests" if len(tests) == len(reaching) else f"{len(tests)} of {len(reaching)} tests"
        process = os.fork()
        limit = int(self._patience + 2 * cost)
        if not process:
            self._child(mutant, tests, limit)
        self._running[process] = (mutant, time.monotonic() + WAITS * limit, note)

    def _child(self, mutant: Mutant, tests: list[str], limit: int) -> None:
        """Never returns: pytest's exit code is the process's."""
        code = 3
        try:
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
            here = self._scratch / str(os.getpid())
            said = os.open(f"{here}.txt", os.O_CREAT | os.O_WRONLY)
            os.dup2(said, 1)
            os.dup2(said, 2)
            os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{here}.hypothesis"
            sys.meta_path.insert(0, Finder(mutant))
            files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
            options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
            code = int(pytest.main([*options, f"--basetemp={here}", f"--rootdir={ROOT}", "-m", QUICK, *files], [Chosen(tests)]))
        finally:
            os._exit(code)

    def _wait(self) -> None:
        """Until one has ended, or was stopped because it took too long."""
        while True:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process in self._running:
                mutant, _, note = self._running.pop(process)
                self._results.append(Result(mutant, self._state(process, status), note))
                return
            for late in [process for process, (_, until, _) in self._running.items() if time.monotonic() > until]:
                mutant, _, note = self._running.pop(late)
                os.killpg(late, signal.SIGKILL)
                os.waitpid(late, 0)
                self._results.append(Result(mutant, "timed out", note))
                return
            time.sleep(0.05)

    def _state(self, process: int, status: int) -> str:
        code = os.waitstatus_to_exitcode(status)
        shutil.rmtree(self._scratch / str(process), ignore_errors=True)
        if code not in STATES and code >= 0:
            raise RuntimeError((self._scratch / f"{process}.txt").read_text()[-2000:])
        return STATES.get(code, "killed")
