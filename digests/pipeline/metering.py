"""The model with a purse: cached answers, a budget, a limit of requests, patience, and a circuit breaker.

    errand ──cache──> breaker ──> a place among the few ──> reserve ──> one request ──> settle

An errand is what one story or one question may ask; every request to the server is counted, also those that it
refuses. Money is set aside in the database before a request goes out, so that the day's budget holds among any
number of requests and processes. A request that had no answer may have been billed and costs what was set aside.
"""

import asyncio
import hashlib
import json
import logging
import random
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from digests.clock import Clock
from digests.errors import BudgetSpent, ModelError
from digests.models import Spent, Subject
from digests.ports import ModelAnswer, OnText, Prompt, StreamingModel, UsageStore
from digests.summaries.breaker import Breaker
from digests.summaries.budget import FREE, Prices, most_input_tokens, next_day

log = logging.getLogger(__name__)

CALLS_AT_ONCE = 4
MOST_CALLS = 3
"""Requests to the server for one story or question, refused ones and repairs included."""

_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 20.0
_JITTER = 0.25


@dataclass(frozen=True, slots=True)
class Purse:
    """What may be spent: `budget_nusd` a day of `zone`, None without a limit; and at which prices."""

    zone: tzinfo
    prices: Prices = FREE
    budget_nusd: int | None = None


@dataclass(eq=False)
class MeteredModel:
    """A model whose every request is paid for from one purse. `name` is the model's."""

    model: StreamingModel
    name: str
    usage: UsageStore
    clock: Clock
    rng: random.Random
    purse: Purse
    breaker: Breaker = field(default_factory=Breaker)

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(CALLS_AT_ONCE)

    def errand(self, subject: Subject, *, most_calls: int = MOST_CALLS) -> "Errand":
        """A model for one story or question, which asks at most so often."""
        return Errand(self, subject, most_calls)

    def day(self, now: datetime) -> date:
        """The day that a moment's spending counts for."""
        return now.astimezone(self.purse.zone).date()

    def next_day(self, now: datetime) -> datetime:
        """When the budget begins anew."""
        return next_day(now, self.purse.zone)

    async def request(
        self, subject: Subject, prompt: Prompt, on_text: OnText | None = None
    ) -> tuple[ModelAnswer | ModelError, Spent]:
        """One request: the answer or why there is none, and what it cost. `on_text` reads it while it is written.

        Raises `ModelError` where nothing was sent: `BudgetSpent`, or while the server is left alone.
        """
        async with self._places:
            if not self.breaker.may_ask(self.clock.monotonic()):
                raise ModelError("the model server fails again and again and is left alone for a while")
            now = self.clock.now()
            most = self.purse.prices.cost_nusd(_most_tokens(prompt), prompt.most_output_tokens)
            call_id = await self.usage.reserve(
                subject, self.name, self.day(now), now, most_nusd=most, budget_nusd=self.purse.budget_nusd
            )
            if call_id is None:
                self.breaker.gave_up()
                raise BudgetSpent("the day's budget for the model is spent")
            try:
                return await self._paid(call_id, prompt, most, on_text)
            except asyncio.CancelledError:
                self.breaker.gave_up()  # and what was set aside stays spent
                raise

    async def _paid(
        self, call_id: int, prompt: Prompt, most: int, on_text: OnText | None
    ) -> tuple[ModelAnswer | ModelError, Spent]:
        outcome: ModelAnswer | ModelError
        try:
            outcome = await (self.model.stream(prompt, on_text) if on_text else self.model.answer(prompt))
        except ModelError as error:
            outcome = error
        self._heed(outcome)
        spent = self._cost_of(outcome, most)
        await self.usage.settle(call_id, spent, failed=isinstance(outcome, ModelError))
        return outcome, spent

    def _heed(self, outcome: ModelAnswer | ModelError) -> None:
        if isinstance(outcome, ModelAnswer) or not outcome.is_servers:
            self.breaker.succeeded()
        elif self.breaker.failed(self.clock.monotonic()):
            log.warning("the model server is left alone for %d s: %s", self.breaker.rest_s, outcome)

    def _cost_of(self, outcome: ModelAnswer | ModelError, most: int) -> Spent:
        """By the tokens that the server counted; where it counted none, all that was set aside."""
        if isinstance(outcome, ModelError) and outcome.is_unbilled:
            return Spent(calls=1)
        if not (outcome.input_tokens or outcome.output_tokens):
            return Spent(calls=1, cost_nusd=most)
        cost = self.purse.prices.cost_nusd(outcome.input_tokens, outcome.output_tokens)
        return Spent(1, outcome.input_tokens, outcome.output_tokens, cost)


def _most_tokens(prompt: Prompt) -> int:
    """More tokens than it can have."""
    return most_input_tokens(prompt.system, prompt.user, prompt.schema)


def _key(prompt: Prompt, model: str) -> str:
    """The hash by which its answer is found again."""
    parts = [model, prompt.system, prompt.user, prompt.schema_name, json.dumps(prompt.schema, sort_keys=True)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


class Errand(StreamingModel):
    """A model for one story or question. `spent` tells what it cost so far; answers from the cache cost nothing."""

    def __init__(self, metered: MeteredModel, subject: Subject, most_calls: int) -> None:
        self._metered = metered
        self._subject = subject
        self._most_calls = most_calls
        self.spent = Spent()
        self._answers: dict[str, ModelAnswer] = {}

    @property
    def calls_left(self) -> int:
        return self._most_calls - self.spent.calls

    async def answer(self, prompt: Prompt) -> ModelAnswer:
        """As the port says: a known answer, or one that is asked for, again after failures that pass by themselves."""
        key = _key(prompt, self._metered.name)
        known = await self._metered.usage.find_answer(key)
        if known is None:
            known = self._answers[key] = await self._ask(prompt)
        return known

    async def stream(self, prompt: Prompt, on_text: OnText) -> ModelAnswer:
        """As the port says; what broke off after its first piece is not asked for again."""
        key = _key(prompt, self._metered.name)
        known = await self._metered.usage.find_answer(key)
        if known is not None:
            await on_text(known.text)
            return known
        answer = self._answers[key] = await self._ask(prompt, _Reading(on_text))
        return answer

    async def keep(self) -> None:
        """Have the answers, which could be used, found again by the same questions, by any process."""
        for key, answer in self._answers.items():
            await self._metered.usage.keep_answer(key, answer, self._metered.clock.now())

    async def _ask(self, prompt: Prompt, reading: "_Reading | None" = None) -> ModelAnswer:
        failures = 0
        while self.calls_left > 0:
            outcome, spent = await self._metered.request(self._subject, prompt, reading)
            self.spent += spent
            if isinstance(outcome, ModelAnswer):
                return outcome
            wait_s = self._wait_s(outcome, failures)
            if wait_s is None or (reading is not None and reading.has_begun):
                raise outcome
            failures += 1
            await self._metered.clock.sleep(wait_s)
        raise ModelError("as many requests as one summary may cost were made")

    def _wait_s(self, error: ModelError, failures: int) -> float | None:
        """How long to wait before the next try; None for none: useless, too late, or one too many."""
        if not error.is_passing or self.calls_left <= 0:
            return None
        back_off = 0.0 if error.is_unbilled and not error.is_servers else _FIRST_WAIT_S * 4**failures
        jittered = back_off * (1 + _JITTER * self._metered.rng.random())
        wait_s = max(jittered, error.retry_after_s or 0.0)
        return wait_s if wait_s <= _LONGEST_WAIT_S else None


class _Reading:
    """Passes on what is written, and knows whether anything was: no answer begins twice before a reader's eyes."""

    def __init__(self, on_text: OnText) -> None:
        self._on_text = on_text
        self.has_begun = False

    async def __call__(self, piece: str) -> None:
        self.has_begun = True
        await self._on_text(piece)
