"""Laws of `digests.language.sentences`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.language.sentences import first_sentence, split_sentences

PIECES = st.sampled_from(
    [
        *(
            "甲",
            "乙说",
            "。",
            "！",
            "？",
            "；",
            "，",
            ",",
            ".",
            "...",
            "……",
            "“",
            "”",
            "「",
            "」",
            '"',
            "（",
            "）",
            "(",
            ")",
        ),
        *(" ", "\n", "Mr", "U.S", "He", "said", "3.5", "!", "?", "’", "：", "的"),
    ]
)


@pytest.mark.parametrize(
    "sentences",
    [
        ["渡轮恢复。", "票价减半！", "真的吗？", "是的；", "不错"],
        ["他说：“我来了。你呢？”", "她没有回答。"],
        ["“我走了。”他说。", "门关了。"],
        ["人群高喊“自由！”的口号。", "警方到场。"],
        ["「好。」", "「不好。」"],
        ["（他笑了。又走了。）", "完。"],
        ["市长陈海(Chen Hai)将到访。", "消息人士称,渡轮可能将恢复,票价减半。"],
        ["增长3.5%。", "未闭合“引语。", "还有一句。"],
        ["雅虎Yahoo!奇摩发布消息。", "声明.", "中方说好。"],
    ],
)
def test_chinese_text_is_cut_at_its_sentence_ends(sentences: list[str]) -> None:
    assert split_sentences("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Chen met U.S. Senator J. R. Doe at 5 a.m.", "The rate is 3.5 percent.", "No. 4 won."],
        ["He lives in the U.S.", "The ferry left."],
        ['"It works. It does." said Chen.', '"Good."', "They left."],
        ["Is it late?", "Yes!", "The end... maybe."],
        ["Yahoo! said so.", "“Is it?” he asked.", "Nobody knew."],
    ],
)
def test_english_text_is_cut_at_its_sentence_ends(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


def test_a_line_break_ends_a_sentence() -> None:
    assert split_sentences("标题没有句号\n正文。\r\n“引语\n没完”") == ["标题没有句号", "正文。", "“引语", "没完”"]


@given(st.lists(PIECES, max_size=60).map("".join) | st.text())
def test_sentences_are_slices_that_cover_the_text_in_order(text: str) -> None:
    sentences = split_sentences(text)
    place = 0
    for sentence in sentences:
        found = text.index(sentence, place)
        assert not text[place:found].strip()
        assert sentence == sentence.strip() != ""
        place = found + len(sentence)
    assert not text[place:].strip()


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_first_sentence_is_the_first_of_all(text: str) -> None:
    assert first_sentence(text) == next(iter(split_sentences(text)), "")


def test_sentences_of_real_news_are_of_readable_length(real_texts: list[tuple[str, str]]) -> None:
    lengths = sorted(len(sentence) for _, text in real_texts for sentence in split_sentences(text))
    assert 20 < lengths[len(lengths) // 2] < 60
    assert lengths[int(len(lengths) * 0.99)] < 200


def test_the_speaker_after_a_quotation_belongs_to_it_however_long_the_name_is() -> None:
    quoted = "“我们等了三年。”海港渡轮公司的发言人林一在被问及票价时说。"
    assert split_sentences(f"{quoted}渡轮周六复航。") == [quoted, "渡轮周六复航。"]
