"""What the model is shown of a question: the question and the articles as marked data, and the form of an answer."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from string import Template

from digests.models import Article, Language, SearchQuery
from digests.questions.passages import holds
from digests.summaries.prompts import Request

ANSWER_PROMPT = "answer-1"
"""The prompt in use: a file of this folder. A changed text is a new file with the next number."""

KEYWORDS_PROMPT = "keywords-1"

LONGEST_QUESTION = 400
MOST_KEYWORDS = 8
_LONGEST_KEYWORD = 40
MOST_ARTICLES = 8
_MOST_CHARACTERS = 1500  # of one article: its first paragraph, and those that speak of what was asked


def answer_request(question: str, articles: Sequence[Article], query: SearchQuery, language: Language) -> Request:
    """The request for an answer in `language` (zh-Hans or en) from at most eight `articles`, the best first."""
    shown = [article for article in articles if article.paragraphs][:MOST_ARTICLES]
    asked = " ".join(question.split())[:LONGEST_QUESTION]
    delimiter = _delimiter(asked, shown)
    system = Template(_prompt(ANSWER_PROMPT)).substitute(delimiter=delimiter, language=language)
    blocks = [_marked(article, query, delimiter) for article in shown]
    blocks.append(f"<<<{delimiter} question>>>\n{asked}\n<<<{delimiter} end>>>")
    return Request(system, "\n\n".join(blocks), answer_schema([article.id for article in shown]), tuple(shown))


def keywords_request(question: str, language: Language) -> Request:
    """The request for the words by which reports in `language` (zh-Hans or en) would tell of a question."""
    asked = " ".join(question.split())[:LONGEST_QUESTION]
    delimiter = _delimiter(asked, [])
    system = Template(_prompt(KEYWORDS_PROMPT)).substitute(delimiter=delimiter, language=language)
    user = f"<<<{delimiter} question>>>\n{asked}\n<<<{delimiter} end>>>"
    return Request(system, user, _object({"keywords": {"type": "array", "items": {"type": "string"}}}), ())


def read_keywords(answer: str) -> tuple[str, ...]:
    """The words of an answer to it, at most eight short ones; none where it is anything else."""
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return ()
    words = value.get("keywords") if isinstance(value, dict) else None
    named = [word.strip() for word in words if isinstance(word, str)] if isinstance(words, list) else []
    return tuple(word for word in named if 0 < len(word) <= _LONGEST_KEYWORD)[:MOST_KEYWORDS]


def answer_schema(article_ids: Sequence[str]) -> dict[str, object]:
    """The JSON schema of an answer, within what strict structured outputs allow; the evidence stands first."""
    evidence = _object({"article": {"type": "string", "enum": list(article_ids)}, "quote": {"type": "string"}})
    sentence = _object({"evidence": {"type": "array", "items": evidence}, "text": {"type": "string"}})
    return _object({"sentences": {"type": "array", "items": sentence}})


def _object(properties: dict[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _delimiter(question: str, articles: Sequence[Article]) -> str:
    """A mark made of the hash of all that is shown: nobody can write it into a text that is part of it."""
    shown = hashlib.sha256(question.encode("utf-8", "surrogatepass"))
    for article in articles:
        shown.update("\x1f".join((article.id, article.title, article.text)).encode("utf-8", "surrogatepass"))
    return f"DATA-{shown.hexdigest()[:20]}"


def _marked(article: Article, query: SearchQuery, delimiter: str) -> str:
    outlet, title = (" ".join(text.split()) for text in (article.outlet or "unknown", article.title))
    head = f"<<<{delimiter} id={article.id} published={article.at:%Y-%m-%d %H:%M} UTC>>>"
    body = _cut(article, query)
    return "\n".join([head, f"Outlet: {outlet}", f"Title: {title}", *body, f"<<<{delimiter} end>>>"])


def _cut(article: Article, query: SearchQuery) -> Iterator[str]:
    """Whole paragraphs in their order: the first, those that hold a word of the question, then what finds room."""
    telling = [
        place
        for place, paragraph in enumerate(article.paragraphs)
        if place == 0 or any(holds(paragraph, phrase) for phrase in query.wanted)
    ]
    others = [place for place in range(len(article.paragraphs)) if place not in telling]
    room, chosen = _MOST_CHARACTERS, set[int]()
    for place in [*telling, *others]:
        if room <= 0:
            break
        chosen.add(place)
        room -= len(article.paragraphs[place])
    yield from (article.paragraphs[place][:_MOST_CHARACTERS] for place in sorted(chosen))


@cache
def _prompt(name: str) -> str:
    return files(__package__).joinpath(f"{name}.txt").read_text("utf-8")
