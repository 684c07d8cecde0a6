"""Laws of the two ends of an article: notes, agencies and what is said of the author are no paragraphs of it."""

import pytest

from digests.articles.clean import clean

FIRST = "港务局周六宣布，两岸之间的夜航渡轮从下月一日起恢复，每晚开行四个班次。"
LAST = "运营方说，首月票价减半，票务系统要到年底才能接通，乘客暂时只能在码头买票。"


def paragraphs(html: str) -> tuple[str, ...]:
    return clean(html, is_html=True).paragraphs


@pytest.mark.parametrize(
    "note",
    [
        "（海港社）",
        "(海港社、对岸社等)",
        "(综合报导)",
        "（据对岸台）",
        "（以上图片来自海港社）",
        "（海港台驻对岸记者林一对本文亦有贡献。）",
        "陈二自对岸对本文有报道贡献。",
        "[摘编自其他媒体]",
        "(Fin - 完)",
        "＃渡轮 ＃港口",
        "点个在看",
        "Our Standards: the Harbour Trust Principles.",
        "Sign up here.",
        "Register now for free access to harbour.example",
        "发稿 林一；审校 陈二",
        "渡轮公司公告：here",
        "更多细节参看：www.harbour.example/",
        "本期海港漫谈完整版：夜航渡轮回来了？",
    ],
)
def test_a_note_below_the_text_is_no_paragraph(note: str) -> None:
    assert paragraphs(f"<p>{FIRST}</p><p>{LAST}</p><p>{note}</p>") == (FIRST, LAST)


@pytest.mark.parametrize(
    "note", ["(重发以补充代码)", "（新增专访细节）", "最近更新： 55 分钟前", "最近更新： 2021年6月27日"]
)
def test_a_note_above_the_text_is_no_paragraph(note: str) -> None:
    assert paragraphs(f"<p>{note}</p><p>{FIRST}</p><p>{LAST}</p>") == (FIRST, LAST)


@pytest.mark.parametrize(
    "caption",
    [
        "▲渡轮靠岸。（图／海港报）",
        "▲手機觀看者請點這裡",
        "▼各港旅客人数",
        "图表：旅客人数逐年上升",
        "图说：三年来的班次",
    ],
)
def test_the_caption_of_a_chart_in_the_text_is_no_paragraph(caption: str) -> None:
    assert paragraphs(f"<p>{FIRST}</p><p>{caption}</p><p>{LAST}</p>") == (FIRST, LAST)


@pytest.mark.parametrize(
    "kept",
    [
        "（应受访者要求，林一、陈二为化名。）",
        "（本文依据了海港社的报道）",
        "（码头上的渡轮公司职员对记者说，他们已经等了三年，票价减半也愿意，只要船能重新开起来，商户就有生意。）",
        "▲每晚四班：八点、九点、十点和十一点。",
    ],
)
def test_sentences_in_brackets_and_items_of_a_list_stay(kept: str) -> None:
    assert paragraphs(f"<p>{FIRST}</p><p>{LAST}</p><p>{kept}</p>") == (FIRST, LAST, kept)


def test_a_text_that_is_only_a_note_stays() -> None:
    assert paragraphs("<p>（渡轮时刻表）</p>") == ("（渡轮时刻表）",)


@pytest.mark.parametrize(
    ("byline", "biography"),
    [
        ("作者：林一", "林一是《海港日报》驻对岸记者。"),
        ("作者：林一", "本文作者林一为航运史学者，现居海港。"),
        ("作者：林一、陈二", "陈二(Chen Er)曾任船长，现为自由撰稿人。"),
        ("By Lin Yi", "Lin Yi is a reporter in Haigang."),
    ],
)
def test_what_is_said_of_the_author_below_the_text_is_no_paragraph(byline: str, biography: str) -> None:
    assert paragraphs(f"<p>{byline}</p><p>{FIRST}</p><p>{LAST}</p><p>{biography}</p>") == (FIRST, LAST)


def test_a_last_sentence_on_somebody_else_stays() -> None:
    ending = "林三是第一位买到夜航船票的乘客。"
    assert paragraphs(f"<p>作者：林一</p><p>{FIRST}</p><p>{ending}</p>") == (FIRST, ending)


@pytest.mark.parametrize(
    ("names", "author"),
    [
        (("林一",), "林一"),
        (("保罗·林（Paul Lin）", "海港台航运事务记者"), "保罗·林（Paul Lin）"),
        (("威廉·林", "William Lin"), "威廉·林"),
        (("Mary Chen", "Shipping correspondent"), "Mary Chen"),
    ],
)
def test_names_and_offices_listed_above_the_date_are_the_byline(names: tuple[str, ...], author: str) -> None:
    items = "".join(f"<li>{name}</li>" for name in names)
    cleaned = clean(f"<div><ul>{items}</ul></div><time>2 小时前</time><p>{FIRST}</p><p>{LAST}</p>", is_html=True)
    assert (cleaned.author, cleaned.paragraphs) == (author, (FIRST, LAST))


def test_a_subheading_above_a_date_is_no_name() -> None:
    text = "夜航恢复，三年停航结束"
    assert paragraphs(f"<p>{text}</p><p>2 小时前</p><p>{FIRST}</p>") == (text, FIRST)


def test_a_post_of_a_social_network_is_no_paragraph() -> None:
    words = "<p>今晚开航</p>&mdash; 港务局 (@harbour) <a href='/1'>June 24</a>"
    post = f"<blockquote class='twitter-tweet'>{words}</blockquote>"
    assert paragraphs(f"<p>{FIRST}</p>{post}<p>{LAST}</p>") == (FIRST, LAST)


def test_pictures_in_plain_text_part_its_lines_and_do_not_make_it_a_page() -> None:
    text = f"{FIRST}\n<img src='a.png'>\n{LAST}"
    assert clean(text, is_html=False).paragraphs == (FIRST, LAST)
