"""A circuit breaker: a server that fails again and again is left alone for a while. Its times are monotonic seconds."""

from dataclasses import dataclass

_FAILURES = 5
_FIRST_REST_S, _LONGEST_REST_S = 30.0, 600.0


@dataclass(eq=False, slots=True)
class Breaker:
    """Opens after five failures in a row, for half a minute; then one request may try.

    If that one fails too, the rest is twice as long, ten minutes at most. Any success closes it.
    """

    failures: int = 0
    rest_s: float = _FIRST_REST_S
    open_until_s: float | None = None
    is_trying: bool = False

    def may_ask(self, now_s: float) -> bool:
        """Whether a request may go out now; while the breaker is being tried, one alone."""
        if self.open_until_s is None:
            return True
        if now_s < self.open_until_s or self.is_trying:
            return False
        self.is_trying = True
        return True

    def succeeded(self) -> None:
        """The server answered, whatever it said."""
        self.failures, self.rest_s, self.open_until_s, self.is_trying = 0, _FIRST_REST_S, None, False

    def failed(self, now_s: float) -> bool:
        """The server did not answer, or said that it cannot; True when the breaker opens by it."""
        self.failures += 1
        if self.open_until_s is not None and self.is_trying:
            self.rest_s = min(self.rest_s * 2, _LONGEST_REST_S)
        elif self.failures < _FAILURES or self.open_until_s is not None:
            return False
        self.open_until_s, self.is_trying = now_s + self.rest_s, False
        return True

    def gave_up(self) -> None:
        """The request that was to try came to no end; the next one may."""
        self.is_trying = False
