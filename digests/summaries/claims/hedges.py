"""How sure a text is: what its evidence calls possible, expected or planned may not become a fact."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from digests.language.script import aligned
from digests.summaries.claims.cited import Cited, clauses, in_chinese, nearest

_LEAST_SHARED = 0.3

# 或 is "or" between two things, "may" before a verb; 拟 is a plan, 拟人 and 模拟 are none; 恐 is fear in 恐怖.
_ZH = re.compile(
    "可能(?!性)|可能性|有可能|或许|也许|大概|恐怕|恐(?=[将会难成遭致影])|不排除|似乎|看来|疑似|涉嫌|据信|据称"
    "|据传|传闻|初步|估计|估算"
    "|预[计料期测估]|料(?=将|会|于)|有望|或(?=[将会可被致因能需达遭引导面推延影降升加减停重再取提下上出])"
    "|(?<![模虚比草])拟(?![人合态声真订稿])"
    "|(?:计划|打算|有意|考虑|寻求|准备|酝酿|筹划|争取|力争|希望|倾向|建议|提议)"
)
_EN = re.compile(
    r"\b(?:may|might|could|would|possib\w+|perhaps|maybe|likely|unlikely|probab\w+|potential\w*|apparent\w*|seem\w*"
    r"|appear(?:s|ed|ing)? to|suspect\w*|alleged\w*|reportedly|expect\w*|forecast\w*|project(?:s|ed) to"
    r"|projection\w*|estimat\w+"
    r"|believed|thought to|plan(?:s|ned|ning)?|intend\w*|intention\w*|aim(?:s|ed|ing)?|consider(?:s|ed|ing)?"
    r"|weigh(?:s|ed|ing)"
    r"|propos\w+|seek(?:s|ing)?|sought|hop(?:e|es|ed|ing)|set to|poised|due to|preliminary|rumou?r\w*"
    r"|try(?:ing)? to|prepar\w+ to"
    r"|suggest\w*|if)\b",
    re.IGNORECASE,
)
# In evidence these say too little to be missed: a condition, reported speech, a cause.
_EN_WEAK = re.compile(r"^(?:would|if|due to|suggest\w*|hop\w+|aim\w*|prepar\w+ to|try(?:ing)? to)$", re.IGNORECASE)
_ZH_WEAK = frozenset(("希望", "准备", "建议", "提议", "争取", "力争", "看来", "可能性"))
_MONTH = re.compile(r"\bMay\b(?=\s\d|,?\s(?:19|20)\d\d)|(?<=\d\s)May\b|(?<=[Ii]n )May\b|(?<=[Oo]f )May\b")


def lost_hedges(text: str, evidence: Sequence[Cited]) -> Iterator[str]:
    """The hedges of the cited clauses, where `text` has none, or none in the clause that tells the same.

    A clause of the same language that `text` does not use does not count. More care than the evidence is no fault.
    """
    cited = [clause for each in evidence for clause in clauses(each.clauses)]
    same = [each for each in cited if in_chinese(each) == in_chinese(text)]
    yield from _lost_in_clauses(text, same)
    if not _hedges(text):
        yield from (hedge for clause in cited if clause not in same for hedge in _hedges(clause) if not _is_weak(hedge))


def _lost_in_clauses(text: str, cited: Sequence[str]) -> Iterator[str]:
    """Hedges missing in a clause, unless another clause of `text` has one that what is cited for it has not."""
    told = clauses(text)
    found = [[cited[place] for place in nearest(each, cited, at_least=_LEAST_SHARED)] for each in told]
    pairs = [(set(_hedges(one)), [set(_hedges(each)) for each in held]) for one, held in zip(told, found, strict=True)]
    if any(own - set().union(*held) for own, held in pairs):
        return
    for own, held in pairs:
        if held and not own and all(held):
            yield from (hedge for hedge in sorted(held[0]) if not _is_weak(hedge))


def is_hedged(text: str) -> bool:
    """Whether `text` says of anything that it is not certain or not done yet."""
    return any(not _is_weak(hedge) for hedge in _hedges(text))


@lru_cache(maxsize=4096)
def _hedges(text: str) -> tuple[str, ...]:
    plain = aligned(text)
    return tuple(match.group() for match in (*_ZH.finditer(plain), *_EN.finditer(_MONTH.sub("***", plain))))


def _is_weak(hedge: str) -> bool:
    return hedge in _ZH_WEAK or _EN_WEAK.match(hedge) is not None
