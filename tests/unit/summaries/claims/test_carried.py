"""A sentence speaks of what its quotations speak of."""

import pytest

from digests.summaries.claims import foreign_evidence
from tests.unit.summaries.claims.evidence import cited

FERRY = "海港城与对岸周六同意下月起恢复夜航渡轮，每晚开行四班。"
FERRY_EN = "Haigang and the far shore agreed on Saturday to resume night ferries next month."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("两地商定下月恢复夜航渡轮。", FERRY),
        ("夜航渡轮每晚四班。", FERRY),
        ("夜航渡輪每晚四班。", FERRY),
        ("Night ferries resume next month.", FERRY_EN),
        ("Night ferries resume next month.", FERRY),
        ("夜航渡轮下月恢复。", FERRY_EN),
    ],
)
def test_another_wording_of_the_same_passes_and_another_language_is_left_to_the_other_rules(
    text: str, quote: str
) -> None:
    assert list(foreign_evidence(text, cited(quote))) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("矿井透水事故造成两人失联。", FERRY),
        ("市长因贪污被判入狱。", FERRY),
        ("The mayor was jailed for fraud.", FERRY_EN),
    ],
)
def test_a_verbatim_quotation_on_something_else_carries_nothing(text: str, quote: str) -> None:
    assert list(foreign_evidence(text, cited(quote))) == [text[:30]]
