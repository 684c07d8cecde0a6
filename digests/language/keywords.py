r"""Keyword rules as readers write them: words, phrases, `OR`, `-not`, parentheses, `/regular expressions/`. Pure.

    渡轮 票价            both words
    ferry OR 渡轮        either
    "night ferry" -mine  the phrase, and not that word
    (央行 OR 利率) -股市
    /第[0-9]+轮/         a regular expression

Texts and rules are compared folded: both scripts, full-width forms, upper and lower case are one. Chinese is looked for
anywhere, words of letters as whole words, a plural s aside. Regular expressions are RE2's, whose time is linear in the
text for every pattern (https://github.com/google/re2/wiki/WhyRE2), and everything has a limit: nobody can make a rule
that holds up others.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2

from digests.errors import RequestError
from digests.language.script import fold, hans_characters

LONGEST_RULE = 200
MOST_TERMS = 16
LONGEST_TEXT = 2000
"""Of a text only so much is looked at: a title and an opening have less."""

_REGEX_MEMORY_BYTES = 1 << 18
_TOKEN = re.compile(r'\s*(?:(?P<regex>/(?:[^/\\]|\\.)+/)|(?P<phrase>"[^"]+")|(?P<mark>[()|])|(?P<word>[^\s()|"]+))')
_OR = frozenset(("or", "或", "|"))
_AND = frozenset(("and", "&"))
_NOT = frozenset(("not", "非"))

_MARKS = str.maketrans("“”„「」『』＂（）｜", '""""""""()|')

_Test = Callable[[str], bool]
_Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be asked. `text` is what was written, on one line."""

    text: str
    _test: _Test

    def matches(self, folded: str) -> bool:
        """Whether a text, folded by `fold`, is one that the rule means."""
        return self._test(folded[:LONGEST_TEXT])


@lru_cache(maxsize=4096)
def rule_of(text: str) -> Rule:
    """The rule that `text` writes.

    Raises `RequestError`: `rule-too-long`, `rule-not-understood` (with the text), `rule-matches-everything` for one
    that nothing would escape.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST_RULE:
        raise RequestError("rule-too-long", {"count": LONGEST_RULE})
    try:
        test = _Reading(_tokens(plain)).whole()
    except (ValueError, re2.error):
        raise RequestError("rule-not-understood", {"text": plain}) from None
    if test(""):
        raise RequestError("rule-matches-everything", {"text": plain})
    return Rule(plain, test)


def same_rule(one: str, other: str) -> bool:
    """Whether two rules are written alike, but for script, case and space."""
    return fold(one) == fold(other)


def _tokens(plain: str) -> list[_Token]:
    """Kind and text of each. Raises ValueError where something is none, or for too many."""
    # Quotation marks and full-width forms as folding writes them; a regular expression keeps its letters.
    simple = plain.translate(_MARKS)
    found: list[_Token] = []
    position = 0
    while position < len(simple):
        match = _TOKEN.match(simple, position)
        if match is None:
            raise ValueError(plain)
        position = match.end()
        found.extend(_split(str(match.lastgroup), match[str(match.lastgroup)]))
    if len(found) > 2 * MOST_TERMS:
        raise ValueError(plain)
    return found


def _split(kind: str, text: str) -> Iterator[_Token]:
    """A minus in front of a word, and the words that join, are tokens of their own."""
    if kind == "word" and text[0] in "-－" and len(text) > 1:
        yield ("not", "")
        yield from _split(kind, text[1:])
    elif kind == "word" and text in {"-", "－"}:  # before a phrase or a parenthesis
        yield ("not", "")
    elif kind == "word":
        low = text.casefold()
        joins = "or" if low in _OR else "not" if low in _NOT else "and" if low in _AND else ""
        yield (joins, "") if joins else ("word", text)
    elif text == "|":
        yield ("or", "")
    else:
        yield (text, "") if kind == "mark" else (kind, text)


class _Reading:
    """The rule read from left to right.

    either <- both (or both)*      both <- term (and? term)*      term <- not term | (either) | word | phrase | regex
    """

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def left(self) -> bool:
        return self._place < len(self._tokens)

    def whole(self) -> _Test:
        """The test that all tokens make. Raises ValueError where they make none."""
        test = self.either()
        if self.left:
            raise ValueError(self._tokens[self._place])
        return test

    def either(self) -> _Test:
        tests = [self._both()]
        while self._next("or"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda text: any(test(text) for test in tests)

    def _both(self) -> _Test:
        tests = [self._term()]
        while self.left and self._tokens[self._place][0] not in {"or", ")"}:
            if not self._next("and"):
                tests.append(self._term())
        return tests[0] if len(tests) == 1 else lambda text: all(test(text) for test in tests)

    def _term(self) -> _Test:
        if self._next("not"):
            test = self._term()
            return lambda text: not test(text)
        if self._next("("):
            test = self.either()
            if not self._next(")"):
                raise ValueError("a parenthesis is open")
            return test
        if not self.left:
            raise ValueError("a word is missing")
        kind, text = self._tokens[self._place]
        self._place += 1
        if kind == "regex":
            return _regex(text[1:-1])
        if kind not in {"word", "phrase"}:
            raise ValueError(text)
        return _words(text.strip('"'))

    def _next(self, kind: str) -> bool:
        """Whether the next token is of this kind; it is then read."""
        found = self.left and self._tokens[self._place][0] == kind
        self._place += found
        return found


def _words(text: str) -> _Test:
    wanted = fold(text)
    if not any(map(str.isalnum, wanted)):
        raise ValueError(text)
    forms = _forms(wanted)
    return lambda folded: any(_stands(form, folded) for form in forms)


def _forms(wanted: str) -> tuple[str, ...]:
    """The word in the singular and the plural, where it is of letters: ferry, ferries; bank, banks."""
    if not _is_latin(wanted[-1]):
        return (wanted,)
    single = wanted.removesuffix("s") if len(wanted) > 3 and not wanted.endswith("ss") else wanted
    ending = (f"{wanted[:-1]}ies",) if wanted.endswith("y") else (f"{wanted[:-3]}y",) if wanted.endswith("ies") else ()
    return (wanted, single, f"{wanted}s", f"{wanted}es", *ending)


def _stands(wanted: str, folded: str) -> bool:
    """Whether `wanted` stands in the text, as a whole word where it begins or ends with a letter."""
    place = folded.find(wanted)
    while place >= 0:
        end = place + len(wanted)
        before = place == 0 or not (_is_latin(wanted[0]) and _is_latin(folded[place - 1]))
        after = end == len(folded) or not (_is_latin(wanted[-1]) and _is_latin(folded[end]))
        if before and after:
            return True
        place = folded.find(wanted, place + 1)
    return False


def _is_latin(character: str) -> bool:
    """A letter or digit of a script that parts its words: Chinese does not."""
    return character.isalnum() and character < "\u2e80"


def _regex(pattern: str) -> _Test:
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _REGEX_MEMORY_BYTES
    options.log_errors = False
    compiled = re2.compile(hans_characters(pattern), options)
    return lambda text: compiled.search(text) is not None
