"""The JSON form of a digest: the digest itself, and everything that was read for it. Pure."""

import json
from collections.abc import Sequence
from datetime import datetime

from digests.models import Article, Development, Disagreement, EditionItem, Story, Told
from digests.pipeline.oneshot import Outcome


def to_json(outcome: Outcome) -> str:
    """One object with `digest`, `stories`, `articles` and `problems`; times are ISO 8601 in UTC."""
    edition = outcome.edition
    document = {
        "digest": {
            "language": edition.language,
            "at": _time(edition.due_at),
            "items": [_item(item) for item in edition.items],
        },
        "stories": [_story(story, outcome.earlier.get(story.id, ())) for story in outcome.stories],
        "articles": [_article(article) for article in outcome.articles],
        "problems": [{"source": problem.source, "error": problem.error} for problem in outcome.problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _item(item: EditionItem) -> dict[str, object]:
    sentences = [
        {
            "text": sentence.text,
            "evidence": [{"article": each.article_id, "quote": each.quote} for each in sentence.evidence],
        }
        for sentence in item.summary.sentences
    ]
    return {
        "story": item.story.id,
        "headline": item.summary.headline,
        "sentences": sentences,
        "method": item.summary.method,
        "language": item.summary.text_language,
        **({"disagreements": list(map(_disagreement, item.disagreements))} if item.disagreements else {}),
        **({"development": _development(item.development)} if item.development else {}),
    }


def _disagreement(found: Disagreement) -> dict[str, object]:
    """What the outlets of the item state differently of one thing."""
    positions = [
        {"article": each.article_id, "outlet": each.outlet, "value": each.value, "quote": each.sentence}
        for each in found.positions
    ]
    return {"positions": positions}


def _development(found: Development) -> dict[str, object]:
    """What the item says beyond, and against, the stories before it."""
    return {
        "new": [_told(told) for told in found.new],
        "contradicts": [{"earlier": _told(each.earlier), "later": _told(each.later)} for each in found.contradicts],
    }


def _told(told: Told) -> dict[str, object]:
    return {"article": told.article_id, "quote": told.text}


def _story(story: Story, earlier: Sequence[Story]) -> dict[str, object]:
    return {
        "id": story.id,
        "storyline": story.storyline_id,
        "headline": story.headline,
        "articles": list(story.article_ids),
        "first_at": _time(story.first_at),
        "last_at": _time(story.last_at),
        "origins": list(story.origins),
        "follows": story.follows,
        "similar_earlier": [each.id for each in earlier],
    }


def _article(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "path_or_url": article.path or article.url,
        "url": article.url,
        "title": article.title,
        "source": article.outlet,
        "author": article.author,
        "published_at": _time(article.published_at) if article.published_at else None,
        "seen_at": _time(article.seen_at),
        "language": article.language,
        "paragraphs": list(article.paragraphs),
    }


def _time(moment: datetime) -> str:
    return moment.isoformat()
