"""True sentences told otherwise: what the check must let pass. Each is a sentence of an article, reworded by rule."""

import re
from collections.abc import Callable

from digests.language.numbers import find_numbers
from digests.language.sentences import split_sentences

_SPEAKER_FIRST = re.compile(r"^(?P<who>[^，。：“”]{2,24}?)(?P<says>说|表示|称|指出|认为)[，：](?P<what>[^。“”]{6,})。$")
_SAYS = {"说": "表示", "表示": "称", "称": "说", "指出": "说"}
_VERB = re.compile("(?<=[^，。]{2})(?:说|表示|称|指出)(?=[，：])")
# A clause with one of these may turn what stands beside it.
_TELLING = re.compile(
    "说|表示|称|指出|认为|报道|据|透露|可能|预计|或|拟|计划|有望|估|疑|料|不|没|未|无|非|否|如果|若|一旦|除非|只有|除了|但|而|却"
)

_Rewording = Callable[[str], str]


def _speaker_last(text: str) -> str:
    found = _SPEAKER_FIRST.match(text)
    return f"{found['what']}，{found['who']}{found['says']}。" if found else text


def _other_verb(text: str) -> str:
    return _VERB.sub(lambda found: _SAYS[found[0]], text, count=1)


def _according_to(text: str) -> str:
    found = _SPEAKER_FIRST.match(text)
    return f"据{found['who']}介绍，{found['what']}。" if found and found["says"] in _SAYS else text


def _other_numerals(text: str) -> str:
    """20000 for 2万, 百分之12 for 12%."""
    for number in reversed(find_numbers(text)):
        plain = re.fullmatch(r"(\d+)万(\D*)", number.text)
        share = re.fullmatch(r"(\d+)[%％]", number.text)
        if plain:
            text = f"{text[: number.start]}{plain[1]}0000{plain[2]}{text[number.end :]}"
        elif share:
            text = f"{text[: number.start]}百分之{share[1]}{text[number.end :]}"
    return text


def _shortened(text: str) -> str:
    """Without its last clause, where that neither doubts, denies nor tells who says it."""
    body, comma, last = text.rstrip("。").rpartition("，")
    plain = comma and len(body) >= 12 and not _TELLING.search(last) and body.count("“") == body.count("”")
    return f"{body}。" if plain and not re.search("[说称示]$", body) else text


def _own_credit(text: str) -> str:
    """Without 据本台……报道: an outlet that credits itself says no more than its name beside the summary."""
    return re.sub(r"^据?本[台报刊社网][^，。“”]{0,30}报[道导][，：]", "", text)


def _two_in_one(text: str) -> str:
    """A semicolon in place of the second comma."""
    first, _, rest = text.partition("，")
    return f"{first}，{rest.replace('，', '；', 1)}" if rest.count("，") > 1 else text


REWORDINGS: dict[str, _Rewording] = {
    "as it stands": lambda text: text,
    "the speaker last": _speaker_last,
    "another verb of saying": _other_verb,
    "according to": _according_to,
    "numbers written otherwise": _other_numerals,
    "without its last clause": _shortened,
    "without the outlet's own credit": _own_credit,
    "other punctuation": _two_in_one,
}


def sentences_to_tell(paragraphs: tuple[str, ...], count: int) -> list[str]:
    """The first `count` sentences that a summary might tell: neither scraps nor monsters, closed."""
    found = [each for paragraph in paragraphs for each in _whole_sentences(paragraph)]
    return [each for each in found if 12 <= len(each) <= 150 and each.endswith("。")][:count]


def _whole_sentences(paragraph: str) -> list[str]:
    """Without those that only go on after a semicolon: who says them, and whether it is so, stands before it."""
    sentences = split_sentences(paragraph)
    return [each for before, each in zip(["", *sentences], sentences, strict=False) if not before.endswith("；")]
