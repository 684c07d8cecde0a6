"""How well and how fast articles are grouped: `python -m bench.grouping [FOLDER]`, FOLDER being the real material.

Prints five things: pairs of `same_event` on the half that nothing was tuned on; the labels made by hand, the days
that nothing was tuned on apart; the largest stories of a day and of
the week, to be read by eye; whether the order of arrival matters; and what placing one more article costs.
"""

import hashlib
import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations, islice
from pathlib import Path
from statistics import median

from bench.grouping_labels import (
    LABELLED_DAY,
    SEEN_AT,
    TEST_DAYS,
    TUNING_DAYS,
    agreement_in_all_pairs,
    agreement_on_pairs,
    b_cubed,
    read_articles,
    read_day,
    read_pairs,
    stories_of,
)
from digests.language.words import segment
from digests.models import Article, ArticleId, GroupDecision, SourceId, StoryId, in_time_order, stable_id
from digests.stories.features import Features, features_of
from digests.stories.group import StoryIndex, group_batch
from digests.stories.markers import difference, other_figures
from digests.stories.similarity import TermSpace, likeness, unpacked
from digests.stories.story import new_story_id

_TITLE_CHARACTERS = 60
_SHUFFLES = 3
_PROBES = 300


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean at one limit."""

    limit: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"limit {self.limit:.2f}: P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def main(arguments: Sequence[str]) -> None:
    data = Path(arguments[0] if arguments else "../shared") / "data"
    posts = data / "posts"
    days = {day: list(read_articles(posts, [day]).values()) for day in (*TUNING_DAYS, *TEST_DAYS)}
    week = list({article.id: article for day in days.values() for article in day}.values())
    _report_pairs(data / "same_event" / "event.jsonl")
    _report_labels(posts)
    _report_stories("2021-06-25", days["2021-06-25"], shown=10)
    _report_stories("all days", week, shown=3)
    _report_order(days["2021-06-25"])
    _report_speed(posts, week)


# --- labels ---------------------------------------------------------------------------------------------------


def _report_labels(posts: Path) -> None:
    """The hand-made labels: the days that the limits were tuned on, and the days that they were not."""
    for name, days in (("tuning", TUNING_DAYS), ("test", TEST_DAYS)):
        articles = read_articles(posts, days)
        placed = stories_of(group_batch(articles.values()))
        story = {path: placed[article.id] for path, article in articles.items()}
        pairs = read_pairs(days)
        _say(f"\n{name} days: {len(pairs)} labelled pairs across outlets: {agreement_on_pairs(pairs, story)}")
        if LABELLED_DAY in days:
            known = read_day()
            events = {path: known.get(path, path) for path in articles if path.startswith(LABELLED_DAY)}
            _say(f"  all pairs of {LABELLED_DAY} ({len(events)} posts): {agreement_in_all_pairs(events, story)}")
            _say(f"  B-cubed: {b_cubed(events, story)}")


# --- pairs ----------------------------------------------------------------------------------------------------


def _report_pairs(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pairs = [(_features(row["source"]), _features(row["target"]), row["label"] in {1, "1"}) for row in rows]
    terms = TermSpace()
    for one, other, _ in pairs:
        terms.observe(one)
        terms.observe(other)
    terms.learn()
    halves: dict[bool, list[tuple[float, bool]]] = {True: [], False: []}
    for (one, other, label), row in zip(pairs, rows, strict=True):
        halves[_is_tuning(row)].append((_alike(terms, one, other), label))
    best = max((_rate(halves[True], limit / 100) for limit in range(5, 95)), key=lambda rate: rate.f1)
    _say(f"\nsame_event pairs (Chinese, no times): tuning half {len(halves[True])}, test half {len(halves[False])}")
    _say(f"  anchor, plain TF-IDF: F1 .566\n  best on the tuning half  {best}")
    _say(f"  that limit, test half    {_rate(halves[False], best.limit)}")
    for limit in (0.5, 0.7, 0.85):
        _say(f"  test half                {_rate(halves[False], limit)}")


def _is_tuning(row: Mapping[str, str]) -> bool:
    """Which half a pair is in, by its texts alone. The background table was counted on the tuning half only."""
    text = min(row["source"].strip(), row["target"].strip())
    return int(hashlib.blake2b(text.encode(), digest_size=4).hexdigest(), 16) % 2 == 0


def _features(text: str) -> Features:
    return features_of(
        Article(
            id=ArticleId(stable_id(text)),
            source_id=SourceId("pairs"),
            title=text.strip()[:_TITLE_CHARACTERS],
            paragraphs=tuple(line.strip() for line in text.splitlines() if line.strip()),
            language="zh-Hans",
            seen_at=SEEN_AT,
            fingerprint="0" * 16,
            title_given=False,
        )
    )


def _alike(terms: TermSpace, one: Features, other: Features) -> float:
    if difference(one.markers, other.markers) or other_figures(one.markers, other.markers):
        return 0.0
    return likeness(unpacked(terms.vector_of(one)), terms.vector_of(other))


def _rate(scored: Sequence[tuple[float, bool]], limit: float) -> Rate:
    chosen = [label for score, label in scored if score >= limit]
    right = sum(chosen)
    return Rate(limit, right / len(chosen) if chosen else 1.0, right / sum(label for _, label in scored))


# --- stories --------------------------------------------------------------------------------------------------


def _report_stories(name: str, articles: Sequence[Article], *, shown: int) -> None:
    titles = {article.id: article.title for article in articles}
    decisions = group_batch(articles)
    stories = _members(decisions)
    verdicts = Counter(decision.verdict for decision in decisions)
    _say(f"\n{name}: {len(articles)} articles, {len(stories)} stories, {verdicts['new']} storylines")
    for members in sorted(stories.values(), key=len, reverse=True)[:shown]:
        _say(f"  {len(members)} articles")
        for article_id in members:
            _say(f"    {titles[article_id]}")


def _members(decisions: Iterable[GroupDecision]) -> dict[StoryId, list[ArticleId]]:
    members: dict[StoryId, list[ArticleId]] = defaultdict(list)
    for decision in decisions:
        same = decision.verdict == "same" and decision.story_id
        members[same or new_story_id(decision.article_id)].append(decision.article_id)
    return members


# --- order ----------------------------------------------------------------------------------------------------


def _report_order(articles: Sequence[Article]) -> None:
    """Agreement on joined pairs: of the pairs that either result puts into one story, how many both do."""
    whole = _pairs([articles], articles)
    chance = random.Random(7)
    batches, one_by_one = [], []
    for _ in range(_SHUFFLES):
        shuffled = list(articles)
        chance.shuffle(shuffled)
        batches.append(_agreement(whole, _pairs([shuffled], articles), len(articles)))
        one_by_one.append(_agreement(whole, _pairs([[each] for each in shuffled], articles), len(articles)))
    _say(f"\narrival shuffled, worst of {_SHUFFLES}: share of all pairs alike, and of joined pairs")
    for name, found in (("as one batch", batches), ("one by one", one_by_one)):
        _say(f"  {name}: {min(a for a, _ in found):.5f}, {min(j for _, j in found):.3f}")


def _pairs(arrivals: Iterable[Iterable[Article]], articles: Sequence[Article]) -> set[frozenset[ArticleId]]:
    """The pairs that are in one story after all have arrived."""
    index = StoryIndex()
    for batch in arrivals:
        index.take_all(batch)
    members: dict[StoryId | None, list[ArticleId]] = defaultdict(list)
    for article in articles:
        members[index.story_of(article.id)].append(article.id)
    return {frozenset(pair) for group in members.values() for pair in combinations(group, 2)}


def _agreement(one: set[frozenset[ArticleId]], other: set[frozenset[ArticleId]], articles: int) -> tuple[float, float]:
    all_pairs = articles * (articles - 1) // 2
    return 1 - len(one ^ other) / all_pairs, len(one & other) / len(one | other)


# --- speed ----------------------------------------------------------------------------------------------------


def _report_speed(posts: Path, week: Sequence[Article]) -> None:
    """Reading and segmenting against grouping, and the cost of the next article as the live ones grow in number."""
    started = time.perf_counter()
    read = read_articles(posts, (*TUNING_DAYS, *TEST_DAYS)).values()
    for article in read:
        segment(f"{article.title}\n{article.text}")
    reading = time.perf_counter() - started
    started = time.perf_counter()
    group_batch(week)
    grouping = time.perf_counter() - started
    _say(
        f"\n{len(week)} posts: reading and segmenting {reading:.1f} s, grouping {grouping:.1f} s, "
        f"{grouping / reading:.2f} times that (wanted: under 3)"
    )
    index = StoryIndex()
    stream = _stream(week)
    before = _memory_mb()
    for size in (1_000, 10_000, 100_000):
        while len(index) < size:
            features = [features_of(each) for each in islice(stream, 500)]
            index.hear(features)
            index.load((each, new_story_id(each.article_id), new_story_id(each.article_id)) for each in features)
        placing, whole = _median_placing(index, [next(stream) for _ in range(_PROBES)])
        _say(
            f"placing the next of {size:,} articles: {placing:.2f} ms, {whole:.2f} ms with its words; "
            f"{_memory_mb() - before:.0f} MB"
        )


def _stream(week: Sequence[Article]) -> Iterator[Article]:
    """The week over and over, each time a week later and under other ids: words recur, as they do in a long stream."""
    for round_number in range(100):
        for article in in_time_order(week):
            at = article.at + timedelta(days=7 * round_number)
            yield replace(
                article,
                id=ArticleId(stable_id(article.id, str(round_number))),
                published_at=at,
                seen_at=max(at, SEEN_AT),
            )


def _median_placing(index: StoryIndex, probes: Sequence[Article]) -> tuple[float, float]:
    """Milliseconds for one article more, arriving alone: without reading its words and marks, and with."""
    without, whole = [], []
    for probe in probes:
        started = time.perf_counter()
        features_of(probe)
        reading = time.perf_counter() - started
        started = time.perf_counter()
        index.take(probe)
        taken = time.perf_counter() - started
        without.append(1000 * (taken - reading))
        whole.append(1000 * taken)
    return median(without), median(whole)


def _memory_mb() -> float:
    """What this process holds in memory now (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
