"""The stages, and a server of feeds."""

from collections.abc import AsyncIterator

import pytest

from tests.fakes.feed_server import FeedServer
from tests.unit.pipeline.pressroom import Press, open_press


@pytest.fixture
async def press() -> AsyncIterator[Press]:
    """The stages over an empty database, on a clock that the test moves."""
    async with open_press() as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    """Serves nothing yet."""
    async with FeedServer() as running:
        yield running
