"""Whether a sentence can stand alone: it points to nothing that its reader does not see, and it tells a fact."""

import re

from digests.language.script import aligned

_LEADING_MARKS = "“‘「『（(【\"' "
# Words that point back to a sentence the reader does not see. 但丁, 也门 and 那不勒斯 are names.
_POINTS_BACK_ZH = re.compile(
    r"(?:[他她它]|该|此|其(?!乐|他国)|这|那(?!不勒斯|曲|霸|斯达克)|但(?!丁|泽)|而|也(?!门)|还|并(?!购|列|网)|却|则"
    r"|然而|不过|可是|因此|因而|因为|所以|于是|从而|由此|另[外据一]|另有|同时|同样|同日|同一天|与此|对[此这]|为[此这]|随[后即]|之[后前]|后来|接着"
    r"|当[时天日晚]|届时|双方|两[人国者方]|三[人国者方]|前者|后者|上述|尽管如此|虽然如此|即便如此|换[句言]|[例比]如|首先|其次|再次|再者|最后|总之|相反|反之"
    r"|事实上|实际上|甚至|更|又|除此|至于|[在按自从经][这此该]|(?:伴随着?|随着|围绕|针对|除了?|通过|由于|面对)[这此该]|[据就]此|持[这此]|[我你您咱]"
    r"|(?:文章|作者|报道)(?:还|也|又|首先|最后|并)?(?:写道|指出|认为|说|称|强调|介绍|提到))"
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
# 他 inside a sentence, where nobody was named before it: 任期结束后，他……, “……，”他说.
_NOBODY_NAMED = re.compile(
    r"[^，,。:“「]{0,24}(?:显示|后|时|之际|期间|以来|以前|之前|方面)[，,][他她](?!们?[国人乡])"
    r"|[“「][^“”「」]*[”」][，,。]?[他她]们?[^，,。“「]{0,8}(?:说|表示|称|指出|补充|强调|写道|问|答|道)"
)
# Somebody who says one more thing, and an item of a list.
_ONE_MORE = re.compile(
    r"[^，,。:：“「]{1,24}(?:还|也|又|更|并|亦|则)(?:进一步|特别|同时|再次|曾)?(?:说|指出|表示|称|强调|认为|提到|呼吁|要求|警告|透露|补充|写道|宣布|指)"
    r"|[(（]?\d{1,2}(?:[、）)]|[.．](?!\d))|[(（]?[一二三四五六七八九十]{1,2}[、）)]|[一二三四五六]是|其[一二三四]"
    r"|[A-Z][\w .'’-]{1,40} (?:also|further|then) (?:said|says|told|added|called|warned|noted)\b"
)
_QUESTION = re.compile(r"[？?][）)]?$")
_QUOTATION = re.compile(r"“[^“”]*”[。.！!]?|「[^「」]*」[。！]?|『[^『』]*』[。！]?|\"[^\"]*\"")
_SAID_WHAT = re.compile(r"[^“”「」:,，]{1,40}(?:说|表示|称|指出|强调|写道|said)[。.]")
# What an outlet says to its readers, or of itself: 本报 has no meaning beside other outlets.
_INVITATION = re.compile(
    r"欢迎[^。]{0,12}(?:订阅|关注|阅读|收听|收看|来信|点击)|(?:点击|扫描|长按)(?:这里|此处|下方|上方|链接|二维码)|本[报台刊](?!告|币|班|截稿|发稿|付印)|敬请(?:期待|关注|留意|收看|收听)"
    r"|\b(?:sign up|subscribe|click here|read more|follow us|download our)\b",
    re.IGNORECASE,
)


def points_back(text: str) -> bool:
    """Whether `text` leans on a sentence before it: it opens with 他, 此外 or however, names nobody for 他, tells what
    somebody says besides (王毅还指出), or is an item of a list."""
    opening = text.lstrip(_LEADING_MARKS)
    if _POINTS_BACK_ZH.match(aligned(opening[:12])) or _POINTS_BACK_EN.match(opening[:40]):
        return True
    return any(pattern.match(aligned(text)) for pattern in (_NOBODY_NAMED, _ONE_MORE))


def tells_no_fact(text: str) -> bool:
    """Whether `text` only asks, invites, tells of the outlet, or has words and speaker without one another."""
    if _QUESTION.search(text) or _QUOTATION.fullmatch(text):
        return True
    return bool(_SAID_WHAT.fullmatch(aligned(text)) or _INVITATION.search(aligned(text)))
