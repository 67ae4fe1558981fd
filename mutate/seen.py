"""Which test runs which line: a pytest plugin that traces the files we mutate, and the cache of what it saw."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from mutate.mutants import Mutant

ROOT = Path.cwd()
CACHE = ROOT / ".mutate" / "seen.json.gz"
QUICK = "not long and not postgres and not browser"
VARIABLE = "MUTATE_SEEN"  # what to watch and where to tell it, for pytest's own processes
Lines = dict[str, list[int]]


class Watcher:
    """Notes the lines of the watched files that each test runs, and how long it took."""

    def __init__(self, files: list[str], told: Path) -> None:
        self._told = told / f"{os.getpid()}.json"
        self._hits: dict[str, set[int]] = {file: set() for file in files}
        self._locals = {str(ROOT / file): self._local(hits) for file, hits in self._hits.items()}
        self._seen: dict[str, tuple[float, Lines]] = {}
        self._failed = False

    @staticmethod
    def _local(hits: set[int]) -> Any:
        def local(frame: FrameType, _event: str, _argument: object) -> Any:
            hits.add(frame.f_lineno)
            return local

        return local

    def _trace(self, frame: FrameType, _event: str, _argument: object) -> Any:
        return self._locals.get(frame.f_code.co_filename)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        for hits in self._hits.values():
            hits.clear()
        self._failed, began = False, time.perf_counter()
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            if not self._failed:
                self._seen[item.nodeid] = (round(time.perf_counter() - began, 3), {f: sorted(h) for f, h in self._hits.items() if h})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or not report.passed

    def pytest_sessionfinish(self) -> None:
        self._told.write_text(json.dumps(self._seen))


def pytest_configure(config: pytest.Config) -> None:
    if VARIABLE in os.environ:
        asked = json.loads(os.environ[VARIABLE])
        config.pluginmanager.register(Watcher(asked["files"], Path(asked["told"])))


def _hash(file: str) -> str:
    path = ROOT / file
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


class Seen:
    """What the tests were seen to run; made anew for test files that changed, or that reach a file that changed."""

    def __init__(self, cache: Path = CACHE) -> None:
        self._cache = cache
        self.tests: dict[str, dict[str, tuple[float, Lines]]] = {}  # by test file, by test
        self._hashes: dict[str, str] = {}
        if cache.exists():
            self.tests, self._hashes = json.loads(gzip.decompress(cache.read_bytes()))

    def refresh(self, watched: list[str], folders: list[str], jobs: int) -> None:
        files = sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("test_*.py"))
        changed = {file for file in (*watched, *files) if self._hashes.get(file) != _hash(file)}
        reached = {file: {w for _, lines in tests.values() for w in lines} for file, tests in self.tests.items()}
        stale = [file for file in files if file in changed or reached.get(file, set()) & changed]
        if stale:
            print(f"looking which lines {len(stale)} test files run …", flush=True)
            self._look(watched, stale, jobs)
        self.tests = {file: tests for file, tests in self.tests.items() if (ROOT / file).exists()}
        self._hashes |= {file: _hash(file) for file in changed}
        self._cache.parent.mkdir(exist_ok=True)
        self._cache.write_bytes(gzip.compress(json.dumps([self.tests, self._hashes]).encode(), 3))

    def _look(self, watched: list[str], files: list[str], jobs: int) -> None:
        told = self._cache.parent / f"told-{os.getpid()}"
        told.mkdir(parents=True)
        environment = os.environ | {
            VARIABLE: json.dumps({"files": watched, "told": str(told)}),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parents[1]}",
        }
        options = ["-q", "-p", "mutate.seen", "-p", "no:cacheprovider", "--timeout", "600"]
        options += ["-n", str(jobs), "--dist", "worksteal"] if jobs > 1 else []
        subprocess.run([sys.executable, "-m", "pytest", *options, "-m", QUICK, *files], cwd=ROOT, env=environment, check=False)
        self.tests |= {file: {} for file in files}
        for part in told.iterdir():
            for test, seen in json.loads(part.read_text()).items():
                self.tests[test.partition("::")[0]][test] = seen
            part.unlink()
        told.rmdir()

    def reaching(self, mutant: Mutant) -> list[tuple[float, str]]:
        """The tests that run a mutant's lines, fastest first."""
        lines = mutant.place.lines
        all_tests = (test for tests in self.tests.values() for test in tests.items())
        return sorted((took, test) for test, (took, seen) in all_tests if any(line in lines for line in seen.get(mutant.file, ())))
