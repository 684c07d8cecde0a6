"""The demo's news: enough of it, honest inventions, and feeds that say exactly what the samples say."""

import json
import re
from calendar import timegm
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import feedparser
import pytest
from hatchling.builders.wheel import WheelBuilder
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.demo_feeds import DemoFeeds, render_feed
from bot.samples.outlets import SampleArticle, SampleOutlet, ServedEntry, fill_days, load_outlets, write_entries
from digests.models import Language

NOW = datetime(2026, 11, 22, 1, 30, 15, 123456, tzinfo=UTC)
OUTLETS = load_outlets()
BY_SLUG = {outlet.slug: outlet for outlet in OUTLETS}
TOPICS = {"world", "china", "business", "technology", "science", "society", "culture", "sports", "health"}
YEAR_MINUTES = 525_600

REAL_NAMES = re.compile(
    "新华|人民日报|央视|中新社|环球时报|财新|澎湃|南方周末|新京报|联合早报|聯合報|自由時報|中央社|明報|端傳媒|"
    "BBC|CNN|Reuters|Bloomberg|Guardian|Xinhua|Politico|Economist|AFP|NHK|"
    "习近平|習近平|李强|李克强|赖清德|賴清德|蔡英文|马英九|特朗普|拜登|普京|泽连斯基|内塔尼亚胡|默克尔|马克龙|莫迪|"
    "Trump|Biden|Putin|Zelensky|Netanyahu|Macron|Merkel|Modi|Starmer|"
    "阿里巴巴|腾讯|华为|小米|字节|比亚迪|台积电|苹果公司|谷歌|微软|Huawei|Tencent|Google|Microsoft|Apple|Tesla|OpenAI|"
    "中国|中國|美国|美國|台湾|台灣|臺灣|香港|日本|俄罗斯|乌克兰|以色列|伊朗|朝鲜|印度|"
    "China|Taiwan|Hong Kong|Russia|Ukraine|Israel|Gaza|Iran|Korea|Japan|India|America"
)


def every_article() -> list[tuple[SampleOutlet, SampleArticle]]:
    return [(outlet, article) for outlet in OUTLETS for article in outlet.articles]


def outlets_by_event() -> dict[str, set[SampleOutlet]]:
    events: dict[str, set[SampleOutlet]] = defaultdict(set)
    for outlet, article in every_article():
        if article.event:
            events[article.event].add(outlet)
    return events


def age(article: SampleArticle) -> int:
    assert article.minutes_ago is not None
    return article.minutes_ago


# What the samples hold


def test_there_is_news_enough_for_five_days_in_three_languages_and_nine_topics() -> None:
    articles = [article for _, article in every_article()]
    assert len(articles) >= 56
    assert Counter(outlet.language for outlet in OUTLETS) == {"zh-Hans": 4, "zh-Hant": 2, "en": 3}
    assert {article.topic for article in articles} == TOPICS
    recent = [article.minutes_ago for article in articles if article.minutes_ago and article.minutes_ago < 7200]
    assert len(recent) >= 56
    assert max(recent) > 4 * 1440


def test_every_feed_format_and_the_encodings_of_chinese_publishers_are_served() -> None:
    assert {outlet.format for outlet in OUTLETS} == {"rss", "atom", "rdf", "json"}
    assert {outlet.encoding for outlet in OUTLETS} == {"UTF-8", "GB18030", "Big5"}


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_articles_have_the_length_of_news_and_a_known_topic(outlet: SampleOutlet) -> None:
    shortest, longest = (100, 250) if outlet.language == "en" else (200, 600)
    for article in outlet.articles:
        text = re.sub(r"<[^>]+>", "", article.body)
        size = len(text.split()) if outlet.language == "en" else len("".join(text.split()))
        assert article.is_html or 3 <= len(article.body.strip().split("\n\n")) <= 6, article.url
        assert shortest <= size <= longest, article.url
        assert article.url.startswith("/")
        assert article.tags


def test_eight_events_are_told_in_both_scripts_and_in_english() -> None:
    languages = {event: {o.language for o in outlets} for event, outlets in outlets_by_event().items()}
    assert sum(spoken == {"zh-Hans", "zh-Hant", "en"} for spoken in languages.values()) >= 8


def test_every_event_of_these_days_is_told_by_two_to_six_outlets() -> None:
    events = {event: len(outlets) for event, outlets in outlets_by_event().items()}
    assert events.pop("marathon-last-year") == 1
    assert len(events) >= 8
    assert {event: count for event, count in events.items() if not 2 <= count <= 6} == {}
    assert max(events.values()) == 6


def test_no_two_articles_share_a_text() -> None:
    texts = Counter(article.body for _, article in every_article())
    assert texts.most_common(1)[0][1] == 1


def test_the_ferry_goes_through_four_events_in_order_over_four_days() -> None:
    ages: dict[str | None, list[int]] = defaultdict(list)
    for _, article in every_article():
        if article.storyline == "ferry":
            ages[article.event].append(age(article))
    stages = [ages[f"ferry-{stage}"] for stage in ("suspended", "talks", "agreement", "tickets")]
    assert sum(map(len, stages)) == sum(map(len, ages.values()))
    assert all(min(earlier) > max(later) + 720 for earlier, later in pairwise(stages))
    assert max(stages[0]) - min(stages[3]) > 3 * 1440


def test_the_ferry_sails_earlier_than_was_agreed() -> None:
    texts = {a.event: a.title + a.body for a in BY_SLUG["haigang_daily"].articles}
    agreed, advanced = "{date:-43200}", "{date:-8640}"
    assert agreed in texts["ferry-agreement"]
    assert advanced not in texts["ferry-agreement"]
    assert f"由原定的{agreed}提前到{advanced}" in texts["ferry-tickets"]


def test_outlets_disagree_on_the_rescued_and_one_corrects_itself_under_the_same_address() -> None:
    told = [a for _, a in every_article() if a.event == "mine-accident"]
    addresses = Counter((outlet.slug, article.url) for outlet, article in every_article())
    repeated = [address for address, count in addresses.items() if count > 1]
    assert repeated == [("beifang_bao", "/news/31215")]
    corrected, first = (a for a in BY_SLUG["beifang_bao"].articles if a.url == "/news/31215")
    assert ("11名" in first.title, "9名" in corrected.title, "更正" in corrected.body) == (True, True, True)
    assert sum("9人" in a.body for a in told) >= 2


def test_last_years_race_is_told_in_nearly_the_same_words() -> None:
    races = {a.event: a for a in BY_SLUG["haigang_daily"].articles if a.event and "marathon" in a.event}
    this_year, last_year = races["marathon"], races["marathon-last-year"]
    same = set(this_year.body) & set(last_year.body)
    assert len(same) > 0.9 * len(set(this_year.body) | set(last_year.body))
    assert abs(age(last_year) - age(this_year) - YEAR_MINUTES) < 1440


def test_copied_reports_credit_the_paper_they_copy() -> None:
    source = next(a for a in BY_SLUG["haigang_daily"].articles if a.event == "ferry-agreement")
    copy = next(a for a in BY_SLUG["beifang_bao"].articles if a.event == "ferry-agreement")
    wire = next(a for a in BY_SLUG["meridian_wire"].articles if a.event == "ferry-agreement")
    grams = [{a.body[i : i + 5] for i in range(len(a.body) - 4)} for a in (copy, source)]
    assert len(grams[0] & grams[1]) / len(grams[0]) > 0.6
    assert "据《海港日报》报道" in copy.body
    assert "according to the Haigang Daily" in wire.body


def test_one_article_has_no_date_and_one_is_hostile() -> None:
    assert [a.url for _, a in every_article() if a.minutes_ago is None] == ["/columns/counting-stars"]
    (hostile,) = [a for _, a in every_article() if a.is_html]
    tricks = ("display:none", "ignore all previous", "<script>", "&#8203;", "&#8238;", "javascript:", "广告", "编辑：")
    assert [trick for trick in tricks if trick not in hostile.body] == []


def test_headlines_hold_what_markup_must_escape() -> None:
    titles = "".join(article.title for _, article in every_article())
    assert {"<", "&", '"', "“"} <= set(titles)


def test_no_real_outlet_person_company_or_country_is_named() -> None:
    texts = [" ".join((o.name, a.title, a.body, a.author or "")) for o, a in every_article()]
    assert [name for text in texts for name in REAL_NAMES.findall(text)] == []
    assert all(outlet.homepage.endswith(".example") for outlet in OUTLETS)


# How days are written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("zh-Hans", "周日，11月22日，12月1日"),
        ("zh-Hant", "週日，11月22日，12月1日"),
        ("en", "Sunday，22 November，1 December"),
    ],
)
def test_days_are_written_as_each_language_writes_them(language: Language, written: str) -> None:
    assert fill_days("{weekday:0}，{date:0}，{date:-12960}", language, NOW) == written


def test_days_follow_the_calendar_of_haigang() -> None:
    before_midnight = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)
    assert fill_days("{date:0}", "zh-Hans", before_midnight) == "11月22日"
    assert fill_days("{date:-1}", "zh-Hans", before_midnight) == "11月23日"


# What the feeds say


def read_back(outlet: SampleOutlet) -> list[ServedEntry]:
    document = render_feed(outlet, NOW)
    if outlet.format == "json":
        return [
            ServedEntry(
                title=item["title"],
                link=item["url"],
                html=item["content_html"],
                author=item["authors"][0]["name"] if "authors" in item else None,
                tags=tuple(item["tags"]),
                published_at=datetime.fromisoformat(item["date_published"]) if "date_published" in item else None,
            )
            for item in json.loads(document)["items"]
        ]
    feed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert feed.encoding == outlet.encoding.lower()
    assert feed.feed.title == outlet.name
    return [
        ServedEntry(
            title=entry.title,
            link=entry.link,
            html=entry.content[0].value if "content" in entry else entry.description,
            author=entry.get("author"),
            tags=tuple(tag.term for tag in entry.tags),
            published_at=datetime.fromtimestamp(
                timegm(entry.updated_parsed if outlet.format == "rdf" else entry.published_parsed), UTC
            ),
        )
        for entry in feed.entries
    ]


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_a_feed_says_exactly_what_its_samples_say(outlet: SampleOutlet) -> None:
    entries = write_entries(outlet, NOW)
    assert read_back(outlet) == list(entries)
    assert [entry.title for entry in entries] == [fill_days(a.title, outlet.language, NOW) for a in outlet.articles]
    assert all("{" not in entry.title + entry.html for entry in entries if "tracker" not in entry.html)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
def test_an_article_is_dated_back_from_the_moment_of_serving(outlet: SampleOutlet) -> None:
    for article, entry in zip(outlet.articles, write_entries(outlet, NOW), strict=True):
        if article.minutes_ago is None:
            assert entry.published_at is None
        else:
            expected = NOW.replace(microsecond=0) - timedelta(minutes=article.minutes_ago)
            assert entry.published_at == expected


def test_paragraphs_are_escaped_once_and_html_is_passed_on_as_it_is() -> None:
    plain = SampleArticle(title="1", url="/1", body="a < b\n\nc & d", topic="china")
    outlet = replace(BY_SLUG["haigang_daily"], articles=(plain, replace(plain, is_html=True)))
    assert [entry.html for entry in write_entries(outlet, NOW)] == [
        "<p>a &lt; b</p>\n<p>c &amp; d</p>",
        "a < b\n\nc & d",
    ]


XML_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1).filter(str.strip)


@given(title=XML_TEXT, slug=st.sampled_from(sorted(o.slug for o in OUTLETS if o.format != "json")))
def test_any_title_survives_every_xml_format_and_encoding(title: str, slug: str) -> None:
    outlet = replace(BY_SLUG[slug], articles=(SampleArticle(title=title, url="/1", body="<&>", topic="china"),))
    tree = etree.fromstring(render_feed(outlet, NOW))
    titles = [element.text for element in tree.iter("{*}title")]
    assert titles == [outlet.name, title]


# How they are served


@pytest.fixture(scope="module")
def feeds() -> Iterator[DemoFeeds]:
    with DemoFeeds(NOW) as served:
        yield served


def request(url: str, etag: str = "") -> tuple[int, str, bytes]:
    """Status, ETag ("" if none) and body of the answer."""
    where = urlsplit(url)
    connection = HTTPConnection(where.netloc, timeout=10)
    with closing(connection):
        connection.request("GET", where.path, headers={"If-None-Match": etag} if etag else {})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("ETag", ""), answer.read()


def test_each_outlet_is_served_on_loopback_under_its_description(feeds: DemoFeeds) -> None:
    assert len(feeds.sources) == len(OUTLETS) == 9
    for feed, outlet in zip(feeds.sources, OUTLETS, strict=True):
        described = (feed.title, feed.topic, feed.language, feed.homepage)
        assert described == (outlet.name, outlet.topic, outlet.language, outlet.homepage)
        assert feed.address.startswith("http://127.0.0.1:")
        assert request(feed.address)[2] == render_feed(outlet, NOW)


def test_an_unchanged_feed_is_not_sent_twice(feeds: DemoFeeds) -> None:
    for feed in feeds.sources:
        status, etag, body = request(feed.address)
        assert (status, bool(body)) == (200, True)
        assert request(feed.address, etag) == (304, etag, b"")
        assert request(feed.address, '"of another day"') == (200, etag, body)


def test_an_unknown_address_is_not_found(feeds: DemoFeeds) -> None:
    assert request(feeds.sources[0].address + "/nothing")[0] == 404


def test_nothing_is_served_after_the_block() -> None:
    with DemoFeeds(NOW) as served:
        url = served.sources[0].address
    with pytest.raises(ConnectionRefusedError):
        request(url)


def test_the_built_package_carries_every_sample(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    (wheel,) = WheelBuilder(str(root)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as packed:
        carried = {name for name in packed.namelist() if name.startswith("bot/samples/") and name.endswith(".toml")}
    assert carried == {f"bot/samples/{outlet.slug}.toml" for outlet in OUTLETS}
