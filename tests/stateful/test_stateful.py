"""Random people, random buttons, texts, restarts and updates at once: nothing crashes, is lost, or stays without an answer.

Both forms are the same at every run; with ACCIONES_RANDOM=1 the long one (`-m long`) is another each time, and shrinks what it finds.
That is pinned as a plain test: tests/stateful/test_found.py, or the folder of the part that was at fault.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import Lend
from tests.stateful.machine import RandomOffice

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EVERY = settings(deadline=None, database=None, suppress_health_check=SLOW, report_multiple_bugs=False)
SHORT = settings(EVERY, derandomize=True, stateful_step_count=20, phases=[Phase.generate])
HUNTING = bool(os.environ.get("ACCIONES_RANDOM"))
PHASES = list(Phase) if HUNTING else [Phase.generate]
LONG = settings(EVERY, derandomize=not HUNTING, max_examples=80, stateful_step_count=40, phases=PHASES)


def test_some_days_of_an_office(lend: Lend, request: pytest.FixtureRequest) -> None:
    examples = {"sqlite": 8, "postgresql": 3}[request.node.callspec.params["lend"]]  # three times as slow there
    run_state_machine_as_test(lambda: RandomOffice(lend), settings=settings(SHORT, max_examples=examples))


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_many_days_of_many_offices(lend: Lend) -> None:
    run_state_machine_as_test(lambda: RandomOffice(lend), settings=LONG)
