"""Laws of titles: the headline without decoration, and one made of the first sentence where none was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.titles import clean_title, title_from


@pytest.mark.parametrize(
    "title",
    [
        "两岸夜航渡轮下月恢复 - 海港日报",
        "两岸夜航渡轮下月恢复 – 法国国际广播电台 - RFI",
        "两岸夜航渡轮下月恢复_海港新闻网",
        "两岸夜航渡轮下月恢复 | BBC News 中文",
        "两岸夜航渡轮下月恢复 - 港口要闻",
        "[World] 两岸夜航渡轮下月恢复",
        "2021-06-24 两岸夜航渡轮下月恢复",
        ":两岸夜航渡轮下月恢复",
        "两岸夜航渡轮下月恢复(图)",
        "【视频】两岸夜航渡轮下月恢复",
        "<b>两岸夜航渡轮</b>下月恢复</p>",
        "\u3000两岸夜航渡轮下月恢复\u200b\n",
        "03:12 两岸夜航渡轮下月恢复 停航三年之后，商户盼望已久。 港口 12分钟前 3评论",
    ],
)
def test_decoration_goes(title: str) -> None:
    url = "https://harbour.example/%E6%B8%AF%E5%8F%A3%E8%A6%81%E9%97%BB/20211122-a"
    assert clean_title(title, outlet="海港日报", url=url).replace(" ", "") == "两岸夜航渡轮下月恢复"


@pytest.mark.parametrize(
    "title",
    [
        "独家：两岸夜航渡轮下月恢复",
        "【快评】渡轮之外",
        "渡轮 - 码头 - 旅馆",
        "Ferry strike - what we know",
        "[独家] 渡轮恢复",
        "图",
        "RFI",
        "渡轮恢复 停航三年",
    ],
)
def test_what_belongs_to_the_headline_stays(title: str) -> None:
    assert clean_title(title, outlet="海港日报", url="https://harbour.example/a/b") == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("港务局宣布夜航渡轮恢复。票价减半。", "港务局宣布夜航渡轮恢复"),
        ("他说：“我们等了三年。”渡轮下月恢复。", "他说：“我们等了三年。”"),
        ("The ferries return next month. Fares are halved.", "The ferries return next month"),
        (
            "港务局周六在两地同时发布的联合公告中宣布，停航三年的夜航渡轮从下月一日起恢复，每晚开行四个班次，首月票价减半。",
            "港务局周六在两地同时发布的联合公告中宣布，停航三年的夜航渡轮从下月一日起恢复",
        ),
    ],
)
def test_a_made_title_is_the_first_sentence_or_whole_clauses_of_it(text: str, title: str) -> None:
    assert title_from([text]) == title


@pytest.mark.parametrize("lead", ["（海港社記者林一港口25日電）", "(海港之声中文网)", "海港社港口6月29日 - "])
def test_a_made_title_does_not_say_who_sent_it(lead: str) -> None:
    assert title_from([f"{lead}夜航渡轮下月恢复。"]) == "夜航渡轮下月恢复"


def test_a_made_english_title_does_not_say_who_sent_it() -> None:
    sent = "HARBOUR CITY, June 24 (Reuters) - Night ferries return next month."
    assert title_from([sent]) == "Night ferries return next month"


def test_a_made_title_does_not_end_before_it_says_what_happened() -> None:
    sentence = (
        "两位直接了解这次谈判的港务局人士周三在码头对记者表示，停航三年的夜航渡轮从下月一日起恢复，每晚四个班次。"
    )
    assert title_from([sentence]).startswith("两位直接了解这次谈判的港务局人士周三在码头对记者表示，停航三年")


def test_a_sentence_with_no_clauses_is_cut_between_words() -> None:
    english = (
        "The harbour board on both shores of the strait announced on Saturday that night ferries would return soon"
    )
    made = title_from([english])
    assert made.endswith("…")
    assert english.startswith(made[:-1] + " ")
    chinese = "停航三年的两岸夜航渡轮从下月一日起恢复每晚开行四个班次首月票价减半由两地港务局共同承担全部运营费用"
    assert title_from([chinese])[:-1] in chinese
    assert len(title_from([chinese])) <= 41


def test_no_text_gives_no_title() -> None:
    assert title_from([]) == title_from(["", " "]) == ""


@given(st.lists(st.text(), max_size=3), st.text())
def test_any_text_gives_a_short_title_and_any_title_stays_one_line(paragraphs: list[str], title: str) -> None:
    assert len(title_from(paragraphs)) <= 92
    cleaned = clean_title(title, outlet=title, url=title)
    assert cleaned == " ".join(cleaned.split())
