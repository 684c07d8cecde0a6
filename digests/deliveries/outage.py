"""When Telegram answers nobody: one look now and then until it is back. Pure reckoning over monotonic seconds.

A refused connection, a refused token and a 429 of the token say so by themselves. Requests that went out and had no
answer say it when `SILENCES` of them come in a row, whatever their chats: each of them uses up a try of its message, so
the others are better kept.
"""

SILENCES = 8
"""Requests without an answer, none with one between them, that are taken for an outage."""

_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 60.0
"""As late as that everything may go on when Telegram is back; an hour costs some 65 requests."""


class Outage:
    """Told of every outcome, it says how long nothing is to be sent at all."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._until_s = 0.0
        self._wait_s = 0.0
        self._silences = 0

    def refused(self, now_s: float, told_s: float = 0.0) -> float:
        """Seconds to hold everything back: at least `told_s`, longer each time; what was under way counts once."""
        if self._since_s is None:
            self._since_s = now_s
        if now_s >= self._until_s:
            self._wait_s = min(_LONGEST_WAIT_S, 2 * self._wait_s or _FIRST_WAIT_S)
        self._until_s = max(self._until_s, now_s + max(told_s, self._wait_s if now_s >= self._until_s else 0.0))
        return self._until_s - now_s

    def silent(self, now_s: float) -> float:
        """A request had no answer: seconds to hold everything back, 0 for as long as it may be that message's fault."""
        self._silences += 1
        return self.refused(now_s) if self._silences >= SILENCES or self._since_s is not None else 0.0

    def answered(self, now_s: float) -> float:
        """Telegram took or refused a message by itself: the seconds for which it had answered nobody, 0 for none."""
        since_s = self._since_s
        self._since_s, self._wait_s, self._silences = None, 0.0, 0
        return 0.0 if since_s is None else now_s - since_s

    @property
    def is_on(self) -> bool:
        """Whether the last word was that Telegram answers nobody."""
        return self._since_s is not None
