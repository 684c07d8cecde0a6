"""Real texts for laws that must hold on whatever publishers write."""

import re
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_texts(shared: Path) -> list[tuple[str, str]]:
    """(outlet, text) of one day of saved posts, tags cut away roughly."""
    paths = sorted((shared / "data/posts/2021-06-25").glob("*"))
    assert len(paths) > 300
    return [(path.name.partition("-")[0], _text(path)) for path in paths]


def _text(path: Path) -> str:
    body = path.read_text("utf-8").partition("------")[2]
    return re.sub(r"https?://\S+", "", re.sub(r"<[^>]+>", "\n", body))
