"""The title that tells a story best, and titles that announce no story at all."""

import re
from collections.abc import Sequence

from digests.language.words import content_words
from digests.models import Article, Language

_LEAD_CHARACTERS = 300
# A title with fewer content words rarely says who did what.
_INFORMATIVE_WORDS = 6
_LONGEST = {"zh": 36, "en": 110}

# Titles that hold something back, shout, ask, or belong to a column.
_CLICKBAIT = re.compile(
    r"[!！]|竟然?|居然|震惊|惊呆|重磅|速看|必看|揭秘|真相|万万没想到|这就是|一文(?:看|读)懂|你(?:知道|需要)|不敢相信"
    r"|\byou (?:need|won't|should)\b|\bhere(?:'s| is) (?:why|what|how)\b|\bthis is\b|\bwhat to know\b|\bshocking\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"[?？]")
_COLUMN = re.compile(
    r"^(?:\S{0,8}(?:综述|焦点|分析|评论|社论|解读|简报|图表新闻|下午察|早报|晚报)\S{0,3}[:：》]|《[^》]{2,6}》|【[^】]+】"
    r"|(?:Analysis|Opinion|Explainer|Live|Watch|Briefing)\s*[:|])|不断更新|live updates?",
    re.IGNORECASE,
)


# Columns that tell several events at once: whatever joins one of them would join them all.
_ROUND_UP = re.compile(
    r"新闻联播|新聞聯播|^\W*(?:早安|晚安|早报|晚报|早報|晚報|简报|簡報|要闻|要聞)[^:：》】|｜]{0,8}[:：》】|｜]|(?:全球|国际|國際)最新(?:情报|情報|疫情)"
    r"|一周(?:大小事|要闻|回顾)|一週(?:大小事|要聞|回顧)|(?:本|上)[周週]更多故事|每日(?:新闻|新聞)"
    r"|\b(?:morning|evening|daily|weekly) (?:briefing|round-?up|digest)\b|^(?:briefing|news in brief)\b",
    re.IGNORECASE,
)


def is_round_up(title: str) -> bool:
    """Whether a headline announces a column of several subjects."""
    return _ROUND_UP.search(title) is not None


def best_headline(members: Sequence[Article], language: Language) -> str:
    """The title of the member that says most of what all of them say, verbatim.

    Given titles go before those we made, titles in the story's `language` before others; clickbait, questions and
    column headings go last. Of equals the first of `members` wins, so they come oldest first.
    """
    vocabularies = [_vocabulary(article) for article in members]
    best = max(members, key=lambda article: (article.title_given, _worth(article, vocabularies, language)))
    return best.title


def _worth(article: Article, vocabularies: Sequence[frozenset[str]], language: Language) -> float:
    words = set(content_words(article.title))
    if not words:
        return -1.0
    shared = sum(word in vocabulary for word in words for vocabulary in vocabularies)
    central = shared / (len(words) * len(vocabularies))
    informative = min(1.0, len(words) / _INFORMATIVE_WORDS)
    return central * informative - _faults(article.title) + (0.2 if article.language == language else 0.0)


def _faults(title: str) -> float:
    too_long = len(title) > _LONGEST["en" if title.isascii() else "zh"]
    return (
        0.4 * bool(_CLICKBAIT.search(title))
        + 0.3 * bool(_QUESTION.search(title))
        + 0.2 * bool(_COLUMN.search(title))
        + 0.2 * too_long
    )


def _vocabulary(article: Article) -> frozenset[str]:
    return frozenset(content_words(f"{article.title}\n{article.text[:_LEAD_CHARACTERS]}"))
