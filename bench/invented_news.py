"""A newspaper's archive, invented: as many Chinese articles as wanted, quickly, each with its story."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from digests.models import Article, ArticleId, Story, StoryId
from tests.factories import make_article, make_source, make_story

SOURCES = 200
APART = timedelta(minutes=5)
_SYLLABLES = "海港城北山南岛东湾西桥渡轮矿井书市乐团铁路湖泊学校医院码头灯塔工厂农田森林雪原"
_PLAIN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "同工也能下过子说产种面而方后多定行学法所民得经"
)
_SIZE = 160


class Archive:
    """Articles of `SOURCES` sources, one every five minutes back from `now`, with the names that they hold."""

    def __init__(self, now: datetime, rng: random.Random) -> None:
        self._now = now
        self._rng = rng
        self.names = ["".join(rng.sample(_SYLLABLES, size)) for size in (2, 3, 4) for _ in range(400)]
        self._text = "".join(rng.choices(_PLAIN, k=400_000))
        self.sources = [make_source(number) for number in range(SOURCES)]

    def portion(self, first: int, count: int) -> tuple[list[Article], list[Story]]:
        """Articles with their stories, by their numbers."""
        articles = [self._article(number) for number in range(first, first + count)]
        return articles, [_story(each) for each in articles]

    def words(self) -> Iterator[str]:
        """What people look for: names, two together, and now and then a phrase."""
        while True:
            first, second = self._rng.sample(self.names, 2)
            yield self._rng.choice((first, first, f"{first} OR {second}", f"{first} -{second}", f'"{first}"'))

    def _article(self, number: int) -> Article:
        rng = self._rng
        place = rng.randrange(len(self._text) - 2 * _SIZE)
        first, second = rng.sample(self.names, 2)
        body = f"{self._text[place : place + _SIZE]}{first}，{second}{self._text[place + _SIZE : place + 2 * _SIZE]}。"
        at = self._now - APART * (number + 1)
        source = self.sources[number % SOURCES]
        return replace(
            make_article(number % SOURCES),
            id=ArticleId(f"bench-{number}"),
            source_id=source.id,
            title=f"{first}{self._text[place : place + 8]}{second}",
            paragraphs=(body,),
            keys=(f"bench:{number}",),
            published_at=at,
            seen_at=at,
        )


def _story(article: Article) -> Story:
    own_id = StoryId(f"story-{article.id}")
    return replace(make_story(1, (article,)), id=own_id, storyline_id=own_id)
