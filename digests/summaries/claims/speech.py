"""Who says what in a sentence: its clauses, each with the word of saying under which it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from digests.language.script import aligned
from digests.language.sentences import split_sentences
from digests.summaries.claims.cited import clause_spans

# 称 within words: 称为, 称赞, 名称, 职称; 说 within 小说, 说服, 学说.
_ZH_SAYS = re.compile(
    r"(?<![占证数依收票论割盘])据(?=[^,，。;；]{0,40}(?:报道|报导|消息|称|说|了解|介绍|透露|通报|指))|据悉|援引|转引"
    r"|(?:报道|报导)(?=说|称|指|[,，：:])"
    "|消息人士|知情人士|(?<![小学传])说(?![服法明])|表示(?!敬意|感谢|歉意|哀悼|祝贺|欢迎)"
    "|(?<![名职简俗号自对堪所声宣])称(?![的为之号谓赞霸职病重王])|声称|宣称|指出|(?<!被)(?<!普遍)(?<!广泛)认为|透露|坦言"
)
_ZH_SAYS_AGAIN = re.compile(rf"(?:[^,，“「]{{0,3}}?(?:{_ZH_SAYS.pattern}|指出?|解释))+")  # 报道指出, 知情人士还表示
_EN_SAYS = re.compile(
    r"\b(?:said|says|saying|told|according to|reported(?:ly)?|stated|claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing)"
    r"|sources? (?:close|familiar|with)|citing)\b",
    re.IGNORECASE,
)
# Whoever does one of these says it too.
_ZH_TELLS = re.compile(
    "宣布|通报|警告|呼吁|指控|指责|批评|承认|否认|证实|强调|介绍|告诉|回应|声明|报道|报导|写道|公布|披露|判断"
    "|估计|预计|预测|主张|提到|谈到|誓言|承诺|发文|表态|坚称|形容|辩称|解释|补充|获悉|显示"
    "|示警|澄清|促请|敦促|重申|质疑|抗议|控诉|直言|直指|喊话|炮轰|(?<![占证数收票论割盘])据(?![点守有悉])|(?<=[时,，])指(?![导挥定数标])"
)
_EN_TELLS = re.compile(
    r"\b(?:announc\w+|warn\w*|call(?:s|ed) (?:for|on)|accus\w+|confirm\w*|den(?:y|ies|ied)|add(?:s|ed)|wr(?:ote"
    r"|ites)|argu\w+"
    r"|insist\w*|believ\w+|estimat\w+|report(?:s|ing)?|quot\w+|acknowledg\w+|admit\w*|stress\w*|explain\w*|describ\w+"
    r"|pledg\w+|vow\w*|promis\w+|predict\w*|forecast\w*|expect\w*|criticis\w+|criticiz\w+|statement|disclos\w+"
    r"|reveal\w*)\b",
    re.IGNORECASE,
)
# 据……报道 up to its end; of the English form the whole clause says who.
_CREDIT_ENDS = re.compile(r"(?:报道|报导|消息|称|说|了解|介绍|透露|通报|指出?)(?:说|称|指出)?")
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
# An outlet that names itself credits nobody: its name stands beside the summary anyway.
_ITSELF = re.compile("本[台报刊社网]")
_WHEN = re.compile(r"(?:on|in|at|late|early|last|this|yesterday|today|\w+day)\b(?: [\w.]+){0,3}", re.IGNORECASE)
_PRONOUN = re.compile(r"[\s”」\"]*(?:[他她它][们]?|我们?|该人士|(?:he|she|they|it|we|i)\b)[\w\s]{0,4}", re.IGNORECASE)
_AROUND = " \t，。,.;；:：、"


@dataclass(frozen=True, slots=True)
class Told:
    """A clause, or what follows the word of saying within one, at `start` to `end` of its text.

    `said_by` is the word under which it stands (说, said), empty where the text says it itself, and `speaker` the
    words around it; `is_speaker` marks a clause that tells no more than who says. `cues` are the words of saying in
    the clause itself.
    """

    text: str
    start: int
    end: int
    said_by: str = ""
    speaker: str = ""
    is_speaker: bool = False
    cues: tuple[str, ...] = ()

    @property
    def has_open_speaker(self) -> bool:
        """Whether who says it is he, she or they."""
        return _PRONOUN.match(self.speaker) is not None


@lru_cache(maxsize=2048)
def told_clauses(text: str) -> tuple[Told, ...]:
    """What `text` tells, clause by clause, in order, and who says each. A word of saying holds for its sentence."""
    return tuple(
        replace(each, start=start + each.start, end=start + each.end)
        for start, sentence in _sentences(text)
        for each in _of_sentence(sentence)
    )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their places; what stands on both sides of a semicolon is said by one."""
    begun = end = 0
    for sentence in split_sentences(text):
        end = text.index(sentence, end) + len(sentence)
        if not sentence.endswith(("；", ";")):
            yield begun, text[begun:end]
            begun = end
    if begun < len(text):
        yield begun, text[begun:]


def _of_sentence(sentence: str) -> Iterator[Told]:
    """Forward from each cue to the next, and backward from one that ends the sentence."""
    plain = aligned(sentence)
    unquoted = _QUOTED.sub(lambda quoted: "＊" * len(quoted.group()), plain)
    parts = [part for start, end in clause_spans(plain) for part in _parts(plain, unquoted, start, end)]
    speaking = parts[-1] if parts and parts[-1].is_speaker else None  # ……，他说。
    for part in parts:
        is_within = speaking is not None and part is not parts[-1] and part.has_open_speaker
        if part.is_speaker and not is_within:
            speaking = part
            yield part
        elif part.is_speaker and speaking is not None:  # 林一说，他不认为……: what he thinks is what he says
            said_by, speaker, inner = speaking.said_by, speaking.speaker, (part.said_by,)
            yield replace(part, is_speaker=False, said_by=said_by, speaker=speaker, cues=inner)
        elif speaking is not None:
            yield replace(part, said_by=speaking.said_by, speaker=speaking.speaker)
        else:
            yield part


def _parts(plain: str, unquoted: str, start: int, end: int) -> Iterator[Told]:
    """A clause whole, or, where somebody speaks in it, who speaks and what."""
    found = _ZH_SAYS.search(unquoted, start, end) or _EN_SAYS.search(unquoted, start, end)
    if found is None or _ITSELF.search(plain, start, end):
        yield _told(plain, unquoted, start, end)
        return
    cut = _speaker_end(plain, found, start, end)
    yield Told(plain[start:cut], start, cut, found.group(), plain[start:cut], is_speaker=True)
    if plain[cut:end].strip(_AROUND):
        yield _told(plain, unquoted, cut, end)


def _speaker_end(plain: str, found: re.Match[str], start: int, end: int) -> int:
    """Where the words that tell who says it end; the rest of the clause is what they say."""
    cue = found.group()
    said = _ZH_SAYS_AGAIN.match(plain, found.end(), end)
    said_to = said.end() if said else found.end()
    rest = plain[said_to:end].strip(_AROUND)
    if cue in ("据", "援引", "转引"):
        last = _CREDIT_ENDS.search(plain, found.end(), end)
        return last.end() if last else end
    if not cue.isascii():
        return end if len(rest) <= 1 else said_to  # 说道, 说过
    is_inverted = start > 0 and not plain[start : found.start()].strip(_AROUND)
    is_alone = not rest or _WHEN.fullmatch(rest) is not None or cue.lower() == "according to" or is_inverted
    return end if is_alone else found.end()


def _told(plain: str, unquoted: str, start: int, end: int) -> Told:
    """What is quoted within says nothing of who says the whole."""
    return Told(plain[start:end].strip(_AROUND), start, end, cues=tuple(_cues(unquoted[start:end])))


def _cues(plain: str) -> list[str]:
    """Every word by which somebody says something."""
    return [match.group() for cue in (_ZH_SAYS, _EN_SAYS, _ZH_TELLS, _EN_TELLS) for match in cue.finditer(plain)]
