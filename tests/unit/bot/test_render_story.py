"""A story is one message: its sentences always, and of what folds as much as finds room."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings

from bot.markup import plain
from bot.render_story import render_story
from digests.models import LANGUAGES, Article, Because, Evidence, Language, Sentence, Story, StoryId
from digests.pipeline.summarizing import StoryView
from tests.factories import NOW, make_article, make_disagreement, make_story, make_summary
from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_text import MAX_ENTITIES, utf16_length
from tests.unit.bot import hostile

FERRY, RADIO = make_article(4, outlet="海港日报"), make_article(1, outlet="对岸电台")


def view(
    articles: tuple[Article, ...] = (FERRY, RADIO), storyline: tuple[Story, ...] = (), **fields: object
) -> StoryView:
    """The story of two articles, with a summary that quotes both."""
    story = make_story(1, articles, origins=("港务局",))
    quoted = [Evidence(article.id, article.paragraphs[0]) for article in articles]
    sentences = (Sentence("渡轮下月恢复。", tuple(quoted)), Sentence("票价减半。", tuple(quoted[:1])))
    summary = replace(make_summary(1, articles[0], sentences=sentences), **fields)  # type: ignore[arg-type]  # names of fields
    return StoryView(story, summary, articles, storyline or (story,))


@given(hostile.seeds)
@settings(deadline=None)
def test_any_story_is_a_message_that_telegram_takes_whole(chance: Random) -> None:
    """It parses, has at most 4096 UTF-16 units and a hundred entities, and holds every sentence's beginning."""
    item = hostile.item(chance, 1, chance.choice(LANGUAGES))
    articles = tuple(
        make_article(n, title=hostile.text(chance), outlet=hostile.text(chance), url=hostile.url(chance))
        for n in range(1, chance.choice((2, 30)))
    )
    story = replace(item.story, origins=tuple(hostile.text(chance) for _ in range(chance.choice((0, 3, 40)))))
    line = tuple(make_story(n, headline=hostile.text(chance)) for n in range(chance.choice((1, 12))))
    part = render_story(
        StoryView(story, item.summary, articles, line, disagreements=item.disagreements),
        item.summary.language,
        "Asia/Shanghai",
        "x",
    )
    message = parse_html(part.text)
    assert utf16_length(message.text) <= 4096
    assert len(message.entities) <= MAX_ENTITIES
    assert message.text.count("\n· ") >= len(item.summary.sentences)


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("zh-Hans", "各家说法", "· 九人获救 北方报：“矿业局称九人获救。”"),
        ("zh-Hant", "各家說法", "· 九人獲救 北方报：「礦業局稱九人獲救。」"),
        ("en", "Where outlets differ", "· 九人获救 北方报: “矿业局称九人获救。”"),
    ],
)
def test_what_outlets_state_differently_stands_side_by_side_each_linked_to_its_article(
    language: Language, title: str, line: str
) -> None:
    found = make_disagreement()
    shown = replace(view(), disagreements=(found,))
    part = render_story(shown, language, "Asia/Shanghai", None)
    lines = plain(part.text).split("\n")
    place = lines.index(title)
    assert lines[place + 1] == line
    assert "海港日报" in lines[place + 2]
    links = {entity.url for entity in parse_html(part.text).entities if entity.kind == "text_link"}
    assert {position.url for position in found.positions} <= links
    assert title not in plain(render_story(view(), language, "Asia/Shanghai", None).text)


def test_each_sentence_points_to_its_evidence_and_the_evidence_to_its_article() -> None:
    part = render_story(view(), "zh-Hans", "Asia/Shanghai", None)
    lines = plain(part.text).split("\n")
    assert "· 渡轮下月恢复。¹²" in lines
    assert "· 票价减半。¹" in lines
    assert f"¹ 海港日报：“{FERRY.paragraphs[0]}”" in lines
    assert f"² 对岸电台：“{RADIO.paragraphs[0]}”" in lines
    urls = [entity.url for entity in parse_html(part.text).entities if entity.kind == "text_link"]
    assert {FERRY.url, RADIO.url} <= set(urls)
    assert [[button.label for button in row] for row in part.buttons] == [
        ["关注", "收藏", "少看这类"],
        ["提问", "来历"],
    ]


def test_the_head_counts_outlets_and_names_origins_that_are_others() -> None:
    assert "2 家媒体，1 个消息源（港务局）" in plain(render_story(view(), "zh-Hans", "UTC", None).text)
    same = view()
    same = replace(same, story=replace(same.story, origins=same.story.outlets))
    assert "消息源" not in plain(render_story(same, "zh-Hans", "UTC", None).text)


@pytest.mark.parametrize(("method", "said"), [("llm", "语言模型"), ("extract", "原句")])
def test_a_story_says_how_its_text_was_made(method: str, said: str) -> None:
    assert said in plain(render_story(view(method=method), "zh-Hans", "UTC", None).text)


def test_the_timeline_runs_from_the_oldest_and_marks_this_story() -> None:
    """It is there only where the storyline has more than one story, in local dates and the reader's script."""
    here = view().story
    before = make_story(3, headline="渡轮停航", first_at=NOW - timedelta(days=50))
    part = render_story(view(storyline=(before, replace(here, first_at=NOW))), "zh-Hant", "Asia/Shanghai", "menu")
    lines = [line for line in plain(part.text).split("\n") if "月" in line and "日 " in line]
    assert lines == ["10月3日 渡輪停航", "11月22日 海港城與對岸恢復夜航渡輪（本則）"]
    assert "經過" not in plain(render_story(view(), "zh-Hant", "Asia/Shanghai", None).text)
    assert [button.data for button in part.buttons[-1]] == [f"ask:s:{here.id}", f"why:{here.id}", "menu"]


def test_a_foreign_text_is_marked_and_evidence_stays_as_printed() -> None:
    text = plain(render_story(view(), "en", "UTC", None).text)
    assert "(in Simplified Chinese, not translated)" in text
    hant = plain(render_story(view(), "zh-Hant", "UTC", None).text)
    assert "渡輪下月恢復。" in hant
    assert FERRY.paragraphs[0] in hant


def test_many_articles_are_counted() -> None:
    articles = tuple(make_article(n) for n in range(20, 0, -1))
    assert "+8" in plain(render_story(view(articles), "zh-Hans", "UTC", None).text)


def test_a_story_without_its_articles_still_shows() -> None:
    lost = replace(view(), articles=(), story=replace(view().story, outlets=(), id=StoryId("0" * 16)))
    assert "来源未注明：" in plain(render_story(lost, "zh-Hans", "UTC", None).text)


def test_a_story_that_stands_higher_for_the_reader_says_why() -> None:
    saved = replace(view(), because=Because("saved", 3, "words", "渡轮"))
    assert "因为你收藏过 3 件与“渡轮”有关的" in plain(render_story(saved, "zh-Hans", "UTC", None).text)
    assert "因為你收藏過 3 件與「渡輪」有關的" in plain(render_story(saved, "zh-Hant", "UTC", None).text)
    opened = replace(view(), because=Because("opened", 2, "topic", "business"))
    assert "because you opened 2 on “Business”" in plain(render_story(opened, "en", "UTC", None).text)
