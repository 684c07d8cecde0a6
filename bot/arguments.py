"""Reading what people write after a command: counts as they are written, in any digits. Pure."""

import re
import unicodedata

from bot.texts import find_topic
from digests.language.numerals import EN_WORDS, ZH_DIGITS, ZH_UNITS, zh_value
from digests.models import Topic

_CHINESE = re.compile(rf"[{ZH_DIGITS}十][{ZH_DIGITS}{ZH_UNITS}]{{0,7}}")
_SIMPLER = str.maketrans("兩萬億條個頁", "两万亿条个页")
_COUNTED = re.compile("[件条个篇页]$")
_MOST_DIGITS = 6
"""Whoever writes a longer number means something else by it, and nothing here counts so far."""


def count_in(text: str) -> int | None:
    """The whole number that a text is: 3, ３, 三, 三件, 二十, three; None for any other text, and beyond a million."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().translate(_SIMPLER)
    plain = _COUNTED.sub("", plain).strip()
    if plain.isdecimal():
        return int(plain) if len(plain) <= _MOST_DIGITS else None
    if plain in EN_WORDS:
        return int(EN_WORDS[plain])
    value = zh_value(plain) if _CHINESE.fullmatch(plain) else None
    return int(value) if value is not None and value < 10**_MOST_DIGITS else None


def count_and_topic(text: str) -> tuple[int | None, Topic | None] | None:
    """A count, a topic, or both in either order (财经 3); None for a text that is neither."""
    topic, count = find_topic(text), count_in(text)
    if topic is not None or count is not None:
        return count, topic
    first, _, last = text.partition(" ")
    for number, name in ((first, last), (last, first)):
        count, topic = count_in(number), find_topic(name)
        if count is not None and topic is not None:
            return count, topic
    return None


_ON = frozenset(("on", "yes", "开", "開", "开启", "開啟", "打开", "打開", "要"))
_OFF = frozenset(("off", "no", "none", "关", "關", "关闭", "關閉", "不要"))


def switch_in(text: str) -> bool | None:
    """Whether a text says on or off; None for any other."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return True if plain in _ON else False if plain in _OFF else None
