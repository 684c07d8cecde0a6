"""Whether what was told of an article still holds after it was edited. Pure."""

import re
from collections.abc import Iterator, Sequence

from digests.language.sentences import split_sentences
from digests.models import Article, ArticleId, Correction, Summary
from digests.summaries.claims import (
    Cited,
    turned_negations,
    unsupported_dates,
    unsupported_money,
    unsupported_names,
    unsupported_numbers,
    unsupported_percentages,
)
from digests.summaries.claims.cited import likeness
from digests.summaries.spans import find_span

_LEAST_ALIKE = 0.3
_RULES = (
    unsupported_numbers,
    unsupported_money,
    unsupported_percentages,
    unsupported_dates,
    unsupported_names,
    turned_negations,
)
# What outlets put in the place of an article that they take back.
_WITHDRAWN = re.compile(
    r"^\W*(?:撤稿|撤回|撤销|更正：?本文已撤|本文已(?:被)?(?:撤回|撤下|删除)|此文已(?:被)?(?:撤回|删除)|稿件已?撤"
    r"|(?:this|the) (?:story|article|report) (?:has been|was|is) (?:withdrawn|retracted|removed)"
    r"|retraction|retracted|withdrawn)",
    re.IGNORECASE,
)


def says_withdrawn(article: Article) -> bool:
    """Whether the outlet took the article back in so many words: its title or its text begins with saying so.

    That nothing is left of the text, or that a feed lists it no more, says nothing: feeds are cut and shortened.
    """
    openings = (article.title, *article.paragraphs[:1])
    return any(_WITHDRAWN.match(text) for text in openings)


def find_correction(
    told: Summary, edited: Article, others: Sequence[Article], *, is_gone: bool = False
) -> Correction | None:
    """What of a told summary the `edited` article does not carry any more; None where all of it holds.

    `is_gone`: its publisher took its page away. `others` are the story's other articles, which may carry it too.
    Another wording of the same facts is none.
    """
    cited = [s for s in told.sentences if any(each.article_id == edited.id for each in s.evidence)]
    if not cited:
        return None
    if is_gone or says_withdrawn(edited):
        return Correction("withdrawn", edited.outlet)
    if not edited.paragraphs:
        return None
    for sentence in cited:
        quotes = [each.quote for each in sentence.evidence if each.article_id == edited.id]
        rest = [_whole(each) for each in others if _is_cited(each.id, told)]
        if found := next(_changes(sentence.text, quotes, edited, rest), None):
            return found
    return None


def _is_cited(article_id: ArticleId, told: Summary) -> bool:
    return any(each.article_id == article_id for sentence in told.sentences for each in sentence.evidence)


def _changes(text: str, quotes: Sequence[str], edited: Article, rest: Sequence[Cited]) -> Iterator[Correction]:
    for quote in quotes:
        if find_span(quote, edited.paragraphs) is not None:
            continue
        now = _nearest(quote, edited)
        if now is None:
            if not rest:
                yield Correction("dropped", edited.outlet, old=text)
            continue
        for rule in _RULES:
            old = next(iter(rule(text, [_cited(now, edited), *rest])), None)
            if old is not None:
                new = next(iter(rule(now, [Cited(quote, edited.at)])), now)
                yield Correction("changed", edited.outlet, old=old, new=new)


def _nearest(quote: str, article: Article) -> str | None:
    """The sentence of the article that is most like what it said before."""
    sentences = [sentence for paragraph in article.paragraphs for sentence in split_sentences(paragraph)]
    best = max(sentences, key=lambda sentence: likeness(quote, sentence), default=None)
    return best if best is not None and likeness(quote, best) >= _LEAST_ALIKE else None


def _cited(sentence: str, article: Article) -> Cited:
    paragraph = next(each for each in article.paragraphs if sentence in each)
    return Cited(sentence, article.at, paragraph, f"{article.title}\n{article.text}", article.outlet or "")


def _whole(article: Article) -> Cited:
    text = f"{article.title}\n{article.text}"
    return Cited(text, article.at, text, text, article.outlet or "")
