"""Row <-> model for what chats get: subscriptions, editions, broadcasts."""

from datetime import time

from digests.models import (
    Audience,
    Broadcast,
    BroadcastState,
    Edition,
    QuietHours,
    Schedule,
    Subscription,
    SubscriptionState,
)
from digests.storage.sqlite.documents import load_items, load_part
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
        "origins": schedule.origins,
        "quiet_from": subscription.quiet.begin.isoformat() if subscription.quiet else None,
        "quiet_until": subscription.quiet.end.isoformat() if subscription.quiet else None,
        "muted": dump_all(subscription.muted),
        "watched": dump_all(subscription.watched),
        "topics": dump_all(sorted(subscription.topics)),
        "excluded_sources": dump_all(sorted(subscription.excluded_sources)),
        "brief_sources": dump_all(sorted(subscription.brief_sources)),
        "preferred_sources": dump_all(sorted(subscription.preferred_sources)),
        "instant_sources": dump_all(sorted(subscription.instant_sources)),
        "pictures": int(subscription.pictures),
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
            origins=row["origins"],
        ),
        quiet=quiet_of(row),
        muted=tuple(load(row["muted"])),
        watched=tuple(load(row["watched"])),
        topics=frozenset(load(row["topics"])),
        own_sources=frozenset(load(row["own_sources"])),
        excluded_sources=frozenset(load(row["excluded_sources"])),
        brief_sources=frozenset(load(row["brief_sources"])),
        preferred_sources=frozenset(load(row["preferred_sources"])),
        instant_sources=frozenset(load(row["instant_sources"])),
        pictures=bool(row["pictures"]),
        state=SubscriptionState(row["state"]),
        next_due_at=moment_or_none(row["next_due_at"]),
        last_edition_at=moment_or_none(row["last_edition_at"]),
    )


def quiet_of(row: Row) -> QuietHours | None:
    """Of the columns `quiet_from` and `quiet_until`."""
    if row["quiet_from"] is None:
        return None
    return QuietHours(time.fromisoformat(row["quiet_from"]), time.fromisoformat(row["quiet_until"]))


def edition_record(edition: Edition, items_id: str) -> Record:
    """Everything but its items, which others may have too."""
    return {
        "id": edition.id,
        "subscription_id": edition.subscription_id,
        "due_at": micros(edition.due_at),
        "language": edition.language,
        "timezone": edition.timezone,
        "items_id": items_id,
        "more": edition.more,
        "kind": edition.kind,
        "pictures": int(edition.pictures),
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
        kind=row["kind"],
        pictures=bool(row["pictures"]),
    )


def broadcast_of(row: Row) -> Broadcast:
    return Broadcast(
        id=row["id"],
        chat_id=row["chat_id"],
        part=load_part(row["part"]),
        state=BroadcastState(row["state"]),
        created_at=moment(row["created_at"]),
        progress_message_id=row["progress_message_id"],
        started_at=moment_or_none(row["started_at"]),
        finished_at=moment_or_none(row["finished_at"]),
        audience=Audience(**load(row["audience"])),
        language=row["language"],
        scheduled_at=moment_or_none(row["scheduled_at"]),
    )
