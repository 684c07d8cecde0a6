"""Telegram's flood limits as a pure reckoning over the times of accepted messages.

The figures are those of https://core.telegram.org/bots/faq ("My bot is hitting limits"): about 30 messages a second
overall (1,000 when a broadcast is paid for), 1 a second in one chat with short bursts let through, 20 a minute in
one group. What a "short burst" is Telegram does not say; BURST is a cautious reading.
"""

import math
from collections import defaultdict, deque

OVERALL_PER_S = 30
PAID_PER_S = 1000
GROUP_PER_MINUTE = 20
BURST = 3
ROUNDING_S = 1e-6  # sums of floats: who waited exactly as told must not be refused


class FloodControl:
    """Says whether one more message may go out now. Times are monotonic seconds and never go back."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._paid: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        self._due: dict[int, float] = {}

    def admit(self, chat_id: int, at: float, *, group: bool = False, paid: bool = False) -> int | None:
        """None when the message is let through and counted, else the seconds to wait, 1 or more."""
        overall, per_s = (self._paid, PAID_PER_S) if paid else (self._all, OVERALL_PER_S)
        waits = [_wait(overall, at, window_s=1.0, limit=per_s), self._chat_wait(chat_id, at)]
        if group:
            waits.append(_wait(self._groups[chat_id], at, window_s=60.0, limit=GROUP_PER_MINUTE))
        wait = max(waits)
        if wait > ROUNDING_S:
            return max(1, math.ceil(wait))
        overall.append(at)
        self._due[chat_id] = max(self._due.get(chat_id, at), at) + 1.0
        if group:
            self._groups[chat_id].append(at)
        return None

    def _chat_wait(self, chat_id: int, at: float) -> float:
        """One a second on average: each message moves the chat's due time on, which may run BURST ahead."""
        return self._due.get(chat_id, at) - at - (BURST - 1)


def _wait(times: deque[float], at: float, *, window_s: float, limit: int) -> float:
    """Seconds until fewer than `limit` messages lie in the window; forgets those that left it."""
    while times and times[0] <= at - window_s:
        times.popleft()
    return times[-limit] + window_s - at if len(times) >= limit else 0.0
