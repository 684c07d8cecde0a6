"""`yaowen sources`: list, add, remove, check, discover, import and export the sources that everybody reads."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from bot.app import Newsroom, open_newsroom
from bot.refusals import advice
from bot.settings import Settings
from bot.source_table import Checkup, age_words, health_table, lines_table, rhythm_words
from digests.articles.repeats import FEWEST, repeated_marks
from digests.clock import SystemClock
from digests.errors import SourceError, YaowenError
from digests.models import Source, SourceState, Validators
from digests.sources.addresses import feed_address, is_web_address, make_source, shown_address
from digests.sources.catalogue import read_catalogue
from digests.sources.configured import configured_sources
from digests.sources.documents import entries_of
from digests.sources.opml import write_opml

_AT_ONCE = 16
_out = Console(highlight=False, emoji=False)

Action = Callable[[Newsroom, Sequence[str]], Awaitable[None]]


async def sources(settings: Settings, action: str, words: Sequence[str]) -> None:
    """Do one of `ACTIONS`. Raises `YaowenError` with one plain sentence."""
    async with open_newsroom(settings, clock=SystemClock(), rng=random.Random()) as room:
        if not await room.storage.sources.all():
            configured = await configured_sources(settings.sources, room.fetcher)
            await room.storage.sources.add(configured, room.clock.now())
        await ACTIONS[action](room, words)


async def _list(room: Newsroom, words: Sequence[str]) -> None:
    del words
    table = Table("title", "topic", "language", "address", "state", box=None)
    for source, state in await room.storage.sources.all():
        address = shown_address(source.address)
        table.add_row(escape(source.title), source.topic, source.language, escape(address), escape(state.error or "ok"))
    _out.print(table)


async def _add(room: Newsroom, words: Sequence[str]) -> None:
    for word in words:
        source = make_source(feed_address(word) if is_web_address(word) else await asyncio.to_thread(_path, word))
        await room.storage.sources.add([source], room.clock.now())
        _out.print(f"added {source.title} {source.address}", markup=False)


def _path(word: str) -> str:
    """The file or folder that is meant. Raises `YaowenError` where there is none."""
    path = Path(word).expanduser()
    if not word or not path.exists():
        raise YaowenError(f"{word}: there is no such file or folder, and an address begins with http:// or https://")
    return str(path.resolve())


async def _remove(room: Newsroom, words: Sequence[str]) -> None:
    known = [source for source, _ in await room.storage.sources.all()]
    for source in [source for word in words for source in _meant(word, known)]:
        await room.storage.sources.remove(source.id)
        _out.print(f"removed {source.title} {source.address}", markup=False)


def _meant(word: str, known: Sequence[Source]) -> list[Source]:
    """The sources with this address, title or id. Raises `YaowenError` when there is none."""
    matching = [source for source in known if word in (source.id, source.address, source.title)]
    if not matching:
        raise YaowenError(f"{word}: no source has this address or title; `yaowen sources list` shows them")
    return matching


async def _check(room: Newsroom, words: Sequence[str]) -> None:
    """Fetch each source once, and show how it does; of those named, or of all. Of a single one, its own lines too."""
    known = await room.storage.sources.all()
    meant = {each.id for word in words for each in _meant(word, [source for source, _ in known])}
    wanted = [(source, state) for source, state in known if not words or source.id in meant]
    gate = asyncio.Semaphore(_AT_ONCE)
    checkups = await asyncio.gather(*(_checkup(room, source, state, gate) for source, state in wanted))
    _out.print(health_table(checkups, room.clock.now()))
    if len(checkups) == 1:
        lines = await room.storage.repeats.lines(wanted[0][0].id, fewest=FEWEST)
        learnt = [line for line in lines if line.mark in repeated_marks(lines)]
        if learnt:
            _out.print()
            _out.print(lines_table(learnt))


async def _checkup(room: Newsroom, source: Source, state: SourceState, gate: asyncio.Semaphore) -> Checkup:
    async with gate:
        try:
            if source.kind == "posts":
                exists = await asyncio.to_thread(Path(source.address).exists)
                return Checkup(source, state, error=None if exists else "There is no such file or folder.")
            document = await room.fetcher.fetch(source.address, Validators())
            feed = await asyncio.to_thread(entries_of, document) if document else None
        except SourceError as error:
            return Checkup(source, state, error=advice(error))
    return Checkup(source, state, feed)


async def _discover(room: Newsroom, words: Sequence[str]) -> None:
    """The feeds that addresses, hosts and pages lead to, each with its rhythm and last item."""
    now = room.clock.now()
    table = Table("title", "language", "rhythm", "last item", "address", box=None, pad_edge=False)
    for word in words:
        for found in await room.finder.find(word, now):
            table.add_row(
                escape(found.source.title),
                found.source.language,
                rhythm_words(found.posts_a_day),
                age_words(found.newest_at, now),
                Text(found.source.address, overflow="fold"),
            )
    _out.print(table)


async def _import(room: Newsroom, words: Sequence[str]) -> None:
    for word in words:
        path = Path(word)
        try:
            found = read_catalogue(await asyncio.to_thread(path.read_bytes), word)
        except OSError as error:
            raise YaowenError(f"{word}: the file cannot be read: {error.strerror}") from error
        await room.storage.sources.add(found, room.clock.now())
        _out.print(f"{word}: {len(found)} sources", markup=False)


async def _export(room: Newsroom, words: Sequence[str]) -> None:
    """OPML to a file, or to standard output when none is named."""
    document = write_opml([source for source, _ in await room.storage.sources.all() if source.shared])
    if words:
        await asyncio.to_thread(Path(words[0]).write_bytes, document)
    else:
        _out.out(document.decode(), highlight=False)


ACTIONS: dict[str, Action] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "check": _check,
    "discover": _discover,
    "import": _import,
    "export": _export,
}
