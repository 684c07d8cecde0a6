"""One method of the Bot API, asked with fields that are texts already.

`BaseRequest.post` takes a `RequestData`, whose fields may be files, and looks at each of them several times: that is a
quarter of all that a message costs (measured). What went wrong is still told by the library.
"""

import json
from collections.abc import Mapping

from telegram.request import BaseRequest, RequestData

# The only way to fill a `RequestData`; the version of the library is pinned.
from telegram.request._requestparameter import RequestParameter

from bot.sender.form import encoded
from bot.sender.request import AiohttpRequest

_OK = 200


async def call(request: BaseRequest, url: str, fields: Mapping[str, str]) -> object:
    """The result of the method at `url`. Raises what `BaseRequest.post` raises; KeyError for an answer without one."""
    if not isinstance(request, AiohttpRequest) or not request.takes_forms(url):
        return await request.post(url, RequestData([RequestParameter(*field, None) for field in fields.items()]))
    status, answer = await request.post_form(url, encoded(fields))
    if status == _OK:
        try:
            return json.loads(answer)["result"]
        except ValueError:
            pass  # the library says what is wrong with it
    return await _Answered(status, answer).post(url)


class _Answered(BaseRequest):
    """A request that was answered already, for the library to make an error of the answer."""

    def __init__(self, status: int, answer: bytes) -> None:
        self._answer = status, answer

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, *_args: object, **_given: object) -> tuple[int, bytes]:
        """What came."""
        return self._answer
