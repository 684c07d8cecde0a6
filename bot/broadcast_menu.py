"""What an administrator sees before a broadcast goes out: its audience, its time, and the buttons for both. Pure."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import TypeVar

from bot.texts import Texts
from digests.models import CHAT_KINDS, EVERYBODY, LANGUAGES, TOPICS, Audience, Broadcast, Button, Part

T = TypeVar("T")

ACTIVE_DAYS = (1, 7, 30)
LATER = ("1h", "3h", "20:00", "08:00")
_TOPICS_A_ROW = 3


def draft(broadcast: Broadcast, count: int, texts: Texts) -> Part:
    """The size of the audience, and what can be done; nothing goes out before Send."""
    lines = [texts("broadcast-preview", count=count) if count else texts("broadcast-nobody")]
    if broadcast.audience != EVERYBODY:
        lines.append(texts("broadcast-audience", audience=words_of(broadcast.audience, texts)))
    if count:
        lines.append(texts("broadcast-quiet"))
    act = (
        [_act("send", broadcast, texts), Button(texts.plain("button-later"), f"later:{broadcast.id}")] if count else []
    )
    audience = Button(texts.plain("button-audience"), f"audience:{broadcast.id}")
    return Part("\n".join(lines), ((*act, _act("cancel", broadcast, texts)), (audience,)))


def scheduled(broadcast: Broadcast, count: int, texts: Texts, zone: tzinfo) -> Part:
    """When it goes out; it can be sent at once, moved or cancelled until then."""
    at = texts.moment(broadcast.scheduled_at, zone) if broadcast.scheduled_at else ""
    lines = [texts("broadcast-scheduled", moment=at, count=count)]
    if broadcast.audience != EVERYBODY:
        lines.append(texts("broadcast-audience", audience=words_of(broadcast.audience, texts)))
    lines.append(texts("broadcast-quiet"))
    later = Button(texts.plain("button-later"), f"later:{broadcast.id}")
    return Part("\n".join(lines), ((_act("send", broadcast, texts), later, _act("cancel", broadcast, texts)),))


def later(broadcast: Broadcast, texts: Texts) -> Part:
    """The usual moments as buttons, and how to write any other."""
    labels = {"1h": texts.plain("span-hours", count=1), "3h": texts.plain("span-hours", count=3)}
    moments = tuple(Button(labels.get(each, each), f"later:{broadcast.id}:{each}") for each in LATER)
    return Part(texts("broadcast-later"), (moments, (_back(broadcast, texts),)))


def audience_menu(broadcast: Broadcast, count: int, texts: Texts) -> Part:
    """Everything that an audience may be narrowed by, with a mark on what is chosen."""
    chosen = broadcast.audience

    def row(field: str, values: Sequence[T], label: Callable[[T], str]) -> list[Button]:
        current = getattr(chosen, field)
        everyone = _choice(texts.plain("button-all"), current is None, f"audience:{broadcast.id}:{field}:all")
        named = [_choice(label(each), current == each, f"audience:{broadcast.id}:{field}:{each}") for each in values]
        return [everyone, *named]

    languages = row("language", LANGUAGES, lambda each: texts.plain(f"language-{each}"))
    kinds = row("chat_kind", CHAT_KINDS, lambda each: texts.plain(f"kind-{each}"))
    days = row("active_days", ACTIVE_DAYS, lambda each: texts.plain("active-days", count=each))
    topics = row("topic", TOPICS, texts.topic)
    rows = [languages, kinds, days]
    rows += [topics[start : start + _TOPICS_A_ROW] for start in range(0, len(topics), _TOPICS_A_ROW)]
    return Part(texts("audience-menu", count=count), (*map(tuple, rows), (_back(broadcast, texts),)))


def words_of(audience: Audience, texts: Texts) -> str:
    """The audience in words: English · groups · technology · read within 7 days."""
    words = [
        texts.plain(f"language-{audience.language}") if audience.language else None,
        texts.plain(f"kind-{audience.chat_kind}") if audience.chat_kind else None,
        texts.topic(audience.topic) if audience.topic else None,
        texts.plain("active-days", count=audience.active_days) if audience.active_days else None,
    ]
    return " · ".join(word for word in words if word)


def _choice(label: str, is_chosen: bool, data: str) -> Button:  # noqa: FBT001 - a mark on or off
    return Button(f"✓ {label}" if is_chosen else label, data)


def _act(verb: str, broadcast: Broadcast, texts: Texts) -> Button:
    return Button(texts.plain(f"button-{verb}"), f"broadcast:{verb}:{broadcast.id}")


def _back(broadcast: Broadcast, texts: Texts) -> Button:
    return Button(texts.plain("button-back"), f"broadcast:draft:{broadcast.id}")
