"""Bytes to text: what the bytes are counts, not what somebody says they are."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.decoding import declared_encodings, decode_text

HANS = "海港城与对岸恢复夜航渡轮，两地周六同意下月起每晚开行四班，首月票价减半。"
HANT = "海港城與對岸恢復夜航渡輪，兩地週六同意下月起每晚開行四班，首月票價減半。"


@pytest.mark.parametrize("declared", [(), ("gb18030",), ("big5",), ("cp1252",)])
@pytest.mark.parametrize(
    ("text", "codec"), [(HANS, "gbk"), (HANS, "gb18030"), (HANT, "gbk"), (HANT, "big5"), (HANT, "cp950")]
)
def test_chinese_is_read_whatever_is_declared(text: str, codec: str, declared: tuple[str, ...]) -> None:
    assert decode_text(text.encode(codec), declared) == text


@pytest.mark.parametrize("text", ["渡轮恢复夜航", "渡輪恢復夜航", "新票价：15元"])
def test_a_headline_is_enough_to_tell_the_encoding(text: str) -> None:
    codec = "big5" if "輪" in text else "gbk"
    assert decode_text(text.encode(codec)) == text


@pytest.mark.parametrize("mark_and_codec", [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
])  # fmt: skip
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(mark_and_codec: tuple[bytes, str]) -> None:
    mark, codec = mark_and_codec
    assert decode_text(mark + HANT.encode(codec), ("gb18030",)) == HANT


def test_a_character_cut_in_two_costs_only_itself() -> None:
    text = HANS * 3
    assert decode_text(text.encode()[:-1]) == text[:-1] + "\ufffd"


@pytest.mark.parametrize("text", ["Zwölf Fähren über den Fluß", "“Quoted”: 5 € a night", "café"])
def test_western_european_text_is_not_taken_for_chinese(text: str) -> None:
    assert decode_text(text.encode("cp1252"), ("cp1252",)) == text


def test_a_declaration_that_says_something_is_believed() -> None:
    assert decode_text("夜の渡し船が再開する".encode("cp932"), ("cp932",)) == "夜の渡し船が再開する"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\x00\xd8\x01\xd8\x02\xd8", bytes(range(128, 256)) * 4]
)
def test_what_nobody_wrote_is_no_text(data: bytes) -> None:
    assert decode_text(data) is None


def test_declarations_are_found_in_header_xml_and_page_in_this_order() -> None:
    body = b'<?xml version="1.0" encoding="Big5-HKSCS"?><meta charset=GB2312>'
    assert declared_encodings(body, "text/xml; charset=Windows-1251") == ("cp1251", "big5", "gb18030")


def test_a_codec_that_is_no_charset_is_never_used() -> None:
    assert declared_encodings(b'<?xml version="1.0" encoding="unicode_escape"?>', "text/xml; charset=zlib") == ()


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text and not text.startswith(("\ufeff", "<\x00"))))
def test_utf8_is_always_read_back(text: str) -> None:
    assert decode_text(text.encode("utf-8", "ignore")) == text.encode("utf-8", "ignore").decode()


@given(
    st.binary(max_size=400), st.sampled_from([None, "text/xml; charset=gbk", "a;charset='", "text/plain;charset=big5"])
)
def test_no_bytes_raise(data: bytes, content_type: str | None) -> None:
    text = decode_text(data, declared_encodings(data, content_type))
    assert text is None or isinstance(text, str)
