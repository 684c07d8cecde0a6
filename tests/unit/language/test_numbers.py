"""Laws of `digests.language.numbers` and `numerals`."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.numbers import Quantity, find_numbers
from digests.language.numerals import en_value, zh_value

PIECES = st.sampled_from(
    [
        "三",
        "万",
        "亿",
        "1.5",
        "1,234",
        "%",
        "成",
        "百分之",
        "第",
        "轮",
        "人",
        "半",
        "两",
        "million",
        "half a ",
        "two",
        "点",
        "多",
        " ",
        "$",
        "美元",
        "，",
        "th",
        "years",
        "2021年",
        "-",
        "分之",
        "十",
        "İ",
    ]
)


def only(text: str) -> Quantity:
    (quantity,) = find_numbers(text)
    return quantity


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("1.5万亿美元", "$1.5 trillion"),
        ("230万人", "2.3 million people"),
        ("一百二十三艘", "123 ships"),
        ("两名", "two people"),
        ("百分之三十", "30 percent"),
        ("三成", "30%"),
        ("百分之三点五", "3.5 per cent"),
        ("第十九轮", "19th round"),
        ("第二轮", "second round"),
        ("二十五年", "twenty-five years"),
        ("50万人", "half a million people"),
        ("三分之一", "one-third"),
        ("三十億歐元", "€3bn"),
        ("１２３公里", "123 km"),
        ("3000元人民币", "3,000 yuan"),
    ],
)
def test_one_amount_agrees_in_both_languages(chinese: str, english: str) -> None:
    assert only(chinese).agrees_with(only(english))


@pytest.mark.parametrize(
    ("one", "other"),
    [("3人", "4人"), ("30%", "30人"), ("第19轮", "19轮"), ("3美元", "3欧元"), ("三年", "三天"), ("1.5亿", "1.5万")],
)
def test_different_amounts_disagree(one: str, other: str) -> None:
    assert not only(one).agrees_with(only(other))


def test_money_without_a_country_agrees_with_any() -> None:
    assert only("300元").agrees_with(only("NT$300"))
    assert only("300元").currency == "¤"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五千人", 25000),
        ("30多万人", 300000),
        ("1亿2000万元", 120000000),
        ("5萬9900人", 59900),
        ("三年半", "3.5"),
        ("半年", "0.5"),
        ("三成五", 35),
    ],
)
def test_chinese_amounts_have_their_value(text: str, value: int | str) -> None:
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "十分重要",
            "一名男子",
            "统一",
            "四川三星",
            "周三",
            "数十人",
            "三四个",
            "一方面",
            "千万不要",
            "2021年11月4日",
        ),
        *("COP28", "F-16", "5G", "10:30", "下午3点", "at 5 a.m.", "one man", "Nov 4, 2021"),
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert find_numbers(text) == []


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_quantities_are_verbatim_slices_that_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find_numbers(text):
        assert quantity.text == text[quantity.start : quantity.end] != ""
        assert quantity.start >= end
        end = quantity.end


def written_in_chinese(number: int) -> str:
    """`number` below 10^16 in Chinese characters, zeros written out as 零."""
    digits = "零一二三四五六七八九"
    words, gap = "", False
    for power in range(15, -1, -1):
        digit = number // 10**power % 10
        if digit:
            words += ("零" if gap and words else "") + digits[digit] + ["", "十", "百", "千"][power % 4]
        gap = digit == 0
        section = number // 10**power % 10**4 if power % 4 == 0 else 0
        words += ["", "万", "亿", "万亿"][power // 4] if section else ""
    return words or "零"


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_is_worth_the_same_in_characters_and_in_digits(number: int) -> None:
    assert zh_value(written_in_chinese(number)) == en_value(f"{number:,}") == number


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("万亿", "trillion"), ("亿", "hundred million")]))
def test_a_scale_is_worth_the_same_in_both_languages(tenths: int, scales: tuple[str, str]) -> None:
    assert zh_value(f"{tenths / 10}{scales[0]}") == en_value(f"{tenths / 10} {scales[1]}")


@pytest.mark.parametrize(
    ("numeral", "value"), [("三四", None), ("二〇二一", 2021), ("1" * 50, None), ("两万五", 25000), ("", None)]
)
def test_numerals_that_are_no_number_are_told(numeral: str, value: int | None) -> None:
    assert zh_value(numeral) == value


def test_numbers_are_found_in_real_news(real_texts: list[tuple[str, str]]) -> None:
    found = [quantity for _, text in real_texts[:60] for quantity in find_numbers(text)]
    assert len(found) > 300
    assert sum(bool(quantity.unit or quantity.percent or quantity.currency) for quantity in found) > len(found) / 3
