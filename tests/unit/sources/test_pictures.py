"""The picture of an entry: taken where the feed says that it is one, and from nowhere else."""

import pytest

from digests.sources.json_feed import read_json_feed
from digests.sources.known_items import EVERYTHING
from digests.sources.pictures import LONGEST
from digests.sources.xml_feed import read_xml_feed

_RSS = (
    '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Courier</title>'
    "<link>https://courier.example/</link><item><title>Ferries return</title>{}</item></channel></rss>"
)


@pytest.mark.parametrize(
    ("given", "picture"),
    [
        ('<media:content url="https://p.example/1.jpg" medium="image" width="800"/>', "https://p.example/1.jpg"),
        ('<media:content url="/p/1.png" type="image/png"/>', "https://courier.example/p/1.png"),
        ('<enclosure url="https://p.example/2.jpg" type="image/jpeg" length="9"/>', "https://p.example/2.jpg"),
        ('<media:thumbnail url="https://p.example/3.webp" width="240"/>', "https://p.example/3.webp"),
        (
            '<media:thumbnail url="https://p.example/s.jpg"/><media:content url="https://p.example/l.jpg"/>',
            "https://p.example/l.jpg",
        ),
        ('<enclosure url="https://p.example/talk.mp3" type="audio/mpeg" length="9"/>', None),
        ('<media:content url="https://p.example/film.mp4" medium="video"/>', None),
        ('<media:thumbnail url="https://p.example/dot.gif" width="1"/>', None),
        ('<media:content url="javascript:alert(1)" medium="image"/>', None),
        (f'<media:content url="https://p.example/{"x" * 2000}.jpg" medium="image"/>', None),
        ("", None),
    ],
)
def test_a_feeds_picture_is_one_that_can_be_shown(given: str, picture: str | None) -> None:
    [entry] = read_xml_feed(_RSS.format(given), "https://courier.example/feed", "courier", EVERYTHING).entries
    assert entry.picture == picture


def test_an_address_may_be_so_long_and_no_longer() -> None:
    longest = "https://p.example/".ljust(LONGEST - 4, "x") + ".jpg"
    given = f'<media:content url="{longest}"/>'
    [kept] = read_xml_feed(_RSS.format(given), "https://a.example/f", "a", EVERYTHING).entries
    [dropped] = read_xml_feed(
        _RSS.format(given.replace("x.jpg", "xx.jpg")), "https://a.example/f", "a", EVERYTHING
    ).entries
    assert (kept.picture, dropped.picture) == (longest, None)


def test_a_json_feed_names_its_picture() -> None:
    text = '{"items": [{"id": "1", "title": "Ferries", "image": "/p.jpg"}, {"id": "2", "title": "Mine", "image": 7}]}'
    with_picture, without = read_json_feed(text, "https://a.example/f.json", "a", EVERYTHING).entries
    assert with_picture.picture == "https://a.example/p.jpg"
    assert without.picture is None
