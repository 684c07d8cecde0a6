"""The slips of a scripted model: one true sentence made false in a known way. What goes out of it is measured."""

import random
import re
from collections.abc import Callable

from digests.language.facts import find_names, find_numbers, find_quotes

_HEDGES = re.compile("可能|预计|有望|计划|拟(?=[在于将])|或将")
_DENIALS = re.compile("没有|尚未|并未|未能|未|不(?=[会能是再])")
_SPEAKER = re.compile(r"^[^，。“”]{2,24}(?:说|表示|称|指出|认为|报道)[，：]")

_Slip = Callable[[str], str]


def _number(text: str) -> str:
    numbers = [number for number in find_numbers(text) if number.text[0].isdecimal()]
    if not numbers:
        return text
    first = numbers[0]
    changed = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10 or 7), first.text, count=1)
    return text[: first.start] + changed + text[first.end :]


def _name(text: str) -> str:
    names = [name for name in find_names(text) if len(name) > 1]
    return text.replace(names[0], "欧阳明远", 1) if names else text


def _quotation(text: str) -> str:
    quotes = [quote for quote in find_quotes(text) if len(quote.text) > 4]
    return text.replace(quotes[0].text, quotes[0].text[:2] + "绝对" + quotes[0].text[2:], 1) if quotes else text


SLIPS: dict[str, _Slip] = {
    "number": _number,
    "name": _name,
    "quotation": _quotation,
    "hedge": lambda text: _HEDGES.sub("", text),
    "negation": lambda text: _DENIALS.sub("", text, count=1),
    "attribution": lambda text: _SPEAKER.sub("", text),
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
