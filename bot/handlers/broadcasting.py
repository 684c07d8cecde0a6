"""Administrators: /broadcast with its preview, buttons, progress and report, and /stats."""

import logging
from dataclasses import replace
from datetime import timedelta

from telegram import Bot, Message
from telegram.constants import MessageEntityType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.handlers.broadcast_report import failures, failures_button, progress, report
from bot.handlers.conversation import NO_PREVIEW, Conversation, Handler, Services
from bot.markup import escape
from bot.sender import keyboard
from bot.texts import texts_for
from digests.deliveries.undo import UNDO_WITHIN
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

_DAY = timedelta(days=1)
_KEPT = timedelta(days=30)
"""Ended deliveries are kept no longer."""
_REASONS = 10
"""As many reasons as fit a message to be read; the commonest are the ones to act on."""


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


def is_number(text: str) -> bool:
    """Whether a button's data holds a number of ours: a forged one may have any digits, and any number of them."""
    return text.isascii() and text.isdecimal() and len(text) < 16


async def broadcast_button(conversation: Conversation, argument: str) -> None:
    """`send:<id>`, `cancel:<id>`, `pause:<id>` and so on, by an administrator."""
    verb, _, number = argument.partition(":")
    act = _ACTS.get(verb)
    if not conversation.is_admin or act is None or not is_number(number):
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
    sending = replace(draft, state=BroadcastState.SENDING)
    await conversation.show(progress(sending, Tally(pending=total), conversation.texts))


async def _cancel(conversation: Conversation, draft: Broadcast) -> None:
    if draft.state is not BroadcastState.DRAFT:
        raise RequestError("broadcast-over")
    services = conversation.services
    await services.storage.broadcasts.finish(draft.id, BroadcastState.STOPPED, services.clock.now())
    await conversation.show(Part(conversation.texts("broadcast-cancelled")))


async def _stop(conversation: Conversation, running: Broadcast) -> None:
    """Withdraw what is not sent; the report follows with the next look at the progress."""
    if running.state not in {BroadcastState.SENDING, BroadcastState.PAUSED}:
        raise RequestError("broadcast-over")
    await conversation.services.storage.outbox.cancel(broadcast_owner(running.id))
    await conversation.show(Part(conversation.texts("broadcast-stopping")))


async def _pause(conversation: Conversation, running: Broadcast) -> None:
    if not await conversation.services.storage.broadcasts.pause(running.id):
        raise RequestError("broadcast-over")
    await _show_turned(conversation, replace(running, state=BroadcastState.PAUSED))


async def _resume(conversation: Conversation, paused: Broadcast) -> None:
    if not await conversation.services.storage.broadcasts.resume(paused.id):
        raise RequestError("broadcast-over")
    await _show_turned(conversation, replace(paused, state=BroadcastState.SENDING))


async def _undo(conversation: Conversation, over: Broadcast) -> None:
    """Delete what was sent, as far back as Telegram deletes; progress and report follow in the same message."""
    if over.state not in {BroadcastState.DONE, BroadcastState.STOPPED}:
        raise RequestError("broadcast-over")
    services = conversation.services
    now = services.clock.now()
    await services.storage.broadcasts.undo(over.id, now - UNDO_WITHIN, now)
    await _show_turned(conversation, replace(over, state=BroadcastState.UNDOING))


async def _show_turned(conversation: Conversation, turned: Broadcast) -> None:
    tally = await conversation.services.storage.outbox.tally(broadcast_owner(turned.id))
    await conversation.show(progress(turned, tally, conversation.texts))


_ACTS = {"send": _send, "cancel": _cancel, "stop": _stop, "pause": _pause, "resume": _resume, "undo": _undo}


async def failures_button_pressed(conversation: Conversation, argument: str) -> None:
    """`<id>` of a broadcast, or `all` of the last 24 hours: why messages failed, by an administrator."""
    if not conversation.is_admin or not (argument == "all" or is_number(argument)):
        raise RequestError("unknown-button")
    services = conversation.services
    owner = None if argument == "all" else broadcast_owner(BroadcastId(int(argument)))
    since = services.clock.now() - (_DAY if owner is None else _KEPT)
    found = await services.storage.outbox.failures(owner=owner, since=since, limit=_REASONS)
    await conversation.say(failures(found, conversation.texts))


async def show_progress(services: Services, bot: Bot) -> None:
    """Edit the progress of every broadcast under way into its message; a finished one gets its report."""
    for running in await services.storage.broadcasts.under_way():
        tally = await services.storage.outbox.tally(broadcast_owner(running.id))
        subscription = await services.storage.subscriptions.find(subscription_id(running.chat_id))
        texts = texts_for(subscription.language if subscription else services.settings.language)
        end = _end_of(running, tally)
        if end is None:
            if running.state is not BroadcastState.PAUSED:  # which was told with the tap, and does not change
                await _edit(bot, running, progress(running, tally, texts))
            continue
        now = services.clock.now()
        duration_s = round((now - (running.started_at or running.created_at)).total_seconds())
        if await _edit(bot, running, report(running, tally, duration_s, texts)):
            await services.storage.broadcasts.finish(running.id, end, now)


def _end_of(running: Broadcast, tally: Tally) -> BroadcastState | None:
    """The state in which a broadcast is over; None while something is left to do."""
    if tally.pending or tally.undoing:
        return None
    if running.state is BroadcastState.UNDOING:
        return BroadcastState.UNDONE
    return BroadcastState.STOPPED if tally.cancelled else BroadcastState.DONE


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
        log.debug("the progress of a broadcast was not shown: %s", type(error).__name__)
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
    text = texts(
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
    await conversation.say(Part(text, (failures_button("all", tally, texts),)))


ADMIN_COMMANDS: dict[str, Handler] = {"broadcast": broadcast, "stats": stats}
BUTTONS: dict[str, Handler] = {"broadcast": broadcast_button, "failures": failures_button_pressed}
