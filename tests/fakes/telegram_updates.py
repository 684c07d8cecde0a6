"""How updates reach the bot: `getUpdates` with long polling, or a webhook that is posted to.

As at Telegram, an offset confirms everything below it, a second poll ends the first with 409, and a webhook excludes
polling. Unlike there, a webhook may be plain HTTP, and one that fails is tried again at the next change only.
"""

import asyncio
import re
from itertools import count

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fakes.telegram_params import ApiError, Params, bad_request
from tests.fakes.telegram_state import Json, World

MAX_BATCH = 100
MAX_TIMEOUT_S = 50
ON_REQUEST_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}
WEBHOOK_TIMEOUT = ClientTimeout(total=10)


class Updates:
    """The queue of what the bot has not confirmed yet."""

    def __init__(self, world: World, closing: asyncio.Event) -> None:
        self.pending: list[Json] = []
        self.webhook_url = ""
        self._secret = ""
        self._last_error = ""
        self._allowed: list[str] = []
        self._world = world
        self._closing = closing
        self._ids = count(1)
        self._poll = 0

    def add(self, kind: str, payload: Json) -> None:
        """Queue an update for the bot, unless it did not ask for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ON_REQUEST_ONLY
        if wanted:
            self.pending.append({"update_id": next(self._ids), kind: payload})
            self._world.changes.ring()

    async def get_updates(self, params: Params) -> list[Json]:
        """Updates from `offset`, at once or as soon as one comes within `timeout` seconds."""
        if self.webhook_url:
            reason = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
            raise ApiError(409, f"Conflict: {reason} first")
        self._poll += 1
        self._world.changes.ring()
        self._allow(params)
        self._confirm(params.integer("offset"))
        timeout_s = min(params.integer("timeout"), MAX_TIMEOUT_S)
        await self._until_pending(self._poll, timeout_s)
        return self.pending[: min(params.integer("limit", MAX_BATCH) or MAX_BATCH, MAX_BATCH)]

    async def _until_pending(self, poll: int, timeout_s: float) -> None:
        try:
            async with asyncio.timeout(timeout_s):
                while not self.pending and not self._closing.is_set():
                    await self._world.changes.next()
                    if poll != self._poll:
                        reason = "terminated by other getUpdates request; make sure that only one bot instance is"
                        raise ApiError(409, f"Conflict: {reason} running")
        except TimeoutError:
            return

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        self.pending = [update for update in self.pending if _update_id(update) >= offset]

    def _allow(self, params: Params) -> None:
        kinds = params.document("allowed_updates")
        if isinstance(kinds, list):
            self._allowed = [str(kind) for kind in kinds]

    def set_webhook(self, params: Params) -> bool:
        secret = params.text("secret_token")
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        url = params.text("url")
        if url and not re.match(r"https?://\S+$", url):
            raise bad_request("bad webhook: invalid webhook URL specified")
        self._allow(params)
        self._drop_if_asked(params)
        self.webhook_url, self._secret, self._last_error = url, secret, ""
        self._poll += 1
        self._world.changes.ring()
        return True

    def delete_webhook(self, params: Params) -> bool:
        self._drop_if_asked(params)
        self.webhook_url = ""
        return True

    def get_webhook_info(self, _: Params) -> Json:
        found: Json = {"url": self.webhook_url, "has_custom_certificate": False}
        found["pending_update_count"] = len(self.pending)
        return found | ({"last_error_message": self._last_error} if self._last_error else {})

    def _drop_if_asked(self, params: Params) -> None:
        if params.flag("drop_pending_updates"):
            self.pending.clear()

    async def push(self) -> None:
        """Post what is pending to the webhook, one after another; runs until cancelled."""
        async with ClientSession(timeout=WEBHOOK_TIMEOUT) as session:
            while True:
                if not (self.webhook_url and self.pending and await self._post(session, self.pending[0])):
                    await self._world.changes.next()

    async def _post(self, session: ClientSession, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        try:
            async with session.post(self.webhook_url, json=update, headers=headers) as response:
                self._last_error = "" if response.ok else f"Wrong response from the webhook: {response.status}"
        except (ClientError, TimeoutError):
            self._last_error = "Connection failed"
        if self._last_error:
            return False
        self._confirm(_update_id(update) + 1)
        return True


def _update_id(update: Json) -> int:
    number = update["update_id"]
    return number if isinstance(number, int) else 0
