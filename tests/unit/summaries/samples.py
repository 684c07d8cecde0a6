"""Invented articles for the tests of summaries."""

from digests.models import Article, Language
from tests.factories import make_article

FERRY = (
    "海港城与对岸周六（11月21日）同意下月起恢复夜航渡轮，每晚开行四班。",
    "他说，首月票价减半。",
    "港务局长林一说，票务系统尚未接通，预计年底前完成，耗资1.2亿元。",
    "图：港口夜景",
    "渡轮于2019年停航，当时每晚载客约12,000人次。",
)
FERRY_EN = (
    "Haigang and the far shore agreed on Saturday to resume night ferries next month, with four sailings a night.",
    "However, ticketing is not yet connected.",
    "The harbour office said the system, which costs 120 million yuan, would be ready by the end of the year.",
)


def ferry(number: int = 1, language: Language = "zh-Hans", **fields: object) -> Article:
    """An article on the night ferries; the number tells it from others."""
    english = language == "en"
    given: dict[str, object] = {
        "title": "Night ferries to return to Haigang" if english else "海港城与对岸恢复夜航渡轮",
        "paragraphs": FERRY_EN if english else FERRY,
    }
    return make_article(number, language=language, **given | fields)
