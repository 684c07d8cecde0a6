"""Two true figures of one quotation may not change places."""

import pytest

from digests.summaries.claims import misplaced_figures
from tests.unit.summaries.claims.evidence import cited

QUOTE = "北方矿区有11人获救，南方矿区有9人获救，另有2人失联。"
DAYS = "林一13日会见市长，14日会见船主。"
QUOTE_EN = "In the north 11 miners were rescued, in the south 9 miners were rescued."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("北方矿区有9人获救，南方矿区有11人获救。", QUOTE),
        ("北方矿区有9人获救。", QUOTE),
        ("林一14日会见市长，13日会见船主。", DAYS),
        ("In the north 9 miners were rescued, in the south 11 miners were rescued.", QUOTE_EN),
    ],
)
def test_a_figure_of_another_clause_fails(text: str, quote: str) -> None:
    assert list(misplaced_figures(text, cited(quote)))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (QUOTE, QUOTE),
        ("南方矿区有九人获救，北方矿区有十一人获救。", QUOTE),
        ("两个矿区共有11人和9人获救。", QUOTE),
        ("14日林一会见船主。", DAYS),
        ("11 were rescued in the north.", QUOTE),
        (QUOTE_EN, QUOTE_EN),
    ],
)
def test_a_figure_in_its_own_clause_passes_in_any_order_and_form(text: str, quote: str) -> None:
    assert list(misplaced_figures(text, cited(quote))) == []
