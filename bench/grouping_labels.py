"""Labels made by hand for `../shared/data/posts`, and how well a grouping agrees with them.

`tests/data/grouping_pairs.tsv` holds pairs of posts of two outlets (same, later, different), `grouping_day.tsv` the
events of one whole day. They name files and hold no text.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from digests.articles.build import build_article
from digests.errors import SourceError
from digests.models import Article, ArticleId, GroupDecision, SourceId, StoryId
from digests.sources.posts import find_posts, read_post
from digests.stories.story import new_story_id

LABELS = Path(__file__).parent.parent / "tests" / "data"
LABELLED_DAY = "2021-06-30"
SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
TUNING_DAYS = ("2021-06-24", "2021-06-25", "2021-06-26", "2021-06-27")
TEST_DAYS = ("2021-06-28", "2021-06-29", "2021-06-30")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def read_pairs(days: Sequence[str]) -> list[tuple[str, str, str]]:
    """The labelled pairs of which both posts are of `days`: two paths below the folder of posts, and the label."""
    rows = [line.split("\t") for line in _lines("grouping_pairs.tsv")]
    return [(one, other, label) for one, other, label in rows if one[:10] in days and other[:10] in days]


def read_day() -> dict[str, str]:
    """The event of each listed post of `LABELLED_DAY`, by path below the folder of posts."""
    rows = (line.split("\t") for line in _lines("grouping_day.tsv"))
    return {f"{LABELLED_DAY}/{name}": event for name, event in rows}


def read_articles(posts: Path, days: Sequence[str]) -> dict[str, Article]:
    """The articles of the saved posts of `days`, by path below the folder of posts; unreadable ones are left out."""
    found = {}
    for path in (path for day in days for path in find_posts(posts / day)):
        try:
            entry = read_post(path, path.read_bytes())
        except SourceError:
            continue
        article = build_article(
            entry,
            source_id=SourceId("posts"),
            source_topic=None,
            source_language=None,
            outlet=entry.outlet,
            seen_at=SEEN_AT,
        )
        if article is not None:
            found[path.relative_to(posts).as_posix()] = article
    return found


def stories_of(decisions: Sequence[GroupDecision]) -> dict[ArticleId, StoryId]:
    """The story that each article was put into."""
    return {
        each.article_id: each.story_id if each.verdict == "same" and each.story_id else new_story_id(each.article_id)
        for each in decisions
    }


def agreement_on_pairs(pairs: Sequence[tuple[str, str, str]], story: Mapping[str, StoryId]) -> Agreement:
    """How the joined pairs agree with the label "same"; later and different are both apart."""
    joined = [(story[one] == story[other], label == "same") for one, other, label in pairs]
    return _agreement(joined)


def agreement_in_all_pairs(events: Mapping[str, Hashable], story: Mapping[str, StoryId]) -> Agreement:
    """The same over all pairs of posts of a day whose events are known."""
    pairs = combinations(sorted(events), 2)
    return _agreement((story[one] == story[other], events[one] == events[other]) for one, other in pairs)


def b_cubed(events: Mapping[str, Hashable], story: Mapping[str, StoryId]) -> Agreement:
    """B-cubed (Bagga and Baldwin, 1998): of each post's story, and of its event, the share that is right; the mean."""
    found, true = _groups(story, events), _groups(events, events)
    shared = {each: len(found[story[each]] & true[events[each]]) for each in events}
    precision = sum(shared[each] / len(found[story[each]]) for each in events) / len(events)
    recall = sum(shared[each] / len(true[events[each]]) for each in events) / len(events)
    return Agreement(precision, recall)


def _groups(key: Mapping[str, Hashable], posts: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for post in posts:
        groups[key[post]].add(post)
    return groups


def _agreement(joined: Iterable[tuple[bool, bool]]) -> Agreement:
    right = wrong = missed = 0
    for found, true in joined:
        right += found and true
        wrong += found and not true
        missed += true and not found
    return Agreement(right / (right + wrong or 1), right / (right + missed or 1))


def _lines(name: str) -> Iterator[str]:
    for line in (LABELS / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
