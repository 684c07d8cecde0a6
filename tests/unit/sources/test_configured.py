"""The sources that the operator named in SOURCES."""

from pathlib import Path

import pytest

from digests.errors import NotAFeed, SourceForbidden, SourceUnreachable
from digests.models import Document, Look, Validators
from digests.sources.catalogue import built_in
from digests.sources.configured import configured_sources

FEED = 'address = "https://haigang.example/feed"'
LIST_URL = "https://lin:secret@lists.example/mine.toml"


class Network:
    """Serves one list, whatever the address."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    async def fetch(self, address: str, validators: Validators) -> Document | None:
        del validators
        return Document(address, self.body.encode())

    async def look(self, address: str, validators: Validators) -> Look:
        return Look(await self.fetch(address, validators))


async def test_nothing_named_is_the_built_in_catalogue() -> None:
    assert await configured_sources("", Network()) == built_in()


async def test_a_folder_is_one_source_of_saved_posts(tmp_path: Path) -> None:
    (source,) = await configured_sources(str(tmp_path), Network())
    assert (source.kind, source.address) == ("posts", str(tmp_path))


async def test_a_list_on_disk_may_name_feeds_and_folders(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'[[source]]\n{FEED}\n[[source]]\naddress = "posts"\n', "utf-8")
    assert [source.kind for source in await configured_sources(str(path), Network())] == ["feed", "posts"]


async def test_a_list_from_the_network_may_name_feeds_and_no_files() -> None:
    """Whoever may change it would else have the bot read this machine's files and publish them."""
    (source,) = await configured_sources(LIST_URL, Network(f"[[source]]\n{FEED}\n"))
    assert source.address == "https://haigang.example/feed"
    with pytest.raises(SourceForbidden, match="feeds only") as told:
        await configured_sources(LIST_URL, Network(f'[[source]]\n{FEED}\n[[source]]\naddress = "/etc"\n'))
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("where", "error"),
    [("nowhere.toml", SourceUnreachable), ("wrong.toml", NotAFeed), ("SOURCES\0", SourceUnreachable)],
)
async def test_what_cannot_be_read_is_named(tmp_path: Path, where: str, error: type[Exception]) -> None:
    (tmp_path / "wrong.toml").write_text("news, please", "utf-8")
    path = str(tmp_path / where)
    with pytest.raises(error, match=r"nowhere|wrong|SOURCES"):
        await configured_sources(path, Network())
