"""Titles without the publisher's decoration, and a title where the publisher gave none."""

import re
from collections.abc import Collection, Sequence
from urllib.parse import unquote, urlsplit

from digests.articles.spacing import fold_spaces
from digests.articles.tidy import strip_tags
from digests.articles.vocabulary import line_patterns
from digests.language.script import fold
from digests.language.sentences import first_sentence
from digests.language.words import segment

# A headline that a telephone shows on two lines.
_MOST_WIDE, _MOST_NARROW = 40, 90
# Shorter, a clause says too little to be a headline.
_FEWEST = 0.3
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")
_CLAUSE_END = re.compile(r"[，、；：]|[,;:](?=\s)|(?<=[\u4e00-\u9fff])[,;:]|\s[–—-]+\s|——")
# （中央社記者林一台北25日電）, 路透伦敦6月29日 - : who sent it from where, not what happened.
_DISPATCH = re.compile(
    r"[（(][^（）()]{1,30}(?:电|電|讯|訊|报道|報導|中文网|之声|之聲)[）)]\s*|[\u4e00-\u9fff]{2,12}\d+月\d+日(?:电|電|讯|訊)?\s*[-–—]+\s*"
    r"|[A-Z][A-Za-z .,/'’-]{1,40}(?:\d{1,2}\s)?\((?:AP|AFP|UPI|Reuters|REUTERS|Xinhua)\)\s?[-–—]+\s*"
)
# A clause that ends here has not yet said what happened.
_UNFINISHED = re.compile(r"(?:表示|说|說|称|稱|报道|報道|報導|指出|认为|認為|宣布|不过|不過|但是?|say|says|said)$")
_NO_BEGINNING = "：:，,、；;。|｜·•–— "
_END_MARKS = " 。.，,、；;：:–—-"
_SUFFIX = re.compile(r"^(.{6,}?)(?:\s+[-–—|｜_·»]+\s+|\s*[|｜_]\s*)([^|｜_]{1,40})$")
_PREFIX = re.compile(
    r"^(?:\d{4}-\d\d-\d\d(?=\s)|\[[A-Za-z][A-Za-z &/-]{1,24}\]"
    r"|\[?(?:组图|組圖|图集|圖集|视频|視頻)\]?[：:｜|])\s*(?=\S)"
)
# (图), [视频], (組圖): what a page has beside its text.
_MEDIA_MARK = re.compile(
    r"\s*[(（\[【](?:多|组|組|附)?(?:图|圖|图片|圖片|组图|組圖|视频|視頻|影|影片|音频|音頻|photos?|video)[)）\]】]\s*",
    re.I,
)
# Where a list on a page was made into a feed: running time, headline, teaser, rubric, age and comments on one line.
_LIST_ENTRY = re.compile(
    r"(?:\d+:\d\d )?(\S*[\u4e00-\u9fff]\S{3,}) .*?(?: \S{1,12})? "
    r"(?:\d+(?:秒|分钟|分鐘|小时|小時|天)前|昨天|\d\d-\d\d)(?: \d+评论)?"
)
_OUTLETS = re.compile(rf"(?:[- ·]*(?:{line_patterns('outlet')}))+", re.IGNORECASE)


def clean_title(title: str, *, outlet: str | None = None, url: str | None = None) -> str:
    """`title` without markup, media marks, `[World]` in front, and the outlet or the page's section at the end.

    A section is known by its place in the address: `... - 要闻解说` goes when a folder of `url` has that name. A
    rubric that is part of the headline (独家：, 【快评】) stays.
    """
    text = fold_spaces(strip_tags(title)).lstrip(_NO_BEGINNING)
    if entry := _LIST_ENTRY.fullmatch(text):
        return entry.group(1)
    text = _PREFIX.sub("", _MEDIA_MARK.sub(" ", text).strip() or text)
    names = {fold(name) for name in (outlet, *_sections(url)) if name}
    while (match := _SUFFIX.match(text)) and _is_decoration(match.group(2), names):
        text = match.group(1).strip()
    return text


def title_from(paragraphs: Sequence[str]) -> str:
    """A title made of the first sentence: at most 40 Chinese or 90 Latin characters.

    A longer sentence is cut at a clause, else between words.
    """
    sentence = next((found for paragraph in paragraphs if (found := first_sentence(paragraph))), "")
    sentence = _DISPATCH.sub("", sentence, count=1) if _DISPATCH.match(sentence) else sentence
    if _width(sentence) <= 1:
        return _trim(sentence)
    clauses = [sentence[: match.start()] for match in _CLAUSE_END.finditer(sentence)]
    fitting = [c for c in clauses if _FEWEST <= _width(c) <= 1 and not _UNFINISHED.search(c)]
    return _trim(fitting[-1]) if fitting else _cut_at_word(sentence)


def _sections(url: str | None) -> list[str]:
    try:
        folders = urlsplit(url or "").path.split("/")[:-1]
    except ValueError:
        return []
    return [name for folder in folders if len(name := unquote(folder).replace("-", " ")) > 1]


def _is_decoration(suffix: str, names: Collection[str]) -> bool:
    return fold(suffix) in names or _OUTLETS.fullmatch(suffix) is not None


def _width(text: str) -> float:
    """How much of a headline's room `text` takes; 1 is all of it."""
    wide = len(_WIDE.findall(text))
    return wide / _MOST_WIDE + (len(text) - wide) / _MOST_NARROW


def _cut_at_word(sentence: str) -> str:
    end = place = 0
    for word in segment(sentence):
        start = sentence.find(word, place)
        place = start + len(word) if start >= 0 else place
        if _width(sentence[:place]) > 1 - 1 / _MOST_WIDE:
            break
        end = place
    return f"{_trim(sentence[:end])}…" if end else sentence[:_MOST_WIDE]


def _trim(text: str) -> str:
    return text.strip(_END_MARKS) if text.strip(_END_MARKS) else text.strip()
