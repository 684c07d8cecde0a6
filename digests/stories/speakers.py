"""Who an article says spoke the words that it quotes."""

import re
from collections.abc import Iterator
from decimal import Decimal

from digests.language.names import find_names
from digests.language.quotes import Quote, find_quotes
from digests.language.script import aligned, fold
from digests.language.sentences import split_sentences
from digests.models import Article
from digests.stories.statements import Statement

SPEAKER_UNIT = "speaker"
_SENTENCES = 24
# Shorter quotations are terms and names of things, which anybody may use.
_LEAST_CHARACTERS, _LEAST_WORDS = 8, 5
_SAYS = "说|表示|称|指出|强调|坦言|警告|写道|回应"
# 林一周六对记者说: what stands between the speaker and the word.
_ASIDE = r"(?:(?:周[一二三四五六日]|[昨今在对向则也还并]|星期|接受|告诉|就此|随后|同时|\d)[^,，。;；:：“”「」]{0,10}?)?"
_WHO_ZH = rf"(?P<who>[^,，。;；:：“”「」\s]{{2,14}}?){_ASIDE}(?:{_SAYS})"
_BEFORE_ZH = re.compile(rf"(?:^|[,，。;；\s]){_WHO_ZH}[,，:： ]*$")
_AFTER_ZH = re.compile(rf"^[,，。]?\s*{_WHO_ZH}(?![了过])")
_TITLED = re.compile(
    r"(?:[局部市县州省院校会行司署处所厅]长|董事长|外长|防长|财长|发言人|总理|总统|首相|主席|书记|大臣|教授|专家|经理|大使|议员|总裁"
    r"|主任|律师|医生|司令)(?P<name>[\u3400-\u9fff·]{2,12})$"
)
_NAME_EN = r"(?P<who>(?:[A-Z][\w.'’-]*\s?){1,4})"
_BEFORE_EN = re.compile(rf"{_NAME_EN}(?:said|says|told \w+(?: \w+)?|warned|wrote)[,:]?\s*$")
_SAID_EN = "(?:said|says|warned|wrote)"
_AFTER_EN = re.compile(rf"^,?\s*(?:{_SAID_EN}\s+{_NAME_EN}|{_NAME_EN.replace('who', 'speaker')}{_SAID_EN}\b)")


def spoken_in(article: Article) -> Iterator[Statement]:
    """The longer quotations of an article of which the same sentence names the speaker.

    `text` is the speaker's name as it stands there, `words` hold the folded quotation alone.
    """
    sentences = [each for paragraph in article.paragraphs for each in split_sentences(paragraph)]
    for sentence in sentences[:_SENTENCES]:
        for quote in find_quotes(sentence):
            speaker = _speaker(sentence, quote) if _is_telling(quote.text) else None
            if speaker:
                yield Statement(speaker, sentence, Decimal(0), SPEAKER_UNIT, None, frozenset([_folded(quote.text)]))


def _is_telling(quote: str) -> bool:
    return len(quote.split()) >= _LEAST_WORDS if quote.isascii() else len(quote) >= _LEAST_CHARACTERS


def _speaker(sentence: str, quote: Quote) -> str | None:
    """The name next to the quotation; None where none, or more than one name, stands there."""
    before, after = sentence[: max(0, quote.start - 1)], sentence[quote.end + 1 :]
    for pattern, side in ((_BEFORE_ZH, before), (_AFTER_ZH, after), (_BEFORE_EN, before), (_AFTER_EN, after)):
        if match := pattern.search(aligned(side)):
            start, end = next(match.span(place) for place, who in enumerate(match.groups(), start=1) if who)
            return _person(side[start:end].strip())
    return None


def _person(who: str) -> str | None:
    """The person's name in what stands before "said": behind a title in Chinese, written with a dot, or in Latin.

    An office that speaks may well be the same voice as its head: only persons count.
    """
    if titled := _TITLED.search(aligned(who)):
        return who[titled.start("name") :]
    names = find_names(f"_ {who}")
    is_person = len(names) == 1 and (names[0].isascii() or "·" in aligned(names[0]))
    return names[0] if is_person else None


def _folded(quote: str) -> str:
    return "".join(filter(str.isalnum, fold(quote)))
