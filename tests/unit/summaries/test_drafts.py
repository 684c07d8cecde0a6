"""An answer is read as far as it has the schema's form, and never raises."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summaries.drafts import Draft, DraftEvidence, DraftSentence, read_drafts

GOOD = {
    "headline": " 渡轮复航 ",
    "sentences": [{"text": "渡轮复航。", "evidence": [{"article": "a1", "quote": "复航"}]}],
}
READ = Draft("渡轮复航", (DraftSentence("渡轮复航。", (DraftEvidence("a1", "复航"),)),))

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(GOOD),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["zh-Hans", "en", "headline", "sentences", "text", "evidence"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(_JSON.map(json.dumps) | st.text())
def test_any_answer_is_read_without_an_error(answer: str) -> None:
    assert set(read_drafts(answer, ["zh-Hans", "en"])) <= {"zh-Hans", "en"}


@pytest.mark.parametrize("frame", ["{}", "Here is the JSON:\n```json\n{}\n```", "\ufeff{}\n"])
def test_json_is_found_in_what_stands_around_it(frame: str) -> None:
    answer = frame.replace("{}", json.dumps({"zh-Hans": GOOD}, ensure_ascii=False))
    assert read_drafts(answer, ["zh-Hans", "en"]) == {"zh-Hans": READ}


@pytest.mark.parametrize(
    "answer", ["", "No.", "[1]", '{"zh-Hans": {"headline": "x"', "{" * 100_000 + "}", '{"a": ' * 50_000 + "}"]
)
def test_what_is_no_json_object_gives_nothing(answer: str) -> None:
    assert read_drafts(answer, ["zh-Hans"]) == {}


def test_a_sentence_of_another_form_is_left_out() -> None:
    answer = json.dumps({"en": GOOD | {"sentences": [*GOOD["sentences"], "x", {"text": 1, "evidence": []}, None]}})
    assert read_drafts(answer, ["en"])["en"] == READ
