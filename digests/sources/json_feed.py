"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from digests.errors import NotAFeed
from digests.models import Entry, Feed, Wishes
from digests.sources.addresses import web_address
from digests.sources.declared_language import declared_language
from digests.sources.feed_dates import parse_date
from digests.sources.hubs import hub_in_json
from digests.sources.known_items import Asked, Selection
from digests.sources.markup import plain_text
from digests.sources.pictures import picture_of_item
from digests.sources.values import MOST_TAGS, Values, identity_of, mapping_of, mappings_of, text_of


def read_json_feed(text: str, address: str, source: str, asked: Asked) -> Feed:
    """The feed in `text` with the entries that are asked for; relative addresses are resolved against `address`.

    Raises `NotAFeed`, naming `source`.
    """
    values = _object(text, source)
    if not isinstance(values.get("items"), list):
        raise NotAFeed(source, "The answer is JSON but no JSON Feed: it has no items.")
    homepage = web_address(address, text_of(values, "home_page_url"))
    language = text_of(values, "language")
    selection = Selection(asked)
    wanted = [item for item in mappings_of(values, "items") if selection.takes(json.dumps(item).encode())]
    entries = [_entry(item, address, chinese=_is_chinese(language)) for item in wanted]
    return Feed(
        title=plain_text(text_of(values, "title")),
        homepage=homepage,
        language=declared_language(language),
        entries=tuple(entry for entry in entries if entry.body or entry.title or entry.url),
        wishes=Wishes(hub=hub_in_json(values, address)),
        items=selection.marks,
        more=selection.more,
    )


def _object(text: str, source: str) -> Values:
    try:
        values: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(source, "The answer is broken JSON.") from error
    if not isinstance(values, dict):
        raise NotAFeed(source, "The answer is JSON but no JSON Feed.")
    return values


def _entry(item: Values, address: str, *, chinese: bool) -> Entry:
    html = text_of(item, "content_html")
    date = text_of(item, "date_published") or text_of(item, "date_modified")
    return Entry(
        body=html or text_of(item, "content_text") or text_of(item, "summary") or "",
        is_html=html is not None,
        guid=_identity(item),
        url=web_address(address, text_of(item, "url") or text_of(item, "external_url")),
        title=plain_text(text_of(item, "title")),
        author=_author(item),
        published_at=parse_date(date, chinese=chinese) if date else None,
        tags=_tags(item),
        language=declared_language(text_of(item, "language")),
        picture=picture_of_item(item, address),
    )


def _identity(item: Values) -> str | None:
    """The id, which "must be a string", but numbers are common and to be taken as one."""
    given = item.get("id")
    return (
        str(given)
        if isinstance(given, int | float) and not isinstance(given, bool)
        else identity_of(text_of(item, "id"))
    )


def _author(item: Values) -> str | None:
    authors = [*mappings_of(item, "authors"), mapping_of(item, "author")]
    names = dict.fromkeys(plain_text(text_of(author, "name")) for author in authors)
    return ", ".join(name for name in names if name) or None


def _tags(item: Values) -> tuple[str, ...]:
    tags = item.get("tags")
    texts = [plain_text(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return tuple(dict.fromkeys(text for text in texts if text))[:MOST_TAGS]


def _is_chinese(language: str | None) -> bool:
    return (language or "").lower().startswith("zh")
