"""What a story says that was not reported before in its storyline, and where it says otherwise. Pure, no model."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digests.language.dates import find_dates
from digests.language.names import find_names
from digests.language.numbers import Quantity, find_numbers
from digests.language.script import fold
from digests.models import Article, Development
from digests.stories.clauses import Statement, compared, statements
from digests.stories.contradictions import contradictions
from digests.stories.features import Family

_MOST_NEW = 2
_MOST_CONTRADICTIONS = 1
# Shares of a sentence's content words, set on the seeds and on 25 June of the posts.
_MOSTLY_NEW = 0.6
_NEW_WITH_A_NAME = 0.35
_NEW_WITH_AN_AMOUNT = 0.15
_TOO_ALIKE = 0.6
_FACT_WORTH, _FACTS_COUNTED = 0.15, 2
_PLACE_COSTS = 0.06
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """All that was reported: its words, amounts and days, and the folded text in which names are looked for."""

    words: frozenset[str]
    numbers: tuple[Quantity, ...]
    days: frozenset[tuple[date | None, date | None]]
    text: str


def development(before: Sequence[Article], after: Sequence[Article]) -> Development | None:
    """What the articles of a story (`after`) say beyond those of the stories before it (`before`), both oldest first.

    Chinese is compared with Chinese and English with English; a language in which nothing was reported before is left
    out. At most two new sentences, best first, and one contradiction, all verbatim. None where there is nothing.
    """
    new: list[tuple[float, Statement]] = []
    against = []
    families: tuple[Family, ...] = ("zh", "en")
    for family in families:
        old, now = statements(before, family), statements(after, family)
        if old and now:
            known = _known([statement.article for statement in old])
            subject = frozenset(word for each in now for word in compared(each.article.title))
            new += [(worth, each) for each in now if (worth := _worth(each, known, subject)) > 0]
            against += contradictions(old, now, most=_MOST_CONTRADICTIONS)
    found = Development(tuple(each.told for each in _best(new)), tuple(against[:_MOST_CONTRADICTIONS]))
    return found if found.new or found.contradicts else None


def _known(articles: Sequence[Article]) -> _Known:
    unique = list(dict.fromkeys(articles))
    texts = [f"{article.title}\n{article.text}" for article in unique]
    return _Known(
        words=frozenset(word for text in texts for word in compared(text)),
        numbers=tuple(number for text in texts for number in find_numbers(text)),
        days=frozenset(
            (found.first, found.last)
            for article, text in zip(unique, texts, strict=True)
            for found in find_dates(text, article.published_at)
        ),
        text=fold("\n".join(texts)),
    )


def _worth(statement: Statement, known: _Known, subject: frozenset[str]) -> float:
    """How much it tells of the subject that was not reported: 0 for nothing."""
    words = statement.words
    if len(words) < _FEWEST_WORDS or not words & subject:
        return 0.0
    unheard = len(words - known.words) / len(words)
    facts = _new_facts(statement, known, unheard)
    if unheard < _MOSTLY_NEW and not facts:
        return 0.0
    return max(0.01, unheard + _FACT_WORTH * min(_FACTS_COUNTED, facts) - _PLACE_COSTS * statement.place)


def _new_facts(statement: Statement, known: _Known, unheard: float) -> int:
    """How many amounts and days of it, and how many names among enough new words, were not reported."""
    text = statement.text
    facts = 0
    if unheard >= _NEW_WITH_AN_AMOUNT:
        days = {(each.first, each.last) for each in find_dates(text, statement.article.published_at) if each.exact}
        amounts = [each for each in find_numbers(text) if not any(map(each.agrees_with, known.numbers))]
        facts += len(amounts) + len(days - known.days)
    if unheard >= _NEW_WITH_A_NAME:
        facts += sum(fold(name) not in known.text for name in find_names(text))
    return facts


def _best(found: Sequence[tuple[float, Statement]]) -> list[Statement]:
    """The worthiest, none of which says again what another says."""
    chosen: list[Statement] = []
    for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].place, pair[1].article.id)):
        if len(chosen) < _MOST_NEW and not any(_alike(each, other) for other in chosen):
            chosen.append(each)
    return chosen


def _alike(one: Statement, other: Statement) -> bool:
    return len(one.words & other.words) > _TOO_ALIKE * min(len(one.words), len(other.words))
