"""A broadcast from Send on: its buttons, its progress, its report."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.button_data import is_number
from bot.handlers.admin_acts import admins_only, record
from bot.handlers.broadcast_draft import get, show_draft
from bot.handlers.broadcast_report import failures, progress, report
from bot.handlers.conversation import Conversation, Handler, Services
from bot.sender import NO_PREVIEW, keyboard
from bot.texts import texts_for
from digests.deliveries.undo import UNDO_WITHIN
from digests.errors import RequestError
from digests.models import (
    AdminAct,
    Broadcast,
    BroadcastId,
    BroadcastState,
    Part,
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


async def broadcast_button(conversation: Conversation, argument: str) -> None:
    """`send:<id>`, `cancel:<id>`, `pause:<id>` and so on, by an administrator."""
    verb, _, number = argument.partition(":")
    if verb not in _ACTS or not is_number(number):
        raise RequestError("unknown-button")
    recorded, act = _ACTS[verb]
    await act(conversation, await get(conversation, BroadcastId(int(number))))
    if recorded is not None:
        await record(conversation, recorded, number)


async def _send(conversation: Conversation, draft: Broadcast) -> None:
    services, message = conversation.services, conversation.message
    message_id = message.message_id if message else None
    total = await services.storage.broadcasts.start(draft.id, message_id, services.clock.now())
    if not total:
        raise RequestError("broadcast-over")
    sending = replace(draft, state=BroadcastState.SENDING)
    await conversation.show(progress(sending, Tally(pending=total), conversation.texts))


async def _cancel(conversation: Conversation, draft: Broadcast) -> None:
    if draft.state not in {BroadcastState.DRAFT, BroadcastState.SCHEDULED}:
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


_Act = Callable[[Conversation, Broadcast], Awaitable[None]]
_ACTS: dict[str, tuple[AdminAct | None, _Act]] = {
    "draft": (None, show_draft),
    "send": ("send", _send),
    "cancel": ("cancel", _cancel),
    "stop": ("stop", _stop),
    "pause": ("pause", _pause),
    "resume": ("resume", _resume),
    "undo": ("undo", _undo),
}


async def failures_button_pressed(conversation: Conversation, argument: str) -> None:
    """`<id>` of a broadcast, or `all` of the last 24 hours: why messages failed, by an administrator."""
    if not (argument == "all" or is_number(argument)):
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
        known = running.language or (subscription.language if subscription else None)
        texts = texts_for(known or services.settings.language)
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


BUTTONS: dict[str, Handler] = {
    "broadcast": admins_only(broadcast_button),
    "failures": admins_only(failures_button_pressed),
}
