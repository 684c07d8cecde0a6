"""Bytes to text, whatever encoding was declared, wrongly declared or not declared at all.

What the bytes say goes before what anybody says about them: text that is valid UTF-8 is UTF-8. Among the Chinese
encodings, whose byte ranges overlap, the one wins whose characters are the ones that people write.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

_GB: Final = "gb18030"
_BIG5: Final = "big5"
_LATIN: Final = "cp1252"

# Labels of https://encoding.spec.whatwg.org/#names-and-labels that feeds and pages use. Codecs that are not listed
# are not used: Python also knows "zlib" and "unicode_escape" as encodings.
_CODECS: Final = (
    dict.fromkeys(("gb2312", "gbk", "gb18030", "cp936", "ms936", "xgbk", "gb231280", "chinese", "euccn"), _GB)
    | dict.fromkeys(("big5", "big5hkscs", "cp950", "xxbig5", "big5tw", "cnbig5"), _BIG5)
    | dict.fromkeys(("iso88591", "latin1", "windows1252", "cp1252", "usascii", "ascii"), _LATIN)
    | {"shiftjis": "cp932", "xsjis": "cp932", "windows31j": "cp932", "eucjp": "euc_jp", "xeucjp": "euc_jp"}
    | {"euckr": "cp949", "ksc56011987": "cp949", "koi8r": "koi8_r", "koi8u": "koi8_u"}
    | {f"windows{number}": f"cp{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)}
    | {f"iso8859{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)}
)
# The longer mark first: that of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_IN_CONTENT_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_IN_PAGE = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

_LOOKED_AT_BYTES = 200_000  # a score does not change after a few thousand characters
_BROKEN_SHARE = 0.02  # a truncated character here and there leaves a text what it is
_PLAUSIBLE = 0.6  # measured on re-encoded feeds: right .93 and more, wrong .55 and less
_DECLARED_BONUS = 0.05
_REPLACED = "\ufffd"


def declared_encodings(body: bytes, content_type: str | None = None) -> tuple[str, ...]:
    """The encodings that the HTTP header and the head of the document claim, as names of codecs, first claim first."""
    labels = [match[1] for match in [_IN_CONTENT_TYPE.search(content_type or "")] if match]
    head = body[:4096]
    labels += [match[1].decode("ascii", "replace") for match in (_IN_XML.search(head), _IN_PAGE.search(head)) if match]
    codec_names = (_CODECS.get(re.sub(r"[^a-z0-9]", "", label.lower())) for label in labels)
    return tuple(dict.fromkeys(name for name in codec_names if name))


def decode_text(body: bytes, declared: Sequence[str] = ()) -> str | None:
    """The text of `body`, or None when no encoding makes a text of it that somebody may have written.

    `declared` are names from `declared_encodings`; they decide between readings that are equally likely. A byte
    order mark is not part of the text. Single broken characters become U+FFFD.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return _decode_marked(body, mark, codec)
    if b"\x00" in body:
        return None
    text = _decode_utf8(body)
    if text is None:
        text = _decode_declared(body, declared) or _decode_chinese(body, declared) or _decode_latin(body)
    return text


def _decode_marked(body: bytes, mark: bytes, codec: str) -> str | None:
    text = body.decode(codec, "replace").removeprefix("\ufeff")
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    """Whether hardly anything in it is broken, unassigned or a control character."""
    odd = sum(unicodedata.category(c) in {"Cn", "Co", "Cs", "Cc"} and c not in "\t\r\n\f" for c in text[:20_000])
    foreign = sum(not c.isascii() for c in text[:20_000])
    broken = text[:20_000].count(_REPLACED)
    return odd + broken <= max(foreign, 1) * _BROKEN_SHARE


def _decode_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count(_REPLACED)
    return text if broken <= _BROKEN_SHARE * sum(not c.isascii() for c in text) else None


def _decode_declared(body: bytes, declared: Sequence[str]) -> str | None:
    """By a declaration that says something: Latin 1 is what servers say of everything, Chinese is told by score."""
    for codec in declared:
        if codec not in {_GB, _BIG5, _LATIN}:
            text = _strictly(body, (codec,))
            if text is not None:
                return text
    return None


def _decode_chinese(body: bytes, declared: Sequence[str]) -> str | None:
    sample = body[:_LOOKED_AT_BYTES]
    scores = {codec: _score(sample.decode(codec, "replace")) for codec in (_GB, _BIG5)}
    best = max(scores, key=lambda codec: scores[codec] + _DECLARED_BONUS * (codec in declared))
    if scores[best] < _PLAUSIBLE:
        return None
    # cp950 and HKSCS add characters to Big5, and differ from it and from each other in a few signs.
    family = (_GB,) if best == _GB else (_BIG5, "cp950", "big5hkscs")
    return _strictly(body, family) or body.decode(family[-1], "replace")


def _strictly(body: bytes, codec_names: Iterable[str]) -> str | None:
    for codec in codec_names:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def _score(text: str) -> float:
    """Which share of the characters that tell is in common use, 0 to 1; broken ones weigh three times."""
    telling = [c for c in text if not c.isascii() and not _is_neutral(c)]
    if not telling:
        return 0.0
    common = sum(map(_common_characters().__contains__, telling))
    broken = text.count(_REPLACED)
    return max(0.0, common / (len(telling) + 2 * broken))


def _is_neutral(character: str) -> bool:
    """Punctuation and full-width forms occur in every Chinese text, in whatever encoding."""
    return "\u2000" <= character <= "\u206f" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"


@cache
def _common_characters() -> frozenset[str]:
    """Level 1 of GB 2312 (lead bytes B0 to D7) and of Big5 (A4 to C6): what each script needs every day."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    simplified = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    traditional = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore"))


def _decode_latin(body: bytes) -> str | None:
    """Western European text: mostly ASCII, and the rest letters and typographic signs."""
    foreign = sum(byte > 0x7F for byte in body[:_LOOKED_AT_BYTES])
    if foreign > 0.3 * len(body[:_LOOKED_AT_BYTES]):
        return None
    text = _strictly(body, (_LATIN,))
    return text if text and not re.search(r"[\x01-\x08\x0e-\x1f]", text) else None
