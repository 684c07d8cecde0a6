"""Sentences are read out of an answer while it is written, however it is cut into pieces."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.questions.drafts import AnswerReader
from digests.summaries.drafts import DraftEvidence, DraftSentence

TEXTS = st.text(max_size=20) | st.text(st.sampled_from("渡轮复航。{}[]\"\\'/\n,: ab\u202e😀"), max_size=20)
EVIDENCE = st.builds(DraftEvidence, TEXTS, TEXTS)
SENTENCES = st.lists(
    st.builds(DraftSentence, TEXTS.map(str.strip), st.lists(EVIDENCE, max_size=3).map(tuple)), max_size=4
)


def document(sentences: list[DraftSentence], *, text_first: bool = False) -> str:
    def one(sentence: DraftSentence) -> dict[str, object]:
        evidence = [{"article": each.article, "quote": each.quote} for each in sentence.evidence]
        parts: dict[str, object] = {"evidence": evidence, "text": sentence.text}
        return dict(reversed(parts.items())) if text_first else parts

    return json.dumps({"sentences": [one(each) for each in sentences]}, ensure_ascii=False)


def read(text: str, cuts: list[int]) -> list[DraftSentence]:
    reader, found, start = AnswerReader(), list[DraftSentence](), 0
    for end in [*sorted(cuts), len(text)]:
        found += reader.feed(text[start:end])
        start = max(start, end)
    return found


@given(SENTENCES, st.lists(st.integers(0, 300)), st.booleans())
def test_every_sentence_is_read_whatever_the_pieces(
    sentences: list[DraftSentence], cuts: list[int], first: bool
) -> None:
    text = document(sentences, text_first=first)
    assert read(text, [min(cut, len(text)) for cut in cuts]) == sentences
    fenced = f"Here it is:\n```json\n{text}\n```"
    assert read(fenced, []) == sentences


@given(SENTENCES.filter(bool))
def test_a_sentence_is_there_as_soon_as_it_is_whole(sentences: list[DraftSentence]) -> None:
    text = document(sentences)
    assert read(text[: -len("]}")], []) == sentences
    assert read(text[: -len("}]}")], []) == sentences[:-1]


@given(st.text(max_size=200))
def test_whatever_else_a_model_writes_gives_no_sentence_and_no_error(text: str) -> None:
    assert read(text, []) == []


@pytest.mark.parametrize(
    ("text", "says_nothing"),
    [('{"sentences": []}', True), ('{"sentences": [{"text": 1}]}', False), ("[]", False), ("", False)],
)
def test_an_honest_nothing_is_told_from_a_useless_answer(text: str, says_nothing: bool) -> None:
    reader = AnswerReader()
    assert reader.feed(text) == []
    assert reader.says_nothing is says_nothing


def test_an_answer_without_end_is_read_no_further() -> None:
    reader = AnswerReader()
    for _ in range(3000):
        assert reader.feed('{"sentences": [' + " " * 80) == []
    assert reader.feed(document([DraftSentence("晚了", ())])) == []
