"""What an article says about its event, in a form that can be compared cheaply."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal
from zlib import crc32

from digests.language.script import hans_characters
from digests.language.variants import common_names
from digests.language.words import content_words, segment
from digests.models import Article, ArticleId, Language
from digests.stories.headline import is_round_up
from digests.stories.markers import Markers, markers_of
from digests.stories.origins import lead_origins

LEAD_CHARACTERS = 300
# What stands later says little about the event, and a page of 200,000 characters must not cost a minute.
BODY_CHARACTERS = 2000
MOST_COUNTED = 255
"""A word that is said more often in one part counts as said so often."""

# （中央社記者張謙香港25日電）, 路透班加罗尔6月25日 -, BEIJING (Reuters) -: who filed it and where, not what happened.
_DATELINE = re.compile(
    r"^\s*(?:[（(【\[][^）)】\]\n]{0,40}(?:电|電|报道|報導|报导|報道|讯|訊|重发|重發|更正)[^）)】\]\n]{0,20}[）)】\]]"
    r"|[^\s，。,]{2,12}?(?:\d{1,2}月)?\d{1,2}日(?:电|電)?\s*[-—–]+"
    r"|[A-Z][A-Za-z ,.]{2,40}\((?:Reuters|AP|AFP)\)\s*[-—–]+)\s*"
)
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
# Single characters that are grammar, counting or time; 习拜 and 美俄 are names, 的在 is not.
_GRAMMAR = frozenset(
    "的了在是和与及将对从向到被把为以于等也都就而或但并不无有这那其他她它我你个一二三四五六七八九十百千万亿"
    "年月日时分中上下前后内外再又已曾称说指据让使给由名人位次至达后则仍更最只还没要会能可"
)

Family = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Features:
    """An article reduced to what grouping compares.

    `title`, `lead` (the first 300 characters) and `body` (what follows, to 2,000) count folded content words by their
    numbers, both scripts alike. `at` orders it. `written_at` is when it was published; for an undated article the
    newest day that its text names, None where it names none. `origins` are those the lead attributes its news to.
    `round_up`: a column of several subjects.
    """

    article_id: ArticleId
    family: Family
    title: Mapping[int, int]
    lead: Mapping[int, int]
    body: Mapping[int, int]
    markers: Markers
    origins: frozenset[str]
    outlet: str | None
    at: datetime
    dated: bool
    written_at: datetime | None
    title_given: bool
    round_up: bool


def features_of(article: Article) -> Features:
    """Reduce `article`. Costs one segmentation of its first 2,000 characters."""
    text = "\n".join(_without_dateline(article.paragraphs))[:BODY_CHARACTERS]
    title = _comparable(article.title, article.language)
    simplified = _comparable(text, article.language)
    compounds = _compounds(title, simplified)
    markers = markers_of(article, text[:LEAD_CHARACTERS])
    return Features(
        article_id=article.id,
        family=family_of(article.language),
        title=_counts(title, compounds),
        lead=_counts(simplified[:LEAD_CHARACTERS], compounds),
        body=_counts(simplified[LEAD_CHARACTERS:], compounds),
        markers=markers,
        origins=frozenset(lead_origins(article)),
        outlet=article.outlet,
        at=article.at,
        dated=article.published_at is not None,
        written_at=article.at if article.published_at else markers.implied_at,
        title_given=article.title_given,
        round_up=is_round_up(article.title),
    )


def family_of(language: Language) -> Family:
    """Chinese in either script is one family: its articles are compared with one another, never with English."""
    return "en" if language == "en" else "zh"


def all_terms(features: Features) -> set[int]:
    """Each distinct term once: what a document frequency counts."""
    return {*features.title, *features.lead, *features.body}


@lru_cache(maxsize=50_000)  # the vocabulary of a week of news
def term_number(term: str) -> int:
    """A term as a number, the same in every process, so that no table of all words ever seen is kept.

    Two of a million terms share a number now and then; in one pair of articles practically never.
    """
    return crc32(term.encode("utf-8", "surrogatepass"))


def _comparable(text: str, language: Language) -> str:
    simplified = hans_characters(text)
    return simplified if language == "en" else common_names(simplified)


def _without_dateline(paragraphs: Sequence[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        rest = _DATELINE.sub("", paragraph) if number < 2 else paragraph
        if rest:
            yield rest


def _compounds(title: str, text: str) -> frozenset[str]:
    """Pairs of neighbouring single characters that the article uses more than once.

    These are new short names (习拜, 德法) that no dictionary holds and that tell an event better than any word.
    """
    pairs = {*_single_pairs(segment(title)), *_single_pairs(segment(text[:LEAD_CHARACTERS]))}
    return frozenset(pair for pair in pairs if title.count(pair) + text.count(pair) > 1)


def _single_pairs(words: Sequence[str]) -> Iterator[str]:
    previous = ""
    for word in words:
        name = word if len(word) == 1 and _HAN.match(word) and word not in _GRAMMAR else ""
        if previous and (name or _HAN.match(word)):
            yield previous + word[0]
        previous = name


def _counts(text: str, compounds: frozenset[str]) -> Mapping[int, int]:
    counts = Counter(map(term_number, content_words(text)))
    counts.update({term_number(pair): count for pair in sorted(compounds) if (count := text.count(pair))})
    return {term: min(count, MOST_COUNTED) for term, count in counts.items()}
