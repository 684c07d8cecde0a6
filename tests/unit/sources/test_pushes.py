"""What is agreed with a hub: asked ever more rarely until it confirms, renewed in time, believed when it signs."""

import hashlib
import hmac
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import Hub, Push, PushId, SourceId
from digests.sources.pushes import (
    asked,
    confirmed,
    denied,
    is_ours,
    is_over,
    is_signed,
    push_of,
    request_of,
    secret_of,
    token_of,
)
from tests.factories import NOW

FEED = "https://haigang.example/feed"
PUSH = Push(SourceId("s"), Hub("https://hub.example/", FEED), NOW)
LEAVING = replace(PUSH, phase="leaving")
KEY = bytes(range(32))
HOUR = timedelta(hours=1)


def test_a_hub_that_does_not_confirm_is_asked_twice_as_late_each_time_up_to_a_day() -> None:
    push, waits = PUSH, []
    for _ in range(8):
        push = asked(push, NOW, random.Random(1))
        waits.append(push.next_at - NOW)
    assert [round(wait / HOUR) for wait in waits[:4]] == [1, 2, 4, 8]
    assert all(24 * HOUR <= wait <= 24 * HOUR * 1.1 for wait in waits[5:])


@given(st.integers(0, 10**11), st.integers(0, 99))
def test_a_lease_is_renewed_before_it_ends_but_never_more_often_than_hourly(lease_s: int, seed: int) -> None:
    push = confirmed(replace(PUSH, tries=3), lease_s, NOW, random.Random(seed))
    assert push.until is not None
    assert push.tries == 0
    assert push.until <= NOW + timedelta(days=30)
    assert push.next_at >= NOW + 0.9 * HOUR
    assert push.next_at < push.until or push.until < NOW + 1.3 * HOUR


def test_a_hub_that_refuses_is_left_alone_for_a_week() -> None:
    push = denied(replace(PUSH, until=NOW + HOUR), NOW)
    assert (push.until, push.next_at) == (None, NOW + timedelta(days=7))


@pytest.mark.parametrize(("push", "mode", "feed", "ours"), [
    (PUSH, "subscribe", FEED, True), (PUSH, "unsubscribe", FEED, False), (PUSH, "subscribe", FEED + "x", False),
    (LEAVING, "unsubscribe", FEED, True), (LEAVING, "subscribe", FEED, False), (PUSH, "", "", False),
])  # fmt: skip
def test_only_what_we_want_is_confirmed(push: Push, mode: str, feed: str, ours: bool) -> None:
    assert is_ours(push, mode, feed) is ours


def test_who_is_left_is_told_three_times_at_most() -> None:
    pushing = replace(LEAVING, until=NOW + HOUR)
    assert [is_over(replace(pushing, tries=tries), NOW) for tries in range(4)] == [False, False, False, True]
    assert is_over(LEAVING, NOW), "who never confirmed need not be told"
    assert is_over(replace(LEAVING, until=NOW), NOW)
    assert not is_over(PUSH, NOW)


def test_a_hub_is_asked_with_a_secret_and_told_goodbye_without() -> None:
    wanted = request_of(PUSH, "https://me.example/hub/1", "s3")
    assert (wanted["hub.mode"], wanted["hub.topic"], wanted["hub.secret"]) == ("subscribe", FEED, "s3")
    assert len(secret_of(KEY, PUSH.id)) < 200, "section 5.1 allows less than 200 bytes"
    assert "hub.secret" not in request_of(LEAVING, "https://me.example/hub/1", "s3")


@given(st.text(max_size=60), st.binary(min_size=1, max_size=40))
def test_nobody_without_the_key_makes_a_token(guess: str, key: bytes) -> None:
    token = token_of(KEY, PUSH.id)
    assert push_of(KEY, token) == PUSH.id
    assert push_of(KEY, guess) is None
    assert key == KEY or push_of(key, token) is None
    assert push_of(KEY, PushId("0" * 16) + token[16:]) is None


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_body_is_the_hubs_when_it_is_signed(method: str) -> None:
    made = hmac.new(b"s3", b"body", getattr(hashlib, method)).hexdigest()
    assert is_signed("s3", f"{method}={made}", b"body")
    assert is_signed("s3", f" {method.upper()}={made.upper()}", b"body")
    assert not is_signed("s3", f"{method}={made}", b"body ")
    assert not is_signed("s4", f"{method}={made}", b"body")


@given(
    st.sampled_from(["", "sha256", "sha256=", "md5=", "sha3_256=", "sha256=é", "=", "new="]) | st.text(), st.binary()
)
def test_nothing_else_is_a_signature(signature: str, body: bytes) -> None:
    assert not is_signed("s3", signature, body)
