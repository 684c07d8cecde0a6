"""What is new in a story, and what it says otherwise than was reported: lines of markup. Pure; knows no transport."""

from zoneinfo import ZoneInfo

from bot.markup import cut, escape
from bot.scripts import to_script
from bot.texts import Texts
from digests.models import Development, Told

_DIGEST_UNITS, _STORY_UNITS, _OUTLET_UNITS = 140, 240, 40


def contradicting(found: Development | None, texts: Texts, zone: ZoneInfo) -> list[str]:
    """For a digest, a line for each contradiction that its reader can read."""
    return _contradicting(found, texts, zone, _DIGEST_UNITS)


def development_lines(
    found: Development | None, texts: Texts, zone: ZoneInfo, *, contradictions: bool = True
) -> list[str]:
    """What is new, a line each, then, with `contradictions`, what differs."""
    if found is None:
        return []
    new = [f"· {escape(_told(told, texts, zone, _STORY_UNITS))}" for told in found.new if _readable(told, texts)]
    return [*new, *(_contradicting(found, texts, zone, _STORY_UNITS) if contradictions else [])]


def _contradicting(found: Development | None, texts: Texts, zone: ZoneInfo, longest: int) -> list[str]:
    pairs = [each for each in found.contradicts if _readable(each.later, texts)] if found else []
    return [
        texts(
            "story-differs",
            later=_told(each.later, texts, zone, longest),
            earlier=_told(each.earlier, texts, zone, longest),
        )
        for each in pairs
    ]


def _told(told: Told, texts: Texts, zone: ZoneInfo, longest: int) -> str:
    outlet = cut(told.outlet or texts.plain("outlet-unnamed"), _OUTLET_UNITS)
    quote = cut(to_script(told.text, told.language, texts.language), longest)
    if told.at is None:
        return texts.plain("story-told-undated", quote=quote, outlet=outlet)
    return texts.plain("story-told", quote=quote, outlet=outlet, day=texts.day(told.at, zone, short=True))


def _readable(told: Told, texts: Texts) -> bool:
    return told.language.split("-")[0] == texts.language.split("-")[0]
