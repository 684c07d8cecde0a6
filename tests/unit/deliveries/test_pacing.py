"""The flood budget, held against Telegram's limits counted independently over the times it gives."""

import math
from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from digests.deliveries.pacing import PAID_PER_S, TOKEN_PER_S, Pacing

PRIVATE = st.integers(1, 6)
GROUP = st.integers(-3, -1)


def most_in_any(times: list[float], window_s: float) -> int:
    """The most of these times that lie in one half-open window."""
    ordered = sorted(times)
    return max((sum(start <= t < start + window_s for t in ordered) for start in ordered), default=0)


def times_of(pacing: Pacing, chats: list[int], now_s: float = 0.0) -> list[tuple[int, float]]:
    return [(chat, now_s + pacing.reserve(chat, now_s)) for chat in chats]


@given(st.lists(st.tuples(PRIVATE | GROUP, st.floats(0, 0.3)), max_size=120))
def test_no_limit_of_telegram_is_ever_passed(steps: list[tuple[int, float]]) -> None:
    pacing, now_s, by_chat = Pacing(), 1000.0, defaultdict[int, list[float]](list)
    for chat, pause_s in steps:
        now_s += pause_s
        wait_s = pacing.reserve(chat, now_s)
        assert wait_s >= 0
        by_chat[chat].append(now_s + wait_s)
    assert most_in_any([t for times in by_chat.values() for t in times], 1.0) <= 30
    assert all(most_in_any(times, 1.0) <= 1 for times in by_chat.values())
    assert all(most_in_any(times, 60.0) <= 20 for chat, times in by_chat.items() if chat < 0)


@given(st.lists(st.integers(1, 1000), unique=True, min_size=40, max_size=300))
def test_different_chats_get_the_whole_rate(chats: list[int]) -> None:
    last = max(at for _, at in times_of(Pacing(), chats))
    assert last <= len(chats) / TOKEN_PER_S


def test_a_chat_that_waits_for_itself_holds_nobody_else_back() -> None:
    pacing = Pacing()
    times_of(pacing, [7] * 5)
    assert pacing.reserve(8, 0.0) <= 2 / TOKEN_PER_S


def test_a_refused_wait_takes_no_place() -> None:
    pacing = Pacing()
    first = pacing.reserve(7, 0.0)
    waits = {pacing.reserve(7, 0.0, max_wait_s=0.5) for _ in range(10)}
    assert first == 0
    assert len(waits) == 1
    assert min(waits) > 0.5


def test_the_twenty_first_message_of_a_group_waits_for_a_minute_to_pass() -> None:
    times = [at for _, at in times_of(Pacing(), [-5] * 21)]
    assert times[20] - times[0] > 60
    assert times[19] - times[0] < 60


def test_a_private_chat_has_no_limit_a_minute_of_its_own() -> None:
    times = [at for _, at in times_of(Pacing(), [5] * 41)]
    assert times[40] < 45


def test_a_chats_429_stops_that_chat_alone() -> None:
    pacing = Pacing()
    pacing.stop_chat(7, now_s=0.0, until_s=30.0)
    assert pacing.reserve(7, 0.0) >= 30
    assert pacing.reserve(8, 0.0) < 1
    assert pacing.stopped_for(7, 10.0) == 20
    assert pacing.stopped_for(8, 10.0) == 0


def test_the_tokens_429_stops_every_chat_until_then_and_no_longer() -> None:
    pacing = Pacing()
    pacing.stop_all(30.0)
    assert pacing.reserve(7, 0.0) >= 30
    assert pacing.stopped_for(8, 29.0) == 1
    assert pacing.stopped_for(8, 30.0) == 0


def test_a_shorter_429_does_not_shorten_a_longer_one() -> None:
    pacing = Pacing()
    pacing.stop_all(30.0)
    pacing.stop_all(10.0)
    pacing.stop_chat(-7, now_s=0.0, until_s=60.0)
    pacing.stop_chat(-7, now_s=1.0, until_s=2.0)
    assert (pacing.stopped_for(8, 0.0), pacing.stopped_for(-7, 0.0)) == (30, 60)


def test_two_private_chats_stopped_in_a_moment_mean_the_token() -> None:
    pacing = Pacing()
    pacing.stop_chat(7, now_s=0.0, until_s=30.0)
    pacing.stop_chat(8, now_s=1.0, until_s=20.0)
    assert pacing.stopped_for(9, 1.0) == 19


def test_one_chat_stopped_twice_two_groups_or_two_far_apart_do_not_mean_the_token() -> None:
    pacing = Pacing()
    pacing.stop_chat(7, now_s=0.0, until_s=9.0)
    pacing.stop_chat(7, now_s=1.0, until_s=9.0)
    pacing.stop_chat(-8, now_s=1.0, until_s=9.0)
    pacing.stop_chat(-9, now_s=1.0, until_s=9.0)
    pacing.stop_chat(10, now_s=7.0, until_s=9.0)
    assert pacing.stopped_for(99, 1.0) == 0


def test_memory_holds_about_a_minute_of_chats_however_many_come() -> None:
    pacing, now_s, most = Pacing(PAID_PER_S), 0.0, 0
    for chat in range(1, 60_001):
        now_s += 0.01
        pacing.reserve(-chat if chat % 2 else chat, now_s)
        if chat % 100 == 0:
            pacing.stop_chat(chat, now_s, now_s + 5)
        most = max(most, pacing.remembered)
    assert most < 14_000


def test_places_are_given_in_the_order_of_asking() -> None:
    times = [at for _, at in times_of(Pacing(), list(range(1, 200)))]
    assert times == sorted(times)
    assert max(Counter(math.floor(at) for at in times).values()) <= 30
