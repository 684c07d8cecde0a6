"""The sources that the operator named: a file or URL of OPML or TOML, a folder of saved posts, or the catalogue."""

import asyncio
from pathlib import Path

from digests.errors import SourceForbidden, SourceUnreachable
from digests.models import Document, Source, Validators
from digests.ports import Fetcher
from digests.sources.addresses import is_web_address, make_source, shown_address
from digests.sources.catalogue import built_in, read_catalogue


async def configured_sources(where: str, fetcher: Fetcher) -> list[Source]:
    """The sources at `where`; the built-in catalogue when it is empty. Raises `SourceError` when it cannot be read."""
    if not where:
        return built_in()
    if is_web_address(where):
        return _of_the_network(await fetcher.fetch(where, Validators()), shown_address(where))
    return await asyncio.to_thread(_on_disk, where)


def _of_the_network(document: Document | None, name: str) -> list[Source]:
    """Only feeds: whoever may change that list must not have this machine's files read and published."""
    sources = read_catalogue(document.body if document else b"", name)
    if any(source.kind != "feed" for source in sources):
        raise SourceForbidden(name, "A list of sources from the network can name feeds only, no files.")
    return sources


def _on_disk(where: str) -> list[Source]:
    try:
        path = Path(where).expanduser()
        if path.is_dir():
            return [make_source(str(path.resolve()))]
        return read_catalogue(path.read_bytes(), where)
    except (OSError, ValueError, RuntimeError) as error:  # a null byte, or ~ of nobody
        reason = (error.strerror if isinstance(error, OSError) else None) or "it is no path"
        raise SourceUnreachable(where, f"SOURCES names a file that cannot be read: {reason}.") from error
