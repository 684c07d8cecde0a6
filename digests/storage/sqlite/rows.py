"""Row <-> model, and nothing else: what a column means is said in the schema."""

from datetime import time

from digests.models import (
    Article,
    Broadcast,
    BroadcastState,
    Delivery,
    DeliveryState,
    Edition,
    GroupDecision,
    NewDelivery,
    Schedule,
    Source,
    SourceState,
    Story,
    Subscription,
    SubscriptionState,
    Summary,
    Urgency,
    Validators,
)
from digests.storage.sqlite.documents import (
    dump_items,
    dump_part,
    dump_sentences,
    load_items,
    load_part,
    load_sentences,
)
from digests.storage.sqlite.values import (
    Record,
    Row,
    dump_all,
    load,
    micros,
    micros_or_none,
    moment,
    moment_or_none,
)


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
        "lease_until": None,
    }


def source_state_of(row: Row) -> SourceState:
    return SourceState(
        next_check_at=moment(row["next_check_at"]),
        validators=Validators(row["etag"], row["last_modified"], row["body_hash"]),
        failures=row["failures"],
        error=row["error"],
        last_success_at=moment_or_none(row["last_success_at"]),
    )


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
    )


def story_record(story: Story) -> Record:
    """Everything but its articles, which know their story."""
    return {
        "id": story.id,
        "storyline_id": story.storyline_id,
        "headline": story.headline,
        "source_ids": dump_all(story.source_ids),
        "outlets": dump_all(story.outlets),
        "origins": dump_all(story.origins),
        "first_at": micros(story.first_at),
        "last_at": micros(story.last_at),
        "seen_at": micros(story.seen_at),
        "language": story.language,
        "topic": story.topic,
        "follows": story.follows,
        "revision": story.revision,
    }


def story_of(row: Row) -> Story:
    return Story(
        id=row["id"],
        storyline_id=row["storyline_id"],
        headline=row["headline"],
        article_ids=tuple(load(row["article_ids"])),
        source_ids=tuple(load(row["source_ids"])),
        outlets=tuple(load(row["outlets"])),
        origins=tuple(load(row["origins"])),
        first_at=moment(row["first_at"]),
        last_at=moment(row["last_at"]),
        seen_at=moment(row["seen_at"]),
        language=row["language"],
        topic=row["topic"],
        follows=row["follows"],
        revision=row["revision"],
    )


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
    return {
        "story_id": summary.story_id,
        "story_revision": summary.story_revision,
        "language": summary.language,
        "text_language": summary.text_language,
        "headline": summary.headline,
        "sentences": dump_sentences(summary.sentences),
        "method": summary.method,
    }


def summary_of(row: Row) -> Summary:
    return Summary(
        story_id=row["story_id"],
        story_revision=row["story_revision"],
        language=row["language"],
        text_language=row["text_language"],
        headline=row["headline"],
        sentences=load_sentences(row["sentences"]),
        method=row["method"],
    )


def subscription_record(subscription: Subscription) -> Record:
    """Everything but its own sources, which have a table."""
    schedule = subscription.schedule
    return {
        "id": subscription.id,
        "chat_id": subscription.chat_id,
        "thread_id": subscription.thread_id,
        "chat_kind": subscription.chat_kind,
        "language": subscription.language,
        "timezone": subscription.timezone,
        "created_at": micros(subscription.created_at),
        "rhythm": schedule.rhythm,
        "times": dump_all(each.isoformat() for each in schedule.times),
        "days": dump_all(sorted(schedule.days)),
        "topics": dump_all(sorted(subscription.topics)),
        "excluded_sources": dump_all(sorted(subscription.excluded_sources)),
        "state": subscription.state.value,
        "next_due_at": micros_or_none(subscription.next_due_at),
        "last_edition_at": micros_or_none(subscription.last_edition_at),
    }


def subscription_of(row: Row) -> Subscription:
    return Subscription(
        id=row["id"],
        chat_id=row["chat_id"],
        language=row["language"],
        timezone=row["timezone"],
        created_at=moment(row["created_at"]),
        thread_id=row["thread_id"],
        chat_kind=row["chat_kind"],
        schedule=Schedule(
            rhythm=row["rhythm"],
            times=tuple(time.fromisoformat(each) for each in load(row["times"])),
            days=frozenset(load(row["days"])),
        ),
        topics=frozenset(load(row["topics"])),
        own_sources=frozenset(load(row["own_sources"])),
        excluded_sources=frozenset(load(row["excluded_sources"])),
        state=SubscriptionState(row["state"]),
        next_due_at=moment_or_none(row["next_due_at"]),
        last_edition_at=moment_or_none(row["last_edition_at"]),
    )


def edition_record(edition: Edition) -> Record:
    return {
        "id": edition.id,
        "subscription_id": edition.subscription_id,
        "due_at": micros(edition.due_at),
        "language": edition.language,
        "timezone": edition.timezone,
        "items": dump_items(edition.items),
        "more": edition.more,
    }


def edition_of(row: Row) -> Edition:
    return Edition(
        id=row["id"],
        subscription_id=row["subscription_id"],
        due_at=moment(row["due_at"]),
        language=row["language"],
        timezone=row["timezone"],
        items=load_items(row["items"]),
        more=row["more"],
    )


def delivery_record(delivery: NewDelivery) -> Record:
    return {
        "owner": delivery.owner,
        "chat_id": delivery.chat_id,
        "thread_id": delivery.thread_id,
        "part_number": delivery.part_number,
        "part": dump_part(delivery.part),
        "subscription_id": delivery.subscription_id,
        "due_at": micros(delivery.due_at),
        "urgency": delivery.urgency.value,
        "next_try_at": micros(delivery.due_at),
        "state": DeliveryState.PENDING.value,
        "attempts": 0,
        "unknowns": 0,
    }


def delivery_of(row: Row) -> Delivery:
    """`whole_part` is the row's own part or its broadcast's."""
    return Delivery(
        id=row["id"],
        owner=row["owner"],
        chat_id=row["chat_id"],
        part=load_part(row["whole_part"]),
        due_at=moment(row["due_at"]),
        urgency=Urgency(row["urgency"]),
        next_try_at=moment(row["next_try_at"]),
        part_number=row["part_number"],
        thread_id=row["thread_id"],
        subscription_id=row["subscription_id"],
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        unknowns=row["unknowns"],
        lease_until=moment_or_none(row["lease_until"]),
        message_id=row["message_id"],
        error=row["error"],
    )


def broadcast_of(row: Row) -> Broadcast:
    return Broadcast(
        id=row["id"],
        chat_id=row["chat_id"],
        part=load_part(row["part"]),
        state=BroadcastState(row["state"]),
        created_at=moment(row["created_at"]),
        progress_message_id=row["progress_message_id"],
        finished_at=moment_or_none(row["finished_at"]),
    )
