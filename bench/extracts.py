"""How near extracts come to the leads that editors wrote, by ROUGE over characters.

    python -m bench.extracts ../shared/data/leads/rfi.jsonl

Each line of the file is an article in JSON: `title`, `body` (paragraphs by line), `summary` (the editor's lead). The
first half is for tuning, the second for reporting. Compared in one run: the first one to three sentences (lead-1 to
lead-3) and TextRank against the extract as readers get it, and the extract cut to the length of each lead, sentence
by sentence in reading order, so that neither wins by length alone.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.textrank import textrank
from digests.language.sentences import split_sentences
from digests.models import Article, ArticleId, SourceId, Story, StoryId
from digests.summaries.extract import extract

_AT = datetime(2020, 8, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sample:
    """An article without its lead, and the lead."""

    article: Article
    lead: str


def read_samples(path: Path) -> list[Sample]:
    """The articles of a file that have a body."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_sample(row) for row in rows if row["body"].strip()]


def _sample(row: dict[str, str]) -> Sample:
    paragraphs = tuple(line.strip() for line in row["body"].splitlines() if line.strip())
    article = Article(ArticleId(row["id"]), SourceId("rfi"), row["title"], paragraphs, "zh-Hans", _AT, "0" * 16)
    return Sample(article, row["summary"])


def rouge(candidate: str, reference: str) -> tuple[float, float, float]:
    """ROUGE-1, ROUGE-2 and ROUGE-L as F1 over characters, without spaces."""
    one, other = ("".join(text.split()) for text in (candidate, reference))
    return (_overlap(one, other, 1), _overlap(one, other, 2), _f1(_longest_common(one, other), len(one), len(other)))


def _overlap(one: str, other: str, size: int) -> float:
    grams, others = (Counter(text[at : at + size] for at in range(len(text) - size + 1)) for text in (one, other))
    return _f1((grams & others).total(), grams.total(), others.total())


def _f1(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if one + other else 0.0


def _longest_common(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for character in one:
        diagonal = 0
        for place, against in enumerate(other, start=1):
            above = row[place]
            row[place] = diagonal + 1 if character == against else max(above, row[place - 1])
            diagonal = above
    return row[-1]


def lead(sample: Sample, count: int) -> str:
    """The first `count` sentences."""
    sentences = (sentence for paragraph in sample.article.paragraphs for sentence in split_sentences(paragraph))
    return "".join(sentence for _, sentence in zip(range(count), sentences, strict=False))


def extracted(sample: Sample, sentences: int = 3) -> str:
    """The extract as a reader gets it."""
    article = sample.article
    story_id = StoryId(article.id)
    story = Story(
        story_id, story_id, article.title, (article.id,), (article.source_id,), (), (), _AT, _AT, _AT, article.language
    )
    return "".join(each.text for each in extract(story, [article], "zh-Hans", max_sentences=sentences).sentences)


def cut_like(text: str, model: str) -> str:
    """`text` cut to the length of `model`."""
    return text[: len(model)]


_Way = Callable[[Sample], str]
WAYS: dict[str, _Way] = {
    "lead-1": lambda sample: lead(sample, 1),
    "extract of 1": lambda sample: extracted(sample, 1),
    "extract at lead-1's length": lambda sample: cut_like(extracted(sample, 1), lead(sample, 1)),
    "lead-2": lambda sample: lead(sample, 2),
    "extract at lead-2's length": lambda sample: cut_like(extracted(sample, 4), lead(sample, 2)),
    "TextRank of 3": lambda sample: textrank(sample.article, 3),
    "TextRank at the extract's length": lambda sample: cut_like(textrank(sample.article, 6), extracted(sample)),
    "lead-3": lambda sample: lead(sample, 3),
    "extract of 3": extracted,
    "extract at lead-3's length": lambda sample: cut_like(extracted(sample, 6), lead(sample, 3)),
    "lead at the extract's length": lambda sample: cut_like(lead(sample, 9), extracted(sample)),
}


def report(samples: Sequence[Sample], ways: Iterable[str]) -> None:
    """A line a way: mean ROUGE-1, -2, -L in per cent, mean length in characters, milliseconds an article."""
    for way in ways:
        started = time.perf_counter()
        texts = [WAYS[way](sample) for sample in samples]
        took_ms = (time.perf_counter() - started) * 1000 / len(samples)
        scores = [rouge(text, sample.lead) for text, sample in zip(texts, samples, strict=True)]
        means = [100 * sum(column) / len(samples) for column in zip(*scores, strict=True)]
        length = sum(map(len, texts)) / len(samples)
        figures = " ".join(f"{mean:5.1f}" for mean in means)
        sys.stdout.write(f"{way:33} {figures}  {length:5.0f} characters  {took_ms:5.2f} ms\n")


def main() -> None:
    """Report both halves of a file."""
    parser = argparse.ArgumentParser(description="ROUGE of extracts against editors' leads")
    parser.add_argument("leads", type=Path)
    parser.add_argument("--half", choices=("tuning", "reporting"), default="reporting")
    arguments = parser.parse_args()
    samples = read_samples(arguments.leads)
    middle = len(samples) // 2
    chosen = samples[:middle] if arguments.half == "tuning" else samples[middle:]
    sys.stdout.write(f"{len(chosen)} articles of {arguments.leads.name}, the {arguments.half} half\n")
    report(chosen, WAYS)


if __name__ == "__main__":
    main()
