"""Administrators: /stats as text and as a picture, and what administrators did."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from telegram.error import TelegramError

from bot import people_menu
from bot.handlers.admin_acts import admins_only
from bot.handlers.broadcast_report import failures_button
from bot.handlers.conversation import Conversation, Handler, Services
from bot.stats_picture import picture
from bot.texts import Texts
from digests.models import LANGUAGES, Button, Part, Stats, SubscriptionState

_DAYS = 30
_ACTIONS = 15


async def stats(conversation: Conversation, argument: str) -> None:
    """The figures of the service; a tap draws the last weeks."""
    del argument
    services, texts = conversation.services, conversation.texts
    now = services.clock.now()
    figures = await services.storage.service.stats(now)
    read = await services.storage.reactions.figures(now - timedelta(days=1))
    text = "\n".join([_text(figures, texts), texts("stats-read", opened=texts.number(read.acts.get("opened", 0)))])
    more = (
        Button(texts.plain("button-picture"), "picture"),
        Button(texts.plain("button-actions"), "actions"),
    )
    failed = failures_button("all", figures.deliveries_24h, texts)
    await conversation.say(Part(text, (*([failed] if failed else []), more)))


def _text(figures: Stats, texts: Texts) -> str:
    languages = [
        f"{texts.plain(f'language-{language}')} {texts.number(figures.languages.get(language, 0))}"
        for language in LANGUAGES
    ]
    by_state = {state: figures.subscriptions.get(state, 0) for state in SubscriptionState}
    tally = figures.deliveries_24h
    return texts(
        "stats",
        active=texts.number(by_state[SubscriptionState.ACTIVE]),
        paused=texts.number(by_state[SubscriptionState.PAUSED]),
        blocked=texts.number(by_state[SubscriptionState.BLOCKED]),
        languages=" · ".join(languages),
        sources=texts.number(figures.sources),
        failing=texts.number(figures.sources_failing),
        articles=texts.number(figures.articles_24h),
        stories=texts.number(figures.stories_24h),
        editions=texts.number(figures.editions_24h),
        sent=texts.number(tally.sent),
        blocked24=texts.number(tally.blocked),
        failed=texts.number(tally.failed),
        unknown=texts.number(tally.unknown),
        waiting=texts.number(figures.waiting),
    )


async def picture_button(conversation: Conversation, argument: str) -> None:
    """The last thirty days by day; where a picture may not be sent, the newest of them in words."""
    del argument
    services, texts = conversation.services, conversation.texts
    await count_days(services)
    today = _today(services)
    days = await services.storage.admins.days(today - timedelta(days=_DAYS))
    newest = days[-1]
    caption = texts(
        "picture-caption",
        subscribers=texts.number(newest.subscribers),
        opened=texts.number(newest.opened),
        sent=texts.number(newest.sent),
    )
    try:
        await conversation.bot.send_photo(conversation.here, picture(days), caption, parse_mode="HTML")
    except TelegramError:  # a group where pictures are not allowed
        await conversation.say(Part(caption))


async def actions_button(conversation: Conversation, argument: str) -> None:
    del argument
    found = await conversation.services.storage.admins.actions(limit=_ACTIONS)
    zone = ZoneInfo(conversation.subscription.timezone)
    await conversation.say(people_menu.actions(found, conversation.texts, zone))


async def count_days(services: Services) -> None:
    """Keep the figures of yesterday and of today so far, by the operator's calendar."""
    zone, today = ZoneInfo(services.settings.timezone), _today(services)
    for back in (1, 0):
        day = today - timedelta(days=back)
        begin, end = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
        await services.storage.admins.count_day(day, begin, end, is_over=back > 0)


def _today(services: Services) -> date:
    return services.clock.now().astimezone(ZoneInfo(services.settings.timezone)).date()


ADMIN_COMMANDS: dict[str, Handler] = {"stats": stats}
BUTTONS: dict[str, Handler] = {"picture": admins_only(picture_button), "actions": admins_only(actions_button)}
