"""Names that a text gives and its evidence does not: people, places and institutions, through aliases and sounds."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from digests.language.aliases import aliases, kinds
from digests.language.facts import find_dates, find_names, find_quotes
from digests.language.script import aligned, fold
from digests.language.sounds import sound_alike, spelt_in
from digests.language.words import segment
from digests.summaries.claims.cited import Cited, in_chinese

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’.-]*[A-Za-zÀ-ɏ]|[A-Za-zÀ-ɏ]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_AND = re.compile(r"\s(?:and|&)\s(?:the\s)?")
_SAYS_AFTER = re.compile("(?<=..)[称说]$")  # 博雷利称: no word of the dictionary ends the name
_SMALL = frozenset(
    ("of", "the", "and", "for", "in", "on", "at", "to", "de", "la", "le", "al", "el", "bin", "van", "von")
)
# 中美, 美方, 对俄: one character stands for a country beside another such, or beside what a country has.
_FULL = {
    "中": "中国",
    "美": "美国",
    "俄": "俄罗斯",
    "日": "日本",
    "英": "英国",
    "法": "法国",
    "德": "德国",
    "韩": "韩国",
    "朝": "朝鲜",
    "台": "台湾",
    "港": "香港",
    "澳": "澳大利亚",
    "欧": "欧洲",
    "印": "印度",
    "乌": "乌克兰",
    "以": "以色列",
    "伊": "伊朗",
    "加": "加拿大",
    "菲": "菲律宾",
    "越": "越南",
    "泰": "泰国",
    "土": "土耳其",
    "巴": "巴基斯坦",
    "意": "意大利",
    "西": "西班牙",
    "荷": "荷兰",
    "波": "波兰",
}
_COUNTRIES = "".join(_FULL)
_SHORT_COUNTRY = re.compile(
    rf"(?<=[{_COUNTRIES}])[{_COUNTRIES}]|[{_COUNTRIES}](?=[{_COUNTRIES}]|方|军|媒|企|股|元|债|国|官|外长|总统|财|防|制|籍)"
    rf"|(?<=[对驻访赴在抗援反亲])[{_COUNTRIES}]"
)
# Words by which a quotation speaks of somebody whom the article named before.
_POINTS_BACK = re.compile(
    r"[他她它其该此这]|两[国人方者]|双方|上述|前者|后者|\b(?:he|she|it|they|his|her|hers|its|their|theirs|him"
    r"|them|this|that|these|those|the)\b",
    re.IGNORECASE,
)


def unsupported_names(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The names of `text`, verbatim, that nothing cited holds under any name we know.

    A name stands in the cited sentences, in their outlet, or, where those point back (he, 该公司), anywhere in
    the article. Names in the other language pass through aliases, by their sound, or by the kind of institution.
    """
    taken = [fold(mention.text) for mention in find_dates(text, None)]
    taken += [fold(quote.text) for quote in find_quotes(text)]
    for name in (part for found in find_names(text) for part in _AND.split(_SAYS_AFTER.sub("", found))):
        if not any(fold(name) in each for each in taken) and not any(_is_named(name, each) for each in evidence):
            yield name


def _is_named(name: str, cited: Cited) -> bool:
    near = f"{cited.sentences}\n{cited.outlet}"
    if _stands_in(name, near):
        return True
    points_back = _POINTS_BACK.search(near) is not None or any(fold(part) in fold(near) for part in _parts(name))
    return bool(cited.article) and points_back and _stands_in(name, cited.article)


@lru_cache(maxsize=4096)
def _stands_in(name: str, text: str) -> bool:
    """The whole name, or its parts: of a translated name those that tell it from others, above all the last."""
    if _is_known_as(name, text) or (not _HAN.search(name) and spelt_in(name, text)):
        return True
    parts = _parts(name)
    own = [part for part in parts if not kinds(part)]
    soft = [part for part in parts if kinds(part)]
    crosses = bool(_HAN.search(name)) != in_chinese(text)
    named = [_part_stands_in(part, text) for part in own]
    return (
        bool(parts)
        and all(_part_stands_in(part, text) for part in soft)
        and (all(named) or (crosses and not _HAN.search(name) and named[-1]))
    )


def _is_known_as(name: str, text: str) -> bool:
    folded = _folded(text)
    return any(_holds(folded, alias) for alias in aliases(name))


def _part_stands_in(part: str, text: str) -> bool:
    """A word of a name: as it is, by another of its names, or, translated, by its sound or its kind.

    One that we know by other names stands there under one of them, however it sounds.
    """
    if _is_known_as(part, text):
        return True
    if len(aliases(part)) > 1 and not kinds(part):
        return False
    if _HAN.search(part):
        return not in_chinese(text) and (_sounds_in(part, text) or _is_kind_in(part, text))
    if part.isupper() and _is_initials(part, text):
        return True
    return _HAN.search(text) is not None and (
        spelt_in(part, text) or any(sound_alike(name, part) for name in _han_names(text)) or _is_kind_in(part, text)
    )


def _sounds_in(part: str, text: str) -> bool:
    bare = part.rstrip("城市省县区镇村州岛港湾山河江")
    return any(sound_alike(part, word) or (bool(bare) and sound_alike(bare, word)) for word in _latin_names(text))


def _is_kind_in(part: str, text: str) -> bool:
    return not kinds(part).isdisjoint(_kinds_in(text))


def _holds(folded_text: str, alias: str) -> bool:
    if not alias.isascii():
        return alias in folded_text
    return re.search(rf"(?<![a-z]){re.escape(alias)}(?:'s|s)?(?![a-z])", folded_text) is not None


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    """The text with its short names of countries written out."""
    plain = aligned(text)
    full = " ".join(_FULL[match.group()] for match in _SHORT_COUNTRY.finditer(plain))
    return f"{fold(text)} {fold(full)}"


@lru_cache(maxsize=2048)
def _parts(name: str) -> tuple[str, ...]:
    if not _HAN.search(name):
        return tuple(word for word in _LATIN_WORD.findall(name) if word.lower() not in _SMALL)
    return tuple(part for word in segment(name) for part in word.split("·") if part)


@lru_cache(maxsize=1024)
def _latin_names(text: str) -> tuple[str, ...]:
    words = [word for word in _LATIN_WORD.findall(text) if word[0].isupper()]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return tuple(dict.fromkeys([*words, *pairs]))


@lru_cache(maxsize=1024)
def _han_names(text: str) -> tuple[str, ...]:
    """What may be a foreign name in a Chinese text: its names, their parts, and runs of two to five characters."""
    names = [part for name in find_names(text) for part in re.split("[·‧・•]", name)]
    runs = re.findall("[\u4e00-\u9fff]+", aligned(text))
    windows = [run[at : at + size] for run in runs for size in range(2, 6) for at in range(len(run) - size + 1)]
    return tuple(dict.fromkeys([*names, *windows[:400]]))


@lru_cache(maxsize=1024)
def _kinds_in(text: str) -> frozenset[str]:
    if in_chinese(text):
        return kinds(aligned(text))
    return frozenset(kind for word in _LATIN_WORD.findall(text) for kind in kinds(word))


def _is_initials(part: str, text: str) -> bool:
    """WHO for World Health Organization."""
    letters = part.replace(".", "")
    initials = "".join(word[0] for word in _LATIN_WORD.findall(text) if word[0].isupper())
    return len(letters) > 1 and letters in initials
