"""Row <-> model for the news: sources, articles, stories, summaries. What a column means is said in the schema."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from digests.models import (
    Article,
    GroupDecision,
    Move,
    Source,
    SourceState,
    Story,
    Summary,
    Validators,
    Wishes,
)
from digests.storage.sqlite.documents import (
    dump_hub,
    dump_wishes,
    load_hub,
    load_wishes,
    story_fields,
    story_with,
    summary_fields,
    summary_with,
)
from digests.storage.sqlite.values import (
    Record,
    Row,
    dump,
    dump_all,
    load,
    micros,
    micros_or_none,
    moment,
    moment_or_none,
)

_NO_WISHES = Wishes()


def source_record(source: Source) -> Record:
    """The configured columns; those of its state are apart."""
    return {
        "id": source.id,
        "address": source.address,
        "kind": source.kind,
        "title": source.title,
        "topic": source.topic,
        "language": source.language,
        "homepage": source.homepage,
        "shared": int(source.shared),
    }


def source_of(row: Row) -> Source:
    return Source(
        id=row["id"],
        address=row["address"],
        kind=row["kind"],
        title=row["title"],
        topic=row["topic"],
        language=row["language"],
        homepage=row["homepage"],
        shared=bool(row["shared"]),
    )


def source_state_record(state: SourceState) -> Record:
    return {
        "next_check_at": micros(state.next_check_at),
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "body_hash": state.validators.body_hash,
        "failures": state.failures,
        "error": state.error,
        "last_success_at": micros_or_none(state.last_success_at),
        "wishes": dump_wishes(state.wishes),
        "news_at": dump_all(map(micros, state.news_at)) if state.news_at else None,
        "moved_to": state.move.address if state.move else None,
        "moves": state.move.times if state.move else 0,
        "retired_at": micros_or_none(state.retired_at),
        "items": state.items or None,
        "hub": dump_hub(state.wishes.hub) if state.wishes.hub else None,
        "pushed_until": micros_or_none(state.pushed_until),
    }


def source_state_of(row: Row) -> SourceState:
    return SourceState(
        next_check_at=moment(row["next_check_at"]),
        validators=Validators(row["etag"], row["last_modified"], row["body_hash"]),
        failures=row["failures"],
        error=row["error"],
        last_success_at=moment_or_none(row["last_success_at"]),
        wishes=_wishes_of(row) if row["wishes"] or row["hub"] else _NO_WISHES,
        news_at=tuple(map(moment, load(row["news_at"]))) if row["news_at"] else (),
        move=Move(row["moved_to"], row["moves"]) if row["moved_to"] else None,
        retired_at=moment_or_none(row["retired_at"]),
        items=row["items"] or b"",
        pushed_until=moment_or_none(row["pushed_until"]),
    )


def _wishes_of(row: Row) -> Wishes:
    wishes = load_wishes(row["wishes"]) if row["wishes"] else _NO_WISHES
    return replace(wishes, hub=load_hub(row["hub"])) if row["hub"] else wishes


def article_record(article: Article) -> Record:
    """Everything but its keys and its story, which have their own places."""
    return {
        "id": article.id,
        "source_id": article.source_id,
        "title": article.title,
        "paragraphs": dump_all(article.paragraphs),
        "language": article.language,
        "seen_at": micros(article.seen_at),
        "at": micros(article.at),
        "fingerprint": article.fingerprint,
        "outlet": article.outlet,
        "url": article.url,
        "author": article.author,
        "published_at": micros_or_none(article.published_at),
        "path": article.path,
        "title_given": int(article.title_given),
        "tags": dump_all(article.tags),
        "topic": article.topic,
        "revision": article.revision,
        "teaser": article.teaser,
        "picture": article.picture,
        "backfill": int(article.backfill),
    }


def article_of(row: Row) -> Article:
    return Article(
        id=row["id"],
        source_id=row["source_id"],
        title=row["title"],
        paragraphs=tuple(load(row["paragraphs"])),
        language=row["language"],
        seen_at=moment(row["seen_at"]),
        fingerprint=row["fingerprint"],
        outlet=row["outlet"],
        url=row["url"],
        path=row["path"],
        author=row["author"],
        published_at=moment_or_none(row["published_at"]),
        title_given=bool(row["title_given"]),
        tags=tuple(load(row["tags"])),
        topic=row["topic"],
        keys=tuple(load(row["keys"])),
        revision=row["revision"],
        teaser=row["teaser"],
        picture=row["picture"],
        backfill=bool(row["backfill"]),
    )


_STORY_LISTS = ("source_ids", "outlets", "origins")


def story_record(story: Story) -> Record:
    """Everything but its articles, which know their story."""
    fields = story_fields(story)
    del fields["article_ids"]
    return fields | {name: dump_all(fields[name]) for name in _STORY_LISTS}


def story_of(row: Row) -> Story:
    """Most stories were read before and have not changed: what is unpacked once is kept by all that stands in the row.

    A list of a week has two thousand; unpacked, they took five times as long as they took to be read (measured).
    """
    return _story(tuple(row.items()))


@lru_cache(maxsize=10_000)
def _story(values: tuple[tuple[str, Any], ...]) -> Story:
    row = dict(values)
    return story_with({**row, **{name: load(row[name]) for name in ("article_ids", *_STORY_LISTS)}})


def decision_record(decision: GroupDecision) -> Record:
    return {
        "article_id": decision.article_id,
        "verdict": decision.verdict,
        "story_id": decision.story_id,
        "member_id": decision.member_id,
        "score": float(decision.score),
        "reasons": dump_all(decision.reasons),
    }


def decision_of(row: Row) -> GroupDecision:
    return GroupDecision(
        article_id=row["article_id"],
        verdict=row["verdict"],
        story_id=row["story_id"],
        member_id=row["member_id"],
        score=row["score"],
        reasons=tuple(load(row["reasons"])),
    )


def summary_record(summary: Summary) -> Record:
    fields = summary_fields(summary)
    return fields | {"sentences": dump(fields["sentences"])}


def summary_of(row: Row) -> Summary:
    return summary_with({**row, "sentences": load(row["sentences"])})
