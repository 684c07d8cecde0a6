"""Sites whose feeds follow from a page's address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.addresses import is_web_address
from digests.sources.known_sites import as_page, feeds_in_page, known_feeds

CHANNEL = "UC" + "a" * 22
VIDEOS = "https://www.youtube.com/feeds/videos.xml"


@pytest.mark.parametrize(("page", "feed"), [
    (f"https://www.youtube.com/channel/{CHANNEL}", f"{VIDEOS}?channel_id={CHANNEL}"),
    (f"https://m.youtube.com/channel/{CHANNEL}/videos", f"{VIDEOS}?channel_id={CHANNEL}"),
    ("https://youtube.com/playlist?list=PLharbour", f"{VIDEOS}?playlist_id=PLharbour"),
    ("https://www.youtube.com/user/haigang", f"{VIDEOS}?user=haigang"),
    ("https://www.reddit.com/r/haigang", "https://www.reddit.com/r/haigang/.rss"),
    ("https://old.reddit.com/user/lin/", "https://www.reddit.com/user/lin/.rss"),
    ("https://github.com/haigang/ferry", "https://github.com/haigang/ferry/releases.atom"),
    ("https://github.com/haigang/ferry.git", "https://github.com/haigang/ferry/releases.atom"),
    ("https://github.com/haigang/ferry/tree/night/src", "https://github.com/haigang/ferry/commits/night.atom"),
    ("https://github.com/haigang", "https://github.com/haigang.atom"),
    ("https://t.me/haigang", "https://t.me/s/haigang"),
    ("https://t.me/haigang/1234?single", "https://t.me/s/haigang"),
    ("https://telegram.me/s/haigang", "https://t.me/s/haigang"),
    ("https://mastodon.example/@lin", "https://mastodon.example/@lin.rss"),
    ("https://medium.com/@lin/night-ferries-1a2b", "https://medium.com/feed/@lin"),
    ("https://lin.medium.com/", "https://lin.medium.com/feed"),
    ("https://lin.substack.com/p/ferries", "https://lin.substack.com/feed"),
    ("https://lin.wordpress.com/2026/11/", "https://lin.wordpress.com/feed"),
    ("https://lin.tumblr.com/post/1", "https://lin.tumblr.com/rss"),
    ("https://lin.blogspot.com/2026/", "https://lin.blogspot.com/feeds/posts/default"),
    ("https://bsky.app/profile/lin.example", "https://bsky.app/profile/lin.example/rss"),
])  # fmt: skip
def test_a_page_of_a_known_site_leads_to_its_feed(page: str, feed: str) -> None:
    assert known_feeds(page)[0] == feed


@pytest.mark.parametrize("page", [
    "https://github.com/pricing", "https://github.com/haigang/ferry/tags.atom", "https://t.me/joinchat/AAAA",
    "https://t.me/+AAAA", "https://www.youtube.com/@haigang", f"{VIDEOS}?channel_id={CHANNEL}",
    "https://haigang.example/news/", "https://github.com.evil.example/a/b", "https://medium.com/feed/@lin",
    "https://mastodon.example/@lin.rss", "https://reddit.com/r/haigang/.rss", "/srv/posts", "https://[::1/",
])  # fmt: skip
def test_other_addresses_are_left_as_they_are(page: str) -> None:
    assert known_feeds(page) == []


def test_a_repository_offers_releases_tags_and_commits() -> None:
    names = [feed.rsplit("/", 1)[1] for feed in known_feeds("https://github.com/haigang/ferry")]
    assert names == ["releases.atom", "tags.atom", "commits.atom"]


@pytest.mark.parametrize(("written", "meant"), [
    ("@lin@mastodon.example", "https://mastodon.example/@lin"),
    ("rsshub://telegram/channel/haigang", "https://t.me/s/haigang"),
    (f"rsshub://youtube/channel/{CHANNEL}", f"{VIDEOS}?channel_id={CHANNEL}"),
    ("https://rsshub.app/telegram/channel/haigang", "https://t.me/s/haigang"),
    ("rsshub://github/release/haigang/ferry", "https://github.com/haigang/ferry/releases.atom"),
    ("https://rsshub.app/zaobao/realtime", "https://rsshub.app/zaobao/realtime"),
    ("lin@haigang.example", "lin@haigang.example"),
])  # fmt: skip
def test_what_stands_for_an_address_becomes_one(written: str, meant: str) -> None:
    assert as_page(written) == meant


@pytest.mark.parametrize("text", [
    f'<meta itemprop="identifier" content="{CHANNEL}">', f'{{"externalId":"{CHANNEL}"}}',
])  # fmt: skip
def test_a_handles_page_names_its_channel_inside(text: str) -> None:
    assert feeds_in_page("https://www.youtube.com/@haigang", text) == [f"{VIDEOS}?channel_id={CHANNEL}"]
    assert feeds_in_page("https://haigang.example/@haigang", text) == []


@given(st.text(max_size=60).map(lambda text: f"https://{text}"))
def test_no_address_raises_and_every_feed_is_an_address(address: str) -> None:
    assert all(is_web_address(feed) for feed in known_feeds(address))


@given(st.sampled_from(["github.com", "t.me", "www.youtube.com", "reddit.com", "a.example"]), st.text(max_size=30))
def test_whatever_stands_in_a_path_stays_on_the_site(host: str, path: str) -> None:
    for feed in known_feeds(f"https://{host}/{path}"):
        assert feed.partition("//")[2].partition("/")[0].removeprefix("www.") == host.removeprefix("www.")
