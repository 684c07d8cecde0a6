"""What the outcomes so far hold back: one chat's messages, or everything."""

import logging
import math
from dataclasses import dataclass, field
from datetime import datetime

from digests.deliveries.outage import Outage
from digests.deliveries.pacing import Pacing
from digests.models import RetryAt, SendOutcome, Unknown

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Restraint:
    """Told of every outcome, it stops the pacing of a chat or of all; an outage's begin and end are logged once."""

    pacing: Pacing
    held_back_until_s: float = -math.inf
    """Nothing at all is to be sent before, in monotonic seconds."""
    _outage: Outage = field(default_factory=Outage)

    @property
    def is_outage(self) -> bool:
        """Whether Telegram answers nobody, as far as is known."""
        return self._outage.is_on

    def heed(self, chat_id: int, outcome: SendOutcome, now: datetime, now_s: float) -> None:
        """`now` and `now_s` are the same moment by the calendar and in monotonic seconds."""
        was_on = self._outage.is_on
        if isinstance(outcome, RetryAt) and outcome.everywhere:
            told_s = (outcome.at - now).total_seconds()
            self._hold_everything(now_s, self._outage.refused(now_s, told_s))
        elif isinstance(outcome, RetryAt):
            self.pacing.stop_chat(chat_id, now_s, now_s + (outcome.at - now).total_seconds())
        elif isinstance(outcome, Unknown):
            self._hold_everything(now_s, self._outage.silent(now_s))
        elif lasted_s := self._outage.answered(now_s):
            _log.warning("Telegram answers again after %d s", lasted_s)
        if self._outage.is_on and not was_on:
            _log.warning("Telegram does not answer, nothing is sent meanwhile")

    def _hold_everything(self, now_s: float, wait_s: float) -> None:
        if wait_s <= 0:
            return
        self.held_back_until_s = max(self.held_back_until_s, now_s + wait_s)
        self.pacing.stop_all(now_s + wait_s)
