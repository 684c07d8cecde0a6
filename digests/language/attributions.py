"""Whom a text credits with its news: 据路透社报道, 彭博社引述, according to Reuters, told the Financial Times."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from digests.language.lists import read_list
from digests.language.script import aligned, fold

AttributionKind = Literal["reported", "cited", "told"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """A credited outlet: `name` is the slice `start:end` of the text.

    `outlet` is its one name however it is written (路透社 for Reuters), or `name` when we do not know it.
    `kind`: `cited` when the text passes on what another outlet passed on from it (X援引Y报道 credits Y so),
    `told` when a source spoke to it, else `reported`.
    """

    name: str
    start: int
    end: int
    outlet: str
    kind: AttributionKind


_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
# An outlet that is in no list is known by how outlets are named.
_ZH_OUTLET = (
    rf"(?:(?<=[据《，,。“、；：\s])|^)(?!据)[{_HAN}]{{1,9}}?"
    r"(?:通讯社|[日晚时早邮周]报|周刊|月刊|新闻网|新闻社|电视台|电台|新闻台|杂志|快报|先驱报)"
)
# Words end somewhere: without a bound, text without spaces costs the square of its length.
# Words that lead up to an unlisted name and are no part of it: 根据河南日报, 其中商业电台, 国营的雅典通讯社.
_LEADING_UP = re.compile(
    r"(?:(?:根)?据|其中|综合|另外?|引述|援引|转引|以及|由|从|与|及|和(?!平)|在(?!线)|对|向|当地|本地|官方|官媒|国营|国有"
    r"|[陆港台美英日俄法德]媒|同日|此前|稍早|的)+"
)
_NO_NAME = re.compile(r"(?:通讯社|[日晚时早邮周]报|周刊|月刊|新闻网|新闻社|电视台|电台|新闻台|杂志|快报)\Z")
_EN_OUTLET = (
    r"(?<!\w)(?!The\s)(?:[A-Z][\w'’-]{0,30}\s){1,3}"
    r"(?:Times|Post|News|Daily|Journal|Agency|Press|Herald|Tribune|Broadcasting|Radio|TV|Television|Gazette)\b"
)

_ZH_REPORTS = re.compile(
    r"》?[^。！？；;!?，,\n]{0,20}?(?P<cue>报道|报导|消息|援引|引述|引用|披露|获悉|爆料|刊文|刊登|撰文|独家|曝光|民调|民意调查)"
    r"|》?[^。！？；;!?，,\n]{0,6}?(?:称|指出|指|说|表示)"
)
_ZH_CITES = re.compile(r"(?:援引|引述|引用|转引|转述)[^。！？；;!?，,\n]{0,8}$")
_ZH_TELLS = re.compile(r"(?:告诉|(?:接受|对|向)[^。！？；;!?，,\n]{0,6})《?$")
_ZH_TOLD = re.compile(
    r"》?(?:记者|网站|电视台)?[^。！？；;!?，,\n]{0,8}?(?:采访|专访|访问|访谈|透露|证实|表示|说|称|时)"
)
_EN_REPORTS = re.compile(
    r"(?:['’]s)?,?(?:\s[\w(),]+){0,3}?\s"
    r"(?:reported|reports|reporting|said|says|wrote|writes|cited|citing|quoted|quoting|has learned|revealed)\b"
)
_EN_CREDITS = re.compile(
    r"(?:according to|reported by|first reported in|obtained by|seen by)(?: a report (?:by|in|from))?"
    r"(?: the)?(?: [a-z]+){0,2} ?$",
    re.IGNORECASE,
)
_EN_CITES = re.compile(r"\b(?:citing|quoting|cited|quoted)(?: a report (?:by|in|from))?(?: the)?(?: [a-z]+){0,2} ?$")
_EN_TELLS = re.compile(r"\b(?:told|tells|telling|interview with|speaking to)(?: the)?(?: [a-z]+)? ?$", re.IGNORECASE)
_EN_ANYONE = re.compile(
    r"\b[Aa]ccording to (?:the |a |an )?(?P<name>[A-Z][\w'’.-]{0,30}(?:\s(?:of\s|for\s)?[A-Z][\w'’.-]{0,30})*)"
)
_LOOKBACK = 60


def find_attributions(text: str) -> list[Attribution]:
    """The outlets that `text` credits, in order. Anonymous sources (消息人士, 知情人士) credit nobody.

    English texts may also credit a person or office, after "according to".
    """
    plain = aligned(text)
    outlets = list(_outlet_pattern().finditer(plain))
    limits = [*(match.start() for match in outlets), len(plain)][1:]  # the words up to the next outlet are its own
    found = {
        match.start(): _attribution(text, match, kind)
        for match, limit in zip(outlets, limits, strict=bool(outlets))
        if (kind := _kind(plain, match, limit)) and not _NO_NAME.match(_named(match["name"]))
    }
    credited = {place for one in found.values() for place in range(one.start, one.end)}
    for match in _EN_ANYONE.finditer(plain):
        if credited.isdisjoint(range(*match.span("name"))):
            found[match.start("name")] = _attribution(text, match, "reported")
    return [found[start] for start in sorted(found)]


def outlet_name(name: str) -> str:
    """The one name of an outlet by any of its names (Reuters, 路透, 路透社 are 路透社); unknown names as given."""
    return _known_outlets().get(fold(name), name)


def _attribution(text: str, match: re.Match[str], kind: AttributionKind) -> Attribution:
    known = _known_pattern().search(aligned(match["name"]))  # 德国明镜周刊 is 明镜周刊
    led_up = len(match["name"]) - len(_named(match["name"]))
    start = match.start("name") + (known.start() if known else led_up)
    name = text[start : match.start("name") + known.end() if known else match.end("name")]
    end = start + len(name)
    return Attribution(name, start, end, outlet_name(name), kind)


def _named(name: str) -> str:
    """`name` without the words that lead up to it."""
    plain = aligned(name)
    leading = _LEADING_UP.match(plain)
    return plain[leading.end() :] if leading else plain


def _kind(plain: str, match: re.Match[str], limit: int) -> AttributionKind | None:
    before = plain[max(0, match.start() - _LOOKBACK) : match.start()]
    after = plain[match.end() : min(limit, match.end() + _LOOKBACK)]
    if _ZH_CITES.search(before) or _EN_CITES.search(before):
        return "cited"
    if _EN_TELLS.search(before) or _was_told(before, after):
        return "told"
    if _ZH_REPORTS.match(after) or _EN_REPORTS.match(after) or _EN_CREDITS.search(before):
        return "reported"
    return None


def _was_told(before: str, after: str) -> bool:
    told = _ZH_TELLS.search(before)
    return told is not None and (told.group().startswith("告诉") or _ZH_TOLD.match(after) is not None)


def _names_by_row() -> Iterator[tuple[str, list[str]]]:
    for line in read_list("outlets"):
        names = line.split("|")
        yield names[0], names


@cache
def _known_outlets() -> dict[str, str]:
    return {fold(name): first for first, names in _names_by_row() for name in names}


@cache
def _outlet_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_known_pattern().pattern}|{_ZH_OUTLET}|{_EN_OUTLET})")


@cache
def _known_pattern() -> re.Pattern[str]:
    """Known names, longest first; Latin ones as whole words in their own case (AP, RT)."""
    names = sorted({aligned(name) for _, row in _names_by_row() for name in row}, key=len, reverse=True)
    known = "|".join(
        rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" if name.isascii() else re.escape(name) for name in names
    )
    # The class of first characters decides most places at once: four times faster than trying every name.
    firsts = re.escape("".join(sorted({name[0] for name in names})))
    return re.compile(rf"(?=[{firsts}])(?:{known})")
