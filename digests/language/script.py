"""Simplified and Traditional Chinese, and one folded form in which texts are compared.

OpenCC converts by phrases for readers (`to_hans`, `to_hant`). For comparing, a table of single
characters is made from it once: every character stays one character, so that a place found in the
converted text is the same place in the original.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# CJK Unified Ideographs and Extension A: everything newspapers print.
_IDEOGRAPHS = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff"

# NFKC leaves these apart, yet publishers use them for one another.
_PUNCTUATION: dict[int, str] = str.maketrans(
    {**dict.fromkeys("“”„‟«»「」『』＂", '"'), **dict.fromkeys("‘’‚‛′＇", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
    | {"。": ".", "、": ",", "・": "·", "‧": "·", "•": "·", "…": "..."}
)
_SHORT = 600  # characters: a sentence is compared again and again, an article is not
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
# Publishers differ on the space between Chinese and Latin, and it never carries meaning.
_SPACE_BESIDE_IDEOGRAPH = re.compile(rf"(?<=[{_IDEOGRAPH}]) | (?=[{_IDEOGRAPH}])")


@cache
def _converter(config: str) -> "OpenCC":
    # Loaded when first needed: most commands never convert.
    from opencc import OpenCC

    return OpenCC(config)


@cache
def _hans_table() -> dict[int, str]:
    """Each Traditional character to its Simplified one, one to one, closed under itself."""
    characters = [chr(code) for code in _IDEOGRAPHS]
    once = to_hans("\n".join(characters))
    twice = to_hans(once).split("\n")
    return {ord(old): new for old, new in zip(characters, twice, strict=True) if old != new}


def to_hans(text: str) -> str:
    """`text` in Simplified Chinese (OpenCC `t2s`), by phrases, vocabulary as it was."""
    return str(_converter("t2s").convert(text))


def to_hant(text: str) -> str:
    """`text` in Traditional Chinese for readers in Taiwan, Hong Kong and Singapore alike.

    OpenCC `s2tw`: the character forms that most Traditional text on the web is written in (裡, 為, 說).
    Not `s2twp`, which also swaps the vocabulary (软件 to 軟體) and so would alter quotations; not `s2t`,
    whose forms (爲, 裏) no newspaper prints; not `s2hk`, whose 説 and 衞 look foreign elsewhere.
    """
    return str(_converter("s2tw").convert(text))


def hans_characters(text: str) -> str:
    """`text` with each Traditional character replaced by one Simplified character: same length, same places."""
    return text.translate(_hans_table())


def aligned(text: str) -> str:
    """`text` in Simplified characters and half-width forms for looking for facts: same length, same places."""
    return _aligned_short(text) if len(text) <= _SHORT else text.translate(_aligned_table())


@lru_cache(maxsize=8192)
def _aligned_short(text: str) -> str:
    return text.translate(_aligned_table())


@cache
def _fold_table() -> dict[int, str]:
    # 著 is a word of its own in Simplified too, so OpenCC keeps it; in 看著 it is 着.
    return _hans_table() | _PUNCTUATION | {ord("著"): "着"}


@cache
def _aligned_table() -> dict[int, str]:
    half_width = {0xFF01 + place: chr(0x21 + place) for place in range(94)}
    return _hans_table() | half_width | {0x3000: " ", 0xA0: " "}


def fold(text: str) -> str:
    """The form in which two texts are compared: NFKC, Simplified, lower case, one space, plain punctuation.

    Idempotent. Quotation marks and dashes become their ASCII forms, invisible characters go, and spaces
    beside a Chinese character go. Not for reading.
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


@lru_cache(maxsize=8192)
def _fold_short(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    simplified = unicodedata.normalize("NFKC", plain).translate(_fold_table())
    return _SPACE_BESIDE_IDEOGRAPH.sub("", _SPACE.sub(" ", simplified)).strip()
