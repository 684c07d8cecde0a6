"""One document to a feed: RSS, Atom, RDF and JSON Feed, well made and badly made."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.errors import NotAFeed, SourceError
from digests.models import Document, Entry, Feed
from digests.sources.parse import parse_feed

ADDRESS = "https://haigang.example/rss/feed.xml"
EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LONG = "&lt;p&gt;两地周六同意下月起每晚开行四班，首月票价减半。&lt;/p&gt;"


def parse(text: str | bytes, content_type: str | None = "text/xml") -> Feed:
    return parse_feed(Document(ADDRESS, text.encode() if isinstance(text, str) else text, content_type))


def rss(item: str, channel: str = "<title>海港日报</title><link>https://haigang.example/</link>") -> str:
    namespaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?><rss version="2.0" {namespaces}><channel>{channel}<item>{item}</item></channel></rss>'


def entry(text: str) -> Entry:
    (only,) = parse(text).entries
    return only


def test_an_rss_item_gives_all_it_has() -> None:
    feed = parse(rss(
        "<title>恢复夜航</title><link>/a/1</link><guid isPermaLink='false'>n1</guid><dc:creator>陈一</dc:creator>"
        f"<pubDate>Sun, 22 Nov 2026 16:00:00 +0800</pubDate><category>交通</category><category>交通</category>"
        f"<description>短</description><content:encoded>{LONG}</content:encoded><source url='x'>对岸电台</source>",
        "<title>海港日报</title><link>https://haigang.example/</link><language>zh-cn</language>",
    ))  # fmt: skip
    body = "<p>两地周六同意下月起每晚开行四班，首月票价减半。</p>"
    item = Entry(body, True, "n1", "https://haigang.example/a/1", "恢复夜航", "陈一", "对岸电台", EIGHT, ("交通",))
    assert replace(feed, items=b"") == Feed("海港日报", "https://haigang.example/", "zh-Hans", (item,))


def test_an_atom_entry_gives_its_alternate_link_and_plain_content() -> None:
    feed = parse(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://far.example/x/"><title>Far Shore</title>'
        '<entry><id>tag:1</id><title>Night &amp;amp; day</title><link rel="self" href="s"/><link href="p1"/>'
        "<author><name>A. Lin</name></author><updated>2026-11-22T08:00:00Z</updated>"
        '<content type="text">1 &lt; 2</content></entry></feed>'
    )
    (only,) = feed.entries
    assert (only.guid, only.url, only.title) == ("tag:1", "https://far.example/x/p1", "Night & day")
    assert (only.author, only.published_at, only.body, only.is_html) == ("A. Lin", EIGHT, "1 < 2", False)


def test_an_rdf_item_gives_its_dublin_core() -> None:
    only = entry(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>R</title></channel>'
        '<item rdf:about="https://r.example/1"><title>一</title><link>https://r.example/1</link>'
        "<dc:date>2026-11-22T16:00:00+08:00</dc:date></item></rdf:RDF>"
    )
    assert (only.guid, only.url, only.published_at) == ("https://r.example/1", "https://r.example/1", EIGHT)


def test_a_json_feed_gives_all_it_has() -> None:
    items = [{"id": 7, "url": "/7", "title": "夜航", "content_html": "<p>文</p>", "authors": [{"name": "陈一"}],
              "date_published": "2026-11-22T08:00:00Z", "tags": ["交通", 3], "language": "zh-TW"}]  # fmt: skip
    feed = parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}))
    expected = Entry(
        "<p>文</p>", True, "7", "https://haigang.example/7", "夜航", "陈一", None, EIGHT, ("交通",), "zh-Hant"
    )
    assert replace(feed, items=b"") == Feed("J", None, None, (expected,))


def test_a_json_item_with_plain_text_is_not_html() -> None:
    feed = parse(json.dumps({"items": [{"id": "a", "content_text": "1 < 2"}, "no item", {}]}))
    assert [(item.body, item.is_html) for item in feed.entries] == [("1 < 2", False)]


def test_the_longer_text_is_the_body() -> None:
    short = "<content:encoded>短</content:encoded>"
    assert entry(rss(f"{short}<description>{LONG}</description>")).body.startswith("<p>两地")


def test_what_an_item_does_not_give_is_none() -> None:
    bare = entry(rss("<description>只有正文</description>"))
    assert bare == Entry("只有正文", is_html=True)


def test_an_item_without_text_title_and_address_is_left_out() -> None:
    assert parse(rss("<author>a</author>")).entries == ()


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 GMT", "soon", ""])
def test_an_absurd_date_is_none(date: str) -> None:
    assert entry(rss(f"<title>t</title><pubDate>{date}</pubDate>")).published_at is None


def test_a_date_without_zone_in_a_chinese_feed_is_chinas_time() -> None:
    channel = "<title>t</title><language>zh-CN</language>"
    assert entry(rss("<title>a</title><pubDate>2026-11-22 16:00:00</pubDate>", channel)).published_at == EIGHT


@pytest.mark.parametrize(("markup", "title"), [
    ("&lt;b&gt;粗&lt;/b&gt;体", "粗体"), ("A &amp;amp; B", "A & B"), ("<![CDATA[<i>x</i> y]]>", "x y"),
    ("x &lt; y", "x < y"),    ("the &lt;vector&gt; header", "the <vector> header"), (" 两 \n 行 ", "两 行"),
])  # fmt: skip
def test_a_title_is_one_line_of_text(markup: str, title: str) -> None:
    assert entry(rss(f"<title>{markup}</title>")).title == title


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[bad", "mailto:a@b.example"])
def test_a_link_that_is_no_web_address_is_none(link: str) -> None:
    assert entry(rss(f"<title>t</title><link>{link}</link>")).url is None


def test_what_stands_before_the_feed_does_no_harm() -> None:
    noise = "\ufeff\n<br /><b>Warning</b>: mktime() in <b>x.php</b>\n"
    assert entry(noise + rss("<title>一</title>")).title == "一"


def test_characters_that_xml_forbids_do_no_harm() -> None:
    assert entry(rss("<title>海\x08港</title>")).title == "海港"


def test_a_broken_feed_gives_what_can_be_read() -> None:
    whole = rss("<title>一</title></item><item><title>二</title>")
    assert parse(whole[: whole.index("二")]).entries[0].title == "一"


def test_entities_of_the_document_are_never_expanded() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "笑"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    only = entry(bomb + rss("<title>头 &a;&x;</title>").removeprefix('<?xml version="1.0"?>'))
    assert only.title == "头 &a;&x;"


@pytest.mark.parametrize(("tags", "titles"), [(49_000, ["一", "二"]), (50_000, ["一"])])
def test_a_flood_of_tags_is_cut_off(tags: int, titles: list[str]) -> None:
    feed = parse(rss("<title>一</title></item>" + "<?x?>" * tags + "<item><title>二</title>"))
    assert [item.title for item in feed.entries] == titles


def test_tags_in_cdata_are_no_flood() -> None:
    body = "<p>段</p>" * 30_000
    assert entry(rss(f"<description><![CDATA[{body}]]></description>")).body == body


def test_an_empty_channel_is_a_feed_without_entries() -> None:
    assert parse("<rss version='2.0'><channel></channel></rss>").entries == ()


@pytest.mark.parametrize(("body", "reason"), [
    ("", "empty"), ("  \n", "empty"), ("<!DOCTYPE html><html><feed>", "web page"),
    ("<html><head></head></html>", "web page"),
    ("hello", "neither RSS"), ("<urlset></urlset>", "neither RSS"), ("{", "broken JSON"),
    ("[" * 9000, "neither RSS"),
    ('{"items":' + "[" * 100_000, "broken JSON"), ('{"a": 1}', "no items"), ("<rss", "neither RSS"),
    ("<rss version='2.0'><chan", "broken"),
])  # fmt: skip
def test_what_is_no_feed_is_told_in_a_sentence(body: str, reason: str) -> None:
    with pytest.raises(NotAFeed) as caught:
        parse(body)
    assert reason in caught.value.reason
    assert caught.value.reason.endswith(".")


def test_an_error_does_not_tell_a_password() -> None:
    with pytest.raises(NotAFeed) as caught:
        parse_feed(Document("https://me:secret@a.example/f", b""))
    assert str(caught.value) == "https://a.example/f: The answer is empty."


FRAGMENTS = st.sampled_from([
    b"<rss version='2.0'><channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link/>", b"<![CDATA[", b"]]>",
    b"&lt;", b"&#x110000;", b"&#55296;", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"<div>", b"<guid>",
    b"<content type='xhtml'>", b"<content mode='base64'>", b"<pubDate>", b"<x:y xmlns:x='z'>", b"\xb6\xc9\xc2\xd6",
    b"\xff", b"\x00", b"<!--", b"<!DOCTYPE", b"<?", b"<author>", b"<category term=''/>", b"<source>", b'{"items":[',
    b"]}", b"{}", b"<georss:point>", b"<where>", b"<media:content>",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.lists(FRAGMENTS, max_size=25).map(b"".join))
def test_a_document_is_a_feed_or_a_source_error(body: bytes) -> None:
    try:
        entries = parse_feed(Document(ADDRESS, body, "text/xml; charset=gbk")).entries
    except SourceError as error:
        entries = ()
        told = error.source
    else:
        told = ADDRESS
    assert told == ADDRESS
    assert all(item.body or item.title or item.url for item in entries)


def test_half_characters_and_control_characters_are_in_no_field() -> None:
    """JSON can escape what no database takes and no terminal should be shown."""
    bad = "a\ud800\x1b[2J\x00b"
    item = {"id": bad, "url": f"https://haigang.example/{bad}", "title": bad, "tags": [bad], "content_text": bad}
    feed = parse_feed(Document("https://haigang.example/feed", json.dumps({"title": bad, "items": [item]}).encode()))
    entry = feed.entries[0]
    for text in (feed.title, entry.guid, entry.url, entry.title, *entry.tags, entry.body):
        assert text
        assert text.endswith("a[2Jb")
