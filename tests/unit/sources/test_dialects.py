"""Every dialect and every odd form in which feeds say a thing comes out as the same thing."""

from datetime import UTC, datetime, timedelta

import pytest

from digests.articles.build import build_article
from digests.models import Article, Document, Entry, Feed, SourceId
from digests.sources.parse import parse_feed
from tests.factories import NOW

ADDRESS = "https://haigang.example/rss/feed.xml"
EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NAMESPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "media": "http://search.yahoo.com/mrss/",
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "atom": "http://www.w3.org/2005/Atom",
        "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    }.items()
)
TEXT = "两地周六同意下月起每晚开行四班，首月票价减半。"


def parse(text: str) -> Feed:
    return parse_feed(Document(ADDRESS, text.encode(), "text/xml"))


def item(inner: str, *, head: str = "<title>海港日报</title><link>https://haigang.example/</link>") -> Entry:
    """The entry of an RSS 2.0 item."""
    (only,) = parse(f'<rss version="2.0" {NAMESPACES}><channel>{head}<item>{inner}</item></channel></rss>').entries
    return only


def atom(inner: str, *, attributes: str = "") -> Entry:
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>T</title><entry>{inner}</entry></feed>'
    (only,) = parse(feed).entries
    return only


def article(entry: Entry) -> Article:
    built = build_article(
        entry, source_id=SourceId("s"), source_topic=None, source_language=None, outlet="海港日报", seen_at=NOW
    )
    assert built is not None
    return built


CORE = "<title>恢复夜航</title><link>https://haigang.example/1</link>"
DIALECTS = {
    "RSS 0.90": f'<rdf:RDF {NAMESPACES} xmlns="http://my.netscape.com/rdf/simple/0.9/">'
    f"<channel><title>T</title></channel><item>{CORE}</item></rdf:RDF>",
    "RSS 0.91": f'<rss version="0.91"><channel><title>T</title><item>{CORE}</item></channel></rss>',
    "RSS 0.92": f'<rss version="0.92"><channel><title>T</title><item>{CORE}</item></channel></rss>',
    "RSS 1.0": f'<rdf:RDF {NAMESPACES} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"></channel>'
    f'<item rdf:about="https://haigang.example/1">{CORE}</item></rdf:RDF>',
    "RSS 2.0": f'<rss version="2.0"><channel><title>T</title><item>{CORE}</item></channel></rss>',
    "RSS 2.0 without a channel": f'<rss version="2.0"><title>T</title><item>{CORE}</item></rss>',
    "RSS in capitals": f'<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE><ITEM>{CORE}</ITEM></CHANNEL></RSS>',
    "RSS in a namespace": f'<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><item>{CORE}</item></channel></rss>',
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>恢复夜航</title>'
    '<link rel="alternate" type="text/html" href="https://haigang.example/1"/></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>恢复夜航</title>'
    '<link href="https://haigang.example/1"/></entry></feed>',
    "Atom with prefixes": '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>恢复夜航</a:title>'
    '<a:link href="https://haigang.example/1"/></a:entry></a:feed>',
    "JSON Feed 1": '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"恢复夜航",'
    '"url":"https://haigang.example/1"}]}',
    "JSON Feed 1.1 behind a mark": '\ufeff {"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1",'
    '"title":"恢复夜航","url":"https://haigang.example/1"}]}',
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_title_and_address(dialect: str) -> None:
    (only,) = parse(DIALECTS[dialect]).entries
    assert (only.title, only.url) == ("恢复夜航", "https://haigang.example/1")


@pytest.mark.parametrize(
    "body",
    [
        f"<description>{TEXT}</description>",
        f"<description><![CDATA[{TEXT}]]></description>",
        f"<description>&lt;![CDATA[{TEXT}]]&gt;</description>",
        f"<description><![CDATA[<![CDATA[{TEXT}]]]]><![CDATA[>]]></description>",
        f"<description><![CDATA[<![CDATA[{TEXT}]]>]]></description>",
        f"<content:encoded><![CDATA[<![CDATA[<p>{TEXT}</p>]]]]><![CDATA[>]]></content:encoded>",
        f"<content:encoded><![CDATA[<p>{TEXT}</p>]]></content:encoded><description>两地</description>",
        f"<content:encoded>&lt;p&gt;{TEXT}&lt;/p&gt;</content:encoded>",
        f"<description>两地</description><media:group><media:description>{TEXT}</media:description></media:group>",
        f"<media:description>{TEXT}</media:description>",
        f"<itunes:summary>{TEXT}</itunes:summary>",
        f"<atom:summary>{TEXT}</atom:summary>",
        f'<enclosure url="https://haigang.example/1.mp3" type="audio/mpeg"/><description>{TEXT}</description>',
        f'<media:content url="https://haigang.example/1.jpg" type="image/jpeg"/><description>{TEXT}</description>',
    ],
)
def test_the_text_is_found_wherever_it_stands(body: str) -> None:
    assert article(item(CORE + body)).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "content",
    [
        f"<content>{TEXT}</content>",
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{TEXT}</p></div></content>',
        f'<summary type="text">{TEXT}</summary>',
        f'<content type="text/html"><![CDATA[<p>{TEXT}</p>]]></content>',
        f'<summary>两地</summary><content type="html">{TEXT}</content>',
    ],
)
def test_the_text_of_an_atom_entry_is_found_in_every_type(content: str) -> None:
    assert article(atom(f"<title>恢复夜航</title>{content}")).paragraphs == (TEXT,)


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("<author>chen@haigang.example (陈一)</author>", "陈一"),
        ("<author>陈一</author>", "陈一"),
        ("<author>陈一 &lt;chen@haigang.example&gt;</author>", "陈一"),
        ("<dc:creator>陈一</dc:creator>", "陈一"),
        ("<dc:creator>陈一</dc:creator><dc:creator>林二</dc:creator>", "陈一, 林二"),
        ("<itunes:author>陈一</itunes:author>", "陈一"),
        ("<atom:author><atom:name>陈一</atom:name><atom:email>c@haigang.example</atom:email></atom:author>", "陈一"),
        ("<author>chen@haigang.example</author>", None),
        ("<author>chen@haigang.com (陈一)</author>", "陈一"),
        ("<author><![CDATA[<a href='/chen'>陈一</a>]]></author>", "陈一"),
        ("<author></author>", None),
    ],
)
def test_an_author_is_a_name_in_every_form(given: str, author: str | None) -> None:
    assert item(CORE + given).author == author


@pytest.mark.parametrize(
    ("given", "outlet"),
    [
        ('<source url="https://far.example/feed">对岸电台</source>', "对岸电台"),
        ("<dc:publisher>对岸电台</dc:publisher>", "对岸电台"),
        ("", None),
    ],
)
def test_an_item_says_whose_it_is(given: str, outlet: str | None) -> None:
    assert item(CORE + given).outlet == outlet


def test_an_atom_entry_says_whose_it_is() -> None:
    assert atom("<title>a</title><source><title>对岸电台</title><id>f</id></source>").outlet == "对岸电台"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link>/1</link>", "https://haigang.example/1"),
        ("<link>1</link>", "https://haigang.example/rss/1"),
        ("<link>//far.example/1</link>", "https://far.example/1"),
        ("<link>?p=1</link>", "https://haigang.example/rss/feed.xml?p=1"),
        ("<link> https://haigang.example/1 \n</link>", "https://haigang.example/1"),
        ("<link><![CDATA[https://haigang.example/1?a=1&b=2]]></link>", "https://haigang.example/1?a=1&b=2"),
        ('<link href="https://haigang.example/1"/>', "https://haigang.example/1"),
        ('<atom:link href="https://haigang.example/1"/>', "https://haigang.example/1"),
        ("<guid>https://haigang.example/1</guid>", "https://haigang.example/1"),
        ('<guid isPermaLink="false">tag:1</guid>', None),
        ("", None),
        (
            "<feedburner:origLink>https://haigang.example/1</feedburner:origLink><link>https://count.example/x</link>",
            "https://haigang.example/1",
        ),
    ],
)
def test_an_address_is_whole_in_every_form(link: str, url: str | None) -> None:
    assert item(f"<title>t</title>{link}").url == url


def test_an_atom_link_is_relative_to_the_nearest_base() -> None:
    entry = '<title>a</title><link href="1"/>'
    assert atom(entry, attributes='xml:base="https://far.example/x/"').url == "https://far.example/x/1"
    assert atom(entry).url == "https://haigang.example/rss/1"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("&lt;b&gt;恢复&lt;/b&gt;夜航", "恢复夜航"),
        ("<![CDATA[恢复<br/>夜航]]>", "恢复夜航"),
        ("<b>恢复</b>夜航", "恢复夜航"),
        ("<![CDATA[<![CDATA[恢复夜航]]]]><![CDATA[>]]>", "恢复夜航"),
        ("恢复&amp;amp;夜航", "恢复&夜航"),
        ("恢复&#22812;航", "恢复夜航"),
        ("&amp;#22812;航", "夜航"),
        ("恢复\u200b夜航", "恢复夜航"),
        ("<![CDATA[<script>alert(1)</script>]]>", "<script>alert(1)</script>"),
    ],
)
def test_a_title_with_markup_is_text(given: str, title: str) -> None:
    assert item(f"<title>{given}</title><link>/1</link>").title == title


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("<pubDate>Sun, 22 Nov 2026 16:00:00 +0800</pubDate>", EIGHT),
        ("<pubDate>周日, 22 11月 2026 16:00:00 +0800</pubDate>", EIGHT),
        ("<pubDate>2026年11月22日 16:00</pubDate>", EIGHT),
        ("<pubDate>2026年11月22日 16时00分</pubDate>", EIGHT),
        ("<pubDate>2026年11月22日 下午4:00</pubDate>", EIGHT),
        ("<pubDate>2026年11月22日星期日 16點</pubDate>", EIGHT),
        ("<pubDate>星期日, 22 十一月 2026 16:00:00 +0800</pubDate>", EIGHT),
        ("<pubDate>22 11月 2026 16:00</pubDate>", EIGHT),
        ("<pubDate>2026年11月22日 下午16:00</pubDate>", EIGHT),
        ("<pubDate>2026-11-22T16:00:00</pubDate>", EIGHT),
        ("<pubDate>2026-11-22 16:00:00</pubDate>", EIGHT),
        ("<dc:date>2026-11-22T16:00:00+08:00</dc:date>", EIGHT),
        ("<atom:updated>2026-11-22T08:00:00Z</atom:updated>", EIGHT),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None),
        ("<pubDate>0</pubDate>", None),
        ("<pubDate/>", None),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2026-11-22T16:00:00+08:00</dc:date>", EIGHT),
        ("", None),
    ],
)
def test_a_date_is_found_in_every_form_and_none_is_invented(date: str, moment: datetime | None) -> None:
    head = "<title>t</title><language>zh-cn</language>"
    assert item(CORE + date, head=head).published_at == moment


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=300)])
def test_a_date_in_the_future_is_none(ahead: timedelta) -> None:
    """A slip, or an embargo: the article counts from when it was seen."""
    built = article(item(f"{CORE}<pubDate>{NOW + ahead:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"))
    assert (built.published_at, built.at) == (None, NOW)


@pytest.mark.parametrize(
    "inner",
    [
        f"<description>{TEXT}</description>",
        "<title>恢复夜航</title>",
        f"<title>恢复</title><description>{TEXT}</description>",
        f"<link>https://haigang.example/1</link><description>{TEXT}</description>",
    ],
)
def test_an_item_without_id_date_link_or_title_is_one_article_each_time(inner: str) -> None:
    assert article(item(inner)).id == article(item(inner)).id
