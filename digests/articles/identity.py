"""Whether an article is new, the same as one that is known, or a revision of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from digests.articles.fingerprint import containment, distance, overlap, token_count
from digests.language.script import fold
from digests.models import Article, ArticleId, stable_id

NEAR_IN_TIME = timedelta(days=3)
"""How far apart an outlet's near-copies may lie."""

# Measured on a week of ten outlets: edited re-publications differ in at most 12 bits and share .88 of the longer text.
# A later article that carries the whole of an earlier one as background shares all of the shorter, not of the longer.
_NEAR_BITS = 16
_NEAR_OVERLAP = 0.8
_TITLES_ALIKE = 0.7
# Below, two notices of one form (results, warnings, rates) look like copies of each other.
_FEWEST_TOKENS = 60
_LONG_TITLE = 12
# A feed that sends the whole text once and a teaser the next time has edited nothing.
_TEASER = 0.9

# Ages and counters that a page shows anew at every visit.
_WOBBLE = re.compile(
    r"(?:\d+|[一二两三四五六七八九十半]+)个?(?:秒|分|分钟|小时|天|周|月|年)钟?前"
    r"|(?:\d{4}-)?\d\d-\d\d(?= ?\d+ ?评论| ?$)|\d+ ?评论"
    r"|(?:\d+|an?|one) (?:second|minute|min|hour|day|week)s? ago"
    r"|(?:updated|更新于|更新时间|最后更新)\s*:?\s*[\d:./-]+(?:\s*[ap]m)?|\(\d+\)|(?:组|多|附)?图\)|\(图",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class New:
    """Nobody knew it."""

    article: Article


@dataclass(frozen=True, slots=True)
class Same:
    """It is known and says the same. `article` is the known one, with the identities of both."""

    article: Article


@dataclass(frozen=True, slots=True)
class Revised:
    """It is known and its publisher edited it. `article` has the new text under the old id."""

    article: Article


Decision = New | Same | Revised


def decide(new: Article, known: Article | None, near: Sequence[Article] = ()) -> Decision:
    """What `new` is. `known` has a key of it; `near` are recent articles, of any outlet, that may be copies.

    The same outlet's near-copies within three days are one article; another outlet's copy is an article of its own
    (it adds an outlet, not an origin). A revision keeps the id, the first `seen_at` and the first `published_at`, and
    what was no news at first is none when it is edited.
    """
    earlier = known or next((article for article in near if _is_near_copy(new, article)), None)
    if earlier is None:
        return New(new)
    if _says_the_same(new, earlier):
        return Same(replace(earlier, keys=_keys_of_both(earlier, new)))
    return Revised(
        replace(
            new,
            id=earlier.id,
            revision=earlier.revision + 1,
            seen_at=min(earlier.seen_at, new.seen_at),
            published_at=earlier.published_at or new.published_at,
            backfill=earlier.backfill,
            keys=_keys_of_both(earlier, new),
        )
    )


def said(article: Article) -> str:
    """The mark of an article's text, which stays when only what changes at every visit does."""
    return stable_id(_settled(article.text))


def may_be_copies(articles: Sequence[Article], others: Sequence[tuple[ArticleId, str]]) -> list[ArticleId]:
    """Which of `others`, by their fingerprints, are worth a closer look at as near-copies of one of `articles`."""
    bits = [(each, int(fingerprint, 16)) for each, fingerprint in others]
    ours = {int(article.fingerprint, 16) for article in articles}
    return [each for each, other in bits if any((other ^ our).bit_count() <= _NEAR_BITS for our in ours)]


def _keys_of_both(a: Article, b: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a.keys, *b.keys)))


def _is_near_copy(a: Article, b: Article) -> bool:
    if (a.outlet or a.source_id) != (b.outlet or b.source_id) or abs(a.at - b.at) > NEAR_IN_TIME:
        return False
    # First what costs least: an outlet has hundreds of articles in three days.
    if distance(a.fingerprint, b.fingerprint) > _NEAR_BITS:
        return False
    if not (a.text and b.text):
        return not (a.text or b.text) and _is_same_long_title(a, b)
    if min(token_count(a.text), token_count(b.text)) < _FEWEST_TOKENS:
        return _settled(a.text) == _settled(b.text) and _settled(a.title) == _settled(b.title)
    if overlap(a.text, b.text) >= _NEAR_OVERLAP:
        return True
    return containment(a.text, b.text) >= _NEAR_OVERLAP and overlap(a.title, b.title, length=2) >= _TITLES_ALIKE


def _is_same_long_title(a: Article, b: Article) -> bool:
    """A headline of some length is not written twice in three days; "今日菜单" is."""
    return token_count(a.title) >= _LONG_TITLE and _settled(a.title) == _settled(b.title)


def _says_the_same(new: Article, known: Article) -> bool:
    if new.title_given and known.title_given and not _is_same_title(_settled(new.title), _settled(known.title)):
        return False
    if _settled(new.text) == _settled(known.text) or (known.teaser is not None and said(new) == known.teaser):
        return True
    return token_count(new.text) < token_count(known.text) / 2 and _is_teaser(new.text, known.text)


def _is_same_title(a: str, b: str) -> bool:
    """Whether the titles agree, or one is the other with a teaser or rubric behind it."""
    return a == b or (min(len(a), len(b)) > 0 and (a.startswith(b) or b.startswith(a)))


def _is_teaser(short: str, long: str) -> bool:
    return not short or containment(short, long) >= _TEASER


def _settled(text: str) -> str:
    """The words of `text` without what changes at every visit."""
    return " ".join(_WORD.findall(_WOBBLE.sub(" ", fold(text))))
