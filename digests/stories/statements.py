"""The figures that an article's title and opening state, each with what it is a figure of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from digests.language.dates import find_dates
from digests.language.numbers import Quantity, find_numbers
from digests.language.script import aligned, fold
from digests.language.sentences import split_sentences
from digests.language.words import content_words
from digests.models import Article

_LEAD_CHARACTERS = 300  # figures further down are background
_CLAUSE_END = re.compile(r"[，；：。！？;!?\n]|,(?=\s)|:(?=\s)")
# Two such values may well be one fact, or a part and its whole.
_ABOUT = re.compile(
    r"至少|超过|逾|近|约|达到|多达|大约|左右|上下|以上|以下|不足|可能|或|最多|最少|多人|余人|数[十百千万]|几[十百千万]"
    r"|累计|共计|总计|至今|迄今|合计|其中|另|又有|再|新增|增至|升至|上升到|增加到|预计|预期|目标|每|平均|分别|到\d|至\d"
    r"|\d[-–—~～至]\d|\b(?:at least|about|around|over|nearly|almost|more than|less than|fewer than|up to|as many as"
    r"|some|roughly|approximately|between|including|another|total|so far|expected|per|each|every|average|rises?|rose)\b"
)
_ABOUT_NUMBER = re.compile(r"[多余餘几幾数數]")
LOOKS_BACK = re.compile(r"此前|早前|先前|曾|上一?次|以来|\b(?:since|earlier|previous(?:ly)?|last time)\b")
"""What a sentence says that tells of something else than now. For folded text."""

_OF_NOW = timedelta(days=10)
# What becomes of people, in the words of both languages: told of one event, such a count is of one thing.
_FATES = {
    "dead": r"死亡|遇难|丧生|身亡|罹难|死者|死(?!伤|刑)|\b(?:killed|dead|died|deaths?|kills|die)\b",
    "badly": r"重伤|\b(?:seriously|badly|critically) (?:injured|wounded|hurt)\b",
    "lightly": r"轻伤|\b(?:slightly|lightly) (?:injured|wounded|hurt)\b",
    "hurt": r"受伤|伤者|负伤|伤(?!亡|害|心)|\b(?:injur(?:ed|es|ies)|wounded|hurt)\b",
    "missing": r"失踪|失联|下落不明|\b(?:missing|unaccounted)\b",
    "rescued": r"获救|救出|生还|\b(?:rescued|survivors|survived)\b",
    "arrested": r"被捕|拘捕|逮捕|\b(?:arrest(?:ed|s)|detained)\b",
    "trapped": r"被困|\btrapped\b",
}
_FATE = "|".join(f"(?P<{name}>{words})" for name, words in _FATES.items())
_FATE_ANYWHERE = re.compile(_FATE)
_FATE_BEHIND = re.compile(rf"[\s名人个位]{{0,4}}(?:{_FATE})")
_FATE_BEFORE = re.compile(rf"(?:{_FATE})\s*$")
# 22年零6个月 and 22 years and six months are one figure, read as two.
_JOINED = re.compile(r"[零又]?|\s*(?:and)?\s*")


@dataclass(frozen=True, slots=True)
class Statement:
    """An exact figure of one article: `text` as it stands in `sentence`, both verbatim, with the fate behind it.

    `unit` is what is counted, `fate` what became of the people counted, where the words next to the figure say so.
    `words` are the content words of its clause. Days and speakers have this form too (`digests.stories.day_statements`,
    `digests.stories.speakers`).
    """

    text: str
    sentence: str
    value: Decimal
    unit: str
    fate: str | None
    words: frozenset[str]


def statements_of(article: Article) -> Iterator[Statement]:
    """The exact figures of the title and of the sentences that begin in the first 300 characters.

    Left out: about-words, parts and sums, ordinals, numbers of nothing, and what a sentence recalls from another time.
    """
    for sentence in opening_of(article):
        if not _looks_back(sentence, article):
            for clause in clauses_of(sentence):
                if not _ABOUT.search(fold(clause)):
                    yield from _figures(sentence, clause)


def numbers_anywhere(article: Article) -> frozenset[Decimal]:
    """Every number that the article states, about or exact, wherever it stands."""
    return frozenset(quantity.value for quantity in find_numbers(f"{article.title}\n{article.text}"))


def opening_of(article: Article) -> Iterator[str]:
    """The title, where it was given, and the sentences of the opening."""
    if article.title_given:
        yield article.title
    read = 0
    for paragraph in article.paragraphs:
        for sentence in split_sentences(paragraph):
            if read >= _LEAD_CHARACTERS:
                return
            yield sentence
            read += len(sentence)


def _looks_back(sentence: str, article: Article) -> bool:
    today = article.at.date()
    named = [day for each in find_dates(sentence, article.published_at) for day in (each.first, each.last) if day]
    return any(abs(day - today) > _OF_NOW for day in named) or LOOKS_BACK.search(fold(sentence)) is not None


def clauses_of(sentence: str) -> Iterator[str]:
    """The parts of a sentence between its commas and the like, verbatim."""
    start = 0
    for match in _CLAUSE_END.finditer(sentence):
        yield sentence[start : match.start()]
        start = match.end()
    yield sentence[start:]


def _figures(sentence: str, clause: str) -> Iterator[Statement]:
    found = find_numbers(clause)
    gaps = _gaps(clause, found)
    words = frozenset(content_words(" ".join(gaps)))
    for place, quantity in enumerate(found):
        before, after = gaps[place], gaps[place + 1]
        joined = (place > 0 and _JOINED.fullmatch(before)) or (place + 1 < len(found) and _JOINED.fullmatch(after))
        fate = _fate(fold(before), fold(after))
        unit = _unit(quantity, fate)
        if unit and not joined:
            yield Statement(quantity.text + _told_behind(after), sentence, quantity.value, unit, fate, words)


def _gaps(clause: str, found: Sequence[Quantity]) -> list[str]:
    """The text before, between and behind the numbers."""
    starts = [0, *(each.end for each in found)]
    ends = [*(each.start for each in found), len(clause)]
    return [clause[start:end] for start, end in zip(starts, ends, strict=True)]


def _unit(quantity: Quantity, fate: str | None) -> str:
    """What is counted; empty where nothing says it."""
    if quantity.ordinal or _ABOUT_NUMBER.search(quantity.text):
        return ""
    if fate and quantity.unit in ("", "person") and not quantity.percent and not quantity.currency:
        return "person"
    return "%" if quantity.percent else quantity.currency or quantity.unit


def _told_behind(after: str) -> str:
    """The words right behind a figure that say what became of those counted: 重伤 of 4人重伤."""
    match = _FATE_BEHIND.match(aligned(after).lower())
    return after[: match.end()] if match else ""


def _fate(before: str, after: str) -> str | None:
    """What became of those counted: the word next to the figure, else the only one up to the next figure."""
    behind, ahead = _FATE_BEHIND.match(after), _FATE_BEFORE.search(before)
    # English counts behind the verb (killed 11 people), Chinese most often before it (11人死亡).
    adjoining = ahead or behind if (before + after).isascii() else behind or ahead
    if adjoining:
        return adjoining.lastgroup
    for side in (after, before):
        fates = {match.lastgroup for match in _FATE_ANYWHERE.finditer(side)}
        if fates:
            return fates.pop() if len(fates) == 1 else None
    return None
