"""Everything that can go wrong and has a name. Each error knows its subject.

YaowenError
├── SourceError              (source: its address or path)
│   ├── SourceUnreachable    DNS, TLS, refused, timed out, HTTP status
│   ├── SourceForbidden      a private or malformed address that we do not fetch
│   ├── SourceTooLarge       over the size limit
│   ├── NotAFeed             an answer that is no feed
│   └── PostUnreadable       a file that cannot be decoded or holds no article
├── ModelError               the language model gave no usable answer (what it cost, whether to ask again)
│   └── BudgetSpent          the day's money is spent: nothing was asked
├── StorageError             the database cannot be opened or is of another version
└── RequestError             what a person asked for cannot be done (key and values of a text)
"""

from collections.abc import Mapping
from typing import Literal, get_args

Trouble = Literal[
    "private",  # an address in a private network
    "malformed",  # no address of the web
    "no-host",  # no such name
    "down",  # nobody answers
    "certificate",
    "no-tls",
    "broken-off",  # the answer, or what should have been one
    "slow",
    "redirects",
    "login",
    "forbidden",
    "missing",
    "gone",
    "too-many",  # requests
    "server",
    "status",  # any other that is no document
    "too-large",
    "too-long",  # to read
    "page",  # that is no feed and names none
    "no-feed",
    "empty",
    "file",  # on disk, or sent, that cannot be used
    "unforeseen",
]
"""What can be wrong with a source, as far as it makes a difference to whoever asked for it: each has a text that says
what to do (`refused-...` in `bot/texts`).
"""

TROUBLES: tuple[Trouble, ...] = get_args(Trouble)


class YaowenError(Exception):
    """The root. `str(error)` is one plain English sentence fit for a log or a terminal."""


class SourceError(YaowenError):
    """A source failed. It costs no other source anything.

    `source` is the address or path as configured; `reason` is one sentence without it; `status` is the HTTP status
    where there was one.
    """

    trouble: Trouble = "unforeseen"
    status: int | None = None

    def __init__(self, source: str, reason: str, trouble: Trouble | None = None) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason
        self.trouble = trouble or self.trouble


class SourceUnreachable(SourceError):
    """No answer, or an answer that says no. `retry_after_s` is what the server asked for."""

    trouble: Trouble = "down"

    def __init__(
        self,
        source: str,
        reason: str,
        trouble: Trouble | None = None,
        *,
        status: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(source, reason, trouble or (None if status is None else _trouble_of(status)))
        self.status = status
        self.retry_after_s = retry_after_s


class SourceForbidden(SourceError):
    """An address that is not fetched: private, loopback, or not http(s)."""

    trouble: Trouble = "malformed"


class SourceTooLarge(SourceError):
    """The answer went over the size limit and was cut off unread."""

    trouble: Trouble = "too-large"


class NotAFeed(SourceError):
    """The bytes are no RSS, Atom, RDF or JSON Feed."""

    trouble: Trouble = "no-feed"


class PostUnreadable(SourceError):
    """A saved post that cannot be decoded or holds no article text."""

    trouble: Trouble = "file"


_OF_STATUS: Mapping[int, Trouble] = {
    401: "login",
    402: "login",
    403: "forbidden",
    404: "missing",
    407: "login",
    410: "gone",
    429: "too-many",
    451: "forbidden",
}


def _trouble_of(status: int) -> Trouble:
    return _OF_STATUS.get(status, "server" if status >= 500 else "status")


class ModelError(YaowenError):
    """The language model gave no usable answer: refused, timed out, malformed, over its limits.

    `is_servers`: the server failed, not the answer. `is_passing`: asking again may help, after `retry_after_s` where
    the server said so. `is_unbilled`: the server refused, so that it cost nothing; the tokens are those it counted.
    """

    def __init__(  # noqa: PLR0913 - what there is to know of a failure
        self,
        reason: str,
        *,
        is_servers: bool = False,
        is_passing: bool = False,
        is_unbilled: bool = False,
        retry_after_s: float | None = None,
        input_tokens: int = 0,
        output_tokens: int = 0,
    ) -> None:
        super().__init__(reason)
        self.is_servers = is_servers
        self.is_passing = is_passing
        self.is_unbilled = is_unbilled
        self.retry_after_s = retry_after_s
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens


class BudgetSpent(ModelError):
    """The day's money is spent: nothing was asked."""


class StorageError(YaowenError):
    """The database cannot be opened, is of another version, or holds what it must not."""


class RequestError(YaowenError):
    """What a person asked for cannot be done.

    `key` names the text that tells them (in `bot/texts`), `values` fill it.
    """

    def __init__(self, key: str, values: Mapping[str, str | int] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, str | int] = dict(values or {})


def kind_and_place(error: BaseException) -> str:
    """For a log: the kind of an error that nobody foresaw, and the innermost line of ours that it passed.

    Its words, and a traceback that ends with them, may quote an article or a message, and no log may hold those.
    """
    place, trace = "?", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(("bot.", "digests.")):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
