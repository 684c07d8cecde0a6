"""How fast messages may go out: a flood budget, pure reckoning over the times at which messages went.

The limits are Telegram's (https://core.telegram.org/bots/faq, "My bot is hitting limits, how do I avoid this?"):
about 30 messages a second in all, or 1,000 in a paid broadcast, 1 a second in one chat, 20 a minute in one group.
The token's second is held over the moments at which messages reached Telegram, as far as can be known: one that left
late, or whose answer took longer than the quickest, was counted that much later there, and pushes its successor of the
next second back. So no second holds more there, however machine and network stutter.

Telegram's 429 does not say whose limit was hit. It stops its chat. When two private chats are stopped within five
seconds, it is taken for the limit of the token and stops all: one private chat, paced by us, hardly hits its own.

Times are monotonic seconds. Memory is swept: it holds the last second's messages and the chats of the last minute.
"""

import math
from collections import deque
from dataclasses import dataclass

TOKEN_PER_S = 30.0
PAID_PER_S = 1000.0
"""In a paid broadcast."""

CHAT_INTERVAL_S = 1.05

_SECOND_S = 1.003
"""Telegram's second with room for what the quickest answer was not quick enough to show: 99.7 % of the allowance. How
unequally fast messages travel is reckoned message by message."""

_CATCH_UP_S = 0.25
"""So long may the machine be late and still make up for the places that it missed. Idle time is not made up for."""

_LATEST_S = 0.25
"""So much of a slow answer is taken for a slow way there, connecting included; the rest is Telegram's own thinking."""

_FORGET_PER_S = 0.0001
"""So much slower the quickest answer is taken to be with each second: the way may have become longer."""

_UNANSWERED_S = 10.0
"""What has no answer by then will hardly get one."""

_GROUP_MESSAGES = 20
_GROUP_WINDOW_S = 61.0
_SWEEP_AT = 1024
_SUSPICION_S = 5.0


@dataclass(slots=True)
class _Going:
    left_s: float
    took_s: float = 0.0
    """From then to Telegram's answer; 0 as long as there is none."""


class Pacing:
    """The budget of one token. Ask whether the token and the chat are free, then `take` as the message goes."""

    def __init__(self, token_per_s: float = TOKEN_PER_S) -> None:
        """`token_per_s` messages a second in all, at least 1; processes that share a token are each given a part."""
        self.per_s = token_per_s
        self._interval_s = _SECOND_S / token_per_s
        self._times: deque[_Going] = deque(maxlen=int(token_per_s))
        self._under_way: dict[int, _Going] = {}
        self._quickest_s = math.inf
        self._quickest_at = 0.0
        self._next_at = -math.inf
        self._chat_free_at: dict[int, float] = {}
        self._group_times: dict[int, deque[float]] = {}
        self._chat_stops: dict[int, float] = {}
        self._stop_until = -math.inf
        self._last_private_stop: tuple[int, float] | None = None
        self._sweep_at = _SWEEP_AT

    def token_wait(self, now_s: float) -> float:
        """Seconds until a message may go out to anybody, 0 when it may now."""
        full_until = (
            self._arrived_s(self._times[0]) + _SECOND_S if len(self._times) == self._times.maxlen else -math.inf
        )
        return max(0.0, self._next_at - now_s, full_until - now_s, self._stop_until - now_s)

    def chat_wait(self, chat_id: int, now_s: float, *, ahead: int = 0) -> float:
        """Seconds until this chat may get a message, 0 when it may now.

        `ahead` messages may run ahead of one a second: Telegram lets short bursts through.
        """
        free_at = self._chat_free_at.get(chat_id, -math.inf) - ahead * CHAT_INTERVAL_S
        return max(0.0, free_at - now_s, self._group_free_at(chat_id) - now_s, self.stopped_for(chat_id, now_s))

    def take(self, chat_id: int, now_s: float) -> None:
        """A message to this chat goes out now. It counts whether or not anybody had asked."""
        was_idle = not self._times or now_s - self._times[-1].left_s > _CATCH_UP_S
        self._next_at = max(self._next_at, now_s if was_idle else now_s - _CATCH_UP_S) + self._interval_s
        going = self._under_way[chat_id] = _Going(now_s)
        self._times.append(going)
        self._chat_free_at[chat_id] = max(self._chat_free_at.get(chat_id, -math.inf), now_s) + CHAT_INTERVAL_S
        if chat_id < 0:
            self._group_times.setdefault(chat_id, deque(maxlen=_GROUP_MESSAGES)).append(now_s)
        self._sweep(now_s)

    def left(self, chat_id: int, now_s: float) -> None:
        """The message that this chat was given a place for is written now, perhaps later than it was let through."""
        if going := self._under_way.get(chat_id):
            going.left_s = max(going.left_s, now_s)

    def answered(self, chat_id: int, now_s: float) -> None:
        """Telegram has answered that message: it was there by now, less the time that the way back takes."""
        going = self._under_way.pop(chat_id, None)
        if going is None:
            return
        going.took_s = now_s - going.left_s
        self._quickest_s = min(going.took_s, self._quickest_s + (now_s - self._quickest_at) * _FORGET_PER_S)
        self._quickest_at = now_s

    def stopped_for(self, chat_id: int, now_s: float) -> float:
        """Seconds for which a 429 forbids writing to this chat, 0 when none does."""
        return max(0.0, max(self._stop_until, self._chat_stops.get(chat_id, -math.inf)) - now_s)

    def stop_all(self, until_s: float) -> None:
        """The token is under a 429: nothing goes out before `until_s`."""
        self._stop_until = max(self._stop_until, until_s)

    def stop_chat(self, chat_id: int, now_s: float, until_s: float) -> None:
        """The chat is under a 429 until `until_s`; the second private chat in a moment stops all."""
        self._chat_stops[chat_id] = max(self._chat_stops.get(chat_id, -math.inf), until_s)
        if chat_id < 0:
            return
        last, self._last_private_stop = self._last_private_stop, (chat_id, now_s)
        if last is not None and last[0] != chat_id and now_s - last[1] <= _SUSPICION_S:
            self.stop_all(until_s)

    @property
    def remembered(self) -> int:
        """How many chats and groups it holds in memory."""
        return len(self._chat_free_at) + len(self._group_times) + len(self._chat_stops) + len(self._under_way)

    def _arrived_s(self, going: _Going) -> float:
        """When it reached Telegram, as far as can be told by now."""
        return going.left_s + min(_LATEST_S, max(0.0, going.took_s - self._quickest_s))

    def _group_free_at(self, chat_id: int) -> float:
        times = self._group_times.get(chat_id)
        return times[0] + _GROUP_WINDOW_S if times is not None and len(times) == _GROUP_MESSAGES else -math.inf

    def _sweep(self, now_s: float) -> None:
        """Forget what no longer holds anybody back, once as much again has been gathered."""
        if self.remembered < self._sweep_at:
            return
        self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now_s}
        self._chat_stops = {chat: at for chat, at in self._chat_stops.items() if at > now_s}
        self._group_times = {
            chat: times for chat, times in self._group_times.items() if times[-1] + _GROUP_WINDOW_S > now_s
        }
        oldest_s = now_s - _UNANSWERED_S
        self._under_way = {chat: going for chat, going in self._under_way.items() if going.left_s > oldest_s}
        self._sweep_at = max(_SWEEP_AT, 2 * self.remembered)
