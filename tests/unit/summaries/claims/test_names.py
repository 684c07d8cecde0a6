"""A name passes under any of its names and in either language; an invented one does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.language.facts import find_names
from digests.summaries.claims import unsupported_names
from tests.unit.summaries.claims.evidence import cited


def _missing(text: str, quote: str, **around: str) -> list[str]:
    return list(unsupported_names(text, cited(quote, **around)))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("拜登周六访问柏林。", "President Joe Biden visited Berlin on Saturday."),
        ("President Biden visited Berlin.", "美国总统乔·拜登周六访问柏林。"),
        ("The World Health Organization praised Nigeria.", "世卫组织赞扬尼日利亚。"),
        ("世卫组织赞扬尼日利亚。", "The WHO praised Nigeria."),
        ("Lin Yi opened the Haigang ferry.", "林一为海港城渡轮剪彩。"),
        ("林一为海港城渡轮剪彩。", "Lin Yi opened the Haigang ferry."),
        ("Adviser Jake Sullivan travelled to China.", "顾问沙利文访问中国。"),
        ("顾问沙利文访问中国。", "Adviser Jake Sullivan travelled to China."),
        ("The Harbour Office opened in Haigang.", "海港城港务局启用。"),
        ("China and the United States resumed talks.", "中美恢复会谈。"),
        ("中国与美国恢复会谈。", "Chinese and American officials resumed talks."),
        ("台湾总统府启用新网站。", "臺灣總統府啟用新網站。"),
    ],
)
def test_a_name_passes_under_another_of_its_names(text: str, quote: str) -> None:
    assert _missing(text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote", "names"),
    [
        ("拜登访问巴黎。", "President Joe Biden visited Berlin.", ["巴黎"]),
        ("President Biden visited Paris.", "拜登访问柏林。", ["President Biden", "Paris"]),
        ("Mayor Peter Novak opened the ferry.", "林一为海港城渡轮剪彩。", ["Mayor Peter Novak"]),
        ("法国外长与林一会面。", "林一在海港城会见记者。", ["法国"]),
        ("The European Union praised Haigang.", "世卫组织赞扬海港城。", ["European Union"]),
        ("Talks resumed with Japan.", "中美恢复会谈。", ["Japan"]),
    ],
)
def test_an_invented_name_fails(text: str, quote: str, names: list[str]) -> None:
    assert _missing(text, quote) == names


def test_who_he_is_may_stand_earlier_in_the_article() -> None:
    article = "港务局长林一周六主持典礼。他说，首月票价减半。"
    assert _missing("林一说首月票价减半。", "他说，首月票价减半。", paragraph=article, article=article) == []
    assert _missing("王小明称首月票价减半。", "他说，首月票价减半。", paragraph=article, article=article) == ["王小明"]


def test_a_name_elsewhere_in_the_article_does_not_carry_a_sentence_that_does_not_point_to_it() -> None:
    article = "德国总理抵达。\n法国决定加税。"
    assert _missing("德国决定加税。", "法国决定加税。", paragraph="法国决定加税。", article=article) == ["德国"]


def test_the_outlet_may_be_named() -> None:
    assert _missing("路透社报道渡轮复航。", "渡轮复航。", outlet="Reuters") == []


@settings(deadline=None, max_examples=40)  # the first example loads the dictionaries
@given(st.sampled_from(["拜登与马克龙在日内瓦会面。", "Biden met Macron in Geneva.", "王毅在雅加达迎接专家。"]))
def test_every_text_carries_its_own_names_in_either_script(text: str) -> None:
    assert find_names(text)
    assert _missing(text, text) == []
