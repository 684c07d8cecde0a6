"""What a person types after /search, as a query. Anything at all is a query; none is an error.

渡轮 票价          both, anywhere in an article
"night ferries"    side by side; 「」 “” 《》 serve as well
渡轮 OR 轮渡       either
-票价              without
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from digests.language.lists import read_list
from digests.language.script import fold
from digests.language.terms import phrase_terms
from digests.language.words import content_words, segment, stop_words
from digests.models import Phrase, SearchQuery

LONGEST = 200
"""Characters that are read; a headline pasted whole has a quarter of them."""

_MOST_PHRASES = 16
_MOST_TERMS = 60
"""Terms of one phrase: every further one makes the index look once more, and finds nothing that the others did not."""

_QUOTED = r"[\"“”„«»「『《][^\"“”„«»「」『』《》]*[\"“”«»」』》]"
_PIECE = re.compile(
    rf"(?P<minus>(?:(?<=\s)|^)[-－−](?=\S))?(?:(?P<quoted>{_QUOTED})|(?P<bare>[^\s\"“”„«»「」『』《》]+))"
)
_EITHER = frozenset(("OR", "|", "｜"))
# Between words that are written without a space; what joins COVID-19, U.S and AT&T is not among them.
_APART = re.compile(r"[,，、。；;：:！？!?…·()（）\[\]【】<>〈〉/\\*^]+")
# What a question asks with, which no answer holds. 几内亚, 哪吒 and 何塞 are names.
_ASKED_WITH = frozenset(read_list("question_words_zh"))
_HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{4,}")


def parse_query(text: str) -> SearchQuery:
    """The query that `text` means; one without `all_of` when it names nothing to look for."""
    groups: list[tuple[Phrase, ...]] = []
    without: list[Phrase] = []
    joins = False
    for piece in list(_PIECE.finditer(text[:LONGEST]))[:_MOST_PHRASES]:
        if piece["bare"] in _EITHER and not piece["minus"]:
            joins = bool(groups)
            continue
        phrases = list(_phrases(piece))
        if piece["minus"]:
            without += phrases
        elif joins and phrases:
            groups[-1] = (*groups[-1], *phrases)
        else:
            groups += [(phrase,) for phrase in phrases]
        joins = False
    return SearchQuery(_telling(dict.fromkeys(groups)), tuple(dict.fromkeys(without)))


def loosened(query: SearchQuery) -> SearchQuery | None:
    """The same with Chinese written in one piece taken word by word, None where that changes nothing.

    海港城夜航渡轮 stands in no article that says 海港城与对岸恢复夜航渡轮; 海港, 城, 夜航 and 渡轮 all do.
    """
    groups = tuple(group for each in query.all_of for group in _word_by_word(each))
    looser = replace(query, all_of=tuple(dict.fromkeys(groups)))
    return looser if looser != query else None


def any_of(text: str) -> SearchQuery:
    """What holds any of the words of `text` that say what it is about: for questions."""
    words = dict.fromkeys(word for word in content_words(text[: 2 * LONGEST]) if word not in _ASKED_WITH)
    phrases = [phrase for word in words if (phrase := _phrase(word))]
    return SearchQuery((tuple(phrases[:_MOST_PHRASES]),) if phrases else ())


def _word_by_word(group: tuple[Phrase, ...]) -> Iterator[tuple[Phrase, ...]]:
    phrase = group[0]
    if len(group) > 1 or phrase.quoted or not _HAN_RUN.search(phrase.text):
        yield group
        return
    words = [word for word in segment(phrase.text) if len(word) > 1]
    yield from ((found,) for word in words if (found := _phrase(word)))


def _telling(groups: Iterable[tuple[Phrase, ...]]) -> tuple[tuple[Phrase, ...], ...]:
    """Without 的, the and their like, as long as something is left; 的 alone is in everything, and asks for nothing."""
    asked = [group for group in groups if not any(_is_particle(phrase) for phrase in group)]
    telling = [group for group in asked if not any(_says_nothing(phrase) for phrase in group)]
    return tuple(telling or asked)


def _is_particle(phrase: Phrase) -> bool:
    return phrase.open_ended and _says_nothing(phrase)


def _says_nothing(phrase: Phrase) -> bool:
    return not phrase.quoted and len(phrase.terms) == 1 and fold(phrase.text) in stop_words()


def _phrases(piece: re.Match[str]) -> Iterator[Phrase]:
    if piece["quoted"]:
        found = _phrase(piece["quoted"][1:-1], quoted=True)
        if found:
            yield found
        return
    for word in _APART.split(piece["bare"]):
        found = _phrase(word)
        if found:
            yield found


def _phrase(text: str, *, quoted: bool = False) -> Phrase | None:
    found, open_ended = phrase_terms(text)
    if not found:
        return None
    cut = len(found) > _MOST_TERMS
    return Phrase(text.strip(), found[:_MOST_TERMS], open_ended and not cut, quoted)
