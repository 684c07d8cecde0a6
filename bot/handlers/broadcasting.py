"""Administrators: /broadcast with its preview, buttons, progress and report, and /stats."""

import logging

from telegram import Bot, Message
from telegram.constants import MessageEntityType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers.conversation import NO_PREVIEW, Conversation, Handler, Services
from bot.markup import escape
from bot.sender import keyboard
from bot.texts import Texts, texts_for
from digests.errors import RequestError
from digests.models import (
    LANGUAGES,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Button,
    Part,
    SubscriptionState,
    Tally,
    broadcast_owner,
    subscription_id,
)

log = logging.getLogger(__name__)


async def broadcast(conversation: Conversation, argument: str) -> None:
    """Show what will be sent, and to how many; nothing goes out before Send."""
    message = conversation.message
    part = _part_to_send(message, argument) if message else None
    if part is None:
        await conversation.tell("broadcast-usage")
        return
    services = conversation.services
    audience = await services.storage.subscriptions.count_active()
    if not audience:
        await conversation.tell("broadcast-nobody")
        return
    await _preview(conversation, part)
    draft = await services.storage.broadcasts.create(conversation.place.chat_id, part, services.clock.now())
    texts = conversation.texts
    buttons = (
        Button(texts.plain("button-send"), f"broadcast:send:{draft.id}"),
        Button(texts.plain("button-cancel"), f"broadcast:cancel:{draft.id}"),
    )
    await conversation.say(Part(texts("broadcast-preview", count=audience), (buttons,)))


def _part_to_send(message: Message, argument: str) -> Part | None:
    """The message replied to, as a copy; else the text after the command, with its formatting."""
    original = message.reply_to_message
    if original is not None and not argument:
        return Part("", copy_of=(message.chat_id, original.message_id))
    if not argument:
        return None
    return Part(_formatted_after_command(message) or escape(argument))


def _formatted_after_command(message: Message) -> str:
    """The text behind the command as HTML; empty where the formatting spans the command too and cannot be parted."""
    _, *rest = message.text_html.split(maxsplit=1)
    spans = any(entity.offset == 0 and entity.type != MessageEntityType.BOT_COMMAND for entity in message.entities)
    return "" if spans else "".join(rest).strip()


async def _preview(conversation: Conversation, part: Part) -> None:
    if part.copy_of is None:
        await conversation.say(part)
        return
    from_chat_id, message_id = part.copy_of
    await conversation.bot.copy_message(conversation.place.chat_id, from_chat_id, message_id)


async def broadcast_button(conversation: Conversation, argument: str) -> None:
    """`send:<id>`, `cancel:<id>` or `stop:<id>`, by an administrator."""
    verb, _, number = argument.partition(":")
    act = _ACTS.get(verb)
    if not conversation.is_admin or act is None or not number.isdecimal():
        raise RequestError("unknown-button")
    found = await conversation.services.storage.broadcasts.find(BroadcastId(int(number)))
    if found is None:
        raise RequestError("broadcast-over")
    await act(conversation, found)


async def _send(conversation: Conversation, draft: Broadcast) -> None:
    services, message = conversation.services, conversation.message
    message_id = message.message_id if message else None
    total = await services.storage.broadcasts.start(draft.id, message_id, services.clock.now())
    if not total:
        raise RequestError("broadcast-over")
    await conversation.show(progress(draft, Tally(pending=total), conversation.texts))


async def _cancel(conversation: Conversation, draft: Broadcast) -> None:
    if draft.state is not BroadcastState.DRAFT:
        raise RequestError("broadcast-over")
    services = conversation.services
    await services.storage.broadcasts.finish(draft.id, BroadcastState.STOPPED, services.clock.now())
    await conversation.show(Part(conversation.texts("broadcast-cancelled")))


async def _stop(conversation: Conversation, running: Broadcast) -> None:
    """Withdraw what is not sent; the report follows with the next look at the progress."""
    if running.state is not BroadcastState.SENDING:
        raise RequestError("broadcast-over")
    await conversation.services.storage.outbox.cancel(broadcast_owner(running.id))


_ACTS = {"send": _send, "cancel": _cancel, "stop": _stop}


def progress(broadcast: Broadcast, tally: Tally, texts: Texts) -> Part:
    """How far a broadcast is, with a way to stop it."""
    done = texts.number(tally.total - tally.pending)
    stop = Button(texts.plain("button-stop"), f"broadcast:stop:{broadcast.id}")
    return Part(texts("broadcast-progress", done=done, total=texts.number(tally.total)), ((stop,),))


def report(tally: Tally, duration_s: int, texts: Texts) -> Part:
    """What became of every message; the figures add up to the audience."""
    minutes, seconds = divmod(duration_s, 60)
    key = "duration-minutes" if minutes else "duration-seconds"
    figures = {
        name: texts.number(getattr(tally, name)) for name in ("sent", "blocked", "failed", "unknown", "cancelled")
    }
    duration = texts.plain(key, minutes=minutes, seconds=seconds)
    stopped = tally.cancelled > 0
    return Part(texts("broadcast-stopped" if stopped else "broadcast-report", duration=duration, **figures))


async def show_progress(services: Services, bot: Bot) -> None:
    """Edit the progress of every broadcast under way into its message; a finished one gets its report."""
    for running in await services.storage.broadcasts.under_way():
        tally = await services.storage.outbox.tally(broadcast_owner(running.id))
        subscription = await services.storage.subscriptions.find(subscription_id(running.chat_id))
        texts = texts_for(subscription.language if subscription else services.settings.language)
        if tally.pending:
            await _edit(bot, running, progress(running, tally, texts))
            continue
        state = BroadcastState.STOPPED if tally.cancelled else BroadcastState.DONE
        now = services.clock.now()
        duration_s = round((now - (running.started_at or running.created_at)).total_seconds())
        if await _edit(bot, running, report(tally, duration_s, texts)):
            await services.storage.broadcasts.finish(running.id, state, now)


async def _edit(bot: Bot, running: Broadcast, part: Part) -> bool:
    """Whether nothing more can be done about it: False means that Telegram may take it at the next try."""
    if running.progress_message_id is None:
        return True
    try:
        await bot.edit_message_text(
            part.text,
            chat_id=running.chat_id,
            message_id=running.progress_message_id,
            reply_markup=keyboard(part.buttons),
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
        )
    except (BadRequest, Forbidden):  # nothing changed since the last look, or the message or its reader is gone
        return True
    except TelegramError as error:
        log.info("the progress of a broadcast was not shown: %s", type(error).__name__)
        return False
    return True


async def stats(conversation: Conversation, argument: str) -> None:
    """The figures of the service."""
    del argument
    services, texts = conversation.services, conversation.texts
    figures = await services.storage.service.stats(services.clock.now())
    languages = [
        f"{texts.plain(f'language-{language}')} {texts.number(figures.languages.get(language, 0))}"
        for language in LANGUAGES
    ]
    by_state = {state: figures.subscriptions.get(state, 0) for state in SubscriptionState}
    tally = figures.deliveries_24h
    await conversation.tell(
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


ADMIN_COMMANDS: dict[str, Handler] = {"broadcast": broadcast, "stats": stats}
BUTTONS: dict[str, Handler] = {"broadcast": broadcast_button}
