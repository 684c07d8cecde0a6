"""How long to wait between two transactions that take whatever has come meanwhile.

Each costs the same however little it holds, and what comes alone should not wait: so the first is at once, and after
each passes three times what it took. What comes fast is then written in portions of dozens in a quarter of the time.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_TIMES = 3.0
_LONGEST_S = 0.25


@asynccontextmanager
async def followed_by_a_pause() -> AsyncIterator[None]:
    """Do what is in the context, then wait in proportion to how long it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    yield
    await asyncio.sleep(min(_TIMES * (loop.time() - began), _LONGEST_S))
