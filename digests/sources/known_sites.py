"""Sites whose feeds stand at addresses that follow from the page's own. Pure: nothing is fetched.

YouTube, Reddit, GitHub, Mastodon, Telegram, Medium, Substack and the like, each as the site documents it.
An address of RSSHub (`rsshub://telegram/channel/name`) that names such a site leads to the site.
"""

import re
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, quote, urlsplit

from digests.sources.addresses import is_web_address

# https://docs.rsshub.app: "rsshub://" stands for whichever instance a reader uses. These routes need none.
_RSSHUB = re.compile(r"^(?:rsshub://|https?://rsshub\.app/)", re.IGNORECASE)
_RSSHUB_ROUTES = (
    (re.compile(r"telegram/channel/(\w+)"), "https://t.me/s/{}"),
    (re.compile(r"youtube/channel/(UC[\w-]{22})"), "https://www.youtube.com/feeds/videos.xml?channel_id={}"),
    (re.compile(r"youtube/playlist/([\w-]+)"), "https://www.youtube.com/feeds/videos.xml?playlist_id={}"),
    (re.compile(r"github/release/([\w.-]+/[\w.-]+)"), "https://github.com/{}/releases.atom"),
    (re.compile(r"github/commits/([\w.-]+/[\w.-]+)"), "https://github.com/{}/commits.atom"),
    (re.compile(r"reddit/subreddit/(\w+)"), "https://www.reddit.com/r/{}/.rss"),
)
# @name@host, as the fediverse writes people: https://docs.joinmastodon.org/spec/webfinger/
_FEDIVERSE = re.compile(r"@?([\w.-]{1,64})@([\w-]+(?:\.[\w-]+)+)")
_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
# First segments of t.me that name no channel: invitations, stickers, proxies and the like.
_NO_CHANNELS = re.compile(r"joinchat|addstickers|addemoji|proxy|socks|share|c|iv|login|boost", re.IGNORECASE)
_CHANNEL_NAME = re.compile(r"[a-z]\w{3,31}", re.IGNORECASE | re.ASCII)
_YOUTUBE_CHANNEL = re.compile(r"UC[\w-]{22}", re.ASCII)
_IN_YOUTUBE_PAGE = re.compile(
    r"(?:itemprop=\"(?:identifier|channelId)\" content=\"|\"(?:externalId|channelId|browseId)\":\s*\"|channel_id=)"
    r"(UC[\w-]{22})"
)
_GITHUB_OWN = re.compile(
    r"about|apps|blog|collections|contact|customer-stories|enterprise|events|explore|features|issues|login|marketplace"
    r"|notifications|orgs|pricing|pulls|search|security|settings|site|sponsors|topics|trending"
)
_VIDEO_FEED = "https://www.youtube.com/feeds/videos.xml"


def as_page(text: str) -> str:
    """What a person wrote, where it is no address but stands for one: `@name@host`, `rsshub://…`; else as it is."""
    text = text.strip()
    named = _FEDIVERSE.fullmatch(text) if text.startswith("@") else None
    if named:
        return f"https://{named[2]}/@{named[1]}"
    route = _RSSHUB.match(text)
    if route:
        path = text[route.end() :]
        for pattern, address in _RSSHUB_ROUTES:
            match = pattern.match(path)
            if match:
                return address.format(match[1])
    return text


def known_feeds(address: str) -> list[str]:
    """The feeds that belong to a page at `address` by its site's own rules, the best first; empty for other sites."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").rstrip(".").lower()
    except ValueError:
        return []
    if not is_web_address(address) or not host:
        return []
    segments = [segment for segment in parts.path.split("/") if segment]
    reader = next((reader for hosts, reader in _SITES if any(_is_at(host, each) for each in hosts)), None)
    if reader is None:
        return _of_anyone(parts.netloc, segments)
    return list(dict.fromkeys(reader(parts.netloc, segments, parse_qs(parts.query))))


def feeds_in_page(address: str, text: str) -> list[str]:
    """The feeds of a page that only its text gives away: a YouTube page of an @handle names its channel inside."""
    host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    found = _IN_YOUTUBE_PAGE.search(text) if _is_at(host, "youtube.com") else None
    return [f"{_VIDEO_FEED}?channel_id={found[1]}"] if found else []


def _is_at(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


Query = dict[str, list[str]]


def _youtube(_host: str, segments: list[str], query: Query) -> Iterable[str]:
    """https://developers.google.com/youtube/v3/guides/push_notifications names the feed by channel."""
    for playlist in query.get("list", []):
        yield f"{_VIDEO_FEED}?playlist_id={quote(playlist)}"
    if len(segments) > 1 and segments[0] == "channel" and _YOUTUBE_CHANNEL.fullmatch(segments[1]):
        yield f"{_VIDEO_FEED}?channel_id={segments[1]}"
    if len(segments) > 1 and segments[0] == "user":
        yield f"{_VIDEO_FEED}?user={quote(segments[1])}"


def _reddit(_host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if len(segments) > 1 and segments[0] in {"r", "u", "user"} and not segments[-1].endswith(".rss"):
        yield f"https://www.reddit.com/{'/'.join(map(quote, segments))}/.rss"


def _github(_host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if not segments or _GITHUB_OWN.fullmatch(segments[0]) or segments[-1].endswith(".atom"):
        return
    if len(segments) == 1:
        yield f"https://github.com/{quote(segments[0])}.atom"
        return
    place = "/".join(map(quote, segments[:2])).removesuffix(".git")
    if len(segments) > 3 and segments[2] in {"commits", "tree"}:
        yield f"https://github.com/{place}/commits/{quote(segments[3])}.atom"
    for name in ("releases", "tags", "commits"):
        yield f"https://github.com/{place}/{name}.atom"


def _telegram(_host: str, segments: list[str], _query: Query) -> Iterable[str]:
    names = segments[1:] if segments[:1] == ["s"] else segments
    if names and _CHANNEL_NAME.fullmatch(names[0]) and not _NO_CHANNELS.fullmatch(names[0]):
        yield f"https://t.me/s/{names[0]}"


def _medium(host: str, segments: list[str], _query: Query) -> Iterable[str]:
    """https://help.medium.com/hc/en-us/articles/214874118"""
    if segments[:1] == ["feed"]:
        return
    if host.lower() in {"medium.com", "www.medium.com"}:
        if segments:
            yield f"https://medium.com/feed/{quote(segments[0], safe='@')}"
    else:
        yield f"https://{host}/feed"


def _at_feed(host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if segments[:1] != ["feed"]:
        yield f"https://{host}/feed"


def _tumblr(host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if host.lower() in {"tumblr.com", "www.tumblr.com"}:
        if segments:
            yield f"https://{segments[0].lstrip('@')}.tumblr.com/rss"
    elif segments[:1] != ["rss"]:
        yield f"https://{host}/rss"


def _blogspot(host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if segments[:1] != ["feeds"]:
        yield f"https://{host}/feeds/posts/default"


def _bluesky(_host: str, segments: list[str], _query: Query) -> Iterable[str]:
    if len(segments) == 2 and segments[0] == "profile":
        yield f"https://bsky.app/profile/{quote(segments[1])}/rss"


def _of_anyone(netloc: str, segments: list[str]) -> list[str]:
    """A page at /@name is a person's of the fediverse, wherever it is: Mastodon's feed stands at /@name.rss."""
    if len(segments) == 1 and segments[0].startswith("@") and not segments[0].endswith((".rss", ".atom")):
        return [f"https://{netloc}/{segments[0]}.rss"]
    return []


_SITES: tuple[tuple[tuple[str, ...], Callable[[str, list[str], Query], Iterable[str]]], ...] = (
    (("youtube.com",), _youtube),
    (("reddit.com",), _reddit),
    (("github.com",), _github),
    (tuple(sorted(_TELEGRAM_HOSTS)), _telegram),
    (("medium.com",), _medium),
    (("substack.com", "wordpress.com"), _at_feed),
    (("tumblr.com",), _tumblr),
    (("blogspot.com",), _blogspot),
    (("bsky.app",), _bluesky),
)
