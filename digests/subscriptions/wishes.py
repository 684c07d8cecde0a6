"""Quiet hours, importance and keywords: what a reader says beyond times, topics and sources."""

from collections.abc import Sequence
from dataclasses import replace

from digests.editions.quiet import parse_quiet, quiet_end
from digests.errors import RequestError
from digests.language.keywords import rule_of, same_rule
from digests.models import IMPORTANCE, QuietHours, Schedule, Subscription, SubscriptionState
from digests.subscriptions.desk import Desk, Place

MOST_RULES = 40
"""Keyword rules of a kind a subscription may have: more are a topic of their own."""


class WishDesk:
    """The use cases of these wishes. Every change is stored before the method returns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def set_quiet(self, place: Place, text: str) -> Subscription:
        """Take what was written after /quiet. Raises `RequestError` (`quiet-not-understood`)."""
        return await self._set_quiet(place, parse_quiet(text))

    async def _set_quiet(self, place: Place, quiet: QuietHours | None) -> Subscription:
        """What the old hours held back is due now, what the new ones hold back when they end."""
        current, now = await self._desk.current(place), self._desk.now()
        held_until = quiet_end(current.quiet, current.timezone, now)
        is_held = held_until is not None and current.next_due_at == held_until
        waits = current.schedule.rhythm == "instant" and current.state is SubscriptionState.ACTIVE
        due_at = now if waits or is_held else current.next_due_at
        return await self._desk.store(replace(current, quiet=quiet, next_due_at=due_at))

    async def set_importance(self, place: Place, origins: int) -> Subscription:
        """Send at once what so many reported independently. Raises `RequestError` for a level that is none."""
        if origins not in IMPORTANCE:
            raise RequestError("unknown-button")
        current = await self._desk.current(place)
        wanted = Schedule("instant", (), current.schedule.days, origins)
        return await self._desk.store(replace(current, schedule=wanted, next_due_at=None))

    async def mute(self, place: Place, text: str) -> Subscription:
        """Tell nothing that `text` means any more. Raises `RequestError` for what is no rule, or for too many."""
        current = await self._desk.current(place)
        return await self._desk.change(replace(current, muted=_with(current.muted, text)))

    async def watch(self, place: Place, text: str) -> Subscription:
        """Tell what `text` means whatever its topic. Raises `RequestError` for what is no rule, or for too many."""
        current = await self._desk.current(place)
        return await self._desk.change(replace(current, watched=_with(current.watched, text)))

    async def unmute(self, place: Place, text: str) -> Subscription:
        """Raises `RequestError` (`rule-unknown`) when nothing is muted by these words."""
        current = await self._desk.current(place)
        return await self._desk.change(replace(current, muted=_without(current.muted, text)))

    async def unwatch(self, place: Place, text: str) -> Subscription:
        """Raises `RequestError` (`rule-unknown`) when nothing is watched by these words."""
        current = await self._desk.current(place)
        return await self._desk.change(replace(current, watched=_without(current.watched, text)))


def _with(rules: Sequence[str], text: str) -> tuple[str, ...]:
    rule = rule_of(text).text
    others = [each for each in rules if not same_rule(each, rule)]
    if len(others) >= MOST_RULES:
        raise RequestError("too-many-rules", {"count": MOST_RULES})
    return (*others, rule)


def _without(rules: Sequence[str], text: str) -> tuple[str, ...]:
    kept = tuple(each for each in rules if not same_rule(each, text))
    if len(kept) == len(rules):
        raise RequestError("rule-unknown", {"text": text[:100]})
    return kept
