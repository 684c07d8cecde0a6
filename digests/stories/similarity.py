"""How alike two articles are in words.

A blend of two cosines over TF-IDF vectors, of the first 300 characters and of the whole; what the rarest words that
both open with say; and how much of each title the other's opening tells. Half of a word's rarity comes from a bundled
table, half from the live stream.
"""

import math
from array import array
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import mul

from digests.language.words import content_words
from digests.stories.features import MOST_COUNTED, Family, Features, all_terms, term_number

# Fitted on the tuning days together with the other weights of `digests.stories.evidence`.
_LEAD_SHARE, _WHOLE_SHARE = 0.58, 0.42
# In the whole, a word of the title counts as three of the body, one of the lead as two.
_TITLE_COUNTS, _LEAD_COUNTS = 3, 2
_STRONGEST_TERMS = 20  # measured: recall .923 against .925 with all, a twelfth of the time
_KEPT_TERMS = 80
_RAREST_TERMS = 60  # of title and lead together

# Rarity below this is everyday news vocabulary: about one article in fifty. Six shared words say all there is to say.
_EVERYDAY = 4.0
_COUNTED_RARE = 6
_EVERYDAY_IN = 100  # documents

# The stream weighs as much as the background once this many articles were seen.
_PRIOR_DOCUMENTS = 300.0
# Older articles are forgotten by halves, so that last year's words do not pass for common for ever.
_REMEMBERED_DOCUMENTS = 60_000
# What is rare is learnt anew when the stream has grown by so much, a long one by a tenth; in between the same word
# weighs the same. At a tenth, one of 73 joined pairs of a day of 324 posts depended on who came last.
_GROWTH_TO_LEARN, _GROWTH_OF_LONG, _LONG = 1.04, 1.1, 1000
# A word that the background does not know stands in half a document of it.
_UNKNOWN_COUNT = 0.5
_ENGLISH_DOCUMENTS = 10_000

# The background may be wrong about this year's names, but not by more than this.
_MOST_WRONG = 20


@dataclass(frozen=True, slots=True)
class Vector:
    """The weighted terms of one article, packed.

    `strongest` are those by which others find it. `opening` holds the words of title and lead with their `rarities`,
    the rarest first; `title` those of the title, each with its share in the rarity of all, the rarest first.
    """

    ids: "array[int]"
    weights: "array[float]"
    strongest: "array[int]"
    opening: "array[int]"
    rarities: "array[float]"
    title: "array[int]"
    title_shares: "array[float]"


# A term of the lead is another than the same of the whole.
_OF_LEAD = 0x5BD1E995
# How much so many times count; no more can be counted than this in title, lead and body together.
_DAMPED = [0.0, *(1 + math.log(count) for count in range(1, (1 + _LEAD_COUNTS + _TITLE_COUNTS) * MOST_COUNTED + 1))]


@dataclass(slots=True)
class _Stream:
    """The articles of one family of languages: in how many each term stood, and at how many this was looked at last."""

    counts: Counter[int] = field(default_factory=Counter)
    documents: int = 0
    learnt_at: int = 0

    def has_grown(self) -> bool:
        before, now = self.learnt_at, self.documents
        return now > before and now >= before * (_GROWTH_TO_LEARN if before < _LONG else _GROWTH_OF_LONG)

    def halve(self) -> None:
        self.documents //= 2
        self.learnt_at //= 2
        self.counts = Counter({term: n // 2 for term, n in self.counts.items() if n > 1})


class _Rarities(dict[int, float]):
    """How rare the terms of one family of languages are: looked up once, then kept."""

    def __init__(self, stream: _Stream, family: Family) -> None:
        self._stream = stream
        self._background, self._documents = _background(family)

    def __missing__(self, term: int) -> float:
        """The mean of its rarity in the background and that in the stream."""
        share = self._background.get(term, _UNKNOWN_COUNT) / self._documents
        stream = self._stream
        live = (stream.counts.get(term, 0) + _PRIOR_DOCUMENTS * share) / (stream.documents + _PRIOR_DOCUMENTS)
        rarity = self[term] = -0.5 * math.log(max(share, live / _MOST_WRONG) * live)
        return rarity


class TermSpace:
    """What the stream has taught about words: how rare they are."""

    def __init__(self) -> None:
        self._streams: dict[Family, _Stream] = {"zh": _Stream(), "en": _Stream()}
        self._rarities: dict[Family, _Rarities] = {}

    def observe(self, features: Features) -> None:
        """Count the words of one more article of the stream."""
        stream = self._streams[features.family]
        stream.counts.update(all_terms(features))
        stream.documents += 1
        if stream.documents >= _REMEMBERED_DOCUMENTS:
            stream.halve()

    def learnt_at(self, family: Family) -> int:
        """How many articles the stream had had when rarities were learnt last, as far as remembered."""
        return self._streams[family].learnt_at

    def learn(self) -> set[Family]:
        """Let the rarities be those of the stream as it is now, where it has grown enough; tells for which."""
        grown = {family for family, stream in self._streams.items() if stream.has_grown()}
        for family in grown:
            self._streams[family].learnt_at = self._streams[family].documents
            self._rarities.pop(family, None)
        return grown

    def _rarities_of(self, family: Family) -> _Rarities:
        if family not in self._rarities:
            self._rarities[family] = _Rarities(self._streams[family], family)
        return self._rarities[family]

    def vector_of(self, features: Features) -> Vector:
        """The vector of an article, by the rarities learnt last."""
        rarities = self._rarities_of(features.family)
        whole = sorted(_unit(_whole(features), rarities, _WHOLE_SHARE), reverse=True)[:_KEPT_TERMS]
        lead = _unit(features.lead, rarities, _LEAD_SHARE)
        opening = sorted([(rarities[term], term) for term in {**features.title, **features.lead}], reverse=True)
        opening = opening[:_RAREST_TERMS]
        title = sorted([(rarities[term], term) for term in features.title], reverse=True)
        named = sum([rarity for rarity, _ in title]) or 1.0
        return Vector(
            ids=array("I", [term ^ _OF_LEAD for _, term in lead] + [term for _, term in whole]),
            weights=array("f", [weight for weight, _ in lead] + [weight for weight, _ in whole]),
            strongest=array("I", [term for _, term in whole[:_STRONGEST_TERMS]]),
            opening=array("I", [term for _, term in opening]),
            rarities=array("f", [rarity for rarity, _ in opening]),
            title=array("I", [term for _, term in title]),
            title_shares=array("f", [rarity / named for rarity, _ in title]),
        )


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A vector as mappings, for comparing it with many."""

    vector: Vector
    weights: Mapping[int, float]
    opening: Mapping[int, float]


def unpacked(vector: Vector) -> Unpacked:
    return Unpacked(
        vector,
        dict(zip(vector.ids, vector.weights, strict=True)),
        dict(zip(vector.opening, vector.rarities, strict=True)),
    )


def likeness(one: Unpacked, other: Vector) -> float:
    """How alike two texts are, 0 to 1."""
    total: float = sum(map(mul, map(one.weights.get, other.ids, repeat(0.0)), other.weights))
    return total


def shared_rarity(one: Unpacked, other: Vector) -> float:
    """What the rarest words that two openings share say, 0 for none: the excess of their rarity over everyday words."""
    opening = one.opening
    shared = [opening[number] for number in other.opening if number in opening][:_COUNTED_RARE]
    return sum([rarity - _EVERYDAY for rarity in shared if rarity > _EVERYDAY])


def told_of_titles(one: Unpacked, other: Vector) -> tuple[float, float]:
    """The shares of either title that the other's opening tells, by rarity of the words: the smaller, the larger."""
    mine, its = _told(one.vector, set(other.opening)), _told(other, one.opening)
    return (mine, its) if mine < its else (its, mine)


def share_the_rarest(one: Vector, other: Vector) -> bool:
    """Whether the rarest word of either title, most often a place or a name, stands in the other's opening."""
    return _tells(one, other.title[:1]) and _tells(other, one.title[:1])


def _tells(vector: Vector, terms: "array[int]") -> bool:
    return any(term in vector.opening for term in terms)


def _told(titled: Vector, opening: Container[int]) -> float:
    return sum([share for term, share in zip(titled.title, titled.title_shares, strict=True) if term in opening])


def _whole(features: Features) -> Mapping[int, int]:
    counts = dict(features.body)
    for term, count in features.lead.items():
        counts[term] = counts.get(term, 0) + _LEAD_COUNTS * count
    if features.title_given:
        for term, count in features.title.items():
            counts[term] = counts.get(term, 0) + _TITLE_COUNTS * count
    return counts


def _unit(counts: Mapping[int, int], rarities: _Rarities, share: float) -> list[tuple[float, int]]:
    """The terms with their weights, as a vector of which the square of the length is `share`."""
    raw = [(_DAMPED[count] * rarities[term], term) for term, count in counts.items()]
    scale = math.sqrt(share) / (math.sqrt(sum([weight * weight for weight, _ in raw])) or 1.0)
    return [(weight * scale, term) for weight, term in raw]


@cache
def everyday_words() -> frozenset[str]:
    """Content words of either language that one news text in a hundred holds: they make no two texts alike."""
    return frozenset(
        word
        for known, documents in (_counted("zh"), _counted("en"))
        for word, count in known.items()
        if count * _EVERYDAY_IN >= documents
    )


@cache
def _background(family: Family) -> tuple[Mapping[int, int], int]:
    """How many of how many documents hold a term, by its number."""
    known, documents = _counted(family)
    return {term_number(word): count for word, count in known.items()}, documents


@cache
def _counted(family: Family) -> tuple[Mapping[str, int], int]:
    """How many of how many documents hold a word.

    Chinese: counted over 11,701 news texts, the 9,000 commonest words. English has no such table: a list, written by
    hand, of words that any news may hold, each taken to stand in two of a hundred texts.
    """
    if family == "en":
        words = content_words(_data("background_en.txt"))
        return dict.fromkeys(words, _ENGLISH_DOCUMENTS // 50), _ENGLISH_DOCUMENTS
    first, *lines = _data("background_zh.tsv").splitlines()
    return {term: int(count) for term, count in (line.split("\t") for line in lines)}, int(first)


def _data(name: str) -> str:
    return files("digests.stories").joinpath(name).read_text("utf-8")
