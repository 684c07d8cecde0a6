"""The article that an entry holds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from digests.articles.address import canonical_url, is_web_address, url_key
from digests.articles.clean import Cleaned, clean
from digests.articles.dateline import find_moment
from digests.articles.fingerprint import fingerprint
from digests.articles.page import is_whole_page, page_paragraphs
from digests.articles.spacing import fold_spaces
from digests.articles.titles import clean_title, title_from
from digests.language.detect import detect_language
from digests.language.script import fold
from digests.models import Article, ArticleId, Entry, Language, SourceId, Topic, stable_id

# Clocks of publishers run ahead by minutes; what is dated later is a slip or an embargo.
_AHEAD = timedelta(minutes=15)
# No publisher was on the web before; such dates are a machine's zero.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def build_article(  # noqa: PLR0913 - an entry knows nothing of its source, so the caller says it all
    entry: Entry,
    *,
    source_id: SourceId,
    source_topic: Topic | None,
    source_language: Language | None,
    outlet: str | None,
    seen_at: datetime,
    shared: bool = True,
) -> Article | None:
    """The article of `entry`, or None when it has neither text nor title.

    `shared` False: from a source that only some readers added. Whatever address it gives, it is an article of its
    own: else anybody's feed could put another text under an outlet's address.
    `outlet` is who published it as the caller knows it; without, the entry's own word counts. `seen_at` is now.
    A date more than 15 minutes after `seen_at`, or before 1990, is no date.
    """
    title = clean_title(entry.title or "", outlet=outlet or entry.outlet, url=entry.url)
    cleaned = _cleaned(entry, title)
    title = title or clean_title(cleaned.title or "", outlet=outlet or entry.outlet, url=entry.url)
    if not title and not cleaned.paragraphs:
        return None
    url = canonical_url(entry.url) if entry.url and is_web_address(entry.url) else None
    keys = _keys(entry, source_id, url, shared=shared)
    heading = title or title_from(cleaned.paragraphs)
    text = "\n".join(cleaned.paragraphs)
    return Article(
        id=_article_id(keys, source_id, heading, text),
        source_id=source_id,
        title=heading,
        paragraphs=cleaned.paragraphs,
        language=detect_language(f"{heading}\n{text}", entry.language or source_language),
        seen_at=seen_at,
        fingerprint=fingerprint(text or heading),
        outlet=outlet or entry.outlet,
        url=url,
        path=entry.path,
        author=_author(entry, cleaned, outlet),
        published_at=_published_at(entry, cleaned, seen_at),
        title_given=bool(title),
        tags=entry.tags,
        topic=source_topic,
        keys=keys,
        picture=entry.picture,
    )


def _cleaned(entry: Entry, title: str) -> Cleaned:
    if entry.is_html and is_whole_page(entry.body):
        paragraphs = page_paragraphs(entry.body, entry.url, title=title)
        if paragraphs:
            return Cleaned(paragraphs)
    return clean(entry.body, is_html=entry.is_html, title=title or entry.title)


def _keys(entry: Entry, source_id: SourceId, url: str | None, *, shared: bool) -> tuple[str, ...]:
    whose = "url" if shared else f"url of {source_id}"
    keys = [f"{whose}:{url_key(url)}"] if url else []
    if entry.guid and entry.guid.strip():
        keys.append(f"guid:{source_id}:{entry.guid.strip()}")
    return tuple(keys)


def _article_id(keys: Sequence[str], source_id: SourceId, title: str, text: str) -> ArticleId:
    if keys:
        return ArticleId(stable_id(keys[0]))
    return ArticleId(stable_id(source_id, fold(title), fold(text)))


def _author(entry: Entry, cleaned: Cleaned, outlet: str | None) -> str | None:
    """The entry's author; the byline in the text where the entry only repeats its outlet."""
    given = fold_spaces(entry.author or "")
    names_outlet = fold(given) in {fold(name) for name in (outlet, entry.outlet) if name}
    return cleaned.author or given or None if names_outlet else given or cleaned.author


def _published_at(entry: Entry, cleaned: Cleaned, seen_at: datetime) -> datetime | None:
    moment = entry.published_at or (find_moment(cleaned.dateline) if cleaned.dateline else None)
    if moment is None or moment < _EARLIEST or moment > seen_at + _AHEAD:
        return None
    return moment
