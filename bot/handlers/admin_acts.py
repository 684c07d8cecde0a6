"""What only the operator's administrators may do, and that it is written down: who, what and when, never a text."""

import logging
from functools import wraps

from bot.handlers.conversation import Conversation, Handler
from digests.errors import RequestError
from digests.models import AdminAct, AdminAction

log = logging.getLogger(__name__)


def admins_only(handler: Handler) -> Handler:
    """A button of administrators: under anybody else's finger it is one that does not exist."""

    @wraps(handler)
    async def guarded(conversation: Conversation, argument: str) -> None:
        if not conversation.is_admin:
            raise RequestError("unknown-button")
        await handler(conversation, argument)

    return guarded


async def record(conversation: Conversation, act: AdminAct, subject: str) -> None:
    """Keep and log what the administrator did to `subject`: a broadcast's number, a chat's id, a source's title."""
    services = conversation.services
    admin_id = conversation.user.id if conversation.user else conversation.here
    await services.storage.admins.record(AdminAction(services.clock.now(), admin_id, act, subject))
    log.info("administrator %d: %s %s", admin_id, act, subject)
