"""Inline mode: a person types `@bot words` in any chat, the bot offers results, and one of them may be sent."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from tests.fakes.telegram_html import parse_html
from tests.fakes.telegram_params import MAX_TEXT_UNITS, Params, bad_request
from tests.fakes.telegram_state import Json, User, World
from tests.fakes.telegram_text import utf16_length
from tests.fakes.telegram_updates import Updates

MOST_RESULTS = 50


@dataclass
class Offer:
    """What the bot answered to one inline query: its results as sent, and where the next page begins."""

    results: list[Json] = field(default_factory=list)
    next_offset: str = ""
    cache_time: int = 300
    is_personal: bool = False
    button: str = ""

    @property
    def titles(self) -> list[str]:
        return [str(result["title"]) for result in self.results]

    def text(self, place: int) -> str:
        """What a chat would read of the result at `place`."""
        content = self.results[place]["input_message_content"]
        return parse_html(str(content["message_text"])).text if isinstance(content, dict) else ""


class InlineMethods:
    """`table` maps the method's name in small letters to the method."""

    def __init__(self, world: World, updates: Updates) -> None:
        self._world = world
        self._updates = updates
        self._ids = count(1)
        self._offers: dict[str, Offer | None] = {}
        self.table: dict[str, Callable[[Params], object]] = {"answerinlinequery": self.answer_inline_query}

    async def ask(self, user: User, words: str, *, offset: str = "", timeout_s: float = 5.0) -> Offer:
        """Type `@bot words`, and wait for what the bot offers."""
        name = str(next(self._ids))
        self._offers[name] = None
        self._updates.add("inline_query", {"id": name, "from": user.to_json(), "query": words, "offset": offset})
        async with asyncio.timeout(timeout_s):
            while (offer := self._offers[name]) is None:
                await self._world.changes.next()
        return offer

    def answer_inline_query(self, params: Params) -> bool:
        name, results = params.text("inline_query_id"), params.document("results")
        if self._offers.get(name, Offer()) is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if not isinstance(results, list) or len(results) > MOST_RESULTS:
            raise bad_request("RESULTS_TOO_MUCH")
        ids = [result["id"] for result in results]
        if len(set(ids)) < len(ids) or any(not 1 <= len(str(each).encode()) <= 64 for each in ids):
            raise bad_request("RESULT_ID_DUPLICATE" if len(set(ids)) < len(ids) else "RESULT_ID_INVALID")
        for result in results:
            if utf16_length(parse_html(result["input_message_content"]["message_text"]).text) > MAX_TEXT_UNITS:
                raise bad_request("MESSAGE_TOO_LONG")
        cache_time = params.integer("cache_time", 300)
        above = str(params.mapping("button").get("text", ""))
        is_personal = params.flag("is_personal")
        self._offers[name] = Offer(results, params.text("next_offset"), cache_time, is_personal, above)
        self._world.changes.ring()
        return True
