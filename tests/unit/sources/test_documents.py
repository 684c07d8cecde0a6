"""One door for feeds and saved posts, from the network and from files."""

from pathlib import Path

import pytest

from digests.errors import NotAFeed, PostUnreadable, SourceError, SourceTooLarge, SourceUnreachable
from digests.models import Document
from digests.sources.documents import LARGEST_FILE_BYTES, entries_of, find_documents

FEED = "<rss version='2.0'><channel><title>海港日报</title><item><title>一</title></item></channel></rss>".encode()


@pytest.mark.parametrize("name", ["f.xml", "f.rss", "f.atom", "feed"])
def test_a_feed_file_gives_its_entries(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FEED)
    feed = entries_of(tmp_path / name)
    assert (feed.title, [entry.title for entry in feed.entries]) == ("海港日报", ["一"])


@pytest.mark.parametrize("name", ["1.md", "1.txt", "1.html", "post"])
def test_a_saved_post_gives_one_entry_that_knows_its_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("渡轮恢复。", encoding="utf-8")
    (entry,) = entries_of(tmp_path / name).entries
    assert "渡轮恢复。" in entry.body
    assert entry.path == str(tmp_path / name)


def test_a_document_of_the_network_is_a_feed_whatever_it_is_named() -> None:
    assert len(entries_of(Document("https://a.example/f.html", FEED)).entries) == 1
    with pytest.raises(NotAFeed):
        entries_of(Document("https://a.example/1.txt", "渡轮恢复。".encode()))


def test_a_folder_stands_for_its_posts_and_feeds_and_a_file_for_itself(tmp_path: Path) -> None:
    for name in ("b.xml", "a.md", "c.png"):
        (tmp_path / name).touch()
    assert find_documents(tmp_path) == [tmp_path / "a.md", tmp_path / "b.xml"]
    assert find_documents(tmp_path / "c.png") == [tmp_path / "c.png"]


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(SourceUnreachable, match="no such file"):
        find_documents(Path("no/such"))
    with pytest.raises(SourceUnreachable, match="cannot be read"):
        entries_of(Path("no/such"))


@pytest.mark.parametrize(("name", "data", "kind"), [
    ("f.xml", b"<html></html>", NotAFeed), ("f.json", b"{}", NotAFeed), ("1.md", b"", PostUnreadable),
    ("x", b"\x00\x01", PostUnreadable),
    ("big.txt", b"a" * (LARGEST_FILE_BYTES + 1), SourceTooLarge),
])  # fmt: skip
def test_an_unusable_file_is_named(tmp_path: Path, name: str, data: bytes, kind: type[SourceError]) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(kind) as caught:
        entries_of(tmp_path / name)
    assert caught.value.source == str(tmp_path / name)
