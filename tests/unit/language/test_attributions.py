"""Laws of `digests.language.attributions`."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.attributions import find_attributions, outlet_name

PIECES = st.sampled_from(
    [
        "据",
        "路透社",
        "《紐約時報》",
        "报道",
        "援引",
        "告诉",
        "，",
        "。",
        "According to ",
        "Reuters",
        " said ",
        "told ",
        "海港日报",
        "的",
        "Mr A",
    ]
)


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("据路透社报道，渡轮恢复。", [("路透社", "reported")]),
        ("美国新闻网站Politico昨天（4日）报道", [("Politico", "reported")]),
        ("据美国政治新闻网站Politico11月4日报道", [("Politico", "reported")]),
        ("彭博社早前引述两位知情人士", [("彭博社", "reported")]),
        ("他告訴《紐約時報》，渡輪恢復", [("纽约时报", "told")]),
        ("市长接受《联合早报》采访时说", [("联合早报", "told")]),
        ("德國明鏡周刊援引法新社的報道稱", [("明镜周刊", "reported"), ("法新社", "cited")]),
        ("《海港日报》报道称", [("海港日报", "reported")]),
        ("according to Reuters, ferries return", [("路透社", "reported")]),
        ("Bloomberg News reported on Monday", [("彭博社", "reported")]),
        ("she told the Financial Times", [("金融时报", "told")]),
        ("the agency, citing Kyodo, said", [("共同社", "cited")]),
        ("According to the Haigang Port Authority, fares fall", [("Haigang Port Authority", "reported")]),
        ("根据河湾日报报道，渡轮恢复。", [("河湾日报", "reported")]),
        ("其中商港电台引述消息", [("商港电台", "reported")]),
        ("由美国有线电视新闻网报道", [("美国有线电视新闻网", "reported")]),
        ("國營的雅灣通訊社報導", [("雅灣通訊社", "reported")]),
        ("《和平日报》报道称", [("和平日报", "reported")]),
        ("法广报道，渡轮恢复", [("法国国际广播电台", "reported")]),
        ("The Haigang Times reported it", [("Haigang Times", "reported")]),
    ],
)
def test_the_credited_outlet_is_named_in_its_one_name(text: str, credited: list[tuple[str, str]]) -> None:
    assert [(one.outlet, one.kind) for one in find_attributions(text)] == credited


@pytest.mark.parametrize(
    "text",
    [
        "据知情人士报道",
        "据报道，渡轮恢复",
        "路透社大楼失火",
        "he read the Financial Times",
        "according to police",
        "当地电台报道",
    ],
)
def test_nobody_is_credited_without_a_name_and_a_report(text: str) -> None:
    assert find_attributions(text) == []


def test_an_outlet_has_one_name_in_either_script_and_language() -> None:
    assert outlet_name("Reuters") == outlet_name("路透") == outlet_name("REUTERS") == "路透社"
    assert outlet_name("華爾街日報") == outlet_name("WSJ")
    assert outlet_name("海港日报") == "海港日报"


@given(st.lists(PIECES, max_size=20).map("".join) | st.text())
def test_attributions_are_verbatim_slices_in_order(text: str) -> None:
    end = 0
    for one in find_attributions(text):
        assert one.name == text[one.start : one.end] != ""
        assert one.start >= end
        end = one.end


@pytest.mark.parametrize("seed", ["000", "001", "004"])
def test_posts_on_one_report_credit_its_outlet(shared: Path, seed: str) -> None:
    (path,) = (shared / "seeds").glob(f"{seed}_*")
    assert "Politico" in {one.outlet for one in find_attributions(path.read_text("utf-8"))}


@pytest.mark.parametrize("word", ["A-", "Ab'", "according to A."])
def test_a_text_without_spaces_takes_no_longer_than_another(word: str) -> None:
    began = time.process_time()
    find_attributions(word * (100_000 // len(word)))
    assert time.process_time() - began < 5
