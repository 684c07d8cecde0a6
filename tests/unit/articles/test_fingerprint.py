"""Laws of nearness."""

from hypothesis import given
from hypothesis import strategies as st

from digests.articles.fingerprint import containment, distance, fingerprint, overlap, token_count

TEXT = (
    "港务局周六宣布，两岸之间的夜航渡轮从下月一日起恢复，每晚开行四个班次，首月票价减半。运营方说，票务系统要到年底才能接通，乘客暂时"
    "只能在码头买票。对岸电台报道，停航三年里两地往来的客流减少了一半以上，商户盼望复航已久，码头附近的旅馆下月的房间已经订满。"
)
OTHER = (
    "北部矿区凌晨发生塌方，救援人员在第三层巷道里找到十一名矿工，其中两人伤势较重，已送往医院。矿业局说，事故原因仍在调查，附近三座矿井"
    "暂停生产，检查支护与通风。工会要求公布去年安全检查的结果，并让家属参加调查组，矿主表示愿意配合并承担全部费用。"
)


@given(st.text())
def test_a_fingerprint_is_sixteen_digits_and_depends_on_the_text_alone(text: str) -> None:
    assert len(fingerprint(text)) == 16
    assert distance(fingerprint(text), fingerprint(text)) == 0


def test_an_edited_copy_is_near_and_another_text_far() -> None:
    edited = TEXT.replace("四个班次", "五个班次")
    assert distance(fingerprint(TEXT), fingerprint(edited)) <= 12
    assert distance(fingerprint(TEXT), fingerprint(OTHER)) >= 20


def test_script_punctuation_and_spaces_do_not_matter() -> None:
    assert fingerprint("渡轮 恢复,夜航") == fingerprint("渡輪恢復，夜航")
    assert fingerprint("Night  Ferries — return") == fingerprint("night ferries return")


def test_an_empty_text_has_no_fingerprint_and_is_contained_in_nothing() -> None:
    assert fingerprint("") == "0" * 16
    assert containment("", TEXT) == overlap(TEXT, "") == 0.0


def test_a_part_is_contained_whole_but_overlaps_by_its_share() -> None:
    part = TEXT[: len(TEXT) // 2]
    assert containment(part, TEXT) == containment(TEXT, part) == 1.0
    assert 0.4 < overlap(part, TEXT) < 0.6
    assert containment(TEXT, OTHER) < 0.1


def test_tokens_are_chinese_characters_and_words() -> None:
    assert token_count("夜航 ferry 08:10，恢复") == 7
