"""A watched folder: what is new, changed or gone, and nothing else."""

import os
import time
from pathlib import Path

from digests.models import FileMark
from digests.sources.watched import Changes, find_changes, read_changed


def remembered(folder: Path) -> dict[str, FileMark]:
    _, marks, _ = read_changed(folder, find_changes(folder, {}).to_read, {})
    return marks


def test_a_folder_that_has_not_changed_gives_nothing_to_read(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.md").write_text(f"文 {number}")
    assert find_changes(tmp_path, {}) == Changes(["0.md", "1.md", "2.md"], [])
    assert find_changes(tmp_path, remembered(tmp_path)) == Changes([], [])


def test_new_changed_and_gone_files_are_told_apart(tmp_path: Path) -> None:
    for name in ("same.md", "longer.md", "gone.md"):
        (tmp_path / name).write_text("文")
    known = remembered(tmp_path)
    (tmp_path / "longer.md").write_text("长文")
    (tmp_path / "gone.md").unlink()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "new.md").write_text("文")
    assert find_changes(tmp_path, known) == Changes(["deep/new.md", "longer.md"], ["gone.md"])


def test_a_file_that_was_only_touched_is_not_read_as_changed(tmp_path: Path) -> None:
    """As a checkout does: its bytes are the same, its time is not."""
    (tmp_path / "a.md").write_text("文")
    known = remembered(tmp_path)
    os.utime(tmp_path / "a.md", ns=(1, 1))
    names = find_changes(tmp_path, known).to_read
    feeds, marks, problems = read_changed(tmp_path, names, known)
    assert (names, feeds, problems) == (["a.md"], [], [])
    assert find_changes(tmp_path, marks) == Changes([], [])


def test_an_edit_of_the_same_length_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("十一人获救")
    known = remembered(tmp_path)
    (tmp_path / "a.md").write_text("十二人获救")
    os.utime(tmp_path / "a.md", ns=(known["a.md"].modified_ns + 1, known["a.md"].modified_ns + 1))
    feeds, _, _ = read_changed(tmp_path, find_changes(tmp_path, known).to_read, known)
    assert "十二" in feeds[0].entries[0].body


def test_the_files_of_git_are_no_posts_and_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    (folder / ".git" / "refs").mkdir(parents=True)
    (folder / ".git" / "description.txt").write_text("文")
    (folder / "a.md").write_text("文")
    (tmp_path / "secret.txt").write_text("key")
    (folder / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "all").symlink_to(tmp_path)
    assert find_changes(folder, {}).to_read == ["a.md"]


def test_a_single_file_is_watched_as_a_folder_of_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("文")
    known = remembered(path)
    assert len(known) == 1
    assert find_changes(path, known) == Changes([], [])


def test_a_broken_file_is_one_problem_and_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    feeds, marks, problems = read_changed(tmp_path, ["a.md", "gone.md"], {})
    assert (feeds, len(problems)) == ([], 2)
    assert set(marks) == {"a.md", "gone.md"}


def test_a_checkout_of_thousands_of_unchanged_posts_costs_a_look_at_each(tmp_path: Path) -> None:
    for number in range(3000):
        (tmp_path / f"{number}.md").write_text("文")
    known = remembered(tmp_path)
    began = time.process_time()
    assert find_changes(tmp_path, known) == Changes([], [])
    assert time.process_time() - began < 5
