"""Whether an article is only the beginning of one, and what its page makes of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from digests.articles.fingerprint import fingerprint, share_of, token_count
from digests.articles.identity import said
from digests.language.detect import detect_language
from digests.models import Article

# Where a text breaks off, and the invitation to read on that feeds hang on to it.
_BREAKS_OFF = re.compile(
    r"(?:…|\.{3,}|[\[［(（]\s*(?:…+|\.{3,})\s*[\]］)）]|\[&#8230;\])\s*(?:\W{0,3}(?:阅读|閱讀|查看|read|more)\W.*)?$"
    r"|(?:阅读|閱讀|查看|看|点击|點擊)(?:更多|全文|原文|余下|餘下)\S{0,6}$"
    r"|(?:continue reading|read (?:more|on|the (?:full|rest|whole))|full (?:story|article)|more\s*[»›>→])\W*$",
    re.IGNORECASE,
)
_FULL = 400
"""So many characters or words are an article, however it ends."""
_SHORT = 90
"""Below, a text in one paragraph or two is taken for a teaser. Of 1,936 saved full texts of a week 42 are so short
(measured on the posts that it was tuned on); what it costs is one page that says no more."""

_LONGER = 1.5
_SHARED = 0.5


def is_teaser(article: Article) -> bool:
    """Whether the feed gave only the beginning or a description: it breaks off, invites to read on, or is very short.

    Never an article whose text already is its page's, nor one without an address to read on at.
    """
    if not article.url or article.teaser is not None:
        return False
    size = token_count(article.text)
    if size >= _FULL:
        return False
    last = article.paragraphs[-1][-60:] if article.paragraphs else ""
    return bool(_BREAKS_OFF.search(last)) or (size < _SHORT and len(article.paragraphs) <= 2)


def with_page_text(article: Article, paragraphs: Sequence[str]) -> Article | None:
    """The article with the text of its page, or None where that is not this article's, or no more than is known.

    It must be half as long again and hold half of the words of title and teaser: a consent form, a login or the front
    page does not. The revision stays: the publisher edited nothing.
    """
    text = "\n".join(paragraphs)
    known = f"{article.title}\n{article.text}"
    if token_count(text) < _LONGER * max(1, token_count(article.text)) or share_of(known, text) < _SHARED:
        return None
    return replace(
        article,
        paragraphs=tuple(paragraphs),
        language=detect_language(f"{article.title}\n{text}", article.language),
        fingerprint=fingerprint(text),
        teaser=said(article),
    )
