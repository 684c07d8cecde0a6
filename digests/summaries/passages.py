"""The sentences of an article that may stand alone in a summary, verbatim."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from digests.language.script import aligned, fold
from digests.language.sentences import split_sentences
from digests.models import Article
from digests.summaries.selection import is_chinese, text_size

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

_LEADING_MARKS = "“‘「『（(【\"' "
# A dateline says where a report was filed; the digest names the outlet itself.
_DATELINE = re.compile(
    r"[(（【][^()（）【】]{2,40}?(?:[电電讯訊]|报道|報導|报导|報道|中文[网網])[^()（）【】]{0,4}[)）】]\s*"
    r"|路透社?\s?[^，。、\s]{0,8}\d{1,2}月\d{1,2}日(?:电|電)?\s?[-–—]+\s*"
    r"|[A-Z][A-Za-z .,/'’-]{1,40}(?:\d{1,2}\s)?\((?:AP|AFP|UPI|Reuters|REUTERS|Xinhua)\)\s?[-–—]+\s*"
)
# Words that point back to a sentence the reader does not see. 但丁, 也门 and 那不勒斯 are names.
_POINTS_BACK_ZH = re.compile(
    r"(?:[他她它]|该|此|其(?!乐|他国)|这|那(?!不勒斯|曲|霸|斯达克)|但(?!丁|泽)|而|也(?!门)|还|并(?!购|列|网)|却|则"
    r"|然而|不过|可是|因此|因而|因为|所以|于是|从而|由此|另[外据一]|另有|同时|同样|同日|同一天|与此|对[此这]|为[此这]|随[后即]|之[后前]|后来|接着"
    r"|当[时天日晚]|届时|双方|两[人国者方]|三[人国者方]|前者|后者|上述|尽管如此|虽然如此|即便如此|换[句言]|[例比]如|首先|其次|再次|再者|最后|总之|相反|反之"
    r"|事实上|实际上|甚至|更|又|除此|至于|[在按自从经][这此该]|[我你您咱])"
)
_POINTS_BACK_EN = re.compile(
    r"(?:(?:he|she)\b(?!\s(?-i:[A-Z]))|(?:it|they|we|you|i|his|hers?|its|their|our|my|him|them|this|that|these|those|such|both|neither"
    r"|however|so|but|and|or|nor|yet|also|too|thus|hence|therefore|meanwhile|moreover|furthermore|additionally|besides"
    r"|instead|nevertheless|nonetheless|still|then(?!-)|otherwise|consequently|indeed|similarly|likewise|again|later|earlier"
    r"|afterwards?|in addition|in contrast|in turn|in fact|on the (?:other hand|contrary)|at the same time|at that"
    r"|for (?:example|instance)|as a result|as such|(?:after|because of|despite|for) (?:this|that|these|those)"
    r"|the (?:former|latter|two|pair|same|other)|i['’]m|it['’]s|that['’]s|he['’]s|she['’]s|they['’]re|we['’]re)\b)",
    re.IGNORECASE,
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

    Whole sentences, closed, with nothing that points back to a sentence before; clauses that a semicolon divides stay
    together up to `longest`. Where there is none, lines without closing punctuation and the first clauses of a sentence
    of over 300 characters (600 in English), and in the end whatever there is.
    """
    found = list(_all_passages(article, longest))
    title = fold(article.title)
    new = [passage for passage in found if fold(passage.text) not in title] or found
    whole = [passage for passage in new if _is_whole(passage)]
    return (
        [passage for passage in whole if _CLOSED.search(passage.text)]
        or whole
        or [passage for passage in new if not points_back(passage.text)]
        or new
    )


def points_back(text: str) -> bool:
    """Whether `text` opens with a word whose meaning lies in a sentence before it: 他, 该, 此外, he, however."""
    opening = text.lstrip(_LEADING_MARKS)
    return bool(_POINTS_BACK_ZH.match(aligned(opening[:12])) or _POINTS_BACK_EN.match(opening[:40]))


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
