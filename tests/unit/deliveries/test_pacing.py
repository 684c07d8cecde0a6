"""The flood budget, held against Telegram's limits counted independently over the times at which messages go."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from digests.deliveries.pacing import PAID_PER_S, Pacing

PRIVATE = st.integers(1, 6)
GROUP = st.integers(-3, -1)


def most_in_any(times: list[float], window_s: float) -> int:
    """The most of these times that lie in one half-open window."""
    ordered = sorted(times)
    return max((sum(start <= t < start + window_s for t in ordered) for start in ordered), default=0)


def wait_of(pacing: Pacing, chat_id: int, now_s: float = 0.0) -> float:
    return max(pacing.token_wait(now_s), pacing.chat_wait(chat_id, now_s))


def times_of(pacing: Pacing, chats: list[int], now_s: float = 0.0, *, late_s: float = 0.0) -> list[float]:
    """When messages to these chats go, one after the other, each so much later than it might."""
    times = []
    for chat in chats:
        while wait_s := wait_of(pacing, chat, now_s):
            now_s += wait_s + late_s
        pacing.take(chat, now_s)
        times.append(now_s)
    return times


@given(st.lists(st.tuples(PRIVATE | GROUP, st.floats(0, 0.3)), max_size=120))
def test_no_limit_of_telegram_is_ever_passed(steps: list[tuple[int, float]]) -> None:
    pacing, now_s, by_chat = Pacing(), 1000.0, defaultdict[int, list[float]](list)
    for chat, pause_s in steps:
        [now_s] = times_of(pacing, [chat], now_s + pause_s)
        by_chat[chat].append(now_s)
    assert most_in_any([t for times in by_chat.values() for t in times], 1.0) <= 30
    assert all(most_in_any(times, 1.0) <= 1 for times in by_chat.values())
    assert all(most_in_any(times, 60.0) <= 20 for chat, times in by_chat.items() if chat < 0)


@given(st.lists(st.floats(0, 0.2), min_size=100, max_size=300))
def test_however_late_the_machine_is_no_second_holds_more_than_thirty(late: list[float]) -> None:
    pacing, now_s, times = Pacing(), 1000.0, list[float]()
    for chat, late_s in enumerate(late, start=1):
        [now_s] = times_of(pacing, [chat], now_s, late_s=late_s)
        times.append(now_s)
    assert most_in_any(times, 1.0) <= 30


@given(st.lists(st.floats(0, 0.04), min_size=70, max_size=150))
def test_however_long_messages_are_on_their_way_no_second_at_telegram_holds_more_than_thirty(ways: list[float]) -> None:
    """Counted where they arrive: one that took longer than the quickest was counted there later."""
    pacing, now_s, arrived = Pacing(), 1000.0, list[float]()
    answers: list[tuple[float, int]] = []
    pacing.take(99, 999.9)
    pacing.answered(99, 999.92)
    for chat, way_s in enumerate(ways, start=1):
        while wait_s := wait_of(pacing, chat, now_s):
            now_s += wait_s
            for at_s, answered in answers:
                if at_s <= now_s:
                    pacing.answered(answered, at_s)
            answers = [each for each in answers if each[0] > now_s]
        pacing.take(chat, now_s)
        pacing.left(chat, now_s)
        arrived.append(now_s + 0.01 + way_s)
        answers.append((now_s + 0.02 + way_s, chat))
    assert most_in_any(arrived, 1.0) <= 30


def test_one_that_leaves_late_is_counted_when_it_leaves() -> None:
    pacing = Pacing()
    pacing.take(1, 0.0)
    pacing.left(1, 0.2)
    times_of(pacing, list(range(2, 31)), 0.2)
    assert pacing.token_wait(1.15) > 0.03


def test_a_minute_of_different_chats_uses_the_allowance_to_one_per_cent() -> None:
    times = times_of(Pacing(), list(range(1, 1900)), late_s=0.001)
    assert 0.99 * 1800 <= sum(at < 60 for at in times) <= 1800


def test_paid_broadcasts_use_their_allowance_and_no_second_holds_more() -> None:
    times = times_of(Pacing(PAID_PER_S), list(range(1, 5001)))
    assert most_in_any(times[::5], 1.0) <= PAID_PER_S / 5
    assert sum(at < 4 for at in times) >= 0.99 * 4 * PAID_PER_S


def test_idle_time_is_not_made_up_for() -> None:
    pacing = Pacing()
    pacing.take(1, 0.0)
    times = times_of(pacing, [2, 3, 4], now_s=10.0)
    assert times[2] - times[0] > 2 / 31


def test_messages_that_nobody_asked_about_count_like_any_other() -> None:
    pacing = Pacing()
    for chat in range(1, 31):
        pacing.take(chat, 0.0)
    assert pacing.token_wait(0.0) >= 1
    assert pacing.chat_wait(7, 0.0) >= 1


def test_a_short_burst_may_run_ahead_of_a_chats_second_and_is_counted() -> None:
    pacing = Pacing()
    pacing.take(7, 0.0)
    pacing.take(7, 0.0)
    assert pacing.chat_wait(7, 0.0, ahead=2) == 0
    pacing.take(7, 0.0)
    assert pacing.chat_wait(7, 0.0, ahead=2) > 1
    assert pacing.chat_wait(7, 0.0) > 3


def test_the_twenty_first_message_of_a_group_waits_for_a_minute_to_pass() -> None:
    times = times_of(Pacing(), [-5] * 21)
    assert times[20] - times[0] > 60
    assert times[19] - times[0] < 60


def test_a_private_chat_has_no_limit_a_minute_of_its_own() -> None:
    assert times_of(Pacing(), [5] * 41)[40] < 45


def test_a_chats_429_stops_that_chat_alone() -> None:
    pacing = Pacing()
    pacing.stop_chat(7, now_s=0.0, until_s=30.0)
    assert wait_of(pacing, 7) == 30
    assert wait_of(pacing, 8) == 0
    assert pacing.stopped_for(7, 10.0) == 20
    assert pacing.stopped_for(8, 10.0) == 0


def test_the_tokens_429_stops_every_chat_until_then_and_no_longer() -> None:
    pacing = Pacing()
    pacing.stop_all(30.0)
    assert wait_of(pacing, 7) == 30
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
        pacing.take(-chat if chat % 2 else chat, now_s)
        if chat % 100 == 0:
            pacing.stop_chat(chat, now_s, now_s + 5)
        most = max(most, pacing.remembered)
    assert most < 14_000
