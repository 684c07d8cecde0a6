"""Markup as it came to a tree that can be walked: never raises, whatever is broken.

nh3 (html5ever) reads the markup as browsers do and drops what is neither text nor structure; lxml holds the tree.
"""

import re

import nh3
from lxml import html as lxml_html
from lxml.etree import _Element

from digests.articles.spacing import strip_invisible
from digests.articles.vocabulary import markup_words

BLOCK_TAGS = markup_words("tags", "block")
_INLINE_TAGS = markup_words("tags", "inline")
_UNREAD_TAGS = markup_words("tags", "unread")
_KEPT_TAGS = set(BLOCK_TAGS | _INLINE_TAGS)
_KEPT_ATTRIBUTES = {"*": {"id", "class", "style", "hidden", "aria-hidden", "role", "rel", "itemprop"}}

# An article is far shorter; more costs time that other sources wait for.
_MOST_CHARACTERS = 1_000_000
# Browsers stop at 512 levels, lxml at 256, and html5ever needs the square of the depth.
_DEEPEST = 200

# Longest first: in a glued tag the name ends where the longest known one does.
_KEPT_NAMES = "|".join(sorted(_KEPT_TAGS, key=len, reverse=True))
_NAMES = "|".join(_KEPT_TAGS | _UNREAD_TAGS | {"image", "input", "source", "embed", "link", "meta"})
# Some full-text feeds lose the space after a tag's name: <asidedata-org-name="">.
_GLUED_TAG = re.compile(rf"<({_KEPT_NAMES})((?:data-|aria-|class=|id=|style=|role=)[^<>]*)>", re.IGNORECASE)
# Elements that may stay open in correct markup say nothing about depth.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[drh]|d[dt]|br|hr|img|input|meta|link|source|wbr|col|area)\b)[a-z][^<>]*", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^<>]*>")
# With a prefix as in <x:image> it is markup of some program, never a mention.
_PREFIXED_TAG = r"</?[a-z]\w*:[a-z][\w-]*(?:\s[^<>]*|/)?>"
_KNOWN_TAG = re.compile(rf"{_PREFIXED_TAG}|</?(?:{_NAMES})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_TELLING_TAG = re.compile(
    rf"{_PREFIXED_TAG}|</(?:{_NAMES})(?:[\s/][^<>]*)?>|<(?:br|hr|img|p|div)(?:[\s/][^<>]*)?>"
    rf"|<(?:{_NAMES})[\s/][^<>]*=[^<>]*>",
    re.IGNORECASE,
)


def read_tree(html: str) -> _Element:
    """The tree of `html`, a `div` around it. Only tags and attributes that tell text from the rest are left."""
    source = _GLUED_TAG.sub(r"<\1 \2>", strip_invisible(html[:_MOST_CHARACTERS]))
    if _depth(source) > _DEEPEST:
        source = _ANY_TAG.sub("<br>", source)
    tidy = nh3.clean(
        source, tags=_KEPT_TAGS, clean_content_tags=set(_UNREAD_TAGS), attributes=_KEPT_ATTRIBUTES, link_rel=None
    )
    # Once more: a reference such as &#11; is a character only now, and lxml takes none that XML forbids.
    root: _Element = lxml_html.fragment_fromstring(strip_invisible(tidy), create_parent="div")
    return root


def looks_like_html(text: str) -> bool:
    """Whether text that was called plain holds markup all the same: closing tags, line breaks, attributes."""
    return _TELLING_TAG.search(text) is not None


def strip_tags(text: str) -> str:
    """`text` without tags of HTML, where it has any that are surely markup; a mere mention of `<b>` stays."""
    while looks_like_html(text):
        text = _KNOWN_TAG.sub(" ", _TELLING_TAG.sub(" ", text))
    return text


def _depth(source: str) -> int:
    depth = deepest = 0
    for tag in _NESTING_TAG.finditer(source):
        depth = max(0, depth - 1) if tag.group(1) else depth + (not tag.group().endswith("/"))
        deepest = max(deepest, depth)
    return deepest
