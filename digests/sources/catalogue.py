"""Lists of sources: the built-in catalogue, and the files that the setting SOURCES may name."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from digests.errors import NotAFeed, SourceForbidden
from digests.models import LANGUAGES, TOPICS, Source
from digests.sources.addresses import feed_address, is_web_address, make_source
from digests.sources.decoding import decode_text
from digests.sources.opml import read_opml
from digests.sources.values import Values, mappings_of, text_of


def built_in() -> list[Source]:
    """The catalogue that comes with the program, in its order."""
    return read_catalogue(files(__package__).joinpath("catalogue.toml").read_bytes(), "catalogue.toml")


def read_catalogue(data: bytes, name: str) -> list[Source]:
    """The sources in an OPML or TOML file (as `catalogue.toml`), each once. `name` stands in the errors.

    Raises `NotAFeed` when it is neither, or names a source wrongly: a typing error in a catalogue should not pass
    for a source that nobody misses.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return read_opml(data, name)
    try:
        values: Mapping[str, object] = tomllib.loads(decode_text(data) or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise NotAFeed(
            name, "The file is neither OPML nor TOML; export OPML from a feed reader, or write [[source]] tables."
        ) from error
    rows = list(mappings_of(values, "source"))
    if not rows:
        raise NotAFeed(name, "The file names no source: [[source]] tables are missing.")
    sources = [_source(row, number, name) for number, row in enumerate(rows, start=1)]
    return list({source.id: source for source in sources}.values())


def _source(row: Values, number: int, name: str) -> Source:
    address = text_of(row, "address")
    if address is None:
        raise NotAFeed(name, f"Source {number} has no address.")
    topic, language = text_of(row, "topic"), text_of(row, "language")
    if topic not in {None, *TOPICS}:
        raise NotAFeed(name, f"Source {number} has an unknown topic; known are {', '.join(TOPICS)}.")
    if language not in {None, *LANGUAGES}:
        raise NotAFeed(name, f"Source {number} has an unknown language; known are {', '.join(LANGUAGES)}.")
    homepage = text_of(row, "homepage")
    try:
        return make_source(
            feed_address(address) if is_web_address(address) else address,
            title=text_of(row, "title"),
            topic=next((known for known in TOPICS if known == topic), None),
            language=next((known for known in LANGUAGES if known == language), None),
            homepage=homepage if homepage and is_web_address(homepage) else None,
        )
    except SourceForbidden as error:
        raise NotAFeed(name, f"Source {number} has a malformed address.") from error
