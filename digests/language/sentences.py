"""Sentences as verbatim slices of a text, in Chinese and English."""

import re
from collections import Counter

from digests.language.lists import read_list

_CLOSERS = "”’」』）)】》〉\"'"
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", '"': '"'}
_MARKS = re.compile("[" + re.escape("".join({*_PAIRS, *_PAIRS.values()})) + "]")
_LOOKBACK = 400  # characters; as far back as a quotation is followed
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"

_END = re.compile(rf"(?:[。！？；!?]+|\.+|…+)[{re.escape(_CLOSERS)}]*")
_STRONG = re.compile("[。；！？]")
_NO_BREAK_AFTER_QUOTE = re.compile("[，,、。：:；;的之]")
# 说 and its like right after a quotation: "……。"他说。 is one sentence.
_SAYS = re.compile(
    r"(?:[^。！？；!?\n“”「」]{0,12}(?:说|說|表示|称|稱|道|指出|强调|強調|问|問|写道|寫道)[，,：:；]"
    r"|[^。！？；!?\n“”「」]{0,30}(?:说|說|表示|称|稱|道|指出|强调|強調|问|問|写道|寫道)。)"
)

_ABBREVIATIONS = frozenset(read_list("abbreviations_en"))
_LAST_WORD = re.compile(r"[^\s(（“\"'‘/]*$")
_WORD_LENGTH = 40
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")
_OPENS_SENTENCE = re.compile(r"\s+[\"'“‘(\[]*([A-Z0-9\u00c0-\u00de]|[^\x00-\u024f])")
_SENTENCE_STARTERS = frozenset(read_list("sentence_starters_en"))
_FIRST_WORD = re.compile(r"\s+[\"'“‘(\[]*(\w+)")


def split_sentences(text: str) -> list[str]:
    """The sentences of `text` in order, each a verbatim slice of it without the spaces around.

    Together they hold every non-space character. A line break ends a sentence; an end inside a
    quotation or brackets that goes on does not; closing quotation marks stay with their sentence.
    """
    return [sentence for line in text.splitlines() for sentence in _split_line(line)]


def first_sentence(text: str) -> str:
    """The first sentence of `text`, or an empty string when it holds none."""
    return next((sentences[0] for line in text.splitlines() if (sentences := _split_line(line))), "")


def _split_line(line: str) -> list[str]:
    inside = _quoted_places(line)
    sentences: list[str] = []
    start = 0
    for match in _END.finditer(line):
        end = match.end()
        if not inside[end - 1] and _ends_sentence(line, start, match):
            sentences.append(line[start:end].strip())
            start = end
    sentences.append(line[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _quoted_places(line: str) -> bytearray:
    """For each character, whether a quotation or bracket that is closed later is open after it."""
    inside = bytearray(len(line))
    open_at: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    for match in _MARKS.finditer(line):
        mark, place = match.group(), match.start()
        if awaited[mark]:
            closer = ""
            while closer != mark:  # what was left open within is not closed any more
                closer, opened = open_at.pop()
                awaited[closer] -= 1
            inside[opened:place] = b"\x01" * (place - opened)
        elif mark in _PAIRS:
            open_at.append((_PAIRS[mark], place))
            awaited[_PAIRS[mark]] += 1
    return inside


def _ends_sentence(line: str, start: int, match: re.Match[str]) -> bool:
    end, mark = match.end(), match.group()
    rest = line[end : end + 40]
    if not rest.strip():
        return True
    if _STRONG.search(mark):
        return _chinese_end(line, start, match, rest)
    before = line[match.start() - 1 : match.start()]
    if mark[0] == "…" or mark.startswith(".."):
        return _OPENS_SENTENCE.match(rest) is not None
    if mark[0] == ".":
        return _full_stop_ends(line[max(start, match.start() - _WORD_LENGTH) : match.start()], before, rest)
    if before.isascii() and before.isalpha() and not rest[0].isspace():
        return False  # the name Yahoo!奇摩
    return not rest[0].isspace() or _OPENS_SENTENCE.match(rest) is not None


def _chinese_end(line: str, start: int, match: re.Match[str], rest: str) -> bool:
    mark = match.group()
    if mark[-1] not in _CLOSERS:
        return True
    if _NO_BREAK_AFTER_QUOTE.match(rest) or _SAYS.match(rest):
        return False
    return "。" in mark or not _quotes_a_phrase(line[max(start, match.start() - _LOOKBACK) : match.start()])


def _quotes_a_phrase(sentence: str) -> bool:
    """Whether the quotation that ends here began in mid-clause: 高喊“自由！”的人群, not 他说：“自由！”."""
    opened = max(map(sentence.rfind, _PAIRS))
    return opened > 0 and sentence[opened - 1] not in "：:，,。 "


def _full_stop_ends(sentence: str, before: str, rest: str) -> bool:
    if re.match(rf"[{_HAN}”」』）]", before):
        return True
    if not _OPENS_SENTENCE.match(rest):
        return False
    last = _LAST_WORD.search(sentence)
    word = last.group() if last else ""
    if word.lower() in _ABBREVIATIONS:
        return False
    if not _INITIALS.fullmatch(word):
        return True
    following = _FIRST_WORD.match(rest)
    return "." in word and following is not None and following.group(1) in _SENTENCE_STARTERS
