"""Drafts: what a person sees of a message while it is written (Bot API, sendMessageDraft), in private chats alone.

`server.drafts(chat_id)` lists the texts shown, oldest first. They are no messages and count for no flood limit.
"""

from collections import defaultdict
from collections.abc import Callable

from tests.fakes.telegram_messages import get_writable_chat
from tests.fakes.telegram_params import MAX_TEXT_UNITS, Params, bad_request
from tests.fakes.telegram_state import World
from tests.fakes.telegram_text import utf16_length


class DraftMethods:
    """`table` maps the method's name in small letters to the method; `shown` holds the texts by chat."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.shown: defaultdict[int, list[str]] = defaultdict(list)
        self.table: dict[str, Callable[[Params], object]] = {"sendmessagedraft": self.send_message_draft}

    def send_message_draft(self, params: Params) -> bool:
        formatted = params.formatted()
        chat = get_writable_chat(self._world, params)
        if chat.kind != "private":
            raise bad_request("TEXTDRAFT_PEER_INVALID")
        if not params.integer("draft_id"):
            raise bad_request("TEXTDRAFT_ID_INVALID")
        if utf16_length(formatted.text) > MAX_TEXT_UNITS:
            raise bad_request("message is too long")
        self.shown[chat.id].append(formatted.text)
        self._world.changes.ring()
        return True
