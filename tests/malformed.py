"""Feeds as nobody should serve them: invented ones in every dialect, broken in every way that has a name.

`small()` are a few kilobytes each and many; `large()` try to be slow or to fill the memory, up to ten megabytes each.
Both give pairs of a name, which tells how it was made, and a document.
"""

import json
import re
from collections.abc import Callable, Iterator

from digests.models import Document

ADDRESS = "https://haigang.example/feed"
HEAD = '<?xml version="1.0" encoding="utf-8"?>'
BODY = "&lt;p&gt;两地周六同意下月起每晚开行四班，首月票价减半。&lt;/p&gt;&lt;img src='/a.jpg'&gt;"
RSS = (
    f'{HEAD}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>海港日报</title><link>https://haigang.example/</link>'
    '<atom:link rel="hub" href="https://hub.example/"/><ttl>60</ttl><skipHours><hour>3</hour></skipHours>'
    "<item><title>恢复夜航 &amp; 减价</title><link>/1</link><guid isPermaLink='false'>n1</guid>"
    f"<pubDate>Sun, 22 Nov 2026 16:00:00 +0800</pubDate><dc:creator>陈一</dc:creator><description>{BODY}</description>"
    "<content:encoded><![CDATA[<p>全文<b>在此</b></p>]]></content:encoded><category>交通</category>"
    '<media:content url="https://haigang.example/1.jpg" type="image/jpeg"/><enclosure url="/1.mp3" type="audio/mpeg"/>'
    "<source url='https://far.example/'>对岸电台</source></item>"
    "<item><title>第二条</title><link>https://haigang.example/2</link><description>正文</description></item>"
    "</channel></rss>"
)
ATOM = (
    f'{HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN" xml:base="https://far.example/">'
    '<title type="html">对岸&lt;b&gt;电台&lt;/b&gt;</title><link rel="self" href="feed"/>'
    "<updated>2026-11-22T08:00:00Z</updated>"
    '<entry><id>tag:far.example,2026:1</id><title>夜航</title><link href="p1"/><author><name>林</name></author>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>首月<em>减半</em></p></div></content></entry>'
    '<entry><id>2</id><title>二</title><summary type="text">1 &lt; 2</summary></entry></feed>'
)
RDF = (
    f'{HEAD}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example/"><title>北方报</title></channel>'
    '<item rdf:about="https://r.example/1"><title>一</title><link>https://r.example/1</link>'
    "<dc:date>2026-11-22T16:00:00+08:00</dc:date></item></rdf:RDF>"
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "山报",
        "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
        "items": [
            {
                "id": 7,
                "url": "/7",
                "title": "夜航",
                "content_html": "<p>文</p>",
                "authors": [{"name": "陈"}],
                "tags": ["a"],
            },
            {"id": "8", "content_text": "文", "date_published": "2026-11-22T08:00:00Z"},
        ],
    },
    ensure_ascii=False,
)
CHANNEL = (
    '<!DOCTYPE html><html><head><title>港</title></head><body><div class="tgme_channel_info">'
    '<div class="tgme_channel_info_header_title">港口</div></div>'
    '<div class="tgme_widget_message" data-post="haigang/7">'
    '<div class="tgme_widget_message_text">夜航恢复了<br/>首月减半</div>'
    '<time datetime="2026-11-22T08:00:00+00:00"></time>'
    "</div></body></html>"
)
WELL_MADE = {"rss": RSS, "atom": ATOM, "rdf": RDF, "json": JSON, "channel": CHANNEL}
"""One feed a dialect, from which the others are made."""

TYPES = (
    None,
    "",
    "text/xml",
    "text/xml; charset=utf-16",
    "text/html; charset=gb2312",
    "application/json; charset=idna",
    "image/png",
    "a/b; charset=" + "x" * 500,
    ";;;charset=;",
)
_TAG = re.compile(r"<[^<>]*>")
_CUTS = re.compile(r"[<>&;\"'\]\[{}:=/]|[\u4e00-\u9fff]")
_INSERTED_BYTES = (b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\xb6\xc9\xc2\xd6", b"\x80" * 50)
_INSERTED_TEXTS = [
    "\x00",
    "\x1b[2J",
    "<!DOCTYPE a [",
    "< >",
    "\u202e",
    r"&#0;",
    r"&#x110000;",
    r"&#xD800;",
    r"&#99999999999999999999;",
    r"&unknown;",
    r"&",
    r"<",
    r"]]>",
    r"<![CDATA[",
    r"<!--",
    r"-->",
    r"<?",
    r"?>",
    r"</",
    r"<x:y:z>",
    r"<0>",
    r"<南>",
    r"<rss>",
    r"<feed>",
    r"<item>",
    r"</item>",
    r"</channel>",
    r"<html>",
    r"{",
    r"}",
    r"\ud800",
    r"\u0000",
    r"1e999999",
]


def small() -> Iterator[tuple[str, Document]]:
    """Feeds of a few kilobytes with one thing wrong with each, some five thousand."""
    for dialect, text in WELL_MADE.items():
        data = text.encode()
        makers: dict[str, Callable[[str], Iterator[bytes]]] = {
            "cut": _cut,
            "without a tag": _without_a_tag,
            "a tag twice": _a_tag_twice,
            "tags swapped": _tags_swapped,
            "inserted": _inserted,
            "in another encoding": _encoded,
        }
        for how, make in makers.items():
            for number, body in enumerate(make(text)):
                kind = TYPES[number % len(TYPES)]
                yield f"{dialect}, {how}, {number}", Document(ADDRESS, body, kind)
        for kind in TYPES:
            yield f"{dialect} as {kind}", Document(ADDRESS, data, kind)


def _cut(text: str) -> Iterator[bytes]:
    """After every sign that means something, and within every third character of several bytes."""
    for number, place in enumerate(_CUTS.finditer(text)):
        data = text[: place.end()].encode()
        yield data[:-1] if number % 3 == 0 else data


def _without_a_tag(text: str) -> Iterator[bytes]:
    for tag in _TAG.finditer(text):
        yield (text[: tag.start()] + text[tag.end() :]).encode()


def _a_tag_twice(text: str) -> Iterator[bytes]:
    for tag in _TAG.finditer(text):
        yield (text[: tag.end()] + tag[0] + text[tag.end() :]).encode()


def _tags_swapped(text: str) -> Iterator[bytes]:
    tags = list(_TAG.finditer(text))
    for one, other in zip(tags, tags[1:] + tags[:1], strict=True):
        first, second = sorted((one, other), key=lambda tag: tag.start())
        between = text[first.end() : second.start()]
        yield (text[: first.start()] + second[0] + between + first[0] + text[second.end() :]).encode()


def _inserted(text: str) -> Iterator[bytes]:
    data = text.encode()
    for piece in (*_INSERTED_BYTES, *(each.encode() for each in _INSERTED_TEXTS)):
        for part in range(1, 12):
            at = len(data) * part // 12
            yield data[:at] + piece + data[at:]


def _encoded(text: str) -> Iterator[bytes]:
    """Declared as UTF-8 and sent as something else; half of one, half of another; declared as what does not exist."""
    for codec in ("gbk", "big5", "gb18030", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp932", "latin-1"):
        data = text.encode(codec, "ignore")
        yield data
        yield text.encode()[: len(text)] + data[len(data) // 2 :]
    for label in ("zlib", "unicode_escape", "idna", "undefined", "x" * 300, "utf-8\x00", "ebcdic-cp-us", "utf-7"):
        yield text.replace('"utf-8"', f'"{label}"').encode()


def large(size: int) -> Iterator[tuple[str, Document]]:
    """Feeds of about `size` bytes, each of which wants to be slow, deep or huge somewhere."""
    pieces = _flooding()
    for name, (before, piece, after) in pieces.items():
        count = max(1, (size - len(before) - len(after)) // len(piece))
        yield name, Document(ADDRESS, (before + piece * count + after).encode(), "text/xml")
    for name, text in _bombs(size).items():
        yield name, Document(ADDRESS, text.encode(), "text/xml")


_MARKUP = [
    " ",
    "\n",
    "\t<",
    "\u3000",
    "\u202e",
    "<a href='",
    "<a b=",
    '<a b="',
    "<x:y xmlns:x='z'>",
    "<a xmlns='",
    "<media:content url='a'/>",
    "<content mode='base64'>",
    "<enclosure url='a' type='b'/>",
    "<b>",
    "<b",
    "<",
    "<<",
    "&",
    "&amp;",
    "&#x110000;",
    "&a;",
    "]]>",
    "<![CDATA[",
    "<![CDATA[]]>",
    "<!--",
    "<!---->",
    "<?",
    "<?a?>",
    "<!",
    "</b>",
    "<item>",
    "<entry>",
    "<title>",
    "</item>",
    "<link/>",
    "<category>a</category>",
    "<guid>1</guid>",
    "。",
    "<div><p>",
    "<content>",
    "<author>",
    "<georss:where>",
    "<source>",
    "<image>",
    "<description>",
    "<textinput>",
    "<pubDate>",
    "<item/>",
    "<item><title>a</title></item>",
]
_HTML = [
    "<a href='",
    "<img src=x>",
    "<a href=/x>y</a>",
    "\n",
    " ",
    "<b>",
    "<div>",
    "<p>",
    "<table><tr><td>",
    "<",
    "&",
    "<!--",
    "<script>",
    "<style>",
    "<p>短",
    "<br>",
    "<li>",
    "<blockquote>",
    "<b><i>",
    "</p>",
    "<svg>",
    "<font>",
    "<h1>",
    "<select><option>",
    "<p>一句话。</p>",
    "a",
    "一",
    "。",
    "1",
    "http://a.example/",
    "【",
    "（",
    "“",
    "...",
    "……",
    "-",
    "=",
    "*",
    "#",
    "|",
]
_FIELDS = ["title", "link", "guid", "pubDate", "author", "category", "dc:date", "language", "ttl"]
_IN_JSON = (
    ("", "[", ""),
    ("", '{"a":', ""),
    ("", "{},", "{}]}"),
    ("", '{"id":"a"},', "{}]}"),
    ('{"id":', "9", "}]}"),
    ('{"title":"', "\\ud800", '"}]}'),
    ('{"content_html":"', "<b>", '"}]}'),
    ('{"tags":[', '"a",', '"b"]}]}'),
    ('{"id":"a","authors":[', '{"name":"b"},', "{}]}]}"),
    ('{"title":"', " ", '"}]}'),
    ("", " ", "]}"),
    ('{"date_published":"', "9", '"}]}'),
)
_MESSAGE = "<div class=tgme_widget_message data-post=haigang/1>"


def _flooding() -> dict[str, tuple[str, str, str]]:
    """What stands before, what is repeated, what stands behind."""
    head, end = "<rss><channel><item><title>t</title>", "</item></channel></rss>"
    html = f"{head}<description><![CDATA["
    found = {f"many of {each!r}": (head, each, end) for each in _MARKUP}
    found |= {f"html of {each!r}": (html, each, f"]]></description>{end}") for each in _HTML}
    for field in _FIELDS:
        for each in ("a", " ", "9", "&lt;", "-", "/", "&amp;", "年", ":", "(", "@", "a<!---->"):
            found[f"{field} of {each!r}"] = (f"{head}<{field}>", each, f"</{field}>{end}")
        for each in ("a", " ", "9", "<hour>1</hour>", "<hour>"):
            parts = f"<rss><channel><{field}>", each, f"</{field}><item/></channel></rss>"
            found[f"head with {field} of {each!r}"] = parts
    found |= {f"json of {before}{each!r}": ('{"items":[' + before, each, after) for before, each, after in _IN_JSON}
    for each in (_MESSAGE, f"{_MESSAGE}a</div>", "<b>", "a ", _MESSAGE.replace("haigang/1", "x")):
        found[f"channel of {each!r}"] = ('<html><div class="tgme_channel_info"></div>', each, "</html>")
    found["links in the head"] = ("<rss><channel>", "<atom:link rel='hub' href='a'/>", "<item/></channel></rss>")
    found["before the feed"] = ("", "<br>", RSS)
    found["an open declaration"] = ("<?xml ", "a='b' ", RSS)
    return found


def _bombs(size: int) -> dict[str, str]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    inner = "<rss><channel><item><title>&l11;&x;%p;</title></item></channel></rss>"
    outside = '<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;'
    item, entry = "<rss><channel><item><title>t</title>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
    divs = f"{'<div>' * (size // 11)}x{'</div>' * (size // 11)}"
    names = " ".join(f"a{n}='b'" for n in range(size // 12))
    spaces = " ".join(f"xmlns:n{n}='u{n}'" for n in range(size // 20))
    return {
        "an entity bomb": f'<!DOCTYPE r [<!ENTITY l0 "笑">{laughs}{outside}]>{inner}',
        "an entity bomb behind the root": f'<rss><!DOCTYPE r [<!ENTITY l0 "笑">{laughs}{outside}]>{inner[5:]}',
        "a long entity often": f'<!DOCTYPE r [<!ENTITY a "{"a" * (size // 2)}">]>{item}{"&a;" * (size // 8)}',
        "many attributes": f"<rss><channel><item {names}><title>t</title></item></channel></rss>",
        "many namespaces": f"<rss {spaces}><channel><item><title>t</title></item></channel></rss>",
        "a long attribute": f"<rss><channel><item a='{'b' * size}'><title>t</title></item></channel></rss>",
        "a long name": f"<rss><channel><item><{'b' * size}/><title>t</title></item></channel></rss>",
        "a long comment": f"<rss><channel><!--{'-a' * (size // 2)}--><item><title>t</title></item></channel></rss>",
        "deep and closed": f"<rss><channel><item>{'<a>' * (size // 7)}{'</a>' * (size // 7)}</item></channel></rss>",
        "deep json": '{"items":[{"a":' + "[" * (size // 2) + "]" * (size // 2) + "}]}",
        "deep html, closed": f"{item}<description><![CDATA[{divs}]]></description></item></channel></rss>",
        "deep xhtml": f"{entry}<content type='xhtml'>{divs}</content></entry></feed>",
        "base64": f"{entry}<content mode='base64'>{'QUFB' * (size // 4)}</content></entry></feed>",
        "a long line": f"{item}<description>{'很长' * (size // 6)}</description></item></channel></rss>",
    }
