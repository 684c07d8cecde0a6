"""Trouble on demand: what a chat answers from now on, and what befalls the next requests.

Standing, until `healthy(chat_id)`: `blocked`, `deactivated`, `kicked`, `migrated`, `missing`, `topic_closed`, and
`refused` in any words.
For the next `times` requests of `method` (of `chat_id`, or of any chat for None): `too_many`, `server_error`,
`drop_before` (connection reset, nothing accepted), `drop_after` (accepted, then reset: the outcome is unknown to the
caller), `hold` (accepted, the answer waits until released). `latency_s` delays every answer after acceptance.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from tests.fakes.telegram_params import ApiError, bad_request, too_many
from tests.fakes.telegram_state import Chat, World, thrown_out

SEND = "sendMessage"


class Hold:
    """An answer that waits. `await hold.reached()` returns when a request is held, `hold.release()` lets it go."""

    def __init__(self) -> None:
        self._reached = asyncio.Event()
        self._released = asyncio.Event()

    async def reached(self, *, timeout_s: float = 5.0) -> None:
        async with asyncio.timeout(timeout_s):
            await self._reached.wait()

    def release(self) -> None:
        self._released.set()

    async def pass_through(self) -> None:
        """The server's side: say that a request is here, then wait for the release."""
        self._reached.set()
        await self._released.wait()


@dataclass(slots=True)
class Fault:
    """Something that befalls the next `times` requests."""

    kind: Literal["error", "drop_before", "drop_after", "hold"]
    chat_id: int | None
    method: str
    times: int
    error: ApiError = field(default_factory=lambda: ApiError(500, "Internal Server Error"))
    hold: Hold = field(default_factory=Hold)


class Faults:
    """See the module's description."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._coming: list[Fault] = []
        self.latency_s = 0.0

    def blocked(self, chat_id: int) -> None:
        self._stand(chat_id, thrown_out(self._world.ensure_chat(chat_id)))

    def deactivated(self, chat_id: int) -> None:
        self._stand(chat_id, ApiError(403, "Forbidden: user is deactivated"))

    def kicked(self, chat_id: int) -> None:
        self._stand(chat_id, thrown_out(self._world.ensure_chat(chat_id)))

    def missing(self, chat_id: int) -> None:
        self._stand(chat_id, bad_request("chat not found"))

    def refused(self, chat_id: int, reason: str, *, status: int = 400) -> None:
        """Any other standing refusal in Telegram's words, 400 or 403."""
        error = bad_request(reason) if status == 400 else ApiError(status, f"Forbidden: {reason}")
        self._stand(chat_id, error)

    def migrated(self, chat_id: int, *, to: int) -> None:
        """The group has become the supergroup `to`, which has the same title and members."""
        old, new = self._world.ensure_chat(chat_id), self._world.ensure_chat(to)
        new.title, new.members = old.title, dict(old.members)
        moved = bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=to)
        self._stand(chat_id, moved)

    def topic_closed(self, chat_id: int, thread_id: int) -> None:
        self._world.ensure_chat(chat_id).closed_topics.add(thread_id)

    def healthy(self, chat_id: int) -> None:
        """Undo what stands against the chat."""
        chat = self._world.ensure_chat(chat_id)
        chat.refusal = None
        chat.closed_topics.clear()

    def too_many(self, chat_id: int | None, *, retry_after: int, times: int = 1, method: str = SEND) -> None:
        self._coming.append(Fault("error", chat_id, method, times, error=too_many(retry_after)))

    def server_error(self, chat_id: int | None, *, times: int = 1, method: str = SEND, status: int = 500) -> None:
        error = ApiError(status, {500: "Internal Server Error"}.get(status, "Bad Gateway"))
        self._coming.append(Fault("error", chat_id, method, times, error=error))

    def drop_before(self, chat_id: int | None, *, times: int = 1, method: str = SEND) -> None:
        self._coming.append(Fault("drop_before", chat_id, method, times))

    def drop_after(self, chat_id: int | None, *, times: int = 1, method: str = SEND) -> None:
        self._coming.append(Fault("drop_after", chat_id, method, times))

    def hold(self, chat_id: int | None, *, times: int = 1, method: str = SEND) -> Hold:
        fault = Fault("hold", chat_id, method, times)
        self._coming.append(fault)
        return fault.hold

    def take(self, method: str, chat: Chat | None) -> Fault | None:
        """What befalls this request; counted."""
        for fault in self._coming:
            hit = fault.chat_id is None or (chat is not None and fault.chat_id == chat.id)
            if hit and fault.method.lower() == method.lower():
                fault.times -= 1
                if fault.times == 0:
                    self._coming.remove(fault)
                return fault
        return None

    def release_all(self) -> None:
        """Forget what is coming and let go of what is held."""
        for fault in self._coming:
            fault.hold.release()
        self._coming.clear()

    def _stand(self, chat_id: int, refusal: ApiError) -> None:
        self._world.ensure_chat(chat_id).refusal = refusal
