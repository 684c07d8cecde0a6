"""What carries each sentence: numbered marks behind it, and the quotations they lead to. Pure."""

from collections.abc import Iterable, Sequence

from bot.markup import cut, link
from bot.render import OUTLET_UNITS
from bot.texts import Texts
from digests.models import Article, ArticleId, Evidence, Sentence

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_QUOTE_UNITS = 300

Numbers = dict[Evidence, int]


def numbered(sentences: Sequence[Sentence]) -> Numbers:
    """Each span of evidence with its number, in the order the sentences use them."""
    numbers: Numbers = {}
    for sentence in sentences:
        for evidence in sentence.evidence:
            numbers.setdefault(evidence, len(numbers) + 1)
    return numbers


def marks(sentence: Sentence, numbers: Numbers) -> str:
    """The numbers of what carries the sentence, raised: ¹²."""
    return "".join(dict.fromkeys(_superscript(numbers[evidence]) for evidence in sentence.evidence))


def quotations(numbers: Numbers, articles: Iterable[Article], texts: Texts) -> list[str]:
    """A line of markup for each span: its number, its outlet linked to its article, and the words."""
    by_id = {article.id: article for article in articles}
    return [
        f"{_superscript(number)} {_outlet(by_id, evidence.article_id, texts)}"
        f"{texts('story-quote', quote=cut(evidence.quote, _QUOTE_UNITS))}"
        for evidence, number in numbers.items()
    ]


def _superscript(number: int) -> str:
    return str(number).translate(_SUPERSCRIPTS)


def _outlet(articles: dict[ArticleId, Article], article_id: ArticleId, texts: Texts) -> str:
    article = articles.get(article_id)
    name = (article.outlet if article else None) or texts.plain("outlet-unnamed")
    colon = ": " if texts.language == "en" else "："
    return link(cut(name, OUTLET_UNITS), article.url if article else None) + colon
