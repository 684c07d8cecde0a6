"""How near two texts are, whatever their script, punctuation and spacing."""

import re
from collections.abc import Iterable
from functools import lru_cache

from xxhash import xxh3_64_digest

from digests.language.script import fold

_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7af]|[^\W_]+")
# Four characters or words tell a text; single ones only its subject.
_SHINGLE = 4
_GRAM = 5
_BITS = tuple(bytes((value >> bit) & 1 for value in range(256)) for bit in range(8))


def fingerprint(text: str) -> str:
    """A 64-bit simhash of `text` (Charikar 2002) as 16 hexadecimal digits: near-copies differ in few bits.

    Over runs of four Chinese characters or words of the folded text. An empty text has sixteen zeros.
    """
    hashes = b"".join(set(map(xxh3_64_digest, _shingles(text))))
    half = len(hashes) // 8 / 2
    value = 0
    for place in range(8):
        column = hashes[place::8]
        for bit in range(8):
            value = value << 1 | (column.translate(_BITS[bit]).count(1) > half)
    return f"{value:016x}"


def distance(a: str, b: str) -> int:
    """In how many of 64 bits two fingerprints differ."""
    return (int(a, 16) ^ int(b, 16)).bit_count()


def containment(a_text: str, b_text: str) -> float:
    """The share (0 to 1) of the shorter text's runs of five characters or words that the longer one holds."""
    a, b = _grams(a_text, _GRAM), _grams(b_text, _GRAM)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def overlap(a_text: str, b_text: str, *, length: int = _GRAM) -> float:
    """The share (0 to 1) of the longer text's runs of `length` characters or words that the shorter one holds too."""
    a, b = _grams(a_text, length), _grams(b_text, length)
    return len(a & b) / max(len(a), len(b)) if a and b else 0.0


def share_of(part: str, whole: str) -> float:
    """The share (0 to 1) of the pairs of characters or words of `part` that `whole` holds; 0 when it has none."""
    wanted, held = _grams(part, 2), _grams(whole, 2)
    return len(wanted & held) / len(wanted) if wanted else 0.0


def token_count(text: str) -> int:
    """How many Chinese characters and words `text` has."""
    return len(_TOKEN.findall(text))


def _shingles(text: str) -> Iterable[bytes]:
    """The runs of tokens of which the fingerprint is made. An article has a thousand, so no step of them is ours."""
    tokens = " ".join(_TOKEN.findall(fold(text))).encode("utf-8", "surrogatepass").split()
    if len(tokens) <= _SHINGLE:
        return [b" ".join(tokens)] if tokens else []
    return map(b" ".join, zip(*(tokens[start:] for start in range(_SHINGLE)), strict=False))


@lru_cache(maxsize=512)
def _grams(text: str, length: int) -> frozenset[str]:
    tokens = _TOKEN.findall(fold(text))
    if not tokens:
        return frozenset()
    return frozenset(" ".join(tokens[i : i + length]) for i in range(max(1, len(tokens) - length + 1)))
