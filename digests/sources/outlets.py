"""One name for an outlet, however its posts arrive: by its site, by its feed's title, by what a saved post says.

Digests count outlets and link them; an outlet under two names would count twice. The table is `outlets.toml`.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

# What feeds hang on to the name of an outlet.
_DECORATION = re.compile(
    r"\s*[-–—|:：·_]+\s*"
    r"(?:feeds?|atom|home\s*page|top stories|(?:latest|all) (?:news|headlines|articles|posts|content))\s*$"
    r"|(?:\s*[-–—|:：·_]+\s*|\s+|(?<=[\u3400-\u9fff]))"
    r"(?:RSS(?:\s*(?:feeds?|订阅|訂閱))?|(?:最新|即时|即時|全部)(?:文章|新闻|新聞|资讯|資訊)|全文|首页|首頁)\s*$",
    re.IGNORECASE,
)
_POWERED_BY = re.compile(r"\s*[-–—|(（]?\s*powered by\b.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Outlets:
    places: dict[str, str]
    aliases: dict[str, str]


def outlet_name(given: str | None, url: str | None, feed_title: str | None) -> str | None:
    """The name of the outlet that published an article, None when nothing tells.

    `given` is whom the entry names as its publisher, `url` the article's address, `feed_title` the title of its feed.
    A known site decides, since it cannot be misspelt; then a known name; else the given name, the feed's title
    without decoration, or the host.
    """
    known = _by_place(url) or _by_alias(given)
    return known or _clean(given) or _by_alias(feed_title) or _undecorated(feed_title) or _host(url)


def _by_place(url: str | None) -> str | None:
    """The outlet at the longest known place around `url`: more labels of the host first, then more of the path."""
    host, segments = _split(url)
    labels = host.split(".") if host else []
    places = _outlets().places
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        for end in range(min(len(segments), 3), -1, -1):
            name = places.get("/".join((domain, *segments[:end])))
            if name:
                return name
    return None


def _by_alias(name: str | None) -> str | None:
    if not name:
        return None
    aliases = _outlets().aliases
    return aliases.get(_folded(name)) or aliases.get(_folded(_undecorated(name) or ""))


@cache
def _outlets() -> _Outlets:
    table = tomllib.loads(files(__package__).joinpath("outlets.toml").read_text(encoding="utf-8"))
    places: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for outlet in table["outlet"]:
        name = str(outlet["name"])
        places |= {str(place): name for place in outlet["places"]}
        aliases |= {_folded(str(alias)): name for alias in (name, *outlet["aliases"])}
    return _Outlets(places, aliases)


def _folded(name: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def _clean(name: str | None) -> str | None:
    return " ".join((name or "").split()) or None


def _undecorated(title: str | None) -> str | None:
    """A feed's title without what only a feed needs to say; a title that is all decoration stays whole."""
    title = _clean(title)
    if title is None:
        return None
    bare = _POWERED_BY.sub("", title)
    while (shorter := _DECORATION.sub("", bare)) != bare and shorter.strip():
        bare = shorter
    return bare.strip(" -–—|:：·_") or title


def _host(url: str | None) -> str | None:
    host, _ = _split(url)
    return host.removeprefix("www.") or None


def _split(url: str | None) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return "", []
    return host, [segment for segment in parts.path.split("/") if segment]
