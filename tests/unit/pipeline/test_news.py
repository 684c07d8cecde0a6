"""What one reader is told of the news of a moment."""

from dataclasses import replace
from datetime import timedelta

from digests.models import Language, SourceId, Story
from digests.pipeline.news import Known, News
from digests.stories.taste import UNMOVED, Taste
from tests.factories import NOW, make_article, make_story, make_subscription

READER = make_subscription(1, language="zh-Hans")
SHARED = frozenset([SourceId("source1")])
FERRY_LOVER = Taste({("words", "渡轮"): 20.0}, {("words", "渡轮"): {"saved": 3}})


def story(number: int, headline: str = "央行利率", language: Language = "zh-Hans") -> Story:
    """The story of that number: a higher one is less important."""
    made = make_story(number, (make_article(number),), headline=headline, language=language, topic=None)
    at = NOW - timedelta(minutes=number)
    return replace(made, source_ids=tuple(SHARED), first_at=at, last_at=at, seen_at=NOW)


def told(stories: list[Story], taste: Taste, *, translates: bool = False) -> list[str]:
    news = News(stories, SHARED, NOW, translates=translates)
    return [each.id for each in news.choice(READER, Known(taste=taste), size=5).chosen]


STORIES = [story(number) for number in range(1, 7)] + [story(7, "夜航渡轮票务系统接通")]


def test_a_reader_of_taste_is_told_what_everybody_else_has_no_place_for() -> None:
    ferry = STORIES[-1].id
    assert ferry not in told(STORIES, Taste({}, {}))
    chosen = told(STORIES, FERRY_LOVER)
    assert chosen.index(ferry) == UNMOVED
    assert chosen[:UNMOVED] == [each.id for each in STORIES[:UNMOVED]], "the most important stay first"


def test_taste_never_puts_a_language_that_is_not_read_before_one_that_is() -> None:
    foreign = [*STORIES[:6], story(7, "夜航渡轮票务系统接通", "en")]
    assert foreign[-1].id not in told(foreign, FERRY_LOVER)
    assert foreign[-1].id in told(foreign, FERRY_LOVER, translates=True)


def test_one_readers_taste_is_nobody_elses() -> None:
    news = News(STORIES, SHARED, NOW, translates=False)
    before = news.choice(READER, Known(), size=5)
    news.choice(READER, Known(taste=FERRY_LOVER), size=5)
    assert news.choice(READER, Known(), size=5) == before
