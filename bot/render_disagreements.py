"""What the outlets of a story state differently, with their sentences. Pure."""

from collections.abc import Sequence

from bot.markup import cut, escape, link
from bot.render import OUTLET_UNITS, in_own_script
from bot.texts import Texts
from digests.models import Disagreement, Position

_SHOWN, _POSITIONS_SHOWN = 3, 4
_SENTENCE_UNITS = 160


def positions(disagreements: Sequence[Disagreement], texts: Texts) -> list[str]:
    """A line of markup for each outlet's figure: the figure, the outlet linked to its article, and its sentence."""
    return [
        _line(position, texts)
        for disagreement in disagreements[:_SHOWN]
        for position in disagreement.positions[:_POSITIONS_SHOWN]
    ]


def _line(position: Position, texts: Texts) -> str:
    value = escape(in_own_script(cut(position.value, OUTLET_UNITS), texts.language))
    sentence = in_own_script(cut(position.sentence, _SENTENCE_UNITS), texts.language)
    colon = ": " if texts.language == "en" else "："
    outlet = link(cut(position.outlet, OUTLET_UNITS), position.url)
    return f"· {value} {outlet}{colon}{texts('story-quote', quote=sentence)}"
