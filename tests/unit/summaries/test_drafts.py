"""An answer is read as far as it has the schema's form, and never raises."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.drafts import Draft, DraftEvidence, DraftSentence, read_drafts, read_topic

SENTENCE = {"text": {"zh-Hans": "渡轮复航。"}, "evidence": [{"article": "a1", "quote": "复航"}], "new": True}
GOOD: dict[str, Any] = {"topic": "society", "headline": {"zh-Hans": " 渡轮复航 "}, "sentences": [SENTENCE]}
READ = Draft("渡轮复航", (DraftSentence("渡轮复航。", (DraftEvidence("a1", "复航"),), is_new=True),))

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(GOOD),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["zh-Hans", "en", "headline", "sentences", "text", "evidence", "new", "topic"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(_JSON.map(json.dumps) | st.text())
def test_any_answer_is_read_without_an_error(answer: str) -> None:
    assert set(read_drafts(answer, ["zh-Hans", "en"])) <= {"zh-Hans", "en"}


@pytest.mark.parametrize("frame", ["{}", "Here is the JSON:\n```json\n{}\n```", "\ufeff{}\n"])
def test_json_is_found_in_what_stands_around_it(frame: str) -> None:
    answer = frame.replace("{}", json.dumps(GOOD, ensure_ascii=False))
    assert read_drafts(answer, ["zh-Hans", "en"]) == {"zh-Hans": READ}


@pytest.mark.parametrize(
    "answer", ["", "No.", "[1]", '{"zh-Hans": {"headline": "x"', "{" * 100_000 + "}", '{"a": ' * 50_000 + "}"]
)
def test_what_is_no_json_object_gives_nothing(answer: str) -> None:
    assert read_drafts(answer, ["zh-Hans"]) == {}


def test_the_same_place_is_the_same_sentence_in_every_language() -> None:
    """What has another form, or no text in a language, keeps its place, and is empty there."""
    sentences = [*GOOD["sentences"], "x", {"text": {"en": "Ferries."}, "evidence": 1}, None]
    document = GOOD | {"headline": {"zh-Hans": "渡轮", "en": "Ferries"}, "sentences": sentences}
    drafts = read_drafts(json.dumps(document), ["zh-Hans", "en"])
    assert [each.text for each in drafts["zh-Hans"].sentences] == ["渡轮复航。", "", "", ""]
    assert [each.text for each in drafts["en"].sentences] == ["", "", "Ferries.", ""]


def test_a_fifth_sentence_is_not_read() -> None:
    answer = json.dumps(GOOD | {"sentences": [SENTENCE] * 9})
    assert len(read_drafts(answer, ["zh-Hans"])["zh-Hans"].sentences) == 4


@pytest.mark.parametrize(("topic", "read"), [("society", "society"), ("other", None), ("gossip", None), ([1], None)])
def test_only_a_topic_of_ours_is_read(topic: object, read: str | None) -> None:
    assert read_topic(json.dumps(GOOD | {"topic": topic})) == read
