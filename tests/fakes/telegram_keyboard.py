"""Inline keyboards as the Bot API accepts them: `read_keyboard(params)` gives rows of `Button`s or an ApiError."""

from dataclasses import dataclass

from tests.fakes.telegram_html import checked_link
from tests.fakes.telegram_params import Params, bad_request

MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
ACTIONS = {"callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text", "pay"} | {
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: its label and what it does (`data` for the bot, or a `url`)."""

    label: str
    data: str | None = None
    url: str | None = None

    def to_json(self) -> dict[str, object]:
        found: dict[str, object] = {"text": self.label}
        found |= {"callback_data": self.data} if self.data is not None else {}
        return found | ({"url": self.url} if self.url is not None else {})


Keyboard = tuple[tuple[Button, ...], ...]


def read_keyboard(params: Params) -> Keyboard:
    """The inline keyboard of `reply_markup`; empty for none or for a markup that is not inline."""
    rows = params.mapping("reply_markup").get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = tuple(tuple(_button(item) for item in row) for row in rows if row)
    if sum(len(row) for row in keyboard) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return keyboard


def keyboard_json(keyboard: Keyboard) -> dict[str, object]:
    return {"inline_keyboard": [[button.to_json() for button in row] for row in keyboard]}


def _button(item: object) -> Button:
    if not isinstance(item, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    label = item.get("text")
    if not isinstance(label, str) or not label.strip():
        raise bad_request('can\'t parse inline keyboard button: field "text" must be of type String and not empty')
    if not ACTIONS & item.keys():
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return Button(label, _callback_data(item.get("callback_data")), _address(item.get("url")))


def _callback_data(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not 1 <= len(value.encode()) <= MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return value


def _address(value: object) -> str | None:
    if value is None:
        return None
    url = checked_link(value) if isinstance(value, str) else None
    if url is None:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    return url
