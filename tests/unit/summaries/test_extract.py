"""Extracts are short, verbatim, understandable alone, and in the reader's language where an article is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.language.script import to_hant
from digests.models import Language, Summary
from digests.summaries.extract import extract
from digests.summaries.selection import text_size
from digests.summaries.standing import points_back
from tests.factories import make_story
from tests.unit.summaries.samples import FERRY, FERRY_EN, ferry

LONG = "港务局说，" + "、".join(f"第{number}号码头" for number in range(1, 40)) + "都将在下月恢复夜航。"
_PIECES = st.sampled_from(
    [
        *FERRY,
        *FERRY_EN,
        LONG,
        "此外，票价不变。",
        "无标点的一行",
        "第一条；第二条；",
        "“他走了。",
        "!",
        " ",
        "He said no.",
    ]
)


def _texts(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


@settings(deadline=None)  # the first example loads the dictionaries
@given(
    paragraphs=st.lists(st.lists(_PIECES, max_size=4).map("".join) | st.text(max_size=80), max_size=6),
    count=st.integers(1, 6),
)
def test_every_sentence_is_a_verbatim_span_and_all_fit(paragraphs: list[str], count: int) -> None:
    article = ferry(paragraphs=tuple(paragraphs))
    sentences = extract(make_story(1, (article,)), [article], "zh-Hans", max_sentences=count).sentences
    for sentence in sentences:
        (evidence,) = sentence.evidence
        assert sentence.text == evidence.quote
        assert any(sentence.text in paragraph for paragraph in paragraphs)
    assert len(sentences) <= count
    sizes = [text_size(sentence.text, "zh-Hans") for sentence in sentences]
    assert len(sizes) <= 1 or sum(sizes) <= 160 * max(3, count) // 3


def test_a_text_gives_two_or_three_sentences_in_reading_order() -> None:
    article = ferry()
    texts = _texts(extract(make_story(1, (article,)), [article], "zh-Hans"))
    assert texts[0] == FERRY[0]
    assert 2 <= len(texts) <= 3
    places = [article.text.index(text) for text in texts]
    assert places == sorted(places)


def test_no_sentence_points_back_and_no_caption_is_one() -> None:
    article = ferry()
    texts = _texts(extract(make_story(1, (article,)), [article], "zh-Hans", max_sentences=6))
    assert FERRY[1] not in texts
    assert FERRY[3] not in texts
    english = ferry(language="en")
    assert FERRY_EN[1] not in _texts(extract(make_story(1, (english,)), [english], "en", max_sentences=6))


@pytest.mark.parametrize(
    "text",
    [
        "他说不。",
        "“他们走了。",
        "該公司否認。",
        "此外，票价不变。",
        "另一方面，港口关闭。",
        "對此，港務局未回應。",
        "而对岸反对。",
        "He said no.",
        "This is new.",
        "However, it rained.",
        "“They left,” she said.",
        "In addition, fares fell.",
        "林一还指出，票价不变。",
        "港务局也表示，票价不变。",
        "伴随这个方案的是涨价。",
        "1.两地同意恢复夜航。",
        "二、首月票价减半。",
        "Lin also said fares stay.",
    ],
)
def test_words_that_point_back_are_known(text: str) -> None:
    assert points_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "但丁的手稿周六展出。",
        "也门停火。",
        "1.5万人乘坐渡轮。",
        "林一指出，票价不变。",
        "那不勒斯下雨。",
        "并购案获批。",
        "海港城停航。",
        "He Lifeng met the mayor.",
        "Italy voted.",
        "Thistle prices rose.",
        "Theo won.",
        "Bute is an island.",
    ],
)
def test_names_that_look_like_them_do_not(text: str) -> None:
    assert not points_back(text)


@pytest.mark.parametrize(
    ("dateline", "language"),
    [
        ("（海港社记者林一北山25日电）", "zh-Hans"),
        ("（北方之声中文网）", "zh-Hans"),
        ("【海港日报讯】", "zh-Hans"),
        ("路透海港6月25日 - ", "zh-Hans"),
        ("HAIGANG (Reuters) - ", "en"),
        ("NORTH HILL, Nov 21 (AP) — ", "en"),
    ],
)
def test_a_dateline_is_not_quoted(dateline: str, language: Language) -> None:
    first = (FERRY_EN if language == "en" else FERRY)[0]
    article = ferry(1, language, paragraphs=(dateline + first,))
    assert _texts(extract(make_story(1, (article,)), [article], language)) == [first]


def test_a_bracket_that_is_no_dateline_stays() -> None:
    text = "（更新）港务局周六说，夜航渡轮下月起恢复，首月票价减半。"
    article = ferry(paragraphs=(text,))
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) == [text]


def test_a_caption_is_taken_where_nothing_else_is() -> None:
    article = ferry(paragraphs=("港口夜景", "渡轮码头一览与班次"))
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) != []


def test_a_long_sentence_is_taken_whole_and_alone() -> None:
    article = ferry(paragraphs=(LONG,))
    assert text_size(LONG, "zh-Hans") > 160
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) == [LONG]


def test_no_sentence_is_longer_than_a_message_holds() -> None:
    endless = "港务局说，" + "夜航渡轮下月起恢复，" * 900 + "首月票价减半。"
    (text,) = _texts(extract(make_story(1, (ferry(paragraphs=(endless,)),)), [ferry(paragraphs=(endless,))], "zh-Hans"))
    assert endless.startswith(text)
    assert 80 <= len(text) <= 160
    assert text.endswith("恢复")


def test_a_whole_sentence_goes_before_the_clauses_of_an_endless_one() -> None:
    article = ferry(paragraphs=("夜航渡轮下月起恢复，" * 90 + "。", FERRY[2]))
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) == [FERRY[2]]


def test_clauses_that_a_semicolon_divides_stay_together_where_they_fit() -> None:
    whole = "港务局同意复航；对岸要求先修码头；双方下周再谈。"
    article = ferry(paragraphs=(whole,))
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) == [whole]


def test_an_article_without_text_gives_its_headline_alone() -> None:
    article = ferry(paragraphs=())
    summary = extract(make_story(1, (article,)), [article], "zh-Hans")
    assert (summary.sentences, summary.headline) == ((), article.title)


@pytest.mark.parametrize(
    ("reader", "available", "shown"),
    [
        ("zh-Hans", ("en", "zh-Hans"), "zh-Hans"),
        ("zh-Hant", ("en", "zh-Hans"), "zh-Hans"),
        ("zh-Hant", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("en", ("zh-Hans", "en"), "en"),
        ("en", ("zh-Hans",), "zh-Hans"),
        ("zh-Hans", ("en",), "en"),
    ],
)
def test_the_articles_nearest_to_the_readers_language_are_quoted(
    reader: Language, available: tuple[Language, ...], shown: Language
) -> None:
    members = tuple(
        ferry(number, language, paragraphs=tuple(map(to_hant, FERRY)))
        if language == "zh-Hant"
        else ferry(number, language)
        for number, language in enumerate(available, start=1)
    )
    summary = extract(make_story(1, members), members, reader)
    assert (summary.language, summary.text_language) == (reader, shown)
    quoted = {sentence.evidence[0].article_id for sentence in summary.sentences}
    assert quoted == {article.id for article in members if article.language == shown}


def test_the_headline_is_in_the_language_of_the_sentences() -> None:
    chinese, english = ferry(1), ferry(2, "en")
    story = make_story(1, (chinese, english))
    assert extract(story, [chinese, english], "zh-Hans").headline == story.headline
    assert extract(story, [chinese, english], "en").headline == english.title


def test_one_fact_is_told_once_and_another_outlet_adds_what_is_new() -> None:
    new = "环保团体“蓝湾”说，夜航将惊扰湾内的白海豚，要求先做评估。"
    one, other = ferry(1), ferry(2, paragraphs=(FERRY[0].replace("同意", "商定"), new))
    summary = extract(make_story(1, (one, other)), [one, other], "zh-Hans")
    assert len({sentence.evidence[0].article_id for sentence in summary.sentences}) == 2
    assert sum("四班" in text for text in _texts(summary)) == 1


def test_what_the_headline_says_is_not_said_again() -> None:
    article = ferry(title="海港城与对岸周六（11月21日）同意下月起恢复夜航渡轮，每晚开行四班。", title_given=False)
    assert FERRY[0] not in _texts(extract(make_story(1, (article,)), [article], "zh-Hans"))


def test_a_story_whose_articles_are_gone_has_its_headline() -> None:
    story = make_story(1)
    summary = extract(story, [], "en")
    assert (summary.headline, summary.sentences, summary.text_language) == (story.headline, (), story.language)


@pytest.mark.parametrize(
    "empty",
    [
        "夜航渡轮真的会回来吗？",
        "“五班船都满员，码头上的人等到半夜。”",
        "欢迎点击这里订阅海港日报，或推荐给朋友。",
        "林一在被问及票务系统的进度时说。",
        "本报向三位工程师请教，还原了停航的经过。",
        "任期结束后，他迄今没有再到过夜航码头。",
        "“票价减半是公平的，”他补充说，渡轮不会再停。",
        "第二轮投票结果显示，他以五成三的得票当选局长。",
        "文章写道，渡轮是两岸的生命线。",
    ],
)
def test_what_tells_no_fact_is_not_chosen_where_facts_are(empty: str) -> None:
    article = ferry(paragraphs=(empty, FERRY[0], FERRY[4]))
    assert empty not in _texts(extract(make_story(1, (article,)), [article], "zh-Hans"))


@pytest.mark.parametrize("until", ["到本台截稿时", "截至本報發稿", "至本报付印时"])
def test_what_an_outlet_knew_when_it_went_to_press_is_a_fact(until: str) -> None:
    lead = f"台风周日吹断输电线，海港城六万户停电，{until}仍有两万户没有恢复。"
    article = ferry(title="台风登陆", paragraphs=(lead, *FERRY[3:]))
    assert lead in _texts(extract(make_story(1, (article,)), [article], "zh-Hans"))


def test_a_question_is_taken_where_nothing_else_is() -> None:
    article = ferry(paragraphs=("停航三年的渡轮何时恢复？",))
    assert _texts(extract(make_story(1, (article,)), [article], "zh-Hans")) == ["停航三年的渡轮何时恢复？"]


def test_what_two_outlets_open_with_is_told_once() -> None:
    ours = ("北原矿三号水平巷道周六发生透水，当班14名矿工被困井下。", "矿业局派出两支救护队，抽水预计要到周日中午。")
    theirs = ("周六，北原矿井下突然涌水，14名矿工被困。", "矿工家属聚集在井口，镇政府为他们安排了住处。")
    one, other = ferry(1, title="北原矿透水", paragraphs=ours), ferry(2, title="14人被困", paragraphs=theirs)
    texts = _texts(extract(make_story(1, (one, other)), [one, other], "zh-Hans"))
    assert sum("14名矿工" in text for text in texts) == 1
    assert len(texts) == 3
