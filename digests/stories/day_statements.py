"""The days that an article's title and opening state for a thing, each with what it is the day of."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from digests.language.dates import DateMention, find_dates
from digests.language.script import fold
from digests.language.words import content_words
from digests.models import Article
from digests.stories.statements import LOOKS_BACK, Statement, clauses_of, opening_of

DAY_UNIT = "day"
# Until, since, before and about a day is no day; of a day among several nobody knows which is meant.
_ABOUT_BEFORE = re.compile(
    r"(?:截至|截止|到|至|或|大约|每|自|从|\b(?:by|until|since|before|after|from|between|or|about|around|every|each))\s*$"
)
_ABOUT_AFTER = re.compile(r"^\s*(?:之?前|以来|之后|以后|左右|前后|起|至|到|或|\b(?:or|to|through)\b)")
# Further back a sentence tells what was.
_PAST = timedelta(days=10)


def day_statements_of(article: Article) -> Iterator[Statement]:
    """The exact days of the title and of the sentences that begin in the first 300 characters, one of a clause.

    Only days that stand there by number (28日, November 28): today, yesterday and weekdays depend on where one reads.
    `value` counts days from the year 1. Left out: spans, until and since, and what a sentence recalls.
    """
    for sentence in opening_of(article):
        if LOOKS_BACK.search(fold(sentence)):
            continue
        for clause in clauses_of(sentence):
            found = find_dates(clause, article.published_at)
            if len(found) == 1 and (day := _exact_day(found[0])) and article.at.date() - day <= _PAST:
                yield from _statement(sentence, clause, found[0], day)


def days_anywhere(article: Article) -> frozenset[Decimal]:
    """Every day that the article names by number, wherever it stands, and the day on which it was published."""
    named = (_exact_day(each) for each in find_dates(f"{article.title}\n{article.text}", article.published_at))
    return frozenset(Decimal(day.toordinal()) for day in (*named, article.at.date()) if day)


def _exact_day(mention: DateMention) -> date | None:
    return mention.first if mention.exact and mention.first == mention.last else None


def _statement(sentence: str, clause: str, mention: DateMention, day: date) -> Iterator[Statement]:
    before, after = clause[: mention.start], clause[mention.end :]
    if not _ABOUT_BEFORE.search(fold(before)) and not _ABOUT_AFTER.match(fold(after)):
        words = frozenset(content_words(f"{before} {after}"))
        yield Statement(mention.text, sentence, Decimal(day.toordinal()), DAY_UNIT, None, words)
