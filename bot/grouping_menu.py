"""What was put into a story, with a button for each article that does not belong there. Pure."""

from collections.abc import Sequence

from bot.markup import bold, cut, escape
from bot.render import HEADLINE_UNITS, OUTLET_UNITS
from bot.scripts import to_script
from bot.texts import Texts, texts_for
from digests.models import Button, Language, Part, Story
from digests.subscriptions.groupings import Grouping

_SHOWN = 16
_TITLE_UNITS = 80
_A_ROW = 8
_LETTERS = "ABCD"


def grouping_menu(grouping: Grouping, language: Language) -> Part:
    """The articles by number and the near stories by letter."""
    texts = texts_for(language)
    story = grouping.story
    shown = grouping.articles[:_SHOWN]
    near = grouping.near[: len(_LETTERS)]
    blocks = [bold(escape(_headline(story, texts)))]
    buttons: list[tuple[Button, ...]] = []
    if len(shown) > 1:
        lines = [
            f"{number}. {escape(cut(to_script(each.title, each.language, language), _TITLE_UNITS))} "
            f"<i>{escape(cut(each.outlet or texts.plain('outlet-unnamed'), OUTLET_UNITS))}</i>"
            for number, each in enumerate(shown, start=1)
        ]
        blocks.append("\n".join([texts("grouping-articles"), *lines]))
        numbered = [Button(str(n), f"part:{each.id}") for n, each in enumerate(shown, start=1)]
        buttons += _rows(numbered)
    if near:
        lines = [f"{letter}. {escape(_headline(each, texts))}" for letter, each in zip(_LETTERS, near, strict=False)]
        blocks.append("\n".join([texts("grouping-near"), *lines]))
        buttons.append(tuple(Button(x, f"join:{story.id}:{each.id}") for x, each in zip(_LETTERS, near, strict=False)))
    if not buttons:
        blocks.append(texts("grouping-nothing"))
    buttons.append((Button(texts.plain("button-back"), f"because:{story.id}"),))
    return Part("\n\n".join(blocks), tuple(buttons))


def _headline(story: Story, texts: Texts) -> str:
    return cut(to_script(story.headline, story.language, texts.language), HEADLINE_UNITS)


def _rows(buttons: Sequence[Button]) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW)]
