"""Which articles of a story are read, and how the length of a text is counted."""

from collections.abc import Sequence

from digests.models import Article, Language


def is_chinese(language: Language) -> bool:
    """Whether texts of `language` are written in Chinese characters, of either script."""
    return language != "en"


def text_size(text: str, language: Language) -> int:
    """How long `text` is to its reader: characters in Chinese, words in English."""
    return len(text) if is_chinese(language) else len(text.split())


def in_one_language(articles: Sequence[Article], language: Language) -> list[Article]:
    """The articles in the language nearest to `language` among those there are, in the order given.

    That language itself, else the other Chinese script, else the language of the first article. An article with a
    text goes before one with a title alone, whichever of the two scripts it is in.
    """
    if not articles:
        return []

    def nearness(article: Article) -> tuple[bool, bool, bool]:
        family = is_chinese(article.language) == is_chinese(language)
        return family, bool(article.paragraphs), article.language == language

    nearest = max(articles, key=nearness).language
    return [article for article in articles if article.language == nearest]


def newest_of_each_outlet(articles: Sequence[Article], limit: int) -> list[Article]:
    """At most `limit` of the articles, in the order given, oldest first.

    The newest of each outlet goes before its older ones: later reports hold the later figures.
    """
    newest = {article.outlet or article.source_id: article.id for article in articles}
    newest_first = articles[::-1]
    by_rank = sorted(newest_first, key=lambda article: article.id not in newest.values())
    chosen = {article.id for article in by_rank[:limit]}
    return [article for article in articles if article.id in chosen]
