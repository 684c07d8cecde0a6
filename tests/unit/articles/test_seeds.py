"""The five real saved posts come out as exactly their article paragraphs, in order.

Expected are hashes of the paragraphs, so that no publisher's sentence stands in this repository.
"""

import hashlib
from pathlib import Path

import pytest

from digests.articles.clean import Cleaned, clean
from digests.sources.posts import read_post

PARAGRAPHS = {
    "000": "41bd2284 ce807dd9 8c17a2ee 74da194a 86617797 4444ae0c",
    "001": "93213c19 9b818bce ea984b1b f293b495 27ea7ec1 081a38f4 908d59aa 67bb66b0 0386970c 17ac67dc 44f8790f",
    "002": "8953f7a0 ac6b60c1 7e01da43 bebb5b6f 8da32a23 e5795d50 06804d71 fe53608e 4a5b1dff 5b6733f7 3e458c8c "
    "956a5469 a68ed184 0fe87878 d0d5ec14 9d4d7484",
    "003": "c6c43b19 4124026a d624d456 b945ee4b 9bb679d0 ca4c1c70 8e434999 8147614d d2c7269c bffac76d "
    "ea61d5ef a9388a7a",
    "004": "feaf3057 78d1f9bf 4da443ec bf9b4af1 79f6d6cb 919ad6c3",
}
JUNK = ("<", ">", "image", "data:", "同一主题", "RSS", "http", "作者", "15:43", "layout", "<!--", "\u3000", "\u200b")


def read(shared: Path, number: str) -> Cleaned:
    (path,) = (shared / "seeds").glob(f"{number}_*")
    entry = read_post(path, path.read_bytes())
    return clean(entry.body, is_html=entry.is_html, title=entry.title)


@pytest.mark.parametrize("number", PARAGRAPHS)
def test_a_real_post_gives_exactly_its_paragraphs_in_order(shared: Path, number: str) -> None:
    paragraphs = read(shared, number).paragraphs
    hashes = [hashlib.blake2b(paragraph.encode(), digest_size=4).hexdigest() for paragraph in paragraphs]
    assert hashes == PARAGRAPHS[number].split()


@pytest.mark.parametrize("number", PARAGRAPHS)
def test_nothing_beside_the_article_is_left_in_a_real_post(shared: Path, number: str) -> None:
    text = "\n".join(read(shared, number).paragraphs)
    assert text
    assert [junk for junk in JUNK if junk in text] == []


def test_a_byline_below_the_text_is_the_author(shared: Path) -> None:
    cleaned = read(shared, "003")
    assert cleaned.author == "林兰"
    assert cleaned.dateline == "09/11/2023 - 15:43"


def test_a_day_of_real_posts_leaves_no_article_empty_and_no_markup_in_any(shared: Path) -> None:
    paths = sorted((shared / "data" / "posts" / "2021-06-25").glob("*.md"))
    assert len(paths) > 300
    for path in paths:
        entry = read_post(path, path.read_bytes())
        paragraphs = clean(entry.body, is_html=entry.is_html, title=entry.title).paragraphs
        assert paragraphs, path.name
        assert not any("</" in paragraph or "获取更多RSS" in paragraph for paragraph in paragraphs), path.name
