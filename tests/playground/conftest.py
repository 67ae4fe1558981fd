"""A world on loopback for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from playground import Playground
from tests.playground.playworld import bot_for, make, running


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running(make()) as world:
        yield world


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    async with bot_for(playground) as client:
        yield client
