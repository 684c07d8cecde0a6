"""What nested values look like as JSON: message parts, the sentences of a summary, the items of an edition, what a feed
wishes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from digests.models import (
    Button,
    Contradiction,
    Development,
    Disagreement,
    EditionItem,
    Evidence,
    Hub,
    OutletLink,
    Part,
    Position,
    Sentence,
    Story,
    Summary,
    Told,
    Wishes,
    stable_id,
)
from digests.storage.sqlite.values import dump, load, micros, moment

_FLAGS = ("fresh", "corrected", "brief")
"""Of an item; written only where they are set."""


def dump_part(part: Part) -> str:
    buttons = [[[button.label, button.data, button.url] for button in row] for row in part.buttons]
    return dump(
        {
            "text": part.text,
            "buttons": buttons,
            "copy_of": part.copy_of,
            "reply_to": part.reply_to,
            "edit_of": part.edit_of,
            "picture": part.picture,
            "caption": part.caption,
        }
    )


def load_part(column: str) -> Part:
    return part_of(load(column))


def part_of(value: dict[str, Any]) -> Part:
    """A part that was read as JSON already."""
    return Part(
        text=value["text"],
        buttons=tuple(tuple(Button(label, data, url) for label, data, url in row) for row in value["buttons"]),
        copy_of=(value["copy_of"][0], value["copy_of"][1]) if value["copy_of"] else None,
        reply_to=value.get("reply_to"),  # rows of older versions have none, nor the next
        edit_of=value.get("edit_of"),
        picture=value.get("picture"),
        caption=value.get("caption"),
    )


@lru_cache(maxsize=64)
def dump_items(items: tuple[EditionItem, ...]) -> tuple[str, str]:
    """The id of the items, which is their hash, and the items. Thousands get the same within a minute."""
    column = dump([_item_to_json(item) for item in items])
    return stable_id(column), column


def load_items(column: str) -> tuple[EditionItem, ...]:
    return tuple(_item_of(value) for value in load(column))


def dump_wishes(wishes: Wishes) -> str | None:
    """None for those of a feed that asks for nothing: most do."""
    asked = [wishes.ttl_s, wishes.period_s, sorted(wishes.skip_hours), sorted(wishes.skip_days)]
    return dump(asked) if any(asked) else None


def load_wishes(column: str) -> Wishes:
    ttl_s, period_s, hours, days = load(column)
    return Wishes(ttl_s, period_s, frozenset(hours), frozenset(days))


def dump_hub(hub: Hub) -> str:
    """One text for one hub and feed: by it what a source names is compared with what was agreed."""
    return dump([hub.address, hub.feed])


def load_hub(column: str) -> Hub:
    address, feed = load(column)
    return Hub(address, feed)


def _sentences_to_json(sentences: tuple[Sentence, ...]) -> list[object]:
    return [
        [s.text, [[evidence.article_id, evidence.quote] for evidence in s.evidence], *([1] if s.is_new else [])]
        for s in sentences
    ]


def _sentences_of(values: list[Any]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(text, tuple(Evidence(*evidence) for evidence in evidences), is_new=bool(new))
        for text, evidences, *new in values
    )


def _item_to_json(item: EditionItem) -> dict[str, object]:
    return {
        "story": story_fields(item.story),
        "summary": summary_fields(item.summary),
        "outlets": [[link.name, link.url] for link in item.outlets],
        "developing": item.developing,
        "disagreements": [_positions_to_json(each) for each in item.disagreements],
        **({"development": _development_to_json(item.development)} if item.development else {}),
        **{name: 1 for name in _FLAGS if getattr(item, name)},
        **({"picture": item.picture} if item.picture else {}),
    }


def _item_of(value: dict[str, Any]) -> EditionItem:
    return EditionItem(
        story=story_with(value["story"]),
        summary=summary_with(value["summary"]),
        outlets=tuple(OutletLink(name, url) for name, url in value["outlets"]),
        developing=value["developing"],
        disagreements=tuple(_disagreement_of(each) for each in value.get("disagreements", ())),  # newer than editions
        development=_development_of(value["development"]) if "development" in value else None,
        picture=value.get("picture"),
        **{name: name in value for name in _FLAGS},
    )


def _positions_to_json(disagreement: Disagreement) -> list[list[str | None]]:
    return [[p.article_id, p.outlet, p.url, p.value, p.sentence] for p in disagreement.positions]


def _disagreement_of(values: list[Any]) -> Disagreement:
    return Disagreement(tuple(Position(*value) for value in values))


def _development_to_json(development: Development) -> dict[str, object]:
    return {
        "new": [_told_to_json(told) for told in development.new],
        "contradicts": [[_told_to_json(each.earlier), _told_to_json(each.later)] for each in development.contradicts],
    }


def _development_of(value: dict[str, Any]) -> Development:
    return Development(
        new=tuple(_told_of(told) for told in value["new"]),
        contradicts=tuple(Contradiction(_told_of(one), _told_of(other)) for one, other in value["contradicts"]),
    )


def _told_to_json(told: Told) -> list[object]:
    return [told.text, told.article_id, told.language, told.outlet, micros(told.at) if told.at else None]


def _told_of(value: list[Any]) -> Told:
    text, article_id, language, outlet, at = value
    return Told(text, article_id, language, outlet, moment(at) if at is not None else None)


def story_fields(story: Story) -> dict[str, Any]:
    """A story as JSON takes it."""
    return {
        "id": story.id,
        "storyline_id": story.storyline_id,
        "headline": story.headline,
        "article_ids": story.article_ids,
        "source_ids": story.source_ids,
        "outlets": story.outlets,
        "origins": story.origins,
        "first_at": micros(story.first_at),
        "last_at": micros(story.last_at),
        "seen_at": micros(story.seen_at),
        "language": story.language,
        "topic": story.topic,
        "follows": story.follows,
        "revision": story.revision,
    }


def story_with(value: Mapping[str, Any]) -> Story:
    """The story of `story_fields`."""
    return Story(
        id=value["id"],
        storyline_id=value["storyline_id"],
        headline=value["headline"],
        article_ids=tuple(value["article_ids"]),
        source_ids=tuple(value["source_ids"]),
        outlets=tuple(value["outlets"]),
        origins=tuple(value["origins"]),
        first_at=moment(value["first_at"]),
        last_at=moment(value["last_at"]),
        seen_at=moment(value["seen_at"]),
        language=value["language"],
        topic=value["topic"],
        follows=value["follows"],
        revision=value["revision"],
    )


def summary_fields(summary: Summary) -> dict[str, Any]:
    """A summary as JSON takes it."""
    return {
        "story_id": summary.story_id,
        "story_revision": summary.story_revision,
        "language": summary.language,
        "text_language": summary.text_language,
        "headline": summary.headline,
        "sentences": _sentences_to_json(summary.sentences),
        "method": summary.method,
        "missing": summary.missing,
    }


def summary_with(value: Mapping[str, Any]) -> Summary:
    """The summary of `summary_fields`."""
    return Summary(
        story_id=value["story_id"],
        story_revision=value["story_revision"],
        language=value["language"],
        text_language=value["text_language"],
        headline=value["headline"],
        sentences=_sentences_of(value["sentences"]),
        method=value["method"],
        missing=value.get("missing"),  # not in editions of before
    )
