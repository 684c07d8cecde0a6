"""Who reported first, as the articles attribute it: three outlets on one report of Politico have one origin."""

from collections.abc import Iterable, Sequence

from digests.language.attributions import Attribution, find_attributions, outlet_name
from digests.language.script import fold
from digests.language.words import segment
from digests.models import Article, in_time_order

# What is credited further down is background, not where the news comes from.
_LEAD_CHARACTERS = 300
_GRAM = 5
COPY_CONTAINMENT = 0.60
"""Measured: from here on one text is a syndicated copy of the other."""

_COMPARED_CHARACTERS = 3000


def lead_origins(article: Article) -> tuple[str, ...]:
    """The outlets that the beginning of `article` credits with its news, by their one name; never its own outlet.

    Those of the first paragraph that credits anyone count, and where it passes on what another passed on
    (X援引Y报道), only Y. Whoever a source merely spoke to is no origin.
    """
    for paragraph in _lead_paragraphs(article):
        credited = [
            one
            for one in find_attributions(paragraph)
            if one.kind != "told" and not is_named(one.outlet, article.outlet)
        ]
        if credited:
            return tuple(dict.fromkeys(one.outlet for one in _furthest(credited)))
    return ()


def origins_of(members: Sequence[Article]) -> tuple[str, ...]:
    """Who stands behind a story, oldest first: those credited, else the outlets that wrote a text of their own.

    A copy of another member's text (5-gram containment of .60 or more) adds no origin. Empty only where no
    member credits anyone or has an outlet.
    """
    origins: list[str] = []
    originals: list[frozenset[str]] = []
    for article in in_time_order(members):
        credited = lead_origins(article)
        if not credited and article.outlet and not _is_copy(grams := _grams(article), originals):
            originals.append(grams)
            credited = (article.outlet,)
        origins += [name for name in credited if not any(is_named(name, other) for other in origins)]
    return tuple(origins)


def containment(one: Article, other: Article) -> float:
    """The share of the shorter text's 5-grams (characters in Chinese, words in English) that the other has too."""
    return _containment(_grams(one), _grams(other))


def is_named(name: str, outlet: str | None) -> bool:
    """Whether two names are one outlet's: 路透 and 路透社, 中央社 and (臺)中央社CNA."""
    if not outlet:
        return False
    one, other = fold(outlet_name(name)), fold(outlet_name(outlet))
    return one in other or other in one


def _lead_paragraphs(article: Article) -> Iterable[str]:
    read = 0
    for paragraph in article.paragraphs:
        if read >= _LEAD_CHARACTERS:
            return
        yield paragraph
        read += len(paragraph)


def _furthest(credited: Sequence[Attribution]) -> Sequence[Attribution]:
    return [one for one in credited if one.kind == "cited"] or credited


def _is_copy(grams: frozenset[str], originals: Iterable[frozenset[str]]) -> bool:
    return any(_containment(grams, original) >= COPY_CONTAINMENT for original in originals)


def _containment(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _grams(article: Article) -> frozenset[str]:
    folded = fold(article.text[:_COMPARED_CHARACTERS])
    units: Sequence[str] = segment(folded) if article.language == "en" else folded
    glue = " " if article.language == "en" else ""
    return frozenset(glue.join(units[place : place + _GRAM]) for place in range(len(units) - _GRAM + 1))
