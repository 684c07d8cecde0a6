"""Where a clause excludes something: 不会涉及……, ……不在议程上, will not ..., ... was postponed."""

import re
from dataclasses import dataclass

from digests.language.denials import denials
from digests.language.script import aligned

# What follows the word is excluded; 没有透露, 未置评 and 不知道 exclude nothing but an answer.
_SILENT_ZH = (
    "(?!(?:立即|立刻|马上|进一步|具体|公开|正式|直接|详细|对此|就此|能|有|提供)*"
    "(?:透露|说明|回应|回复|回答|评论|置评|解释|表态|提及|提到|提供|证实|公布|公开|披露|表示|知道|清楚|确定|明确|影响|改变))"
)
_AHEAD_ZH = re.compile(
    rf"(?:(?<!会)不会(?!不)|不再|不拟|不打算|不准备|不考虑|不涉及|不讨论|并未|从未|没有(?!任何人)|尚未|未(?=[能会将予获在]))"
    rf"{_SILENT_ZH}"
    "|无意|无计划|没有计划|否认(?!的|[^，。；]{0,20}(?:是为|是因|有关))|(?<!不)排除|拒绝(?!透露|回应|评论|置评|承认|说明)|取消|推迟|延期|延后|叫停|搁置|放弃"
)
_AHEAD_EN = re.compile(
    r"\b(?:will not|would not|won['’]t|wouldn['’]t|does not|do not|did not|didn['’]t|is not|are not|was not|were not"
    r"|isn['’]t|aren['’]t|wasn['’]t|has not|have not|hasn['’]t|haven['’]t|not going to|no plans?|no longer|never"
    r"|den(?:y|ies|ied)|rul(?:e|es|ed|ing) out|cancel(?:s|led|ed|ling)?|postpon(?:e|es|ed|ing)|scrap(?:s|ped)"
    r"|abandon(?:s|ed)?)\b"
    r"(?!\s(?:say|comment|respond|reply|elaborate|give|disclose|know|clear|immediately|available|specify|name))",
    re.IGNORECASE,
)
# The whole clause is excluded, what stands before the word too.
_WHOLE_ZH = re.compile(
    "(?<!是否)不在[^，。；]{0,12}(?:议程|计划|考虑)|未[列纳]入|(?:已|被|遭|将)?(?:取消|推迟|延期|延后|叫停|搁置)$|推迟[至到]|延期至"
)
_WHOLE_EN = re.compile(
    r"\b(?:not|n['’]t) (?:\w+ ){0,2}(?:on the (?:agenda|table)|planned|part of the)|off the (?:agenda|table)"
    r"|(?:been|was|were|is|are|be) (?:cancel(?:l?ed)|postponed|scrapped|shelved|called off|put off|delayed|ruled out)"
    r"|(?:ruled|called) (?:it )?o(?:ut|ff)\b",
    re.IGNORECASE,
)
# Of what is still to come they say that it will not; 尚未 and has not only that it has not yet.
_NOT_YET = re.compile(
    "并未|从未|没有(?!计划)|尚未|未(?![列纳]入)|did|does|do not|is not|are not|was|were|has|have|isn|aren|never|didn",
    re.IGNORECASE,
)

# 将 before what something is made into (将五家公司列入) announces nothing.
_ANNOUNCES = re.compile(
    r"将(?:[于在会要]|(?:[^，。；\d]{0,6})(?:恢复|重开|举行|举办|开放|启用|开始|出席|访问|签署|公布|实施))|可能|有望|预[计定期]|计[划画]|宣布|同意|决定|暂定|定于|打算|承诺"
    "|(?<![模虚比草])拟(?![人合态声真订稿])|或(?=[将会可被在于通重恢推取])"
    r"|\b(?:will|may|might|could|would|plan(?:s|ned)?|expect\w*|set to|due to|agree[ds]?|announc\w+|decid\w+|intend\w*"
    r"|likely|promis\w+|to be|vow\w*|pledg\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a clause excludes: `scope`, the part that the word governs. `final`: it will not be, not only not yet."""

    word: str
    scope: str
    final: bool


def find_exclusion(clause: str) -> Exclusion | None:
    """What `clause` says is not, will not be, or will be later than said; None where it excludes nothing.

    不会不, 不排除 and refusals to answer exclude nothing. Give one clause: 会晤不会涉及领事馆 excludes 领事馆.
    """
    plain = aligned(clause)
    for pattern in (_WHOLE_ZH, _WHOLE_EN):
        if found := pattern.search(plain):
            return Exclusion(found.group(), clause, final=True)
    for pattern in (_AHEAD_ZH, _AHEAD_EN):
        found = pattern.search(plain)
        if found and "不排除" not in plain:
            return Exclusion(found.group(), clause[found.end() :], final=not _NOT_YET.match(found.group()))
    return None


def announces(clause: str) -> bool:
    """Whether a clause says of anything that it is to come, may come or was decided."""
    return _ANNOUNCES.search(aligned(clause)) is not None


def affirms(clause: str) -> bool:
    """Whether a clause denies and excludes nothing: what it says is so, may be so, or is planned."""
    return find_exclusion(clause) is None and not denials(clause)
