"""Which of the three languages a text is in: zh-Hans, zh-Hant or en."""

import re
from collections import Counter
from functools import cache

from digests.language.script import hans_characters, to_hant
from digests.models import Language

# Enough to be sure, and a long text costs no more than a page.
_LOOKED_AT = 4000
_CAPITALISED_WEIGHT = 1 / 4  # names and product names travel between languages, so they say less
_HAN_PER_WORD = 1.5  # characters in an average Chinese word of news

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_LATIN_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-zÀ-ɏ][\w'’-]*")
_LATIN_TOKEN_END = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
_HANT_QUOTES = re.compile("[「」『』]")


def detect_language(text: str, hint: Language | None = None) -> Language:
    """The language of `text`; `hint` (the source's language) decides ties.

    Chinese with English names in it is Chinese and the other way round. The script is told by the
    characters that exist in one script only. Other languages fall to the nearest a reader may know:
    Japanese by its Chinese characters, all else to `hint`, or English when it has letters. An empty
    text is `hint` or zh-Hans.
    """
    sample = text[:_LOOKED_AT]
    chinese = (len(_HAN.findall(sample)) + len(_KANA.findall(sample))) / _HAN_PER_WORD
    english = sum(map(_word_weight, _LATIN_WORD.findall(_LATIN_TOKEN_END.sub(" ", sample))))
    if chinese == english == 0:
        return hint or ("en" if any(map(str.isalpha, sample)) else "zh-Hans")
    if english > chinese or (english == chinese and hint == "en"):
        return "en"
    return _chinese_script(sample, hint)


def _word_weight(word: str) -> float:
    return 1.0 if word.islower() else _CAPITALISED_WEIGHT


def _chinese_script(text: str, hint: Language | None) -> Language:
    only_hans, only_hant = _one_script_characters()
    counts = Counter(text)
    # Looked up one by one: an intersection would go through the thousands of the larger set for each text.
    hans = sum(count for character, count in counts.items() if character in only_hans)
    hant = sum(count for character, count in counts.items() if character in only_hant)
    if hans != hant:
        return "zh-Hans" if hans > hant else "zh-Hant"
    if hint is not None and hint != "en":
        return hint
    return "zh-Hant" if _HANT_QUOTES.search(text) else "zh-Hans"


@cache
def _one_script_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of Simplified only, and of Traditional only.

    GB 2312 is the character set of Simplified print, level 1 of Big5 that of Traditional print; a
    character in both (后, 里, 台, 乾) says nothing, whatever OpenCC makes of it.
    """
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    as_hans = hans_characters("".join(characters))
    as_hant = to_hant("\n".join(characters)).split("\n")
    hans = {old for old, new in zip(characters, as_hant, strict=True) if old != new and not _in_big5(old)}
    hant = {old for old, new in zip(characters, as_hans, strict=True) if old != new and not _in_gb2312(old)}
    return frozenset(filter(_in_gb2312, hans)), frozenset(hant)


def _in_gb2312(character: str) -> bool:
    return len(character.encode("gb2312", "ignore")) == 2


def _in_big5(character: str) -> bool:
    encoded = character.encode("big5", "ignore")
    # Level 2, from lead byte C9, holds rare characters that happen to look like Simplified ones (万, 与, 体).
    return len(encoded) == 2 and encoded[0] < 0xC9
