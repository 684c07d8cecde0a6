"""The files of folders of saved posts."""

import os

from digests.models import FileMark
from digests.ports import Storage
from tests.factories import NOW, make_source

SOURCE = make_source(1, kind="posts").id
MARK = FileMark(1_795_334_400_123_456_789, 2048, "ab12")


async def test_files_come_back_as_they_were_and_each_folder_has_its_own(storage: Storage) -> None:
    names = ["a.md", "深/夜航.md", os.fsdecode(b"\xff\xfe.md")]
    await storage.files.settle(SOURCE, dict.fromkeys(names, MARK), [])
    assert await storage.files.find(SOURCE) == dict.fromkeys(names, MARK)
    assert await storage.files.find(make_source(2).id) == {}


async def test_a_file_that_was_read_again_is_as_it_is_now_and_one_that_is_gone_is_forgotten(storage: Storage) -> None:
    await storage.files.settle(SOURCE, {"a.md": MARK, "b.md": MARK}, [])
    newer = FileMark(2, 3, "cd34")
    for _ in range(2):
        await storage.files.settle(SOURCE, {"a.md": newer}, ["b.md", "never.md"])
    assert await storage.files.find(SOURCE) == {"a.md": newer}


async def test_more_files_than_a_chunk_are_all_remembered(storage: Storage) -> None:
    await storage.files.settle(SOURCE, {f"{n}.md": MARK for n in range(1203)}, [])
    assert len(await storage.files.find(SOURCE)) == 1203


async def test_the_files_go_with_their_source(storage: Storage) -> None:
    await storage.sources.add([make_source(1, kind="posts")], NOW)
    await storage.files.settle(SOURCE, {"a.md": MARK}, [])
    await storage.sources.remove(SOURCE)
    assert await storage.files.find(SOURCE) == {}
