"""One door: feed documents, feed files and saved posts all give a `Feed`, and callers need not know the kind."""

from pathlib import Path

from digests.errors import NotAFeed, SourceTooLarge, SourceUnreachable
from digests.models import Document, Feed
from digests.sources.addresses import is_web_address, shown_path
from digests.sources.known_items import EVERYTHING, Asked
from digests.sources.parse import parse_feed
from digests.sources.posts import find_feed_files, find_posts, is_feed_file, is_post, read_post

LARGEST_FILE_BYTES = 10 * 1024 * 1024


def find_documents(path: Path) -> list[Path]:
    """The files that `path` stands for: itself, or every saved post and feed file in the folder and below, sorted.

    Raises `SourceUnreachable` when there is no such file or folder.
    """
    if path.is_dir():
        return sorted([*find_posts(path), *find_feed_files(path)])
    if not path.exists():
        raise SourceUnreachable(shown_path(path), "There is no such file or folder.", "file")
    return [path]


def entries_of(document: Document | Path, asked: Asked = EVERYTHING) -> Feed:
    """What a document or a file says: title, homepage and language where it gives them, and its entries.

    Of a feed only those that are `asked` for.

    What came from the network is a feed, and so is a file named like one; a file named like a saved post is one. Any
    other file is whichever it holds. Raises a `SourceError` that names the document.
    """
    if isinstance(document, Path):
        document = Document(str(document), bytes_of(document))
    path = Path(document.address)
    if is_web_address(document.address) or is_feed_file(path):
        return parse_feed(document, asked)
    if is_post(path):
        return _single(path, document.body)
    try:
        return parse_feed(document, asked)
    except NotAFeed:
        return _single(path, document.body)


def _single(path: Path, data: bytes) -> Feed:
    return Feed(title=None, homepage=None, language=None, entries=(read_post(path, data),))


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises `SourceUnreachable`, or `SourceTooLarge` for one over ten megabytes."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except OSError as error:
        raise SourceUnreachable(shown_path(path), f"The file cannot be read: {error.strerror}.", "file") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise SourceTooLarge(shown_path(path), f"The file is over {LARGEST_FILE_BYTES // 1024 // 1024} MB.", "file")
    return data
