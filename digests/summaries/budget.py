"""What a request may cost at most, what it did cost, and when a failed one is worth another. Pure.

Money is counted in billionths of a US dollar, rounded up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from decimal import ROUND_CEILING, Decimal

from digests.models import NANO

_MILLION = 1_000_000
# What servers wrap around the messages: roles, separators, the rules for a schema.
_WRAPPING_TOKENS = 256

_RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""After a failure the extract stands in for so long, then the model is asked again; after the last one no more."""

_FEWEST_SENTENCES = 20
_MOST_REPLACED = 0.2


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars for a million tokens."""

    input_usd: Decimal
    output_usd: Decimal

    def cost_nusd(self, input_tokens: int, output_tokens: int) -> int:
        """What so many tokens cost, in billionths of a US dollar."""
        usd = (self.input_usd * input_tokens + self.output_usd * output_tokens) / _MILLION
        return int((usd * NANO).to_integral_value(ROUND_CEILING))


FREE = Prices(Decimal(0), Decimal(0))


def most_input_tokens(system: str, user: str, schema: Mapping[str, object]) -> int:
    """More tokens than a request can have: a token is a byte at least, in every tokenizer over bytes.

    The schema counts twice: it may be sent beside the instructions and within them.
    """
    shape = json.dumps(schema, ensure_ascii=False)
    return len(f"{system}{user}{shape}{shape}".encode("utf-8", "surrogatepass")) + _WRAPPING_TOKENS


def retry_at(tries: int, now: datetime) -> datetime | None:
    """When to ask again after the `tries`-th failure for one story revision (from 1); None: not any more."""
    return now + _RETRY_AFTER[tries - 1] if 1 <= tries <= len(_RETRY_AFTER) else None


def next_day(now: datetime, zone: tzinfo) -> datetime:
    """When the day's budget begins anew: midnight in `zone`."""
    following = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(following, time(), zone).astimezone(now.tzinfo)


def too_many_replaced(sentences: int, replaced: int) -> bool:
    """Whether so many of a day's sentences failed their check that somebody should look at the model: over a fifth."""
    return sentences >= _FEWEST_SENTENCES and replaced > _MOST_REPLACED * sentences
