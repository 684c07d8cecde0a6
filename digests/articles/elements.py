"""Which elements of a page are not its text, judged by what they are and not by what they say."""

import re
from itertools import pairwise

from lxml.etree import _Element

from digests.articles.vocabulary import markup_words

_OTHER_PARTS = markup_words("tags", "other_part")
_MACHINERY = markup_words("tags", "unread") | markup_words("tags", "never_text")
_OTHER_ROLES = markup_words("roles", "other_part")
_OTHER_WORDS = markup_words("names", "other_part")
_OTHER_PAIRS = markup_words("names", "other_part_pairs")
_CAPTION_WORDS = markup_words("names", "caption")
_BYLINE_WORDS = markup_words("names", "byline")
_HIDDEN_PAIRS = markup_words("names", "hidden_pairs")
_NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ZERO = r"0+(?:\.0+)?(?:px|em|rem|pt|%|vh|vw)?(?:!important)?(?:;|$)"
_HIDING_CSS = re.compile(
    rf"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:{_ZERO}|font-size:{_ZERO}|font:{_ZERO}"
    rf"|(?:max-)?(?:height|width):{_ZERO}|color:transparent|text-indent:-\d{{3,}}|(?:left|right|top):-\d{{3,}}"
    r"|clip:rect\(0|clip-path:inset\((?:50|100)%|transform:scale\(0\))"
)


def is_machinery(element: _Element) -> bool:
    """Whether the element is never text: scripts, styles, controls, media, menus, readings above characters."""
    return element.tag in _MACHINERY


def is_hidden(element: _Element) -> bool:
    """Whether a browser would not show the element, by its attributes or its own style."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    style = "".join(_CSS_COMMENT.sub("", element.get("style", "")).lower().split())
    return bool(style and _HIDING_CSS.search(style)) or _is_named(element, frozenset(), _HIDDEN_PAIRS)


def is_other_part(element: _Element) -> bool:
    """Whether the element is named as another part of the page: navigation, advertisement, related, caption.

    A name alone can be wrong about the element that holds the whole article, so the caller weighs its text.
    """
    if element.tag in _OTHER_PARTS or element.get("role", "").strip().lower() in _OTHER_ROLES:
        return True
    return is_caption(element) or _is_named(element, _OTHER_WORDS, _OTHER_PAIRS)


def is_caption(element: _Element) -> bool:
    """Whether the markup says that the element is the caption of a picture."""
    return element.tag in {"figcaption", "caption"} or _is_named(element, _CAPTION_WORDS, frozenset())


def is_byline(element: _Element) -> bool:
    """Whether the markup says that the element names who wrote the article."""
    if element.tag == "address" or element.get("rel") == "author" or element.get("itemprop") == "author":
        return True
    return _is_named(element, _BYLINE_WORDS, frozenset())


def is_picture(element: _Element) -> bool:
    """Whether the element shows a picture and not text: a figure that holds a table or quotation is text."""
    if element.tag != "figure":
        return element.tag == "picture"
    return not any(True for _ in element.iter("table", "blockquote", "pre", "ul", "ol"))


def _is_named(element: _Element, words: frozenset[str], pairs: frozenset[str]) -> bool:
    name = f"{element.get('class', '')} {element.get('id', '')}"
    if not name.strip():
        return False
    for token in name.split():
        parts = [part.lower() for part in _NAME_PART.findall(token)]
        if not words.isdisjoint(parts) or any(f"{a} {b}" in pairs for a, b in pairwise(parts)):
            return True
    return False
