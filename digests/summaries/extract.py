"""The summary made without a model: a few verbatim sentences of the articles, nothing converted or translated."""

from collections.abc import Sequence

from digests.language.words import content_words
from digests.models import Article, Evidence, Language, Sentence, Story, Summary
from digests.summaries.passages import Passage, passages
from digests.summaries.selection import in_one_language, is_chinese, newest_of_each_outlet
from digests.summaries.weights import choose, weigh

# Two minutes for a digest of seven: what three sentences may hold, in Chinese characters and in English words.
_ROOM = {"zh": 160, "en": 60}
_ROOM_SENTENCES = 3
_MOST_ARTICLES = 6


def extract(story: Story, articles: Sequence[Article], language: Language, *, max_sentences: int = 3) -> Summary:
    """The summary of `story` for readers of `language`, from `articles` (its own, oldest first).

    Every sentence is a verbatim span of one paragraph, in the language of its article: that of the reader where an
    article is in it (the two Chinese scripts count as one), else another, which `text_language` tells. Three
    sentences hold at most 160 Chinese characters or 60 English words in all, more of them proportionally more; only
    a single sentence may be longer, whole. Articles without text give the headline alone.
    """
    readable = in_one_language(articles, language)
    text_language = readable[0].language if readable else story.language
    chosen = _best_passages(newest_of_each_outlet(readable, _MOST_ARTICLES), text_language, max_sentences)
    return Summary(
        story_id=story.id,
        story_revision=story.revision,
        language=language,
        text_language=text_language,
        headline=_headline(story, readable),
        sentences=tuple(
            Sentence(passage.text, (Evidence(passage.article.id, passage.text),)) for passage in _in_order(chosen)
        ),
        method="extract",
    )


def _best_passages(articles: Sequence[Article], language: Language, count: int) -> list[Passage]:
    room = _ROOM["zh" if is_chinese(language) else "en"] * max(count, _ROOM_SENTENCES) // _ROOM_SENTENCES
    found = [passage for article in articles for passage in passages(article, longest=room)]
    return choose(weigh(found, [article.title for article in articles]), count=count, room=room)


def _in_order(chosen: Sequence[Passage]) -> list[Passage]:
    """In reading order: the article of the worthiest passage first, within an article as they stand there."""
    article_order = list(dict.fromkeys(passage.article.id for passage in chosen))
    return sorted(chosen, key=lambda passage: (article_order.index(passage.article.id), passage.place))


def _headline(story: Story, articles: Sequence[Article]) -> str:
    """The story's own where it is one of these titles, else the given title that shares most with all of them."""
    titles = [article.title for article in articles]
    if not titles or story.headline in titles:
        return story.headline
    vocabularies = [frozenset(content_words(title)) for title in titles]

    def worth(article: Article) -> tuple[bool, int]:
        words = set(content_words(article.title))
        return article.title_given, sum(len(words & vocabulary) for vocabulary in vocabularies)

    return max(articles, key=worth).title
