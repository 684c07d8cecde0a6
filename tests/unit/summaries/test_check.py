"""No sentence passes that its evidence does not carry; one that it carries passes in whatever form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.models import Language
from digests.summaries.check import FaultKind, check_draft, check_sentence
from digests.summaries.drafts import Draft, DraftEvidence, DraftSentence
from tests.unit.summaries.samples import FERRY, FERRY_EN, ferry

ZH, EN = ferry(1), ferry(2, "en")
KNOWN = {ZH.id: ZH, EN.id: EN}


def _kinds(text: str, quote: str, language: Language = "zh-Hans", article: str = ZH.id) -> list[FaultKind]:
    draft = DraftSentence(text, (DraftEvidence(article, quote),))
    sentence, faults = check_sentence(draft, language, KNOWN)
    assert (sentence is None) == bool(faults)
    return [fault.kind for fault in faults]


@settings(deadline=None)  # the first example loads the dictionaries
@given(paragraph=st.sampled_from(FERRY), data=st.data())
def test_a_span_passes_as_its_own_sentence_whatever_its_spacing(paragraph: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\u3000"]), min_size=len(paragraph), max_size=len(paragraph)))
    quote = "".join(character + gap for character, gap in zip(paragraph, gaps, strict=True))
    sentence, faults = check_sentence(DraftSentence(paragraph, (DraftEvidence(ZH.id, quote),)), "zh-Hans", KNOWN)
    assert faults == ()
    assert sentence is not None
    assert sentence.evidence[0].quote == paragraph


@settings(deadline=None)  # the first example loads the dictionaries
@given(number=st.integers(13, 10**9).filter(lambda number: number not in (2019, 12000)))
def test_an_invented_number_fails(number: int) -> None:
    assert _kinds(f"渡轮停航前载客约{number}人次。", FERRY[4]) == [FaultKind.NUMBER]
    assert _kinds(f"It carried {number:,} people.", FERRY[4], "en") == [FaultKind.NUMBER]


@pytest.mark.parametrize(
    ("text", "quote", "language"),
    [
        ("渡轮停航前每晚载客约1.2万人次。", FERRY[4], "zh-Hans"),
        ("The ferries carried about 12,000 people a night.", FERRY[4], "en"),
        ("港务局称票务系统耗资1.2亿元。", FERRY_EN[2], "zh-Hans"),
        ("Lin Yi said the system, not ready yet, is expected to cost 120 million yuan.", FERRY[2], "en"),
        ("Both agreed on 21 November to run four sailings a night.", FERRY[0], "en"),
        ("11月21日商定每晚四班。", FERRY[0], "zh-Hans"),
        ("渡轮2019年停航。", FERRY[4], "zh-Hans"),
        ("Sailings stopped in 2019.", FERRY[4], "en"),
    ],
)
def test_the_same_fact_in_another_form_passes(text: str, quote: str, language: Language) -> None:
    article = EN.id if quote in FERRY_EN else ZH.id
    assert _kinds(text, quote, language, article) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("渡轮于2018年停航。", FaultKind.DATE),
        ("渡轮11月20日停航。", FaultKind.DATE),
        ("渡轮在10:30停航。", FaultKind.NUMBER),
        ("The ferries stopped.", FaultKind.LANGUAGE),
        ("渡輪當時每晚載客，後來停航。", FaultKind.LANGUAGE),
        ("Паром остановлен.", FaultKind.LANGUAGE),
        ("渡轮<b>停航</b>。", FaultKind.MARKUP),
        ("渡轮停航，见https://a.example/x。", FaultKind.MARKUP),
        ("渡轮[停航](x)。", FaultKind.MARKUP),
        ("渡轮\u202e停航。", FaultKind.MARKUP),
        ("渡轮\ud800停航。", FaultKind.MARKUP),
        ("渡轮停航，" * 40, FaultKind.TOO_LONG),
        ("……", FaultKind.EMPTY),
    ],
)
def test_each_fault_is_named(text: str, kind: FaultKind) -> None:
    assert _kinds(text, FERRY[4]) == [kind]


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        ((), FaultKind.NO_EVIDENCE),
        ((DraftEvidence("0123456789abcdef", FERRY[4]),), FaultKind.UNKNOWN_ARTICLE),
        ((DraftEvidence(ZH.id, "渡轮于2019年复航"),), FaultKind.NOT_VERBATIM),
        ((DraftEvidence(ZH.id, FERRY[4]), DraftEvidence(EN.id, FERRY[4])), FaultKind.NOT_VERBATIM),
        ((DraftEvidence(ZH.id, ZH.title),), FaultKind.NOT_VERBATIM),
    ],
)
def test_evidence_must_be_there(evidence: tuple[DraftEvidence, ...], kind: FaultKind) -> None:
    sentence, faults = check_sentence(DraftSentence("渡轮停航。", evidence), "zh-Hans", KNOWN)
    assert sentence is None
    assert [fault.kind for fault in faults] == [kind]


def test_a_number_in_another_place_of_the_article_does_not_carry_the_sentence() -> None:
    assert _kinds("票务系统耗资1.2亿元。", FERRY[4]) == [FaultKind.MONEY]


def test_the_headline_is_checked_against_all_articles() -> None:
    good = DraftSentence(FERRY[0], (DraftEvidence(ZH.id, FERRY[0]),))
    for headline, kinds in {
        "夜航渡轮下月恢复，票务系统耗资1.2亿元": [],
        "夜航渡轮下月恢复，票务系统耗资3亿元": [FaultKind.MONEY],
        "夜航" * 40: [FaultKind.TOO_LONG],
        "Night ferries return": [FaultKind.LANGUAGE],
    }.items():
        checked = check_draft(Draft(headline, (good,)), "zh-Hans", [ZH, EN])
        assert [fault.kind for fault in checked.faults] == kinds
        assert checked.headline == (None if kinds else headline)
        assert checked.sentences[0] is not None


def test_no_draft_is_a_fault_of_the_schema() -> None:
    assert [fault.kind for fault in check_draft(None, "en", [EN]).faults] == [FaultKind.SCHEMA]
