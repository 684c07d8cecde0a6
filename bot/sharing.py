"""The button that shares a topic or source: a deep link of this bot, handed to Telegram's own share page. Pure."""

from urllib.parse import quote, urlencode

from bot.texts import Texts
from digests.models import Button


def share_button(texts: Texts, username: str, payload: str, title: str) -> Button:
    """`payload` is what comes after `start=`; `title` is what the invitation is to."""
    link = f"https://t.me/{username}?start={payload}"
    text = texts.plain("share-text", title=title[:100])
    query = urlencode({"url": link, "text": text}, quote_via=quote)
    return Button(texts.plain("button-share"), url=f"https://t.me/share/url?{query}")
