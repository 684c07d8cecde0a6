"""A terminal and a pipe show what a chat shows, and nothing that outlets write takes hold of the terminal."""

import io
import re
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bot.markup import bold, escape, folded, link, plain
from bot.render import render_edition
from bot.terminal import show_buttons, to_plain_text, to_terminal
from digests.models import OutletLink
from tests.factories import make_edition, make_edition_item
from tests.unit.bot import hostile


def shown(markup: str) -> str:
    """What a colour terminal is sent."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80)
    console.print(to_terminal(markup), soft_wrap=True)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@given(hostile.seeds)
@settings(deadline=None)
def test_a_terminal_shows_every_word_of_a_message(chance: Random) -> None:
    for part in render_edition(hostile.edition(chance, 1, 7)):
        assert to_terminal(part.text).plain.replace("│ ", "") == plain(part.text)


@given(st.text(), hostile.addresses)
def test_no_word_of_an_outlet_moves_the_cursor_or_names_a_window(text: str, url: str | None) -> None:
    """Control characters in texts and addresses do not reach the terminal; ours do."""
    markup = link(f"{text}\x1b]0;owned\x07\x1b[2J", f"{url}\x1b[2J")
    sent = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", shown(markup))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", sent)


def test_bold_is_bold_and_links_are_live() -> None:
    sent = shown(f"{bold('要闻')} {link('原文', 'https://a.example/?a=1&b=2')}")
    assert "\x1b[1m要闻" in sent
    assert "https://a.example/?a=1&b=2" in sent
    assert to_terminal(link("原文", "https://a.example/")).plain == "原文"


def test_a_quotation_has_a_bar_on_every_line_and_only_there() -> None:
    text = to_terminal("前\n" + folded("依据", ["一 &lt;", "二"]) + "\n后")
    assert text.plain == "前\n│ 依据\n│ 一 <\n│ 二\n后"


def test_plain_text_has_the_addresses_beside_the_outlets() -> None:
    outlets = (OutletLink("海港日报", "https://a.example/?x=1&y=2"), OutletLink("对岸\n电台", "https://b.example/"))
    (part,) = render_edition(make_edition(items=(make_edition_item(outlets=outlets),)))
    text = to_plain_text(part.text)
    assert "海港日报 https://a.example/?x=1&y=2 · 对岸\n电台 https://b.example/" in text
    assert "<" not in text


def test_text_that_looks_like_markup_stays_text() -> None:
    assert to_terminal(escape("<b>[red]x</b>")).plain == "<b>[red]x</b>"
    assert to_plain_text(escape("a < b & c > d")) == "a < b & c > d"


def test_each_row_of_buttons_is_a_line() -> None:
    assert show_buttons([["1", "2"], ["设置"]]).plain == "[1] [2]\n[设置]"
