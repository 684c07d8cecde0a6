"""What a feed says of how often to ask for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.models import Wishes
from digests.sources.feed_wishes import wishes_of


@pytest.mark.parametrize(("channel", "wishes"), [
    ("", Wishes()),
    ("<ttl>60</ttl>", Wishes(ttl_s=3600)),
    ("<ttl>0</ttl>", Wishes()),
    ("<ttl>soon</ttl>", Wishes()),
    ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", Wishes(period_s=1800)),
    ("<sy:updatePeriod>\n daily \n</sy:updatePeriod>", Wishes(period_s=86400)),
    ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", Wishes(period_s=86400)),
    ("<skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>30</hour></skipHours>",
     Wishes(skip_hours=frozenset({0, 7}))),
    ("<skipDays><day>Saturday</day><day>sunday</day><day>Noday</day></skipDays>", Wishes(skip_days=frozenset({5, 6}))),
    ("<hour>3</hour>", Wishes()),
])  # fmt: skip
def test_a_channel_says_when_to_ask(channel: str, wishes: Wishes) -> None:
    assert wishes_of(f"<rss><channel><title>t</title>{channel}<item><title>a</title></item></channel></rss>") == wishes


def test_what_an_item_holds_is_no_wish_of_its_feed() -> None:
    assert wishes_of("<rss><channel><item><ttl>60</ttl></item></channel></rss>") == Wishes()


@given(st.lists(st.sampled_from(["<ttl>", "</ttl>", "9" * 7, "<skipHours>", "<hour>", "1", "</hour>", "<day>"])))
def test_no_channel_breaks_anything(pieces: list[str]) -> None:
    assert (wishes_of("".join(pieces)).ttl_s or 0) >= 0
