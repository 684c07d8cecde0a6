"""Laws of the whole language stage."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from digests.language.detect import detect_language
from digests.language.facts import find_attributions, find_dates, find_names, find_numbers, find_quotes
from digests.language.script import fold
from digests.language.sentences import split_sentences
from digests.language.words import content_words

READERS: list[Callable[[str], object]] = [
    *(detect_language, fold, split_sentences, content_words),
    *(find_attributions, find_names, find_numbers, find_quotes),
    lambda text: find_dates(text, datetime(2021, 6, 25, tzinfo=UTC)),
]
HOSTILE = [
    "(",
    "“",
    "一",
    "1万",
    "one ",
    "A. ",
    "！）",
    "A1",
    "马·",
    "According to A ",
    "路透社",
    "第一",
    "11月",
    '"',
    "Nov 4",
]


def test_nothing_is_loaded_before_it_is_needed() -> None:
    program = "import sys, digests.language.facts, digests.language.words, digests.language.detect; "
    program += "sys.exit(sorted({'rjieba', 'opencc'} & set(sys.modules)) != [])"
    finished = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - our own fixed words
    assert finished.returncode == 0


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_long_hostile_text_is_read_to_the_end(piece: str) -> None:
    """Quadratic rules would take minutes here."""
    text = (piece * 20_000)[:20_000]
    assert [read(text) for read in READERS]


def test_every_reader_reads_every_real_text(real_texts: list[tuple[str, str]]) -> None:
    for _, text in real_texts[::5]:
        assert all(read(text) is not None for read in READERS)
