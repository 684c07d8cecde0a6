"""Saved posts: one article in one file, in any of the forms that people and programs save articles in.

Markdown or HTML with front matter, a Jekyll post whose body is HTML, a piece of a page saved from a full-text feed, a
whole saved page, or plain text with image placeholders.
"""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markdown_it import MarkdownIt

from digests.errors import PostUnreadable
from digests.language.detect import detect_language
from digests.models import Entry
from digests.sources.addresses import is_web_address, shown_path
from digests.sources.decoding import declared_encodings, decode_text
from digests.sources.feed_dates import from_epoch_ms, parse_date
from digests.sources.front_matter import FrontMatter, split_front_matter
from digests.sources.markup import plain_text
from digests.sources.saved_page import PageHead, is_page, read_page_head

_POSTS = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})
_MARKDOWN = frozenset({".md", ".markdown"})
_FEED_FILES = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})

_EPOCH = re.compile(r"\s*<!--\s*(\d{10,14})\s*-->[ \t]*\n?")
# The title may hold brackets and the address parentheses, so each ends at the last of its kind on the line.
_LINK_LINE = re.compile(r"\s*\[(?P<title>.+)\]\((?P<url>\S*)\)[ \t]*\n[ \t]*[-=]{3,}[ \t]*(?:\n|\Z)")
_HEADING = re.compile(r"\s*(?:#[ \t]+(?P<title>[^\n]+?)[ \t]*#*(?:\n|\Z)|(?P<underlined>[^\n]+)\n={3,}[ \t]*(?:\n|\Z))")
_BLOCK = re.compile(
    # Possessive: a row of comments could else be parted in ever more ways.
    r"\A\s*+(?:(?><!--.*?-->)\s*+)*+<(?:p|div|article|section|main|table|figure|h[1-6]|ul|ol|blockquote|img|picture)[\s>/]"
    r"|</(?:p|div|article|section)>",
    re.IGNORECASE | re.DOTALL,
)


_LONGEST_LINES = 2000  # a title with its address; each pattern above costs the square of the line


@dataclass(frozen=True, slots=True)
class _Head:
    """What the lines above the article say."""

    title: str | None = None
    url: str | None = None
    saved_at: datetime | None = None


def find_posts(folder: Path) -> list[Path]:
    """The saved posts in `folder` and below, sorted by path.

    Hidden files and folders are left out, and whatever is no plain file of this folder.
    """
    return _files(folder, _POSTS)


def find_feed_files(folder: Path) -> list[Path]:
    """The feed files in `folder` and below, sorted by path; left out is what `find_posts` leaves out."""
    return _files(folder, _FEED_FILES)


def is_post(path: Path) -> bool:
    """Whether a file is named like a saved post."""
    return path.suffix.lower() in _POSTS


def is_feed_file(path: Path) -> bool:
    """Whether a file is named like a feed."""
    return path.suffix.lower() in _FEED_FILES


def read_post(path: Path, data: bytes) -> Entry:
    """The article in a file's bytes. Raises `PostUnreadable`, naming the file.

    Markdown becomes HTML. The date is that of the front matter, else of the epoch comment,
    else of the page; title and address likewise, with the linked title line in the comment's place. The outlet is the
    author where that is a tag or category as well: programs that save feeds write the feed's name into both.
    """
    if not data.strip():
        raise PostUnreadable(shown_path(path), "The file is empty.")
    text = decode_text(data, declared_encodings(data))
    if text is None:
        raise PostUnreadable(shown_path(path), "The file cannot be decoded: it is in no known encoding, or no text.")
    matter, rest = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    head, body = _split_head(rest, titled=matter.first("title") is not None)
    if not body.strip():
        raise PostUnreadable(shown_path(path), "The file holds no article.")
    page = read_page_head(body) if is_page(body) else PageHead()
    is_html = _BLOCK.search(body) is not None or is_page(body)
    is_markdown = not is_html and path.suffix.lower() in _MARKDOWN
    author = matter.first("author")
    return Entry(
        body=_from_markdown(body) if is_markdown else body,
        is_html=is_html or is_markdown,
        url=_address(matter) or head.url or page.url,
        title=plain_text(matter.first("title")) or head.title or page.title,
        author=author or page.author,
        outlet=author if author in matter.all("tags", "categories", "tag", "category") else page.outlet,
        published_at=parse_date(matter.first("date") or "") or head.saved_at or page.published_at,
        tags=matter.all("tags", "categories", "tag", "category"),
        language=page.language,
        path=shown_path(path),
    )


def _from_markdown(text: str) -> str:
    """Markdown as HTML. In Chinese every line is a paragraph of its own; elsewhere long ones are wrapped by hand."""
    is_chinese = detect_language(text) != "en"
    return str(MarkdownIt("commonmark", {"breaks": is_chinese, "html": True}).render(text))


def _files(folder: Path, suffixes: frozenset[str]) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, n) for n in names if not n.startswith(".") and Path(n).suffix.lower() in suffixes]
    return sorted(path for path in found if _is_kept_in(path, folder))


def _is_kept_in(path: Path, folder: Path) -> bool:
    """Whether it is a plain file of this folder. A pipe would be waited for and a device read without end; a link
    that leads out of a folder that others may write to would publish the service's own files.
    """
    try:
        is_inside = not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())
        return is_inside and (path.is_file() or not path.exists())  # of one that is gone the reading tells
    except (OSError, RuntimeError):  # a link in a circle
        return False


def _split_head(text: str, *, titled: bool) -> tuple[_Head, str]:
    """What stands above the article, and the article. A heading is the title only where nothing else gives one."""
    saved_at = None
    epoch = _at_head(_EPOCH, text)
    if epoch:
        saved_at, text = _epoch_time(epoch[1]), text[epoch.end() :]
    text = text.lstrip()
    line = _at_head(_LINK_LINE, text)
    if line:
        url = line["url"] if is_web_address(line["url"]) else None
        return _Head(plain_text(line["title"]), url, saved_at), text[line.end() :]
    heading = None if titled else _at_head(_HEADING, text)
    if heading:
        title = plain_text(heading["title"] or heading["underlined"])
        return _Head(title, None, saved_at), text[heading.end() :]
    return _Head(None, None, saved_at), text


def _at_head(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = pattern.match(text, 0, _LONGEST_LINES)
    return found if found and (found.end() < _LONGEST_LINES or len(text) <= _LONGEST_LINES) else None


def _epoch_time(digits: str) -> datetime | None:
    """Ten digits count seconds, thirteen milliseconds."""
    return from_epoch_ms(int(digits) * 1000 if len(digits) <= 10 else int(digits))


def _address(matter: FrontMatter) -> str | None:
    return next((url for url in matter.all("from", "url", "link", "source", "permalink") if is_web_address(url)), None)
