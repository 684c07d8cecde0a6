"""The slips of a scripted model: one true sentence made false in a known way. What goes out of it is measured."""

import random
import re
from collections.abc import Callable

from digests.language.facts import find_names, find_numbers, find_quotes

_HEDGES = re.compile("可能|预计|有望|计划|拟(?=[在于将])|或将")
_DENIALS = re.compile("没有|尚未|并未|未能|未(?![来知婚])|不(?=[会能是再])(?!能不|会不|是否)")
_SPEAKER = re.compile(r"^[^，。“”]{2,24}(?:说|表示|称|指出|认为|报道)[，：]")
_OWN_CREDIT = re.compile("本[台报刊社网]|RFI|法广", re.IGNORECASE)
# Whoever is credited before somebody who says it: without the first it still has a speaker, though not the same.
_ANOTHER_SPEAKER = re.compile("^[^“”。]{2,60}?(?:表示|宣布|说|称|通报|透露|认为|坦言|指出|声明|强调|提及|证实)")
_LAST_SPEAKER = re.compile(r"，[^，。“”]{2,16}(?:说|表示|称|指出)(?=。$)")
_DAY = re.compile(r"(周|星期)([一二三四五六])|(\d{1,2})(?=[日号])")
_AFFIRMED = re.compile("已经?(?=[^，。]{2})|将(?=[在于会继举开宣出前推采实])|同意(?=[^，。])")
_DENIED = {"已": "尚未", "已经": "尚未", "将": "将不", "同意": "不同意"}

_Slip = Callable[[str], str]


def _number(text: str) -> str:
    numbers = [number for number in find_numbers(text) if number.text[0].isdecimal()]
    if not numbers:
        return text
    first = numbers[0]
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10 or 7), first.text, count=1)
    return text[: first.start] + changed + text[first.end :]


def _scale(text: str) -> str:
    """万 for 亿, and the other way round."""
    numbers = [number for number in find_numbers(text) if re.search(r"[\d一二三四五六七八九十百千][万亿]", number.text)]
    if not numbers:
        return text
    first = numbers[0]
    changed = re.sub("[万亿]", lambda unit: "亿" if unit[0] == "万" else "万", first.text, count=1)
    return text[: first.start] + changed + text[first.end :]


def _day(text: str) -> str:
    def other(match: re.Match[str]) -> str:
        if match[3]:
            return str(int(match[3]) % 28 + 1)
        return match[1] + "一二三四五六"[("一二三四五六".index(match[2]) + 2) % 6]

    return _DAY.sub(other, text, count=1)


def _name(text: str) -> str:
    names = [name for name in find_names(text) if len(name) > 1]
    return text.replace(names[0], "欧阳明远", 1) if names else text


def _quotation(text: str) -> str:
    quotes = [quote for quote in find_quotes(text) if len(quote.text) > 4]
    return text.replace(quotes[0].text, quotes[0].text[:2] + "绝对" + quotes[0].text[2:], 1) if quotes else text


def _speaker(text: str) -> str:
    left = _SPEAKER.sub("", text)
    is_own = left != text and _OWN_CREDIT.search(text[: len(text) - len(left)])
    return text if is_own or _ANOTHER_SPEAKER.match(left) else left


def _first_speaker(text: str) -> str:
    left = _SPEAKER.sub("", text)
    return left if _ANOTHER_SPEAKER.match(left) else text


SLIPS: dict[str, _Slip] = {
    "number": _number,
    "scale": _scale,
    "day": _day,
    "name": _name,
    "quotation": _quotation,
    "hedge": lambda text: _HEDGES.sub("", text),
    "negation": lambda text: _DENIALS.sub("", text, count=1),
    "negation added": lambda text: _AFFIRMED.sub(lambda found: _DENIED[found[0]], text, count=1),
    "attribution": _speaker,
    "attribution, another left": _first_speaker,
    "attribution at the end": lambda text: _LAST_SPEAKER.sub("", text),
    "markup": lambda text: f"<b>{text}</b>",
    "length": lambda text: text * 14,
    "language": lambda _: "Тихий вечер в порту без особых новостей.",
}


def slip(text: str, rng: random.Random) -> tuple[str, str] | None:
    """The sentence made false, and how; None where no slip fits it."""
    for kind in rng.sample(sorted(SLIPS), len(SLIPS)):
        changed = SLIPS[kind](text)
        if changed != text:
            return changed, kind
    return None
