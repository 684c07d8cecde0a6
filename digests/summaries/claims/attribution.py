"""Who says it: what somebody said may not become a fact, and nobody is credited who did not say it."""

import re
from collections.abc import Iterator, Sequence

from digests.language.facts import find_attributions, outlet_name
from digests.language.script import aligned
from digests.summaries.claims.cited import Cited, is_used

_LEAST_SHARED = 0.5
_TRAILING = 4  # characters after a cue that stands at the end: “……”他说。

# 称 within words: 称为, 称赞, 名称, 职称; 说 within 小说, 说服, 学说.
_ZH_SAYS = re.compile(
    "(?<![小学])说(?![服法明])|表示|(?<![名职简俗号自对堪])称(?![为之号谓赞霸职病重王])|声称|宣称|指出|认为|透露|坦言"
    "|据(?=[^，。；]{0,16}(?:报道|报导|消息|称|说|了解|介绍|透露|通报|指))|据悉|援引|消息人士|知情人士"
)
_EN_SAYS = re.compile(
    r"\b(?:said|says|saying|told|according to|reported(?:ly)?|stated|claim(?:s|ed|ing)?|alleg(?:es|ed|edly|ing)"
    r"|sources? (?:close|familiar|with)|citing)\b",
    re.IGNORECASE,
)
# Whoever does one of these says it too.
_ZH_TELLS = re.compile(
    "宣布|通报|警告|呼吁|指控|指责|批评|承认|否认|证实|强调|介绍|告诉|回应|声明|报道|报导|写道|公布|披露|判断"
    "|估计|预计|预测|主张|提到|谈到|誓言|承诺|发文|表态|坚称|形容|辩称|解释|补充"
)
_OUTLETS_END = re.compile("[报社台网刊]$|(?:Times|Post|News|Daily|Journal|Agency|Press|Herald)$")
_EN_TELLS = re.compile(
    r"\b(?:announc\w+|warn\w*|call(?:s|ed) (?:for|on)|accus\w+|confirm\w*|den(?:y|ies|ied)|add(?:s|ed)|wr(?:ote"
    r"|ites)|argu\w+"
    r"|insist\w*|believ\w+|estimat\w+|report(?:s|ing)?|quot\w+|acknowledg\w+|admit\w*|stress\w*|explain\w*|describ\w+"
    r"|pledg\w+|vow\w*|promis\w+|predict\w*|forecast\w*|expect\w*|criticis\w+|criticiz\w+|statement|disclos\w+"
    r"|reveal\w*)\b",
    re.IGNORECASE,
)


def lost_attributions(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The cues (说, 据, said, according to) of cited words that somebody says, where `text` tells nobody says it.

    And the outlets that `text` credits and that neither are cited nor stand in what is.
    """
    plain = aligned(text)
    if not any(cue.search(plain) for cue in (_ZH_SAYS, _EN_SAYS, _ZH_TELLS, _EN_TELLS)):
        yield from (
            cue for each in evidence if (cue := _cue(each)) and is_used(each.quote, text, at_least=_LEAST_SHARED)
        )
    credited = find_attributions(text)
    known = {outlet for each in evidence for outlet in _outlets(each)} if credited else set()
    for credit in credited:
        if credit.outlet in known or not _is_outlet(credit.name, credit.outlet):
            continue
        if not any(aligned(credit.name).casefold() in aligned(each.sentences).casefold() for each in evidence):
            yield credit.name


def _cue(cited: Cited) -> str:
    """The word by which somebody says what is cited; empty where the article says it itself."""
    sentence = aligned(cited.sentences)
    start = sentence.find(aligned(cited.quote))
    end = start + len(cited.quote)
    found = [*_ZH_SAYS.finditer(sentence), *_EN_SAYS.finditer(sentence)]
    for match in found:
        is_before = match.start() < end
        is_last = len(sentence) - match.end() <= _TRAILING or _EN_SAYS.fullmatch(match.group()) is not None
        if is_before or is_last:
            return match.group()
    return ""


def _outlets(cited: Cited) -> set[str]:
    credited = {credit.outlet for credit in find_attributions(cited.sentences)}
    return credited | ({outlet_name(cited.outlet)} if cited.outlet else set())


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether a credited name is one of an outlet: persons and offices are names, which have a rule of their own."""
    return outlet != name or _OUTLETS_END.search(name) is not None
