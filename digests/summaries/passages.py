"""The sentences of an article that may stand alone in a summary, verbatim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digests.language.script import fold
from digests.language.sentences import split_sentences
from digests.models import Article
from digests.summaries.selection import is_chinese, text_size
from digests.summaries.standing import points_back, tells_no_fact

# A news text says what happened in its first two dozen sentences; the rest is background.
_MOST_LOOKED_AT = 24
_SHORTEST = {"zh": 8, "en": 5}
# Characters. Nobody reads a longer sentence in a digest, and a message must hold it.
_LONGEST = 300
_LONGEST_CUT = 160
_CLAUSE_END = re.compile(r"[，、；：,;:\s]")

# A line that does not end like a sentence is a caption, a heading or a byline.
_CLOSED = re.compile(r"[。！？!?.…；;][”’」』）)】》〉\"']*$")
_HALF = re.compile(r"[；;][”’」』）)】》〉\"']*$")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_MARKUP = re.compile(r"https?://|www\.|<[a-z/]", re.IGNORECASE)
_OPENING, _CLOSING = "“「『（(【《", "”」』）)】》"

# A dateline says where a report was filed; the digest names the outlet itself.
_DATELINE = re.compile(
    r"[(（【][^()（）【】]{2,40}?(?:[电電讯訊]|报道|報導|报导|報道|中文[网網])[^()（）【】]{0,4}[)）】]\s*"
    r"|路透社?\s?[^，。、\s]{0,8}\d{1,2}月\d{1,2}日(?:电|電)?\s?[-–—]+\s*"
    r"|[A-Z][A-Za-z .,/'’-]{1,40}(?:\d{1,2}\s)?\((?:AP|AFP|UPI|Reuters|REUTERS|Xinhua)\)\s?[-–—]+\s*"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim span of one paragraph: the `place`-th sentence of its article, `size` as `text_size` counts."""

    article: Article
    place: int
    text: str
    size: int


def passages(article: Article, *, longest: int) -> list[Passage]:
    """What of `article` may be quoted alone, in order.

    Whole sentences that tell a fact, closed, with nothing that points back to a sentence before; clauses that a
    semicolon divides stay together up to `longest`. Where there is none, questions and quotations without a speaker,
    then lines without closing punctuation and the first clauses of a sentence of over 300 characters (600 in English),
    and in the end whatever there is.
    """
    found = list(_all_passages(article, longest))
    title = fold(article.title)
    new = [passage for passage in found if fold(passage.text) not in title] or found
    whole = [passage for passage in new if _is_whole(passage)]
    closed = [passage for passage in whole if _CLOSED.search(passage.text)]
    return (
        [passage for passage in closed if not tells_no_fact(passage.text)]
        or closed
        or whole
        or [passage for passage in new if not points_back(passage.text)]
        or new
    )


def _is_whole(passage: Passage) -> bool:
    text = passage.text
    balanced = all(text.count(one) == text.count(other) for one, other in zip(_OPENING, _CLOSING, strict=True))
    shortest = _SHORTEST["zh" if is_chinese(passage.article.language) else "en"]
    return passage.size >= shortest and balanced and not _MARKUP.search(text) and not points_back(text)


def _all_passages(article: Article, longest: int) -> Iterator[Passage]:
    spans = (span for paragraph in article.paragraphs for span in _spans(paragraph, article, longest))
    for place, span in zip(range(_MOST_LOOKED_AT), spans, strict=False):
        text = _shortened(_without_dateline(span))
        yield Passage(article, place, text, text_size(text, article.language))


def _shortened(span: str) -> str:
    """A span of over 300 characters up to the last clause that ends within 160: verbatim, but no whole sentence."""
    if len(span) <= (_LONGEST if _HAN.search(span) else 2 * _LONGEST):
        return span
    ends = [match.start() for match in _CLAUSE_END.finditer(span, _LONGEST_CUT // 2, _LONGEST_CUT)]
    return span[: ends[-1] if ends else _LONGEST_CUT].rstrip()


def _without_dateline(span: str) -> str:
    dateline = _DATELINE.match(span)
    return span[dateline.end() :] or span if dateline else span


def _spans(paragraph: str, article: Article, longest: int) -> Iterator[str]:
    """Verbatim sentences; the clauses before a semicolon with what follows while both fit."""
    held, held_from, end = "", 0, 0
    for clause in split_sentences(paragraph):
        start = paragraph.index(clause, end)
        end = start + len(clause)
        joined = paragraph[held_from:end] if held else clause
        if held and ("\n" in joined or text_size(joined, article.language) > longest):
            yield held
            joined = clause
        if joined is clause:
            held_from = start
        held = joined
        if not _HALF.search(clause):
            yield held
            held = ""
    if held:
        yield held
