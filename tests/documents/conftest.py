"""`press`: one press for all tests of this folder; its loop-bound parts are made anew each test, its limits are small."""

from collections.abc import AsyncIterator

import pytest

from crm.documents import Press


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    """A press with two workers and limits that a test can wait for."""
    made = Press(workers=2, seconds=3, megabytes=128)
    yield made
    await made.close()
