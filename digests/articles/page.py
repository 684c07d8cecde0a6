"""The text of a whole web page."""

import re
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from types import ModuleType

from digests.articles.clean import clean
from digests.articles.elements import is_hidden

_WHOLE_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_LOOKED_AT = 4000


def is_whole_page(body: str) -> bool:
    """Whether an HTML body is a whole saved page and not a piece of one."""
    return _WHOLE_PAGE.search(body[:_LOOKED_AT]) is not None


def page_paragraphs(html: str | bytes, url: str | None = None, *, title: str | None = None) -> tuple[str, ...]:
    """The paragraphs of the article on a page, found by trafilatura; empty when there is none.

    What trafilatura finds is cleaned like every other body. `url` is where the page came from.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(html)
    if tree is None:
        return ()
    for element in [element for element in tree.iter("*") if is_hidden(element)]:
        if element.getparent() is not None:
            element.drop_tree()
    found = trafilatura.extract(
        tree,
        url=url,
        output_format="html",
        include_comments=False,
        include_tables=True,
        with_metadata=False,
        config=_config(trafilatura),
    )
    return clean(found, is_html=True, title=title).paragraphs if found else ()


@cache
def _config(trafilatura: ModuleType) -> ConfigParser:
    """The library's own settings, but for one: below 250 characters it takes a find for a failure and joins up all
    text of the page, menus included. A whole report in Chinese may have 60.
    """
    config: ConfigParser = deepcopy(trafilatura.settings.DEFAULT_CONFIG)
    config.set("DEFAULT", "min_extracted_size", "40")
    return config


@cache
def _trafilatura() -> ModuleType:
    # Loaded when first needed: it takes a quarter of a second and 37 MB (measured), and most feeds give full text.
    import trafilatura
    import trafilatura.settings

    return trafilatura
