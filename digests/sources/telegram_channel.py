"""The public page of a Telegram channel (`t.me/s/name`) as a feed: messages are entries.

Telegram gives no feed of a channel. The page holds the last twenty messages, oldest first, each in an element of the
class `tgme_widget_message` with its address in `data-post`.
"""

import re
from datetime import datetime

from lxml import etree

from digests.errors import NotAFeed
from digests.models import Entry, Feed
from digests.sources.feed_dates import parse_date
from digests.sources.markup import plain_text

_POST = re.compile(r"[A-Za-z]\w{3,31}/\d{1,12}")
_MOST_MESSAGES = 100
# What stands below the words for pictures and files, which a digest cannot show.
_MEDIA = (
    ("tgme_widget_message_photo_wrap", "[图片]"),
    ("tgme_widget_message_video_player", "[视频]"),
    ("tgme_widget_message_roundvideo_player", "[视频]"),
    ("tgme_widget_message_voice_player", "[语音]"),
    ("tgme_widget_message_document_wrap", "[文件]"),
    ("tgme_widget_message_poll", "[投票]"),
    ("tgme_widget_message_location_wrap", "[位置]"),
)
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 90


def is_channel_page(text: str) -> bool:
    """Whether a web page is that of a channel, at whatever address: mirrors of t.me exist."""
    return "tgme_channel_info" in text and "tgme_widget_message" in text


def read_channel_page(text: str, source: str) -> Feed:
    """The channel's messages, newest first as feeds have them. Raises `NotAFeed`, naming `source`, without any."""
    tree = _tree(text)
    messages = _of_class(tree, "tgme_widget_message") if tree is not None else []
    entries = [entry for entry in map(_entry, messages[-_MOST_MESSAGES:]) if entry is not None]
    if tree is None or not entries:
        raise NotAFeed(source, "The channel shows no messages to the public.")
    return Feed(_title(tree), _homepage(entries), None, tuple(reversed(entries)))


def _tree(text: str) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.LxmlError, ValueError):
        return None


def _entry(message: etree._Element) -> Entry | None:
    """The message as an entry; None for a service message, and for one without words, of which nothing can be told."""
    post = message.get("data-post") or ""
    if not _POST.fullmatch(post) or "service_message" in (message.get("class") or "").split():
        return None
    words = _words(message)
    if not words:
        return None
    media = "".join(dict.fromkeys(f"<p>{sign}</p>" for name, sign in _MEDIA if _of_class(message, name)))
    url = f"https://t.me/{post}"
    return Entry(
        body=words + media,
        guid=url,
        url=url,
        title=_headline(words),
        author=plain_text(_first_text(message, "tgme_widget_message_from_author")),
        published_at=_published_at(message),
    )


def _words(message: etree._Element) -> str:
    """The message's own words as HTML: not those of the message it answers, which stand in it too."""
    quoted = {each for reply in _of_class(message, "tgme_widget_message_reply") for each in reply.iter()}
    texts = [each for each in _of_class(message, "tgme_widget_message_text") if each not in quoted]
    inner = [each for each in texts if not any(parent in texts for parent in each.iterancestors())]
    return "".join(etree.tostring(each, encoding="unicode", method="html", with_tail=False) for each in inner)


def _headline(html: str) -> str | None:
    """The first line, where it is as long as a headline: channels put theirs above the text."""
    lines = (plain_text(re.sub(r"<[^>]*>", "", line)) for line in re.split(r"<br\s*/?>|\n", html))
    first = next((line for line in lines if line), None)
    return first if first and _SHORTEST_TITLE <= len(first) <= _LONGEST_TITLE else None


def _published_at(message: etree._Element) -> datetime | None:
    for time in message.iter("time"):
        given = time.get("datetime")
        if given:
            return parse_date(given, chinese=False)
    return None


def _title(tree: etree._Element) -> str | None:
    return plain_text(_first_text(tree, "tgme_channel_info_header_title"))


def _homepage(entries: list[Entry]) -> str | None:
    return (entries[-1].url or "").rpartition("/")[0] or None


def _first_text(tree: etree._Element, name: str) -> str:
    found = _of_class(tree, name)
    return "".join(map(str, found[0].itertext())) if found else ""


def _of_class(tree: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in tree.iter("*") if name in (element.get("class") or "").split()]
