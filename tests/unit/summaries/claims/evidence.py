"""Invented evidence for the tests of what a text claims."""

from digests.summaries.claims import Cited
from tests.factories import NOW


def cited(quote: str, *, paragraph: str = "", article: str = "", outlet: str = "") -> list[Cited]:
    """One span of an article of Sunday 22 November 2026."""
    return [Cited(quote, NOW, paragraph or quote, article or paragraph or quote, outlet)]
