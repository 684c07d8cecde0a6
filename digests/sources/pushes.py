"""What to agree with a hub, and when to ask again: WebSub, sections 5 to 7 (https://www.w3.org/TR/websub/). Pure.

asked ──(the hub confirms)──> pushes until the lease ends ──(at four fifths of it)──> asked again
"""

import hashlib
import hmac
import random
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hmac import compare_digest

from digests.models import Push, PushId

LEASE_WANTED_S = 10 * 24 * 3600
"""What hubs commonly grant; a hub may grant less or more."""

_LONGEST_LEASE = timedelta(days=30)
_SOONEST_RENEWAL = timedelta(hours=1)
_RENEWED_AT = 0.8
_FIRST_WAIT = timedelta(hours=1)
_LONGEST_WAIT = timedelta(days=1)
_DENIED_FOR = timedelta(days=7)
_GOODBYES = 3
_SPREAD = 0.1

_TOKEN = re.compile(r"([0-9a-f]{16})([0-9a-f]{40})", re.ASCII)
# Section 7.1 names these. SHA-1 is broken for signatures but not as an HMAC, and the largest hub knows no other.
_METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})


def asked(push: Push, now: datetime, rng: random.Random) -> Push:
    """The push when its hub is about to be asked: unless the hub confirms, it is asked again after an hour, two, four
    and so on up to a day.
    """
    wait = min(_FIRST_WAIT * 2 ** min(push.tries, 10), _LONGEST_WAIT)
    return replace(push, next_at=now + wait * rng.uniform(1, 1 + _SPREAD), tries=push.tries + 1)


def is_over(push: Push, now: datetime) -> bool:
    """Whether nothing is left to be said: the hub confirmed nothing, its time is over, or it was told three times."""
    return push.phase == "leaving" and (push.until is None or push.until <= now or push.tries >= _GOODBYES)


def is_ours(push: Push, mode: str, feed: str) -> bool:
    """Whether we want what a hub asks us to confirm: anybody can ask a hub in our name."""
    return feed == push.hub.feed and mode == {"wanted": "subscribe", "leaving": "unsubscribe"}[push.phase]


def confirmed(push: Push, lease_s: int, now: datetime, rng: random.Random) -> Push:
    """The push once its hub has confirmed it for `lease_s` seconds; it is renewed before they end.

    A lease counts for a month at most, and none is renewed more often than hourly.
    """
    lease = min(timedelta(seconds=max(0, min(lease_s, 10**8))), _LONGEST_LEASE)
    renewal = max(lease * _RENEWED_AT, _SOONEST_RENEWAL) * rng.uniform(1 - _SPREAD, 1)
    return replace(push, until=now + lease, next_at=now + renewal, tries=0)


def denied(push: Push, now: datetime) -> Push:
    """The push after its hub refused it, or ended it; it is asked again in a week."""
    return replace(push, until=None, next_at=now + _DENIED_FOR)


def request_of(push: Push, callback: str, secret: str) -> Mapping[str, str]:
    """The form that is posted to the hub (section 5.1)."""
    form = {"hub.callback": callback, "hub.topic": push.hub.feed}
    if push.phase == "leaving":
        return form | {"hub.mode": "unsubscribe"}
    return form | {"hub.mode": "subscribe", "hub.lease_seconds": str(LEASE_WANTED_S), "hub.secret": secret}


def token_of(key: bytes, push: PushId) -> str:
    """The end of a push's callback address: nobody without `key` can make one, and what is made up costs no look into
    the database.
    """
    return push + _mac(key, "callback", push)[:40]


def push_of(key: bytes, token: str) -> PushId | None:
    """Whose callback address ends so; None where it was made up."""
    match = _TOKEN.fullmatch(token)
    if match is None or not compare_digest(_mac(key, "callback", match[1])[:40], match[2]):
        return None
    return PushId(match[1])


def secret_of(key: bytes, push: PushId) -> str:
    """What the hub signs with."""
    return _mac(key, "secret", push)


def is_signed(secret: str, signature: str, body: bytes) -> bool:
    """Whether `signature`, the header X-Hub-Signature, is that of `body` with `secret` (section 7.1)."""
    method, _, given = signature.strip().partition("=")
    if method.lower() not in _METHODS or not given.isascii():
        return False
    made = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return compare_digest(made, given.lower())


def _mac(key: bytes, purpose: str, push: str) -> str:
    return hmac.new(key, f"{purpose}:{push}".encode(), hashlib.sha256).hexdigest()
