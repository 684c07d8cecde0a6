"""Features as octets, so that a process that starts again need not read every live article's words anew."""

import json
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from digests.models import ArticleId
from digests.stories.features import Features
from digests.stories.markers import Markers, one_of_equals

FORM = f"1-{sys.byteorder}"
"""Of what `pack` writes. Raise the number whenever `features_of` says something else of the same article."""

_LENGTHS = struct.Struct("<8I")


def pack(features: Features) -> bytes:
    """`features` without the article's id."""
    head = json.dumps(_head(features), ensure_ascii=True, separators=(",", ":")).encode("ascii")
    told = features.markers.told.tobytes()
    counts = [part for terms in (features.title, features.lead, features.body) for part in _counts(terms)]
    parts = [head, told, *counts]
    return b"".join([_LENGTHS.pack(*map(len, parts)), *parts])


def unpack(article_id: ArticleId, packed: bytes) -> Features:
    """What was packed. Raises ValueError where `packed` is nothing that `pack` wrote."""
    try:
        head, told, *counts = _parts(packed)
        terms = map(_terms, counts[::2], counts[1::2])
        return _features(article_id, json.loads(head), told, list(terms))
    except (struct.error, ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"these are no packed features: {error}") from error


def _parts(packed: bytes) -> Iterator[bytes]:
    start = _LENGTHS.size
    for length in _LENGTHS.unpack_from(packed):
        yield packed[start : start + length]
        start += length


def _counts(terms: Mapping[int, int]) -> tuple[bytes, bytes]:
    return array("I", terms).tobytes(), bytes(terms.values())


def _terms(numbers: bytes, counts: bytes) -> dict[int, int]:
    return dict(zip(array("I", numbers), counts, strict=True))


def _head(features: Features) -> Mapping[str, object]:
    marks = features.markers
    return {
        "family": features.family,
        "origins": sorted(features.origins),
        "outlet": features.outlet,
        "at": features.at.isoformat(),
        "dated": features.dated,
        "written_at": features.written_at and features.written_at.isoformat(),
        "title_given": features.title_given,
        "round_up": features.round_up,
        "ordinals": _values(marks.ordinals),
        "figures": _values(marks.figures),
        "title_days": sorted(map(str, marks.title_days)),
        "lead_days": sorted(map(str, marks.lead_days)),
        "implied_at": marks.implied_at and marks.implied_at.isoformat(),
    }


def _features(
    article_id: ArticleId, head: Mapping[str, Any], told: bytes, counts: Sequence[Mapping[int, int]]
) -> Features:
    title, lead, body = counts
    at = datetime.fromisoformat(head["at"])
    return Features(
        article_id=article_id,
        family=head["family"],
        title=title,
        lead=lead,
        body=body,
        markers=_markers(head, told),
        origins=frozenset(head["origins"]),
        outlet=head["outlet"] and sys.intern(head["outlet"]),
        at=at,
        dated=head["dated"],
        written_at=at if head["dated"] else _moment(head["written_at"]),
        title_given=head["title_given"],
        round_up=head["round_up"],
    )


def _markers(head: Mapping[str, Any], told: bytes) -> Markers:
    return Markers(
        ordinals=_decimals(head["ordinals"]),
        figures=_decimals(head["figures"]),
        title_days=_days(head["title_days"]),
        lead_days=_days(head["lead_days"]),
        told=array("I", told),
        implied_at=_moment(head["implied_at"]),
    )


def _values(by_unit: Mapping[str, frozenset[Decimal]]) -> Mapping[str, list[str]]:
    return {unit: sorted(map(str, values)) for unit, values in by_unit.items()}


def _decimals(by_unit: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[Decimal]]:
    return {unit: frozenset(map(Decimal, values)) for unit, values in by_unit.items()}


def _days(days: Iterable[str]) -> frozenset[date]:
    return one_of_equals(frozenset(map(date.fromisoformat, days)))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
