"""The fake Telegram reads texts, keyboards and flood limits as Telegram does. No server is needed for these laws."""

import html
import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.telegram_html import EntityError, checked_link, parse_html
from tests.fakes.telegram_keyboard import Button, read_keyboard
from tests.fakes.telegram_limits import BURST, GROUP_PER_MINUTE, OVERALL_PER_S, FloodControl
from tests.fakes.telegram_params import ApiError, Params
from tests.fakes.telegram_text import MAX_ENTITIES, Entity, Formatted, trimmed, utf16_length

plain = st.text(st.characters(codec="utf-8", exclude_characters="\r"))
wide = st.text('a海😀𠮷é&<>"', min_size=1, max_size=8)
TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler", "code": "code"}


@given(plain)
def test_length_counts_two_for_each_character_outside_the_basic_plane(text: str) -> None:
    assert utf16_length(text) == len(text) + sum(ord(char) > 0xFFFF for char in text)


@given(plain)
def test_an_escaped_text_reads_as_itself_without_entities(text: str) -> None:
    assert parse_html(html.escape(text, quote=False)) == Formatted(text)


@given(st.lists(st.tuples(st.sampled_from(sorted(TAGS)), wide, wide)))
def test_an_entity_covers_exactly_what_its_tags_enclose(pieces: list[tuple[str, str, str]]) -> None:
    source = "".join(f"<{tag}>{html.escape(inside)}</{tag}>{html.escape(after)}" for tag, inside, after in pieces)
    read = parse_html(source)
    assert read.text == "".join(inside + after for _, inside, after in pieces)
    assert [(e.kind, e.of(read.text)) for e in read.entities] == [(TAGS[tag], inside) for tag, inside, _ in pieces]


@given(st.text("<>/abiu =\"'&;#x1海\n"))
def test_any_text_is_read_or_refused_with_a_reason(source: str) -> None:
    """Nothing but EntityError comes out, and what is read keeps its entities within the text."""
    with suppress(EntityError):
        read = parse_html(source)
        assert all(0 <= e.offset < e.end <= utf16_length(read.text) for e in read.entities)


@given(plain, st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)), max_size=5))
def test_trimming_cuts_outer_spaces_and_keeps_entities_inside(text: str, spans: list[tuple[int, int]]) -> None:
    entities = tuple(Entity("bold", offset, length) for offset, length in spans)
    result = trimmed(Formatted(text, entities))
    assert result.text == result.text.rstrip()
    assert result.text in text
    assert all(0 <= e.offset < e.end <= utf16_length(result.text) for e in result.entities)
    assert all(e.of(result.text).strip() for e in result.entities)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("海<x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("😀<b", "Unclosed start tag at byte offset 4"),
        ("<b>海", 'Can\'t find end tag corresponding to start tag "b"'),
        ("海港</b>", "Unexpected end tag at byte offset 6"),
        ("<b>海</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b>海</b", "Unclosed end tag at byte offset 6"),
        ("<span>海</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="https://a.test>x</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_with_the_offset_in_bytes(source: str, reason: str) -> None:
    with pytest.raises(EntityError) as caught:
        parse_html(source)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>海<i>港</i></b>", "海港", [Entity("bold", 0, 2), Entity("italic", 1, 1)]),
        ('<a href="https://a.test/?x=1&amp;y=2">n</a>', "n", [Entity("text_link", 0, 1, "https://a.test/?x=1&y=2")]),
        ('<a href="a.test/x">n</a>', "n", [Entity("text_link", 0, 1, "http://a.test/x")]),
        ('<a href="not a link">n</a>', "n", []),
        ("<a>https://a.test</a>", "https://a.test", [Entity("text_link", 0, 14, "https://a.test")]),
        ('<span class="tg-spoiler">x</span>', "x", [Entity("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [Entity("expandable_blockquote", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [Entity("blockquote", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [Entity("pre", 0, 1, None, "py")]),
        ("<B>x</>", "x", [Entity("bold", 0, 1)]),
        ("&lt;b&gt; &copy; &#28023; &#x1F600; &amp;lt; &", "<b> &copy; 海 😀 &lt; &", []),
        ("&#0; &#x110000; &#xD800;", "&#0; &#x110000; &#xD800;", []),
        ("&#0000065; &#00000065;", "A &#00000065;", []),
        ('<a title=x href="https://a.test" >n</a >', "n", [Entity("text_link", 0, 1, "https://a.test")]),
        ("<b></b>x", "x", []),
    ],
)
def test_html_reads_as_telegram_reads_it(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == Formatted(text, tuple(entities))


def test_what_appears_has_no_outer_spaces_no_nested_code_and_a_hundred_entities() -> None:
    assert trimmed(parse_html(" \n<b>海港 </b> ")) == Formatted("海港", (Entity("bold", 0, 2),))
    assert trimmed(parse_html("<b>  x</b>")) == Formatted("  x", (Entity("bold", 0, 3),))
    assert trimmed(parse_html("a<b> </b>b")) == Formatted("a b")
    assert trimmed(parse_html("<code><b>x</b></code>")) == Formatted("x", (Entity("code", 0, 1),))
    quoted = "<blockquote>a<blockquote>b</blockquote></blockquote>"
    assert trimmed(parse_html(quoted)) == Formatted("ab", (Entity("blockquote", 0, 2),))
    assert len(trimmed(parse_html("<b>x</b>y" * (MAX_ENTITIES + 1))).entities) == MAX_ENTITIES


def test_only_web_and_telegram_addresses_are_links() -> None:
    assert checked_link("tg://user?id=7") == "tg://user?id=7"
    assert checked_link("javascript:alert(1)") is None
    assert checked_link("/relative") is None


def with_keyboard(*rows: object) -> Params:
    return Params({"reply_markup": json.dumps({"inline_keyboard": list(rows)})})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([{"text": "x", "callback_data": "海" * 22}], "BUTTON_DATA_INVALID"),
        ([{"text": "x", "callback_data": ""}], "BUTTON_DATA_INVALID"),
        ([{"text": "x"}], "Text buttons are unallowed"),
        ([{"callback_data": "x"}], "must be of type String"),
        ([{"text": "x", "url": "nowhere"}], "Wrong HTTP URL"),
        ([{"text": "x", "callback_data": "x"}] * 101, "reply markup is too long"),
        (["x"], "must be an Object"),
        ("x", "must be an Array"),
    ],
)
def test_a_keyboard_that_telegram_refuses_is_refused(row: object, reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        read_keyboard(with_keyboard(row))


def test_callback_data_may_fill_its_64_bytes() -> None:
    data = "海" * 21 + "x"
    assert read_keyboard(with_keyboard([{"text": "x", "callback_data": data}], [])) == ((Button("x", data),),)


@settings(deadline=None)  # the longest lists take longer than hypothesis allows on a busy machine
@given(st.lists(st.floats(0, 0.4), min_size=40, max_size=120))
def test_no_second_holds_more_than_thirty_messages(gaps: list[float]) -> None:
    flood, now, accepted = FloodControl(), 0.0, list[float]()
    for chat_id, gap in enumerate(gaps):
        now += gap * gap
        accepted += [now] if flood.admit(chat_id, now) is None else []
    assert all(sum(at - 1 < other <= at for other in accepted) <= OVERALL_PER_S for at in accepted)


@given(st.lists(st.floats(0, 3), min_size=1, max_size=80))
def test_who_waits_as_told_is_let_through(gaps: list[float]) -> None:
    """After `retry_after` seconds the same message passes, in a group as anywhere."""
    flood, now = FloodControl(), 0.0
    for gap in gaps:
        now += gap
        wait = flood.admit(-1, now, group=True)
        if wait is not None:
            assert wait >= 1
            now += wait
            assert flood.admit(-1, now, group=True) is None


def test_a_chat_takes_a_short_burst_then_one_a_second() -> None:
    flood = FloodControl()
    assert [flood.admit(7, 0.0) for _ in range(BURST + 1)] == [None] * BURST + [1]
    assert flood.admit(8, 0.0) is None
    assert [flood.admit(7, float(at)) for at in range(1, 20)] == [None] * 19


def test_a_group_takes_twenty_a_minute_and_says_how_long_to_wait() -> None:
    flood = FloodControl()
    assert [flood.admit(-1, 2.0 * at, group=True) for at in range(GROUP_PER_MINUTE)] == [None] * GROUP_PER_MINUTE
    assert flood.admit(-1, 40.0, group=True) == 20
    assert flood.admit(-1, 60.0, group=True) is None


def test_a_paid_broadcast_may_send_a_thousand_a_second() -> None:
    flood = FloodControl()
    answers = [flood.admit(chat_id, 0.0, paid=True) for chat_id in range(1001)]
    assert answers == [None] * 1000 + [1]
