"""The figures of the last weeks as a picture: three panels of bars, with figures and dates only.

No words stand in it: the typeface that comes with the library has no Chinese, and the caption says in the reader's
language what each panel shows.
"""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.models import DayFigures

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH, PANEL_HEIGHT = 960, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 90, 24, 34, 34
_PAPER, _INK, _LINE = (255, 255, 255), (60, 66, 74), (224, 228, 232)
COLOURS = ((38, 102, 176), (36, 140, 92), (196, 120, 32))
"""Of the three panels: blue, green, orange, as the caption names them."""
_FONT_SIZE = 17
_DATES = 6


def picture(days: Sequence[DayFigures]) -> bytes:
    """A PNG of subscribers, stories opened and messages sent by day, oldest first. Raises ValueError without days."""
    # Imported when first needed: no other message has a picture that is drawn here.
    from PIL import Image, ImageDraw, ImageFont

    if not days:
        raise ValueError("there are no days to draw")
    image = Image.new("RGB", (WIDTH, PANEL_HEIGHT * len(COLOURS)), _PAPER)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(_FONT_SIZE)
    series = ([d.subscribers for d in days], [d.opened for d in days], [d.sent for d in days])
    for number, (values, colour) in enumerate(zip(series, COLOURS, strict=True)):
        _panel(draw, font, number * PANEL_HEIGHT, values, colour)
        _dates(draw, font, (number + 1) * PANEL_HEIGHT - _BOTTOM, days)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _panel(
    draw: "ImageDraw",
    font: "FreeTypeFont | ImageFont",
    top: int,
    values: Sequence[int],
    colour: tuple[int, int, int],
) -> None:
    """Bars from zero, a line at each third of a round maximum, and the last value above its bar."""
    highest, base = nice_maximum(max(values)), top + PANEL_HEIGHT - _BOTTOM
    height = PANEL_HEIGHT - _TOP - _BOTTOM
    for step in range(3):
        y = base - height * step // 2
        draw.line((_LEFT, y, WIDTH - _RIGHT, y), fill=_LINE)
        draw.text((_LEFT - 10, y), f"{highest * step // 2:,}", fill=_INK, font=font, anchor="rm")
    slot = (WIDTH - _LEFT - _RIGHT) / len(values)
    for number, value in enumerate(values):
        x = _LEFT + slot * number
        if value:
            draw.rectangle((x + slot * 0.15, base - height * value / highest, x + slot * 0.85, base), fill=colour)
    last_x = _LEFT + slot * (len(values) - 0.5)
    draw.text(
        (last_x, base - height * values[-1] / highest - 4), f"{values[-1]:,}", fill=colour, font=font, anchor="mb"
    )


def _dates(draw: "ImageDraw", font: "FreeTypeFont | ImageFont", y: int, days: Sequence[DayFigures]) -> None:
    slot = (WIDTH - _LEFT - _RIGHT) / len(days)
    every = max(1, -(-len(days) // _DATES))
    for number in range(len(days) - 1, -1, -every):
        x = _LEFT + slot * (number + 0.5)
        draw.text((x, y + 6), f"{days[number].day:%m-%d}", fill=_INK, font=font, anchor="mt")


def nice_maximum(value: int) -> int:
    """The top of an axis: the smallest of 2, 4, 6, 10, 20, 40, 60, 100 and so on that is at least `value`."""
    scale = 1
    while True:
        for step in (2, 4, 6):
            if step * scale >= value:
                return step * scale
        scale *= 10
        if scale >= value:
            return scale
