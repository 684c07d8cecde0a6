"""What stands at the two ends of an article and is none of it: notes of the editors, and who the author is."""

import re
from collections.abc import Sequence

# A note of the editors is a remark, never a sentence: (新增细节), （以上图片来自海港社）.
# （本文依据海港社的报道） says whose news it is, and stays.
_NOTE = re.compile(r"[（(\[【](?!(?:本文|以上报道|以上報道|以上報導))[^（）()。！？!?]{1,40}[)）\]】]")
_LONGEST_BIOGRAPHY = 200
_AND = re.compile(r"\s*(?:[,，、/／&和]|\band\b)\s*")
_IN_BRACKETS = r"\s*(?:[（(][^（）()]{1,60}[)）])?\s*"
_IS = r"(?:是|[现現]?[为為任]|系|曾|[，,]\s*(?:[现現]|本[报報])|(?:is|was|covers|reports|writes|contributed)\b)"
# Who wrote it, in the list that some pages show above the date: a name, and below it what the person is.
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+[·•‧・][\u4e00-\u9fff·•‧・]+"
    r"|[\u4e00-\u9fff·•‧・-]{2,20}\s*[（(]\s*[A-Za-z .'’-]+[)）]"
    r"|(?:[A-Z][\w.'’-]*\s?){2,4}"
    r"|[^。，]{0,20}(?:记者|記者|撰稿人|编辑|編輯|通讯员|通訊員|主播|correspondent|reporter|editor|中文|[^。，]网|[^。，]網)",
    re.IGNORECASE,
)


def without_ends(paragraphs: Sequence[str], author: str | None) -> tuple[str, ...]:
    """The paragraphs between notes in brackets and without what is said of the author below them.

    An article that is nothing else stays as it is.
    """
    start, end = 0, len(paragraphs)
    while start < end and _NOTE.fullmatch(paragraphs[start]):
        start += 1
    while start < end and (
        _NOTE.fullmatch(paragraphs[end - 1]) or (end > 1 and _tells_of(author, paragraphs[end - 1]))
    ):
        end -= 1
    return tuple(paragraphs[start:end] or paragraphs)


def is_person(line: str) -> bool:
    """Whether a line can be the name of who wrote an article, or what that person is: 林一, 海港台科学记者."""
    return _PERSON.fullmatch(line) is not None


def _tells_of(author: str | None, paragraph: str) -> bool:
    if len(paragraph) > _LONGEST_BIOGRAPHY:
        return False
    return any(
        re.match(rf"(?:本文|文章)?(?:作者)?\s*{re.escape(name)}{_IN_BRACKETS}{_IS}", paragraph)
        for name in _AND.split(author or "")
        if name
    )
