"""The names in a text: people, places, institutions, titled works. Rules over words, no model."""

import re
from collections.abc import Iterator
from functools import cache

from digests.language.lists import read_list
from digests.language.script import aligned
from digests.language.words import segmenter

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_TITLE = re.compile(r"《([^《》\n]{1,40})》")
# The characters in which Xinhua's tables write foreign names: they tell where such a name begins and ends.
_SOUNDS = (
    "阿埃艾安昂奥巴白拜班邦包保鲍贝本比彼毕别宾波伯博卜布采查车茨达代戴丹当道德登邓迪蒂丁东杜敦多厄恩尔法范菲费芬丰冯弗福富盖"
    "冈戈哥格葛根贡古瓜果哈海汉豪赫黑亨洪胡华怀惠霍基吉季加贾简杰金京久居卡凯坎康考柯科克肯孔库夸奎昆拉莱赖兰朗劳勒雷里理利莉"
    "立林琳伦列龙隆卢鲁路露伦罗洛吕马玛迈麦曼芒毛梅门蒙米密缅敏明莫默姆穆纳娜南内尼年涅宁纽努诺欧帕潘庞佩彭皮平蒲普奇齐契恰"
    "钱强乔切琴丘屈让热仁日荣茹瑞若撒萨塞赛桑瑟森沙莎山尚舍申圣施史士舒朔丝斯松苏索塔泰坦汤唐陶特滕提田铁通图土托陀瓦万汪旺"
    "威韦维卫魏温文翁沃乌伍武西希锡夏香向肖谢辛欣休许雪逊雅亚延扬耶叶伊因英尤约泽扎詹珍芝卓兹祖佐京"
)
_DOTTED = re.compile(rf"[{_SOUNDS}]{{1,8}}(?:[·‧・•][{_SOUNDS}]{{1,8}}){{1,3}}")
_BEFORE_LATIN = re.compile(rf"(?P<run>[{_HAN}]{{2,8}})\s?[(（](?=[A-Z][A-Za-z])")
_SOUNDED_TAIL = re.compile(rf"[{_SOUNDS}]{{2,8}}$")

_PROPER = frozenset(["nr", "nrt", "nrfg", "ns", "nt"])  # not nz, which rjieba gives to 达成协议 and 上台 too
_JOINS = frozenset(["ns", "nt", "nz", "j", "n", "vn", "an", "b", "s"])
_MOST_JOINED = 4  # words before the last in an institution's name: 中国|国家|安全|生产|委员会
_INSTITUTION = re.compile(
    r"(?:委员会|协会|基金会|联合会|商会|理事会|议会|国会|学会|法院|检察院|大学|学院|研究院|研究所|公司|集团|银行|组织|联盟"
    r"|中心|医院|机场|政府|电视台|电台|通讯社|日报|时报|总署|总局|警方|军方|内阁|白宫)$|(?<=..)[部局署厅院党社军]$"
)
_NO_NAMES = frozenset("顾问 大部 有关部门 高达 时间 周年 周一 明年 和平 安全 政府 公司 银行 大学 法院 国会".split(" "))  # noqa: SIM905 - one word a name, read as one line

# Letters may end in a number only when all are capitals (COP28): in Politico11月4日 it begins a date.
_LATIN_WORD = r"(?:[A-Z]+-?\d+(?![\d月日年])|[A-Z][A-Za-zÀ-ɏ]*(?:['’.&-][A-Za-zÀ-ɏ]+)*)"
_STOP_WITHIN = r"(?:(?<=\b[A-Z])\.|(?<=\b[MDS][rst])\.|(?<=Mrs)\.)?"  # J. Smith, Dr. Smith; not: in Zurich. Officials
_LATIN_RUN = re.compile(
    rf"(?<![A-Za-zÀ-ɏ0-9]){_LATIN_WORD}"
    rf"(?:{_STOP_WITHIN}\s(?:(?:of|the|de|van|von|der|bin|al|el|la|and)\s){{0,2}}{_LATIN_WORD})*"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?。！？:：\n]\s*)[\"'“‘「(（]?\s*$")


def find_names(text: str) -> list[str]:
    """The names in `text`, verbatim, each once, in the order of first appearance.

    Capitalised Latin runs (a lone first word of a sentence only when it is a name elsewhere too or all
    capitals), titles in 《》, sounded foreign names (弗拉基米尔·普京, 沙利文 before its Latin form), and the
    people, places and institutions that the dictionary of Chinese words knows. Some are missed, and some
    words that are no names are given: good for weighing and for checks that forgive, not for display.
    """
    plain = aligned(text)
    sounded = list(_sounded(plain))
    words = (span for span in _chinese_names(plain) if not _within(span, sounded))
    spans = sorted([*_latin_names(plain), *_titles(plain), *sounded, *words])
    return list(dict.fromkeys(text[start:end] for start, end in spans))


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _titles(plain: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in _TITLE.finditer(plain))


def _sounded(plain: str) -> Iterator[tuple[int, int]]:
    for match in _DOTTED.finditer(plain):
        yield match.span()
    for match in _BEFORE_LATIN.finditer(plain):
        tail = _SOUNDED_TAIL.search(match["run"])
        if tail:
            yield match.start() + tail.start(), match.start() + tail.end()


def _latin_names(plain: str) -> Iterator[tuple[int, int]]:
    spans = [_without_small_words(plain, *match.span()) for match in _LATIN_RUN.finditer(plain)]
    named = {plain[start:end] for start, end in spans if not _opens_sentence(plain, start)}
    for start, end in spans:
        name = plain[start:end]
        if len(name) > 1 and (not _opens_sentence(plain, start) or " " in name or name.isupper() or name in named):
            yield start, end


def _without_small_words(plain: str, start: int, end: int) -> tuple[int, int]:
    """The run without the capitalised small words at its head: The, In, On Monday."""
    for match in re.finditer(r"\S+\s*", plain[start:end]):
        if match.group().strip(" .").lower() not in _small_words():
            return start + match.start(), end
    return start, start


def _opens_sentence(plain: str, start: int) -> bool:
    return _SENTENCE_START.search(plain[max(0, start - 12) : start]) is not None if start else True


def _chinese_names(plain: str) -> Iterator[tuple[int, int]]:
    for run in _HAN_RUN.finditer(plain):
        words = list(_tagged(run.group(), run.start()))
        for place, (start, end, tag) in enumerate(words):
            word = plain[start:end]
            if word in _NO_NAMES or len(word) < 2:
                continue
            if _INSTITUTION.search(word) and tag in _JOINS:
                yield _joined_start(words, place), end
            elif tag in _PROPER:
                yield start, end


def _joined_start(words: list[tuple[int, int, str]], place: int) -> int:
    """Where the name begins whose last word is at `place`: 美国|国家|安全|委员会."""
    first = place
    while first > 0 and place - first < _MOST_JOINED and words[first - 1][2] in _JOINS:
        first -= 1
    return words[first][0]


def _tagged(run: str, start: int) -> Iterator[tuple[int, int, str]]:
    for word, tag in segmenter().tag(run):
        yield start, start + len(word), tag
        start += len(word)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(read_list("stopwords_en"))
