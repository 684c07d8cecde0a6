"""The sentences of articles in the form in which a later report is held against an earlier one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from digests.language.matters import one_word
from digests.language.script import fold
from digests.language.sentences import split_sentences
from digests.language.words import content_words, segmenter
from digests.models import Article, Told
from digests.stories.features import Family, family_of
from digests.stories.similarity import everyday_words

_SENTENCES = 24  # what follows in a news text is background
_ARTICLES = 8
_SHORTEST, _LONGEST = {"zh": 10, "en": 30}, {"zh": 160, "en": 320}  # characters
_CLOSED = re.compile(r"[。！？!?.；;][”’」』）)】》〉\"']*$")
_MARKUP = re.compile(r"https?://|www\.|<[a-z/]|[\ue000-\uf8ff]", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[，；。！？!?\n]|[,;:：](?!\d)|(?<!\d)\.(?=\s|$)|\s[-–—]\s|——")
_ENDING = re.compile(r"(?:ing|ed|e)$")
_LEAST_STEM = 4
# Whom and where a clause is about is known from the story; it makes no two clauses alike.
_PLACE_TAGS = ("ns", "nt")


@dataclass(frozen=True)
class Statement:
    """The `place`-th sentence of an article, verbatim."""

    article: Article
    place: int
    text: str

    @property
    def told(self) -> Told:
        article = self.article
        return Told(self.text, article.id, article.language, article.outlet, article.published_at)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its content words, in one form for comparing."""
        return frozenset(compared(self.text))

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """Its clauses, in order, verbatim."""
        return tuple(clause for part in _CLAUSE_END.split(self.text) if (clause := part.strip()))


@dataclass(frozen=True, slots=True)
class Matter:
    """The words that say what a clause is about; places, countries and everyday words are left out. `acts` are verbs.

    English words have no part of speech here: each may be either.
    """

    things: frozenset[str]
    acts: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """All of them."""
        return self.things | self.acts


def statements(articles: Sequence[Article], family: Family) -> list[Statement]:
    """The whole sentences of the newest articles of a family of languages that can be quoted, in reading order."""
    own = [article for article in articles if family_of(article.language) == family]
    return [each for article in own[-_ARTICLES:] for each in _of_article(article, family)]


def _of_article(article: Article, family: Family) -> Iterator[Statement]:
    sentences = (sentence for paragraph in article.paragraphs for sentence in split_sentences(paragraph))
    for place, text in zip(range(_SENTENCES), sentences, strict=False):
        if _SHORTEST[family] <= len(text) <= _LONGEST[family] and _CLOSED.search(text) and not _MARKUP.search(text):
            yield Statement(article, place, text)


def compared(text: str) -> list[str]:
    """The content words of `text`, one form a matter, English without its endings."""
    return [_stem(word) for word in content_words(one_word(fold(text)))]


@lru_cache(maxsize=4096)
def matter(clause: str) -> Matter:
    """What `clause` is about."""
    plain = one_word(fold(clause))
    known = set(content_words(plain)) - everyday_words()
    things: set[str] = set()
    acts: set[str] = set()
    for word, tag in segmenter().tag(plain):
        if word in known and not tag.startswith(_PLACE_TAGS) and not word.isascii():
            (acts if tag.startswith("v") else things).add(word)
    latin = {_stem(word) for word in known if word.isascii()}
    return Matter(frozenset(things | latin), frozenset(acts | latin))


def _stem(word: str) -> str:
    stem = _ENDING.sub("", word)
    return stem if word.isascii() and len(stem) >= _LEAST_STEM else word
