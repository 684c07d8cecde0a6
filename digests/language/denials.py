"""Words that deny: not, never, cancels, 未, 否认."""

import re
from functools import lru_cache

from digests.language.script import aligned

# Words with 不, 未, 无, 非, 没 and 否 in them that deny nothing, and 不得不, which affirms.
_NO_DENIAL = re.compile(
    "不得不|不仅|不但|不只|不光|不过|不断|不久|不少|不同|不止|不妨|不料|不安|不满|不幸|不错|不乏|不禁|不管|不论"
    "|不慎|不法|不当|不良|不明|不符|不动产|不锈钢|不丹|不惜"
    "|对不起|了不起|差不多|不约而同|毫不|未来|(?<![尚仍还])未知|非常|非洲|非法|非凡|南非|北非|西非|东非|中非|非裔|非农|非遗"
    "|除非|是否|能否|可否|无论|无人|无线|无锡|无疑|无辜|无数|无比|无奈"
    "|没收|沉没|淹没|出没|埋没|否则|莫名|莫过|不排除|不可避免|勿忘"
)
_ZH_DENIES = re.compile(
    "不|未|没有|没|无(?!形|尾)|非(?!典)|否认|否决|拒绝|拒不|禁止|严禁|取消|撤销|驳回|避免|停止|中止|缺乏|勿"
    "|莫(?=[再要])"
)
_EN_NO_DENIAL = re.compile(
    r"\b(?:not only|no doubt|no\.? ?\d|no wonder|nothing but|not least|no less than|no fewer than)", re.I
)
_EN_DENIES = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|lack\w*|unable|fail(?:s|ed|ing)?"
    r"|refus\w+|reject\w*|den(?:y|ies|ied|ying|ial)"
    r"|declin(?:es|ed|ing)? to|declined|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|forbade|cancel\w*|scrap\w*"
    r"|revok\w+|dismiss\w*|avoid\w*|prevent\w*"
    r"|stop(?:s|ped|ping)?|halt\w*|suspend\w*|withdr[ae]w\w*|yet to|ruled out|rules out|rule out|unchanged"
    r"|missing|vot\w+ down|veto\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
# Words that deny in one language and need not in the other: they satisfy, and are not missed.
_EN_SOFT = re.compile(
    r"^(?:stop\w*|halt\w*|suspend\w*|avoid\w*|prevent\w*|withdr\w*|unchanged|missing|declined|lack\w*|cancel\w*"
    r"|scrap\w*)$",
    re.IGNORECASE,
)
_ZH_SOFT = frozenset(("取消", "撤销", "避免", "停止", "中止", "缺乏"))


def denials(text: str) -> list[str]:
    """The words of `text` that deny, Chinese before English; 不仅, 是否, not only and the like deny nothing."""
    return list(_denials(text))


@lru_cache(maxsize=4096)  # a clause is held against many others
def _denials(text: str) -> tuple[str, ...]:
    plain = _NO_DENIAL.sub("＊", aligned(text))
    english = _EN_NO_DENIAL.sub("*", plain)
    return tuple(match.group() for match in (*_ZH_DENIES.finditer(plain), *_EN_DENIES.finditer(english)))


def hard_denials(text: str) -> list[str]:
    """Those of them that deny in whatever language they are told; 取消 and stop may be told without a not."""
    return [word for word in denials(text) if word not in _ZH_SOFT and not _EN_SOFT.match(word)]
