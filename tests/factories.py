"""Builders of valid values with invented texts, for tests: `make_article(title="...")`.

Deterministic: the same arguments give an equal value. Number them (`make_article(7)`) where several are needed: the
number decides id, texts and times.
"""

from datetime import datetime, timedelta
from typing import Any

from digests.models import (
    Article,
    ArticleId,
    Delivery,
    DeliveryId,
    DeliveryState,
    Disagreement,
    Edition,
    EditionItem,
    Evidence,
    Language,
    NewDelivery,
    OutletLink,
    Part,
    Position,
    Sentence,
    Source,
    SourceId,
    Story,
    StoryId,
    Subscription,
    Summary,
    Urgency,
    edition_id,
    stable_id,
    subscription_id,
)

NOW = datetime.fromisoformat("2026-11-22T08:00:00+00:00")
"""The moment that factory times lie around: articles before it, slots on it."""

OUTLETS = ("海港日报", "对岸电台", "Haigang Courier", "北方报", "Far Shore Radio")

_EVENTS = (
    (
        "海港城与对岸恢复夜航渡轮",
        "两地周六同意下月起每晚开行四班，首月票价减半。",
        "票务系统尚未接通，运营方称年底前完成。",
    ),
    ("北山矿井透水，十一人获救", "矿业局周五称十一人获救，仍有两人失联。", "《北方报》说现场水位已降了三米。"),
    ("央行维持利率不变", "央行周三维持基准利率，声明删去“耐心”一词。", "市场预计明年三月才会降息。"),
    ("城南旧书市迁入新馆", "经营三十年的城南书市本周迁入旧印刷厂。", "摊主说租金两年不变。"),
)
_EVENTS_EN = (
    ("Night ferries to return to Haigang", "Four sailings a night resume next month.", "Tickets cost half at first."),
    ("Eleven rescued from flooded mine", "The mining bureau said eleven were rescued.", "Two are still missing."),
    ("Central bank holds its rate", "The bank held its rate on Wednesday.", "It dropped the word patience."),
    ("Book market moves to printing works", "The southern book market moved this week.", "Rents stay for two years."),
)


def make_source(number: int = 1, **fields: Any) -> Source:
    """A shared feed of one of `OUTLETS`."""
    address = f"https://source{number}.example/feed.xml"
    given: dict[str, Any] = {
        "id": SourceId(stable_id("source", str(number))),
        "address": address,
        "kind": "feed",
        "title": OUTLETS[number % len(OUTLETS)],
        "topic": "world",
        "language": "zh-Hans",
        "homepage": f"https://source{number}.example/",
    }
    return Source(**given | fields)


def make_article(number: int = 1, *, language: Language = "zh-Hans", **fields: Any) -> Article:
    """An article of two paragraphs, published `number` hours before `NOW` and seen a minute later."""
    texts = _EVENTS_EN if language == "en" else _EVENTS
    title, *paragraphs = texts[number % len(texts)]
    url = f"https://source{number}.example/news/{number}"
    published_at = NOW - timedelta(hours=number)
    given: dict[str, Any] = {
        "id": ArticleId(stable_id("article", str(number))),
        "source_id": make_source(number).id,
        "title": title,
        "paragraphs": tuple(paragraphs),
        "language": language,
        "seen_at": published_at + timedelta(minutes=1),
        "fingerprint": stable_id("fingerprint", str(number)),
        "outlet": OUTLETS[number % len(OUTLETS)],
        "url": url,
        "author": "记者 林一",
        "published_at": published_at,
        "tags": ("航运", "本地"),
        "topic": "world",
        "keys": (url, f"guid:{number}"),
    }
    return Article(**given | fields)


def make_story(number: int = 1, articles: tuple[Article, ...] = (), **fields: Any) -> Story:
    """The story of `articles` (one made with the same number when none is given), which must be oldest first."""
    members = articles or (make_article(number),)
    own_id = StoryId(stable_id("story", str(number)))
    given: dict[str, Any] = {
        "id": own_id,
        "storyline_id": own_id,
        "headline": members[0].title,
        "article_ids": tuple(article.id for article in members),
        "source_ids": tuple(dict.fromkeys(article.source_id for article in members)),
        "outlets": _outlets(members),
        "origins": _outlets(members[:1]),
        "first_at": min(article.at for article in members),
        "last_at": max(article.at for article in members),
        "seen_at": max(article.seen_at for article in members),
        "language": members[0].language,
        "topic": members[0].topic,
    }
    return Story(**given | fields)


def make_summary(number: int = 1, article: Article | None = None, **fields: Any) -> Summary:
    """An extract of the story with the same number: each paragraph of its article is a sentence."""
    source = article or make_article(number)
    given: dict[str, Any] = {
        "story_id": StoryId(stable_id("story", str(number))),
        "story_revision": 1,
        "language": source.language,
        "text_language": source.language,
        "headline": source.title,
        "sentences": tuple(Sentence(text, (Evidence(source.id, text),)) for text in source.paragraphs),
        "method": "extract",
    }
    return Summary(**given | fields)


def make_subscription(number: int = 1, **fields: Any) -> Subscription:
    """An active subscription of the private chat 1000 + `number`, due at `NOW`."""
    chat_id: int = fields.get("chat_id", 1000 + number)
    given: dict[str, Any] = {
        "id": subscription_id(chat_id, fields.get("thread_id")),
        "chat_id": chat_id,
        "language": "zh-Hans",
        "timezone": "Asia/Shanghai",
        "created_at": NOW - timedelta(days=30),
        "next_due_at": NOW,
    }
    return Subscription(**given | fields)


def make_edition_item(number: int = 1, **fields: Any) -> EditionItem:
    """The story and summary with the same number, with a link to its article."""
    article = make_article(number)
    given: dict[str, Any] = {
        "story": make_story(number, (article,)),
        "summary": make_summary(number, article),
        "outlets": (OutletLink(article.outlet, article.url),),
    }
    return EditionItem(**given | fields)


def make_disagreement() -> Disagreement:
    """Eleven rescued or nine, as two outlets say."""
    told = (("矿业局称九人获救。", "九人获救"), ("北山矿井透水，十一人获救", "十一人获救"))
    articles = (make_article(2, outlet="北方报"), make_article(1, outlet="海港日报"))
    return Disagreement(
        tuple(
            Position(article.id, str(article.outlet), article.url, value, sentence)
            for article, (sentence, value) in zip(articles, told, strict=True)
        )
    )


def make_edition(subscription: Subscription | None = None, **fields: Any) -> Edition:
    """An edition of three items for the slot at `NOW`."""
    owner = subscription or make_subscription()
    due_at: datetime = fields.get("due_at", NOW)
    given: dict[str, Any] = {
        "id": edition_id(owner.id, due_at),
        "subscription_id": owner.id,
        "due_at": due_at,
        "language": owner.language,
        "timezone": owner.timezone,
        "items": tuple(make_edition_item(number) for number in (1, 2, 3)),
        "more": 4,
    }
    return Edition(**given | fields)


def make_new_delivery(number: int = 1, **fields: Any) -> NewDelivery:
    """The first part of an edition for the chat 1000 + `number`, due at `NOW`."""
    subscription = make_subscription(number)
    given: dict[str, Any] = {
        "owner": edition_id(subscription.id, NOW),
        "chat_id": subscription.chat_id,
        "part": Part("<b>要闻</b> · 11月22日 周日 08:00"),
        "due_at": NOW,
        "urgency": Urgency.DIGEST,
        "subscription_id": subscription.id,
    }
    return NewDelivery(**given | fields)


def make_delivery(number: int = 1, **fields: Any) -> Delivery:
    """What a claim at `NOW` gives of `make_new_delivery(number)`: claimed for a minute, not tried yet."""
    new = make_new_delivery(number)
    given: dict[str, Any] = {
        "id": DeliveryId(number),
        "owner": new.owner,
        "chat_id": new.chat_id,
        "part": new.part,
        "due_at": new.due_at,
        "urgency": new.urgency,
        "next_try_at": new.due_at,
        "subscription_id": new.subscription_id,
        "state": DeliveryState.CLAIMED,
        "lease_until": NOW + timedelta(seconds=60),
    }
    return Delivery(**given | fields)


def _outlets(articles: tuple[Article, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(article.outlet for article in articles if article.outlet))
