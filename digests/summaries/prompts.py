"""What a model is asked: one request a story, for all languages at once.

Articles are written by strangers. Each is cut, stands between lines with a delimiter that its text cannot hold, and
is named as data: marking by a delimiter that nobody can guess took injection from over 50 % to under 2 % (measured).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from string import Template

from digests.models import TOPICS, Article, Language, Summary
from digests.summaries.selection import newest_of_each_outlet

SUMMARY_PROMPT = "summary-2"
REPAIR_PROMPT = "repair-1"
"""The prompts in use: files of `prompts/`. A changed text is a new file with the next number."""

_MOST_ARTICLES = 6
_MOST_COMPLAINTS = 24
_LONGEST_ANSWER = 8000  # characters
_MOST_CHARACTERS = 2500  # of one article: what happened stands in its first third


@dataclass(frozen=True, slots=True)
class Request:
    """What goes to the model, and the articles that it is shown and may cite."""

    system: str
    user: str
    schema: Mapping[str, object]
    articles: tuple[Article, ...]


def summary_request(articles: Sequence[Article], languages: Sequence[Language], told: Summary | None = None) -> Request:
    """The request for summaries of one story in `languages`, from its `articles`, oldest first.

    At most six articles are shown, the newest of each outlet before its others, each cut to 2,500 characters. `told`
    is what readers were told of it before. The same articles give the same request.
    """
    shown = newest_of_each_outlet([article for article in articles if article.paragraphs], _MOST_ARTICLES)
    delimiter = _delimiter(shown)
    system = Template(_prompt(SUMMARY_PROMPT)).substitute(delimiter=delimiter, languages=", ".join(languages))
    blocks = [*(_marked(article, delimiter) for article in shown), *([_told(told, delimiter)] if told else [])]
    schema = summary_schema(languages, [article.id for article in shown])
    return Request(system, "\n\n".join(blocks), schema, tuple(shown))


def repair_request(request: Request, answer: str, complaints: Sequence[str]) -> Request:
    """The same request once more, with what was wrong with the answer: `complaints` name each fault."""
    delimiter = f"ANSWER-{hashlib.sha256(answer.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
    before = f"<<<{delimiter}>>>\n{answer[:_LONGEST_ANSWER]}\n<<<{delimiter} end>>>"
    wrong = "\n".join(f"- {complaint}" for complaint in complaints[:_MOST_COMPLAINTS])
    repair = Template(_prompt(REPAIR_PROMPT)).substitute(delimiter=delimiter, complaints=wrong)
    return replace(request, user=f"{request.user}\n\n{repair}\n\n{before}")


def summary_schema(languages: Sequence[Language], article_ids: Sequence[str]) -> dict[str, object]:
    """The JSON schema of an answer, within what strict structured outputs allow: no optional, no unknown property.

    A sentence stands in all languages beside one list of evidence: translations of one fact, not two summaries.
    """
    evidence = _object({"article": {"type": "string", "enum": list(article_ids)}, "quote": {"type": "string"}})
    texts = _object({language: {"type": "string"} for language in languages})
    sentence = _object({"text": texts, "evidence": {"type": "array", "items": evidence}, "new": {"type": "boolean"}})
    topic = {"type": "string", "enum": [*TOPICS, "other"]}
    return _object({"topic": topic, "headline": texts, "sentences": {"type": "array", "items": sentence}})


def _object(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _delimiter(articles: Sequence[Article]) -> str:
    """A mark made of the hash of all that is shown: whoever writes an article cannot write it into it."""
    shown = hashlib.sha256()
    for article in articles:
        shown.update("\x1f".join((article.id, article.title, article.text)).encode("utf-8", "surrogatepass"))
    return f"ARTICLE-{shown.hexdigest()[:20]}"


def _marked(article: Article, delimiter: str) -> str:
    outlet, title = (" ".join(text.split()) for text in (article.outlet or "unknown", article.title))
    head = f"<<<{delimiter} id={article.id} published={article.at:%Y-%m-%d %H:%M} UTC>>>"
    return "\n".join([head, f"Outlet: {outlet}", f"Title: {title}", *_cut(article), f"<<<{delimiter} end>>>"])


def _cut(article: Article) -> Iterator[str]:
    room = _MOST_CHARACTERS
    for paragraph in article.paragraphs:
        if room <= 0:
            return
        yield paragraph[:room]
        room -= len(paragraph)


def _told(told: Summary, delimiter: str) -> str:
    lines = [told.headline, *(sentence.text for sentence in told.sentences)]
    return "\n".join([f"<<<{delimiter} told before>>>", *lines, f"<<<{delimiter} end>>>"])


@cache
def _prompt(name: str) -> str:
    return files("digests.summaries").joinpath("prompts", f"{name}.txt").read_text("utf-8")
