"""What is new and what differs, as a reader sees it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.markup import plain
from bot.render import render_edition
from bot.render_story import render_story
from bot.render_update import render_update
from bot.texts import texts_for
from digests.models import Contradiction, Development, Language, Told
from digests.pipeline.newness import new_first
from digests.pipeline.summarizing import StoryView
from tests.factories import NOW, make_article, make_edition, make_edition_item, make_story, make_summary

ZONE = ZoneInfo("Asia/Shanghai")
ARTICLE = make_article(4)
EARLIER = Told("两地可能重开<码头>。", ARTICLE.id, "zh-Hans", "海港日报", NOW - timedelta(days=17))
LATER = Told("会谈不会涉及码头。", ARTICLE.id, "zh-Hans", "对岸电台", NOW - timedelta(days=11))
NEW = Told("首批船票售出三千张。", ARTICLE.id, "zh-Hans", "对岸电台")
FOUND = Development((NEW,), (Contradiction(EARLIER, LATER),))
DIFFERS = "与此前说法不同：“会谈不会涉及码头。”（对岸电台，11月11日）此前：“两地可能重开<码头>。”（海港日报，11月5日）"


def test_a_digest_says_which_of_two_reports_differs_from_which_with_outlets_and_days() -> None:
    (part,) = render_edition(make_edition(items=(make_edition_item(4, development=FOUND),)))
    assert DIFFERS in plain(part.text).split("\n")


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_reader_is_shown_only_quotations_in_a_language_of_theirs(language: Language) -> None:
    (part,) = render_edition(make_edition(language=language, items=(make_edition_item(4, development=FOUND),)))
    told = {"zh-Hans": "重开<码头>", "zh-Hant": "重開<碼頭>", "en": "differs"}[language]
    assert (told in plain(part.text)) == (language != "en")


def test_a_story_folds_what_is_new_and_what_differs() -> None:
    story = make_story(4, (ARTICLE,))
    view = StoryView(story, make_summary(4, ARTICLE), (ARTICLE,), (story,), development=FOUND)
    text = plain(render_story(view, "zh-Hans", "Asia/Shanghai", None).text)
    lines = text.split("\n")
    start = lines.index("有何新情况")
    assert lines[start + 1 : start + 3] == ["· “首批船票售出三千张。”（对岸电台）", DIFFERS]


def test_a_story_without_a_development_has_no_such_fold() -> None:
    story = make_story(4, (ARTICLE,))
    view = StoryView(story, make_summary(4, ARTICLE), (ARTICLE,), (story,))
    assert texts_for("zh-Hans").plain("story-new") not in render_story(view, "zh-Hans", "UTC", None).text


def test_an_update_says_what_was_reported_otherwise() -> None:
    edition = make_edition(items=(make_edition_item(4, development=FOUND, developing=True),), kind="update")
    assert DIFFERS in plain(render_update(edition, make_story(3)).text).split("\n")


def test_what_is_new_opens_an_extract_which_stays_as_long_with_its_evidence() -> None:
    summary = make_summary(4, ARTICLE)
    opened = new_first(summary, FOUND)
    assert opened.sentences[0].text == NEW.text
    assert opened.sentences[0].evidence[0].quote == NEW.text
    assert opened.sentences[0].is_new
    assert opened.sentences[1:] == summary.sentences[: len(summary.sentences) - 1]


def test_what_a_model_wrote_or_another_language_tells_stays_as_it_is() -> None:
    written = make_summary(4, ARTICLE, method="llm")
    english = make_summary(4, ARTICLE, text_language="en")
    assert [new_first(each, FOUND) for each in (written, english)] == [written, english]
    assert new_first(make_summary(4, ARTICLE), None) == make_summary(4, ARTICLE)
