"""How alike two articles are in words.

A blend of two cosines over TF-IDF vectors, of the first 300 characters and of the whole; what the rarest words that
both open with say; and how much of each title the other's opening tells. Half of a word's rarity comes from a bundled
table, half from the live stream.
"""

import math
import zlib
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat
from operator import mul

from digests.language.words import content_words
from digests.stories.features import Family, Features, all_terms

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
    the rarest first; `title` those of the title with theirs.
    """

    ids: "array[int]"
    weights: "array[float]"
    strongest: "array[int]"
    opening: "array[int]"
    rarities: "array[float]"
    title: "array[int]"
    title_rarities: "array[float]"


# A word's rarity, its number in the lead and its number in the whole.
_Term = tuple[float, int, int]


class TermSpace:
    """What the stream has taught about words: how rare they are."""

    def __init__(self) -> None:
        self._counts: dict[Family, Counter[str]] = {"zh": Counter(), "en": Counter()}
        self._documents: dict[Family, int] = {"zh": 0, "en": 0}
        self._learnt_at: dict[Family, int] = {"zh": 0, "en": 0}
        self._learnt: dict[Family, dict[str, _Term]] = {"zh": {}, "en": {}}

    def observe(self, features: Features) -> None:
        """Count the words of one more article of the stream."""
        family = features.family
        self._counts[family].update(all_terms(features))
        self._documents[family] += 1
        if self._documents[family] >= _REMEMBERED_DOCUMENTS:
            self._documents[family] //= 2
            self._learnt_at[family] //= 2
            self._counts[family] = Counter({term: n // 2 for term, n in self._counts[family].items() if n > 1})

    def learnt_at(self, family: Family) -> int:
        """How many articles the stream had had when rarities were learnt last, as far as remembered."""
        return self._learnt_at[family]

    def learn(self) -> set[Family]:
        """Let the rarities be those of the stream as it is now, where it has grown enough; tells for which."""
        grown = {family for family in self._documents if self._has_grown(family)}
        for family in grown:
            self._learnt_at[family] = self._documents[family]
            self._learnt[family] = {}
        return grown

    def _has_grown(self, family: Family) -> bool:
        before, now = self._learnt_at[family], self._documents[family]
        return now > before and now >= before * (_GROWTH_TO_LEARN if before < _LONG else _GROWTH_OF_LONG)

    def _weighed(self, family: Family, terms: Iterable[str]) -> dict[str, _Term]:
        learnt = self._learnt[family]
        return {term: learnt.get(term) or learnt.setdefault(term, self._term(family, term)) for term in terms}

    def _term(self, family: Family, term: str) -> _Term:
        """Its rarity, the mean of that in the background and that in the stream, and its numbers."""
        known, documents = _background(family)
        share = known.get(term, _UNKNOWN_COUNT) / documents
        live = (self._counts[family].get(term, 0) + _PRIOR_DOCUMENTS * share) / (
            self._documents[family] + _PRIOR_DOCUMENTS
        )
        rarity = -0.5 * math.log(max(share, live / _MOST_WRONG) * live)
        return rarity, _number("l", term), _number("w", term)

    def vector_of(self, features: Features) -> Vector:
        """The vector of an article, by the rarities learnt last."""
        terms = self._weighed(features.family, all_terms(features))
        whole = _unit(_whole(features), terms)[:_KEPT_TERMS]
        lead = _unit(features.lead, terms)
        opening = sorted([terms[term] for term in features.title.keys() | features.lead.keys()], reverse=True)
        title = [terms[term] for term in features.title]
        lead_scale, whole_scale = math.sqrt(_LEAD_SHARE), math.sqrt(_WHOLE_SHARE)
        return Vector(
            ids=array("I", [terms[term][1] for _, term in lead] + [terms[term][2] for _, term in whole]),
            weights=array("f", [lead_scale * w for w, _ in lead] + [whole_scale * w for w, _ in whole]),
            strongest=array("I", [terms[term][2] for _, term in whole[:_STRONGEST_TERMS]]),
            opening=array("I", [number for _, _, number in opening[:_RAREST_TERMS]]),
            rarities=array("f", [rarity for rarity, _, _ in opening[:_RAREST_TERMS]]),
            title=array("I", [number for _, _, number in title]),
            title_rarities=array("f", [rarity for rarity, _, _ in title]),
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


def _told(titled: Vector, opening: Container[int]) -> float:
    told = sum([r for number, r in zip(titled.title, titled.title_rarities, strict=True) if number in opening])
    return told / (sum(titled.title_rarities) or 1.0)


@lru_cache(maxsize=100_000)  # a term comes back in thousands of articles
def _number(field: str, term: str) -> int:
    """A term of a field as a number, the same in every process, so that no table of all words ever seen is kept.

    Two of a million terms share a number now and then; in one pair of articles practically never.
    """
    return zlib.crc32(f"{field}:{term}".encode("utf-8", "surrogatepass"))


def _whole(features: Features) -> Mapping[str, int]:
    counts = dict(features.body)
    for term, count in features.lead.items():
        counts[term] = counts.get(term, 0) + _LEAD_COUNTS * count
    if features.title_given:
        for term, count in features.title.items():
            counts[term] = counts.get(term, 0) + _TITLE_COUNTS * count
    return counts


def _unit(counts: Mapping[str, int], terms: Mapping[str, _Term]) -> list[tuple[float, str]]:
    """The terms with their weights, strongest first, as a vector of length one."""
    raw = [((1 + math.log(count)) * terms[term][0], term) for term, count in counts.items()]
    length = math.sqrt(sum([weight * weight for weight, _ in raw])) or 1.0
    return sorted([(weight / length, term) for weight, term in raw], reverse=True)


@cache
def everyday_words() -> frozenset[str]:
    """Content words of either language that one news text in a hundred holds: they make no two texts alike."""
    return frozenset(
        word
        for known, documents in (_background("zh"), _background("en"))
        for word, count in known.items()
        if count * _EVERYDAY_IN >= documents
    )


@cache
def _background(family: Family) -> tuple[Mapping[str, int], int]:
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
