"""The public page of a Telegram channel is a feed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.errors import NotAFeed
from digests.models import Document, Feed
from digests.sources.parse import parse_feed

HEAD = (
    '<!DOCTYPE html><html><head><title>海港</title></head><body class="tgme_page"><div class="tgme_channel_info">'
    '<div class="tgme_channel_info_header_title"><span dir="auto">海港快讯 &amp; 渡轮</span></div></div>'
)


def message(number: int, text: str, *, inside: str = "", kind: str = "") -> str:
    words = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return (
        f'<div class="tgme_widget_message_wrap"><div class="tgme_widget_message {kind}" data-post="haigang/{number}">'
        f'{inside}{words}<a class="tgme_widget_message_date" href="https://t.me/haigang/{number}">'
        f'<time datetime="2026-11-22T0{number}:00:00+08:00" class="time">x</time></a></div></div>'
    )


def read(*messages: str) -> Feed:
    return parse_feed(Document("https://t.me/s/haigang", f"{HEAD}{''.join(messages)}</body></html>".encode()))


def test_messages_are_entries_newest_first_with_date_text_and_address() -> None:
    feed = read(message(1, "旧消息"), message(2, "<b>渡轮下月恢复</b><br>每晚四班，首月票价减半。"))
    assert (feed.title, feed.homepage) == ("海港快讯 & 渡轮", "https://t.me/haigang")
    newest, oldest = feed.entries
    assert (newest.url, newest.guid) == ("https://t.me/haigang/2", "https://t.me/haigang/2")
    assert newest.title == "渡轮下月恢复"
    assert "每晚四班" in newest.body
    assert newest.published_at == datetime(2026, 11, 21, 18, tzinfo=UTC)
    assert oldest.title is None or oldest.title == "旧消息"


def test_pictures_stand_below_the_words_and_make_no_entry_of_their_own() -> None:
    photo = '<a class="tgme_widget_message_photo_wrap" href="#"></a>'
    feed = read(message(1, "", inside=photo), message(2, "两图。", inside=photo + photo))
    assert [entry.url for entry in feed.entries] == ["https://t.me/haigang/2"]
    assert feed.entries[0].body.count("[图片]") == 1


def test_the_message_that_is_answered_is_not_the_messages_own_text() -> None:
    quoted = (
        '<a class="tgme_widget_message_reply" href="https://t.me/haigang/1">'
        '<div class="tgme_widget_message_text">被引用的话</div></a>'
    )
    body = read(message(2, "这是回答。", inside=quoted)).entries[0].body
    assert "这是回答" in body
    assert "被引用" not in body


def test_service_messages_are_none_of_the_channels_words() -> None:
    feed = read(message(1, "Channel photo updated", kind="service_message"), message(2, "消息。"))
    assert len(feed.entries) == 1


def test_a_channel_that_shows_nothing_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotAFeed, match="shows no messages"):
        read(message(1, "Channel created", kind="service_message"))


def test_a_feed_that_writes_about_such_pages_stays_a_feed() -> None:
    item = "<item><title>tgme_channel_info and tgme_widget_message</title></item>"
    body = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>"
    assert parse_feed(Document("https://a.example/feed", body.encode())).title == "x"


@given(st.lists(st.sampled_from([
    '<div class="tgme_widget_message" data-post="haigang/1">', "</div>", "<br>", "<time datetime='99'>", "文字", "&#0;",
    '<div class="tgme_widget_message_text">', '<a class="tgme_widget_message_reply">', "<time>", '<div data-post="x">',
]), max_size=30))  # fmt: skip
def test_no_page_raises_anything_but_a_refusal(pieces: list[str]) -> None:
    try:
        feed = read("tgme_widget_message", *pieces)
    except NotAFeed:
        return
    assert all(entry.url == "https://t.me/haigang/1" and entry.body for entry in feed.entries)
