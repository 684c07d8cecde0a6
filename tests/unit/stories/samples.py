"""Invented articles for the tests of stories."""

from datetime import UTC, datetime, timedelta

from digests.models import Article, ArticleId, Language, SourceId, Topic, stable_id

MONDAY = datetime(2031, 3, 3, 8, tzinfo=UTC)

DAM = (
    "青禾水库周一凌晨发生溃坝，下游三个村庄被淹，柳河县连夜转移居民。",
    "柳河县应急局长罗定邦说，青禾水库主坝右岸先出现管涌，溃口随后扩大到六十米。",
    "救援队用冲锋舟在杏花村逐户搜寻，柳河中学体育馆已改作安置点。",
)
DAM_RETOLD = (
    "柳河县青禾水库溃坝后，下游村庄的居民在柳河中学体育馆过夜。",
    "罗定邦对记者说，管涌最早出现在青禾水库主坝右岸，溃口扩大得很快，救援队已进入杏花村。",
)
DAM_INQUIRY = (
    "柳河县宣布成立青禾水库溃坝调查组，由外省水利专家牵头，首先查阅主坝的检修记录。",
    "罗定邦说，青禾水库去年两次报修管涌，调查组要弄清为何没有动工。杏花村居民要求公开报告。",
)
CHESS = (
    "棋手顾晚秋在海岬杯决赛中执黑胜出，成为这项赛事最年轻的冠军。",
    "她说，中盘那一手弃子是前一晚在旅馆想到的。对手认为时间不够用。",
)
FERRY_EN = (
    "The night ferry between Corlin and Marrow Point will sail again from June, the two harbour boards said.",
    "Pontoon repairs at Marrow Point cost nine million crowns, and night nurses had campaigned for the Corlin ferry.",
)
FERRY_EN_RETOLD = (
    "Night nurses cheered in Corlin as the harbour boards agreed that the ferry to Marrow Point returns in June.",
    "The pontoon at Marrow Point, broken by a barge, was repaired for nine million crowns.",
)


def article(
    title: str,
    paragraphs: tuple[str, ...] = (),
    *,
    outlet: str | None = "山前日报",
    at: datetime | None = MONDAY,
    seen_at: datetime | None = None,
    language: Language = "zh-Hans",
    title_given: bool = True,
    topic: Topic | None = None,
    source: str = "source",
) -> Article:
    """An article published at `at` (None: undated); its id depends on what it says and who says it."""
    return Article(
        id=ArticleId(stable_id(title, *paragraphs, str(outlet), str(at))),
        source_id=SourceId(source),
        title=title,
        paragraphs=paragraphs,
        language=language,
        seen_at=seen_at or (at or MONDAY) + timedelta(minutes=5),
        fingerprint="0" * 16,
        outlet=outlet,
        published_at=at,
        title_given=title_given,
        topic=topic,
    )


def hours(count: float) -> datetime:
    """So many hours after the first article."""
    return MONDAY + timedelta(hours=count)
