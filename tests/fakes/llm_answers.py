"""What the fake model answers: good answers, and every way in which real ones go wrong.

text("...")  document({...})                     answers
malformed()  fenced({...})  truncated({...})     broken JSON, JSON in a Markdown fence, cut off by the length limit
refusal()  empty()  essay()  html_page()         no JSON at all
wrong_language({...})                            the document with every text in another language
status(429, retry_after_s=3)                     an HTTP error
no_choices()  web_page()                         an answer that is no completion
held(event)  dropped()  interrupted({...})       no answer until the event is set; a reset connection; one that
                                                 breaks off in the middle of the answer
paused(answer, event, after)                     streamed: so many characters, and the rest once the event is set
dies(answer, after)  trails_off(answer, after)   streamed: reset, or politely ended, after so many characters
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

FOREIGN = "Тихий вечер в порту без особых новостей."
ESSAY = (
    "It is often said that the news of the day is best read slowly. In this essay we shall consider, from several "
    "angles, what a harbour means to those who live by it, and why a ferry is more than a boat. "
)
PAGE = "<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>"
STATUS_TYPES = {400: "invalid_request_error", 401: "authentication_error", 429: "rate_limit_error"}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `raw` replaces the whole body, `error` makes it an error, `wait_for` holds it back."""

    content: str | None = None
    finish_reason: str = "stop"
    refusal: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    error: Mapping[str, object] | None = None
    raw: str | None = None
    choices: int = 1
    wait_for: asyncio.Event | None = None
    dropped: bool = False
    interrupted: bool = False
    pause_after: int | None = None
    pause_until: asyncio.Event | None = None
    ends_after: int | None = None
    ends_politely: bool = False

    @property
    def name(self) -> str:
        """What tells it from others in the name of a test."""
        shown = (self.content or self.raw or self.refusal or "")[:12]
        marks = [f"{name}={value}" for name, value in self.headers.items()]
        broken = "dropped" if self.dropped else "interrupted" if self.interrupted else ""
        return "-".join([str(self.status), *marks, broken, shown])


def text(content: str) -> Answer:
    return Answer(content)


def document(value: object) -> Answer:
    """`value` as JSON, the answer that a JSON schema asks for."""
    return Answer(json.dumps(value, ensure_ascii=False))


def malformed() -> Answer:
    return Answer('{"headline": "海港城恢复夜航渡轮", "sentences": [{"text": "首月票价减半。" "evidence": }')


def fenced(value: object) -> Answer:
    return Answer(f"Here is the JSON:\n```json\n{json.dumps(value, ensure_ascii=False)}\n```")


def truncated(value: object) -> Answer:
    """The first half of the document, and the reason `length`."""
    whole = json.dumps(value, ensure_ascii=False)
    return Answer(whole[: len(whole) // 2], finish_reason="length")


def refusal() -> Answer:
    return Answer(None, refusal="I'm sorry, but I cannot help with that.")


def empty() -> Answer:
    return Answer("")


def essay() -> Answer:
    return Answer(ESSAY * 20)


def html_page() -> Answer:
    """A page as the content of a completion."""
    return Answer(PAGE)


def web_page() -> Answer:
    """A page in place of a completion, with status 200, as proxies send it."""
    return Answer(raw=PAGE)


def no_choices() -> Answer:
    return Answer(choices=0)


def wrong_language(value: object) -> Answer:
    return document(_in_russian(value))


def status(code: int, *, retry_after_s: int | None = None, message: str = "") -> Answer:
    """An HTTP error in OpenAI's form; `retry_after_s` goes out as the Retry-After header."""
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    kind = STATUS_TYPES.get(code, "server_error")
    return Answer(status=code, headers=headers, error=error(message or f"scripted status {code}", kind))


def held(until: asyncio.Event, then: Answer | None = None) -> Answer:
    """Nothing until the event is set, then `then`; a client's time-out comes first."""
    return replace(then or text("late"), wait_for=until)


def dropped() -> Answer:
    return Answer(dropped=True)


def interrupted(value: object) -> Answer:
    """The head of an answer and the first half of its body."""
    return replace(document(value), interrupted=True)


def paused(value: object, until: asyncio.Event, *, after: int) -> Answer:
    """The document, of which the rest comes once the event is set."""
    return replace(document(value), pause_after=after, pause_until=until)


def dies(value: object, *, after: int) -> Answer:
    """The document, whose connection is reset in the middle."""
    return replace(document(value), ends_after=after)


def trails_off(value: object, *, after: int) -> Answer:
    """The document, whose stream ends in the middle as if it were whole."""
    return replace(document(value), ends_after=after, ends_politely=True)


def error(message: str, kind: str = "invalid_request_error", *, param: str | None = None) -> dict[str, object]:
    return {"message": message, "type": kind, "param": param, "code": None}


def _in_russian(value: object) -> object:
    """The same shape; ids and numbers stay, texts of more than one word or with Chinese in them are replaced."""
    if isinstance(value, dict):
        return {name: _in_russian(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_in_russian(inner) for inner in value]
    prose = isinstance(value, str) and (" " in value or not value.isascii())
    return FOREIGN if prose else value
