"""Where outlets of one story give other figures, days or speakers for the same thing. Precision first: in doubt they
agree.

The limits were chosen by reading what came out on four days of real posts (`docs/quality.md`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from digests.language.facts import outlet_name
from digests.language.script import fold
from digests.models import Article, Disagreement, Position, in_time_order
from digests.stories.day_statements import DAY_UNIT, day_statements_of, days_anywhere
from digests.stories.origins import COPY_CONTAINMENT, containment, is_named, lead_origins
from digests.stories.speakers import SPEAKER_UNIT, spoken_in
from digests.stories.statements import Statement, numbers_anywhere, statements_of

_SAME_TIME = timedelta(hours=12)
# A count of people that is higher hours later is most often the count going on.
_COUNT_GOES_ON = timedelta(hours=3)
# Of two clauses on one thing so many words, and so large a share of the shorter clause's, are in common.
_LEAST_WORDS, _LEAST_SHARE = 3, 0.6
# One day more or less may be the time zone's.
_DAYS_APART = 2
# Below it a round number is exact; beyond so many times as much it measures something else.
_ROUNDED_FROM, _SAME_SCALE = 20, 20


@dataclass(frozen=True, slots=True)
class _Voice:
    """One outlet's newest article, read."""

    article: Article
    outlet: str
    origins: tuple[str, ...]
    statements: tuple[Statement, ...]
    numbers: frozenset[Decimal]
    days: frozenset[Decimal]


_Said = tuple[int, Statement]
"""A statement with the place of its voice."""


def disagreements(articles: Iterable[Article]) -> tuple[Disagreement, ...]:
    """What the outlets of one story state differently in titles and openings; empty where nothing surely differs.

    Only dated articles of known outlets count, of each outlet the newest; two that rest on one origin, or of which one
    is the other's copy, or that are over 12 hours apart, never disagree. The order of `articles` does not matter.
    """
    return _disagreements(tuple(in_time_order(articles)))


@lru_cache(maxsize=128)  # one story is told to thousands within a minute
def _disagreements(articles: Sequence[Article]) -> tuple[Disagreement, ...]:
    newest = {fold(outlet_name(each.outlet)): each for each in articles if each.outlet and each.published_at}
    if len(newest) < 2:
        return ()
    voices = [_voice(article) for article in newest.values()]
    groups: list[set[_Said]] = []
    for one, other in combinations(range(len(voices)), 2):
        for mine, its in _contradictions(voices[one], voices[other]):
            groups = _joined(groups, {(one, mine), (other, its)})
    return tuple(_disagreement(voices, group) for group in groups)


def _voice(article: Article) -> _Voice:
    outlet = article.outlet or ""
    return _Voice(
        article=article,
        outlet=outlet,
        origins=lead_origins(article) or (outlet,),
        statements=(*statements_of(article), *day_statements_of(article), *spoken_in(article)),
        numbers=numbers_anywhere(article),
        days=days_anywhere(article),
    )


def _contradictions(one: _Voice, other: _Voice) -> Iterator[tuple[Statement, Statement]]:
    pairs = [
        (mine, its)
        for mine in one.statements
        for its in other.statements
        if _of_one_thing(mine, its) and _differ(mine, one, its, other)
    ]
    if pairs and not _are_several(pairs) and _independent(one, other):
        yield from pairs


def _are_several(pairs: Sequence[tuple[Statement, Statement]]) -> bool:
    """Whether a clause lists several such figures or days, of places or of groups: that is no single answer."""
    kinds = {(mine.unit, mine.fate) if mine.unit == DAY_UNIT else mine.fate for mine, _ in pairs}
    mine_values, its_values = {mine.value for mine, _ in pairs}, {its.value for _, its in pairs}
    return len(mine_values) > len(kinds) or len(its_values) > len(kinds)


def _differ(mine: Statement, one: _Voice, its: Statement, other: _Voice) -> bool:
    """Whether two statements on one thing cannot both be right. Whoever knows what the other says too speaks of
    something else.
    """
    if mine.unit == SPEAKER_UNIT:
        return not is_named(mine.text, its.text) and not (_names(one, its.text) or _names(other, mine.text))
    if mine.unit == DAY_UNIT:
        far = abs(mine.value - its.value) >= _DAYS_APART
        return far and mine.value not in other.days and its.value not in one.days
    known = mine.value in other.numbers or its.value in one.numbers
    return _apart(mine.value, its.value) and not known and not _goes_on(mine, one.article, its, other.article)


def _names(voice: _Voice, name: str) -> bool:
    return fold(name) in fold(f"{voice.article.title}\n{voice.article.text}")


def _of_one_thing(mine: Statement, its: Statement) -> bool:
    if (mine.unit, mine.fate) != (its.unit, its.fate):
        return False
    if mine.unit == SPEAKER_UNIT:
        return mine.words == its.words
    shared = len(mine.words & its.words)
    enough = shared >= _LEAST_WORDS and shared >= _LEAST_SHARE * min(len(mine.words), len(its.words))
    return mine.fate is not None or enough


def _apart(mine: Decimal, its: Decimal) -> bool:
    """Whether the two are of one scale and neither may be the other rounded: 11 and 9, but not 130 and 134."""
    small, large = sorted((mine, its))
    return 0 < small < large <= small * _SAME_SCALE and large - small >= max(_step(small), _step(large))


def _step(value: Decimal) -> Decimal:
    """The last place that a figure tells: 130 is told in tens, 22.5 in tenths."""
    exponent = value.normalize().as_tuple().exponent
    if not isinstance(exponent, int):  # no number
        return Decimal(0)
    return Decimal(1) if exponent > 0 and value < _ROUNDED_FROM else Decimal(10) ** exponent


def _goes_on(mine: Statement, one: Article, its: Statement, other: Article) -> bool:
    if mine.fate is None or abs(one.at - other.at) <= _COUNT_GOES_ON:
        return False
    return (mine.value < its.value) == (one.at < other.at)


def _independent(one: _Voice, other: _Voice) -> bool:
    """Whether each speaks for itself, at about the same time."""
    return (
        abs(one.article.at - other.article.at) <= _SAME_TIME
        and not is_named(one.outlet, other.outlet)
        and not any(is_named(mine, its) for mine in one.origins for its in other.origins)
        and containment(one.article, other.article) < COPY_CONTAINMENT
    )


def _joined(groups: Sequence[set[_Said]], pair: set[_Said]) -> list[set[_Said]]:
    """The groups with a pair that joins those it touches."""
    touched = [group for group in groups if group & pair]
    return [*(group for group in groups if not group & pair), pair.union(*touched)]


def _disagreement(voices: Sequence[_Voice], group: Iterable[_Said]) -> Disagreement:
    """Each outlet once, in the order of the figures; of its title and opening what stands first."""
    said: dict[int, Statement] = {}
    for place, statement in sorted(group, key=lambda each: (each[0], voices[each[0]].statements.index(each[1]))):
        said.setdefault(place, statement)
    ordered = sorted(said.items(), key=lambda each: (each[1].value, each[0]))
    return Disagreement(tuple(_position(voices[place], statement) for place, statement in ordered))


def _position(voice: _Voice, statement: Statement) -> Position:
    return Position(voice.article.id, voice.outlet, voice.article.url, statement.text, statement.sentence)
