"""How fast messages may go out: a flood budget, pure reckoning over the times of reserved messages.

The limits are Telegram's (https://core.telegram.org/bots/faq, "My bot is hitting limits, how do I avoid this?"):
about 30 messages a second in all, or 1,000 in a paid broadcast, 1 a second in one chat, 20 a minute in one group.
All of them leave a little room, because messages do not arrive as evenly as they are sent.

Telegram's 429 does not say whose limit was hit. It stops its chat. When two private chats are stopped within five
seconds, it is taken for the limit of the token and stops all: one private chat, paced by us, hardly hits its own.

Times are monotonic seconds. Memory is swept: it holds what was sent in the last minute and the chats under a 429.
"""

import math
from collections import deque

TOKEN_PER_S = 28.0
"""Telegram's 30, less two for replies to people, which are never paced."""

PAID_PER_S = 960.0
"""Telegram's 1,000 in a paid broadcast, with the same room."""

_CHAT_INTERVAL_S = 1.05
_GROUP_MESSAGES = 20
_GROUP_WINDOW_S = 61.0
_SWEEP_AT = 1024
_SUSPICION_S = 5.0


class Pacing:
    """The budget of one token. Reserve a place, wait as long as it says, ask once more for a stop, send."""

    def __init__(self, token_per_s: float = TOKEN_PER_S) -> None:
        """`token_per_s` messages a second in all; where processes share a token, each is given its part."""
        self._per_s = token_per_s
        self._taken: set[int] = set()
        self._chat_free_at: dict[int, float] = {}
        self._group_times: dict[int, deque[float]] = {}
        self._chat_stops: dict[int, float] = {}
        self._stop_until = 0.0
        self._last_private_stop: tuple[int, float] | None = None
        self._sweep_at = _SWEEP_AT

    def reserve(self, chat_id: int, now_s: float, *, max_wait_s: float = math.inf) -> float:
        """Seconds to wait before a message to this chat may go out; its place is then taken.

        When that is more than `max_wait_s`, no place is taken: ask again later.
        """
        free_at = max(now_s, self._chat_free_at.get(chat_id, 0.0), self._group_free_at(chat_id))
        place = self._find_place(max(free_at, now_s + self.stopped_for(chat_id, now_s)))
        wait_s = max(0.0, place / self._per_s - now_s)
        if wait_s <= max_wait_s:
            self._take(chat_id, place)
            self._sweep(now_s)
        return wait_s

    def stopped_for(self, chat_id: int, now_s: float) -> float:
        """Seconds for which a 429 forbids writing to this chat, 0 when none does."""
        return max(0.0, max(self._stop_until, self._chat_stops.get(chat_id, 0.0)) - now_s)

    def stop_all(self, until_s: float) -> None:
        """The token is under a 429: nothing goes out before `until_s`."""
        self._stop_until = max(self._stop_until, until_s)

    def stop_chat(self, chat_id: int, now_s: float, until_s: float) -> None:
        """The chat is under a 429 until `until_s`; the second private chat in a moment stops all."""
        self._chat_stops[chat_id] = max(self._chat_stops.get(chat_id, 0.0), until_s)
        if chat_id < 0:
            return
        last, self._last_private_stop = self._last_private_stop, (chat_id, now_s)
        if last is not None and last[0] != chat_id and now_s - last[1] <= _SUSPICION_S:
            self.stop_all(until_s)

    @property
    def remembered(self) -> int:
        """How many places, chats and groups it holds in memory."""
        return len(self._taken) + len(self._chat_free_at) + len(self._group_times) + len(self._chat_stops)

    def _find_place(self, at: float) -> int:
        """The first free place from `at` on. Place n is the moment n / `_per_s`; each is given away once.

        Places, not a running total: a message that waits for its own chat holds nobody else back.
        """
        place = math.ceil(at * self._per_s)
        while place in self._taken:
            place += 1
        return place

    def _take(self, chat_id: int, place: int) -> None:
        self._taken.add(place)
        at = place / self._per_s
        self._chat_free_at[chat_id] = at + _CHAT_INTERVAL_S
        if chat_id < 0:
            self._group_times.setdefault(chat_id, deque(maxlen=_GROUP_MESSAGES)).append(at)

    def _group_free_at(self, chat_id: int) -> float:
        times = self._group_times.get(chat_id)
        return times[0] + _GROUP_WINDOW_S if times is not None and len(times) == _GROUP_MESSAGES else 0.0

    def _sweep(self, now_s: float) -> None:
        """Forget what no longer holds anybody back, once as much again has been gathered."""
        if self.remembered < self._sweep_at:
            return
        self._taken = {place for place in self._taken if place >= now_s * self._per_s}
        self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now_s}
        self._chat_stops = {chat: at for chat, at in self._chat_stops.items() if at > now_s}
        self._group_times = {
            chat: times for chat, times in self._group_times.items() if times[-1] + _GROUP_WINDOW_S > now_s
        }
        self._sweep_at = max(_SWEEP_AT, 2 * self.remembered)
