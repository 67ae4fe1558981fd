"""Every peer of a test leaves at its end."""

from collections.abc import AsyncIterator

import pytest

from tests.mailgw.support import Peer


@pytest.fixture(autouse=True)
async def _everybody_leaves() -> AsyncIterator[None]:
    yield
    while Peer.everybody:
        await Peer.everybody.pop().leaves()
