"""Whether a name in Chinese characters and one in Latin letters sound alike: 林一 and Lin Yi, 沙利文 and Sullivan.

A rule for checks that forgive: foreign names are written in characters by their sound, so their consonants agree
in order, with a slip here and there.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby

from digests.language.script import hans_characters

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_NO_LETTER = re.compile("[^a-z]")
_SHORTEST = 2  # consonants; one alone says nothing

# Consonants that stand for one another when a name is written by its sound. Vowels, h, w and y are not heard.
_PINYIN_SOUNDS = (
    ("zh", "S"), ("ch", "S"), ("sh", "S"), ("ng", "N"), ("b", "P"), ("p", "P"), ("d", "T"), ("t", "T"), ("g", "K"),
    ("k", "K"), ("j", "S"), ("q", "S"), ("x", "S"), ("z", "S"), ("c", "S"), ("s", "S"), ("f", "F"), ("l", "L"),
    ("r", "L"), ("m", "N"), ("n", "N"),
)  # fmt: skip
_LATIN_SOUNDS = (
    ("tsch", "S"), ("sch", "S"), ("tch", "S"), ("ch", "S"), ("sh", "S"), ("zh", "S"), ("ts", "S"), ("ph", "F"),
    ("th", "T"), ("ck", "K"), ("ce", "S"), ("ci", "S"), ("cy", "S"),
    ("ge", "S"), ("gi", "S"), ("ng", "N"), ("b", "P"), ("p", "P"),
    ("d", "T"), ("t", "T"), ("g", "K"), ("k", "K"), ("c", "K"), ("q", "K"), ("x", "KS"), ("j", "S"), ("z", "S"),
    ("s", "S"), ("f", "F"), ("v", "F"), ("l", "L"), ("r", "L"), ("m", "N"), ("n", "N"),
)  # fmt: skip


def sound_alike(chinese: str, latin: str) -> bool:
    """Whether the two names may be one: spelt in pinyin, in either order of names, or alike in their consonants."""
    letters, syllables = _letters(latin), pinyin(chinese)
    if not letters or not syllables:
        return False
    orders = {"".join((*syllables[turn:], *syllables[:turn])) for turn in range(len(syllables))}
    if letters in orders:
        return True
    return _nearly(_consonants("".join(syllables), _PINYIN_SOUNDS), _consonants(letters, _LATIN_SOUNDS))


def spelt_in(latin: str, chinese_text: str) -> bool:
    """Whether characters that stand together in `chinese_text` are `latin` in pinyin, in either order of names."""
    words = [letters for word in latin.split() if (letters := _letters(word))]
    orders = {"".join((*words[turn:], *words[:turn])) for turn in range(len(words))}
    found = _spellings(chinese_text)
    return any(len(order) > 3 and order in spelling for order in orders for spelling in found)


@lru_cache(maxsize=4096)
def pinyin(chinese: str) -> tuple[str, ...]:
    """The syllables of the Chinese characters in `chinese`, the first reading of each, without tones."""
    readings = _readings()
    return tuple(readings[ord(character)] for character in hans_characters(chinese) if ord(character) in readings)


@lru_cache(maxsize=256)
def _spellings(text: str) -> tuple[str, ...]:
    runs = groupby(text, key=lambda character: bool(_HAN.match(character)))
    return tuple("".join(pinyin("".join(run))) for is_han, run in runs if is_han)


def _letters(latin: str) -> str:
    return _NO_LETTER.sub("", unicodedata.normalize("NFKD", latin).lower())


def _consonants(letters: str, sounds: tuple[tuple[str, str], ...]) -> str:
    heard = []
    place = 0
    while place < len(letters):
        spelling, sound = next(((s, c) for s, c in sounds if letters.startswith(s, place)), (letters[place], ""))
        heard.append(sound)
        place += len(spelling)
    return "".join(sound for sound, _ in groupby("".join(heard)))


def _nearly(one: str, other: str) -> bool:
    """No slip among up to three consonants (巴黎 is not Berlin), one among five, two among more; both begin alike."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST or one[0] != other[0]:
        return False
    slips = 0 if longer < 4 else 1 if longer < 6 else 2
    return _distance(one, other) <= slips


def _distance(one: str, other: str) -> int:
    """Levenshtein's: how many letters to add, drop or change."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        above, row[0] = row[0], place
        for column, against in enumerate(other, start=1):
            above, row[column] = row[column], min(above + (letter != against), row[column] + 1, row[column - 1] + 1)
    return row[-1]


@cache
def _readings() -> dict[int, str]:
    # The table of single characters alone, loaded when first needed.
    from pypinyin.pinyin_dict import pinyin_dict

    return {code: _letters(readings.split(",")[0].replace("ü", "u")) for code, readings in pinyin_dict.items()}
