"""What is said when something that was told is not so any more. Pure."""

from zoneinfo import ZoneInfo

from bot.markup import cut
from bot.render import OUTLET_UNITS
from bot.scripts import to_script
from bot.texts import texts_for
from digests.models import Correction, Edition, Part

_WORDS_UNITS = 300


def render_correction(edition: Edition, number: int, correction: Correction) -> Part:
    """One sentence: which item of which digest, what it said, and what its source says now."""
    texts = texts_for(edition.language)
    written = edition.items[number - 1].summary.text_language
    old, new = (
        to_script(cut(words, _WORDS_UNITS), written, texts.language) for words in (correction.old, correction.new)
    )
    return Part(
        texts(
            f"correction-{correction.kind}",
            time=texts.clock(edition.due_at, ZoneInfo(edition.timezone)),
            number=number,
            outlet=cut(correction.outlet or texts.plain("outlet-unnamed"), OUTLET_UNITS),
            old=old,
            new=new,
        )
    )
