"""Who reported first."""

import pytest

from digests.stories.origins import containment, lead_origins, origins_of
from tests.unit.stories.samples import CHESS, DAM, article, hours

CREDITED = ("据路透社报道，柳河县考虑拆除青禾水库。", "县长没有回应。")
PASSED_ON = ("法新社援引彭博社报道称，柳河县考虑拆除青禾水库。",)


def test_the_credited_outlet_is_the_origin() -> None:
    assert lead_origins(article("拆坝", CREDITED)) == ("路透社",)


def test_what_is_passed_on_belongs_to_whom_it_came_from() -> None:
    assert lead_origins(article("拆坝", PASSED_ON)) == ("彭博社",)


def test_english_attribution_is_read_too() -> None:
    text = ("Lowen County may pull down the dam, according to Reuters.",)
    assert lead_origins(article("Dam may go", text, language="en")) == ("路透社",)


def test_background_far_down_is_no_origin() -> None:
    text = ("柳河县的水库" * 60, "据路透社报道，十年前也溃过坝。")
    assert lead_origins(article("拆坝", text)) == ()


@pytest.mark.parametrize("own", ["路透社", "路透", "Reuters", "(臺)路透社Reuters"])
def test_an_outlet_does_not_credit_itself(own: str) -> None:
    assert lead_origins(article("拆坝", CREDITED, outlet=own)) == ()


@pytest.mark.parametrize("credit", ["根据河谷晚报报道", "据《河谷晚报》報道", "其中河谷晚报引述消息"])
def test_an_outlet_in_no_list_does_not_credit_itself_either(credit: str) -> None:
    text = (f"{credit}，柳河县考虑拆除青禾水库。",)
    assert lead_origins(article("拆坝", text, outlet="河谷晚报")) == ()
    assert lead_origins(article("拆坝", text, outlet="山前日报")) == ("河谷晚报",)


def test_a_station_does_not_credit_itself_by_its_full_name() -> None:
    text = ("法国国际广播电台报道，柳河县考虑拆除青禾水库。",)
    assert lead_origins(article("拆坝", text, outlet="法广")) == ()


def test_two_posts_on_one_report_have_one_origin() -> None:
    members = [article("拆坝", CREDITED), article("要拆坝", CREDITED, outlet="河谷晚报")]
    assert origins_of(members) == ("路透社",)


def test_the_origins_own_report_adds_no_second_name() -> None:
    members = [article("拆坝", DAM, outlet="路透"), article("要拆坝", CREDITED, at=hours(1))]
    assert origins_of(members) == ("路透",)


def test_outlets_that_credit_nobody_are_origins_themselves_oldest_first() -> None:
    members = [article("夺冠", CHESS, at=hours(2)), article("溃坝", DAM, outlet="河谷晚报")]
    assert origins_of(members) == origins_of(members[::-1]) == ("河谷晚报", "山前日报")


def test_a_copy_adds_an_outlet_and_no_origin() -> None:
    copy = article("溃坝", (*DAM, "（完）"), outlet="河谷晚报", at=hours(1))
    assert origins_of([article("溃坝", DAM), copy]) == ("山前日报",)


def test_without_outlet_and_attribution_nobody_is_named() -> None:
    assert origins_of([article("溃坝", DAM, outlet=None)]) == ()


def test_containment_is_one_for_a_part_and_none_for_another_text() -> None:
    whole = article("溃坝", DAM)
    assert containment(whole, article("溃坝", DAM[:2])) == 1
    assert containment(whole, article("夺冠", CHESS)) < 0.1
    assert containment(whole, article("空", ())) == 0
