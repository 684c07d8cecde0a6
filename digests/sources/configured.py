"""The sources that the operator named: a file or URL of OPML or TOML, a folder of saved posts, or the catalogue."""

import asyncio
from pathlib import Path

from digests.errors import SourceUnreachable
from digests.models import Source, Validators
from digests.ports import Fetcher
from digests.sources.addresses import is_web_address, make_source, shown_address
from digests.sources.catalogue import built_in, read_catalogue


async def configured_sources(where: str, fetcher: Fetcher) -> list[Source]:
    """The sources at `where`; the built-in catalogue when it is empty. Raises `SourceError` when it cannot be read."""
    if not where:
        return built_in()
    if is_web_address(where):
        document = await fetcher.fetch(where, Validators())
        return read_catalogue(document.body if document else b"", shown_address(where))
    return await asyncio.to_thread(_on_disk, where)


def _on_disk(where: str) -> list[Source]:
    path = Path(where).expanduser()
    if path.is_dir():
        return [make_source(str(path.resolve()))]
    try:
        return read_catalogue(path.read_bytes(), where)
    except OSError as error:
        raise SourceUnreachable(where, f"SOURCES names a file that cannot be read: {error.strerror}.") from error
